"""Cells over several rows and columns laid out as a grid, as a browser does."""

from __future__ import annotations

from dataclasses import dataclass

from commonstacks.kit.errors import Refusal

_MOST_CELLS = 16 << 20


@dataclass(frozen=True, slots=True)
class Spanning:
    """The text of a cell, and over how many columns and rows it stands."""

    text: str
    across: int = 1
    down: int = 1


class Grid:
    """``rows`` rows of cells, given one after the other (HTML standard, 4.9.12)."""

    def __init__(self, rows: int) -> None:
        self._rows: list[dict[int, str]] = [{} for _ in range(rows)]
        self._alone: set[int] = set()
        self._width = 0
        self._cells = 0

    def add(self, row: int, cells: list[Spanning], *, heads: bool) -> None:
        """Puts cells into a row and into those below it that they reach.

        The text of a cell stands in each of its places; that of a header (``heads``) only in its
        first row, for below it a name has nothing to add. Refuses more than 16 million cells.
        """
        here = self._rows[row]
        if len(cells) == 1 and not here:
            self._alone.add(row)
        column = 0
        for cell in cells:
            while column in here:
                column += 1
            for at in range(row, min(row + cell.down, len(self._rows))):
                self._put(at, column, cell.across, cell.text if at == row or not heads else "")
            column += cell.across
            self._width = max(self._width, column)

    def records(self) -> list[list[str]]:
        """All rows, equally long, and none of cells where nothing is in them.

        A cell alone in its row is in its first column only: it is a title, or a note.
        """
        return [self._record(at) for at in range(len(self._rows))]

    def _record(self, at: int) -> list[str]:
        row = self._rows[at]
        if at in self._alone:
            row = {0: row.get(0, "")}
        record = [row.get(column, "") for column in range(self._width)]
        return record if any(record) else []

    def _put(self, row: int, column: int, across: int, text: str) -> None:
        self._cells += across
        if self._cells > _MOST_CELLS or (self._width + across) * len(self._rows) > 4 * _MOST_CELLS:
            raise Refusal(
                "A table of the page has more than 16 million cells.",
                "Look for a CSV of it at the publisher.",
            )
        self._rows[row].update(dict.fromkeys(range(column, column + across), text))
