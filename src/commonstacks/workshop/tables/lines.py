"""Records out of lines, where the quotes of a file cannot be trusted."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from typing import Protocol

from commonstacks.workshop.tables.dialect import Dialect


class Records(Protocol):
    """What the standard library's reader is: records, and the number of lines read so far."""

    @property
    def line_num(self) -> int: ...
    def __iter__(self) -> Iterator[list[str]]: ...
    def __next__(self) -> list[str]: ...


class LineByLine:
    """Each line is one record; a quote that closes nothing is an ordinary letter.

    ``mended`` counts the lines in which that was needed.
    """

    def __init__(self, lines: Iterable[str], dialect: Dialect, width: int) -> None:
        self._lines = iter(lines)
        self._dialect = dialect
        self._width = width
        self.line_num = 0
        self.mended = 0

    def __iter__(self) -> Iterator[list[str]]:
        return self

    def __next__(self) -> list[str]:
        line = next(self._lines).rstrip("\r\n")
        self.line_num += 1
        if not line:
            return []
        strict = self._parsed(line, strict=True)
        if strict is not None and len(strict) == self._width:
            return strict
        return self._mend(line, strict)

    def _mend(self, line: str, strict: list[str] | None) -> list[str]:
        literal = [_bare(cell) for cell in line.split(self._dialect.delimiter)]
        for cells in (literal, self._parsed(line, strict=False)):
            if cells and len(cells) == self._width:
                self.mended += 1
                return cells
        return literal if strict is None else strict

    def _parsed(self, line: str, *, strict: bool) -> list[str] | None:
        try:
            return next(csv.reader([line], strict=strict, **self._dialect.options()))
        except csv.Error:
            return None


def _bare(cell: str) -> str:
    """Without the quotes that stand round the whole cell."""
    if len(cell) > 1 and cell.startswith('"') and cell.endswith('"'):
        return cell[1:-1].replace('""', '"')
    return cell
