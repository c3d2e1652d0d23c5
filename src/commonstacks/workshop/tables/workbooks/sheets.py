"""One sheet: its cells row by row, its blocks, and their records as text."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from commonstacks.workshop.killable import Progress
from commonstacks.workshop.tables.workbooks import blocks, sheet_cells
from commonstacks.workshop.tables.workbooks.blocks import Block, Cell
from commonstacks.workshop.tables.workbooks.sheet_cells import Value
from commonstacks.workshop.tables.workbooks.survey import Area, Sign, Survey
from commonstacks.workshop.tables.workbooks.workbook import SheetName, Workbook

_SAMPLE = 12  # rows after a blank one that are remembered
_MOST_SAMPLES = 2000
_BLANK = ("", " ")
_TEXTS = sheet_cells.TEXTS
_NUMBERS = (int, float)

Types = tuple[type | None, ...]


@dataclass(frozen=True, slots=True, eq=False)  # told apart by identity, which is quick
class _Row:
    """How a row is filled: the same for many rows, and held once."""

    mask: int
    types: Types


class Sheet:
    """The sheet ``name``; rows and columns count from 0 at A1."""

    def __init__(self, book: Workbook, name: SheetName, tell: Callable[[Progress], None]) -> None:
        self.name = name
        self.survey: Survey = book.survey(name)
        self._cells = book.cells(name)
        self._tell = tell
        self.left = (self._cells.start or (0, 0))[1]  # rows come from the first, columns do not
        self._samples: dict[int, list[Value]] = {}
        self._rows = self._look()

    @cached_property
    def found(self) -> blocks.Found:
        """The blocks of the sheet."""
        return blocks.find([row.mask for row in self._rows], self._sample)

    def whole(self) -> Block:
        """The whole sheet as one block."""
        return blocks.whole([row.mask for row in self._rows])

    @property
    def merged(self) -> tuple[Area, ...]:
        """The merged cells of the sheet."""
        return self.survey.merged or tuple(self._cells.merged_cell_ranges or ())

    @property
    def is_empty(self) -> bool:
        return not any(row.mask for row in self._rows)

    def records(self, block: Block) -> Iterator[list[str]]:
        """The rows of a block as text, a blank row as a record without cells."""
        reading = _Reading(self, block)
        for at, row in self._values(block.top, block.bottom):
            yield reading.record(at, row) if self._rows[at].mask & reading.mask else []

    def words(self, cells: tuple[Cell, ...]) -> list[tuple[int, list[str]]]:
        """The text of these cells, row by row."""
        wanted: dict[int, list[int]] = {}
        for row, column in cells:
            wanted.setdefault(row, []).append(column)
        if not wanted:
            return []
        rows = self._values(min(wanted), max(wanted) + 1)
        return [
            (at, [self.cell(at, column, row) for column in wanted[at]])
            for at, row in rows
            if at in wanted
        ]

    def cell(self, row: int, column: int, values: list[Value]) -> str:
        """One cell of a row as text."""
        at = column - self.left
        value = values[at] if 0 <= at < len(values) else ""
        return sheet_cells.signed(value, self.survey.marks.at(row, column))

    def moments(self, block: Block) -> set[int]:
        """The columns of a block that hold dates both with and without a time of day."""
        kinds = {row.types for row in {self._rows[row] for row in block.rows}}
        return {
            column
            for column in block.columns
            if {dt.date, dt.datetime} <= {_at(types, column - self.left) for types in kinds}
        }

    def numbers(self, rows: range, column: int) -> Iterator[int]:
        """The rows that hold a number in a column."""
        at = column - self.left
        return (row for row in rows if _at(self._rows[row].types, at) in _NUMBERS)

    def _look(self) -> list[_Row]:
        """How each row is filled; remembers the first rows after blank ones."""
        seen: dict[Types, _Row] = {}
        total = self._cells.end[0] + 1 if self._cells.end else 0
        rows: list[_Row] = []
        since = 0
        for at, values in enumerate(self._cells.iter_rows()):
            key = tuple([None if v in _BLANK else type(v) for v in values])
            row = seen.get(key)
            if row is None:
                row = seen[key] = _Row(_mask(key, self.left), key)
            if self.survey.marks.errors:
                row = self._with_errors(at, row)
            since = since + 1 if row.mask else 0
            if 0 < since <= _SAMPLE and len(self._samples) < _MOST_SAMPLES * _SAMPLE:
                self._samples[at] = values
            rows.append(row)
            if at % 50_000 == 0:
                self._tell(Progress(at, total, "looking"))
        assert len(rows) == total, "rows of the sheet are missing"
        return rows

    def _with_errors(self, at: int, row: _Row) -> _Row:
        """The same row with its errors, which the reader leaves empty, as cells of text."""
        types, mask = list(row.types), row.mask
        for column in self.survey.marks.errors:
            if isinstance(self.survey.marks.at(at, column), str):
                mask |= 1 << column
                types[column - self.left] = str
        return row if mask == row.mask else _Row(mask, tuple(types))

    def _sample(self, top: int, columns: tuple[int, ...]) -> list[list[str]]:
        rows = []
        for at in range(top, min(top + _SAMPLE, len(self._rows))):
            if at not in self._samples or not self._rows[at].mask:
                break
            rows.append([self.cell(at, column, self._samples[at]) for column in columns])
        return rows

    def _values(self, top: int, bottom: int) -> Iterator[tuple[int, list[Value]]]:
        for at, values in enumerate(self._cells.iter_rows()):
            if at >= bottom:
                return
            if at >= top:
                yield at, values


class _Reading:
    """How the cells of one block become text."""

    def __init__(self, sheet: Sheet, block: Block) -> None:
        self._marks = sheet.survey.marks
        self.mask = sum(1 << column for column in block.columns)
        self._places = [column - sheet.left for column in block.columns]
        marked, moments = self._marks.columns(), sheet.moments(block)
        self._odd: list[tuple[int, int, Callable[[Value, Sign | None], str]]] = []
        for at, column in enumerate(block.columns):
            if column in moments:
                self._odd.append((at, column, _timed))
            elif column in marked:
                sums = is_all_money(sheet, block.rows, column)
                self._odd.append((at, column, sheet_cells.signed if sums else _without_money))

    def record(self, row: int, values: list[Value]) -> list[str]:
        cells = [values[place] for place in self._places]
        out = [v if type(v) is str else _TEXTS[type(v)](v) for v in cells]
        for at, column, write in self._odd:
            sign = self._marks.at(row, column)
            out[at] = write(cells[at], sign)
        return out


def is_all_money(sheet: Sheet, rows: range, column: int) -> bool:
    """Whether all numbers of a column are shown in one currency, or none is.

    Sums are often signed in their first and last row only; the others are meant alike.
    """
    signs = {sign for sign in sheet.survey.marks.signs(column, rows) if sheet_cells.is_money(sign)}
    if not signs:
        return True
    marks = sheet.survey.marks
    return len(signs) == 1 and all(
        sheet_cells.is_money(marks.at(row, column)) for row in sheet.numbers(rows, column)
    )


def _without_money(value: Value, sign: Sign | None) -> str:
    return sheet_cells.signed(value, None if sheet_cells.is_money(sign) else sign)


def _timed(value: Value, sign: Sign | None) -> str:
    return sheet_cells.timed(value) if sign is None else _without_money(value, sign)


def _at(types: Types, place: int) -> type | None:
    return types[place] if 0 <= place < len(types) else None


def _mask(types: Types, left: int) -> int:
    mask = 0
    for at, kind in enumerate(types, left):
        if kind is not None:
            mask |= 1 << at
    return mask
