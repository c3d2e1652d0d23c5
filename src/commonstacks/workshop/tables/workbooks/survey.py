"""What a sheet says beside its values: how far it reaches, formats, errors, what is hidden."""

from __future__ import annotations

from dataclasses import dataclass, field

from commonstacks.kit.errors import Refusal
from commonstacks.workshop.tables.workbooks.number_formats import Form

MOST_CELLS = 64 << 20  # of the rectangle that holds all cells
_MOST_SIGNS = 250
ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}
"""Errors of Excel by their number in binary files (MS-XLS 2.5.10)."""

Sign = Form | str
"""A number's form, or the word that stands in a cell with an error."""
Area = tuple[tuple[int, int], tuple[int, int]]
"""The first and last (row, column) of merged cells, from 0."""


class Marks:
    """Cells that need more than their value, by column and row from 0, one byte a row."""

    def __init__(self) -> None:
        self._signs: list[Sign | None] = [None]
        self._numbers: dict[Sign, int] = {}
        self._columns: dict[int, bytearray] = {}
        self.errors: set[int] = set()  # columns

    def put(self, row: int, column: int, sign: Sign) -> None:
        """Marks one cell; marks past the 250th different one are left out."""
        number = self._numbers.get(sign)
        if number is None:
            if len(self._signs) > _MOST_SIGNS:
                return
            number = self._numbers[sign] = len(self._signs)
            self._signs.append(sign)
        marks = self._columns.setdefault(column, bytearray())
        if len(marks) <= row:
            marks.extend(bytes(row + 1 - len(marks)))
        marks[row] = number
        if isinstance(sign, str):
            self.errors.add(column)

    def at(self, row: int, column: int) -> Sign | None:
        """What marks the cell."""
        marks = self._columns.get(column)
        return self._signs[marks[row]] if marks and row < len(marks) else None

    def columns(self) -> frozenset[int]:
        """Those with a mark in any row."""
        return frozenset(self._columns)

    def signs(self, column: int, rows: range) -> frozenset[Sign | None]:
        """All marks in those rows of a column; None among them where a cell has none."""
        marks = self._columns.get(column, bytearray())[rows.start : rows.stop]
        seen = {self._signs[number] for number in set(marks)}
        return frozenset(seen if len(marks) == len(rows) else {*seen, None})


@dataclass(slots=True)
class Survey:
    """One sheet. ``rows`` and ``columns`` count from A1 to the last cell with a value."""

    rows: int = 0
    columns: int = 0
    marks: Marks = field(default_factory=Marks)
    hidden_rows: int = 0
    hidden_columns: int = 0
    merged: tuple[Area, ...] | None = None

    def reach(self, rows: int, columns: int) -> None:
        """The sheet has a value in that row and column, counted from 1.

        Refuses a sheet whose values lie so far apart that all cells between would not fit.
        """
        self.rows, self.columns = max(self.rows, rows), max(self.columns, columns)
        if self.rows * self.columns > MOST_CELLS:
            raise Refusal(
                "The sheet reaches over {rows:,} rows and {columns:,} columns.",
                "Often one stray cell lies far from the table: delete it, or save as CSV.",
                rows=self.rows,
                columns=self.columns,
            )
