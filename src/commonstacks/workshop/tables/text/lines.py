"""Records out of lines, where the quotes of a file cannot be trusted."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterable, Iterator
from typing import Protocol

from commonstacks.workshop.tables.shape import Step
from commonstacks.workshop.tables.text import dialect
from commonstacks.workshop.tables.text.dialect import Dialect
from commonstacks.workshop.tables.text.looks import ends

_MOST_LINES = 100  # of one cell in quotes
_LONGEST = 200_000  # characters of one


class Records(Protocol):
    """What the standard library's reader is: records, and the number of lines read so far."""

    @property
    def line_num(self) -> int: ...
    def __iter__(self) -> Iterator[list[str]]: ...
    def __next__(self) -> list[str]: ...


class Lenient:
    """The standard library's reader where it forgives all quotes, even one that never closes."""

    def __init__(self, lines: Iterable[str], how: Dialect) -> None:
        self._reader = csv.reader(lines, strict=False, **how.options())

    @property
    def line_num(self) -> int:
        return self._reader.line_num

    def __iter__(self) -> Iterator[list[str]]:
        return self

    def __next__(self) -> list[str]:
        before = self._reader.line_num
        record = next(self._reader)
        if sum(map(ends, record)) == self._reader.line_num - before:
            # The file ended in an open quote, whose last line end is no part of the cell.
            cell = record[-1]
            record[-1] = cell[: -2 if cell.endswith("\r\n") else -1]
        return record


class LineByLine:
    """Each line is one record; a quote that closes nothing is an ordinary letter.

    Only where a quote is left open, later lines close it properly, and not all lines between are
    whole records themselves, is a record several lines long. ``mended`` counts the lines whose
    quotes were taken as letters.
    """

    def __init__(self, lines: Iterable[str], how: Dialect, width: int) -> None:
        self._lines = iter(lines)
        self._ahead: deque[str] = deque()
        self._dialect = how
        self._width = width
        self.line_num = 0
        self.mended = 0

    def __iter__(self) -> Iterator[list[str]]:
        return self

    def __next__(self) -> list[str]:
        line = self._ahead.popleft() if self._ahead else next(self._lines)
        self.line_num += 1
        bare = line.rstrip("\r\n")
        if not bare:
            return []
        strict = self._parsed(bare, strict=True)
        if strict is not None and len(strict) == self._width:
            return strict
        if strict is None and (record := self._closed(line)):
            return record
        return self._mend(bare, strict)

    def steps(self) -> tuple[Step, ...]:
        """How many lines were mended, if any."""
        if not self.mended:
            return ()
        count = self.mended
        lines = "line holds" if count == 1 else "lines hold"
        says = f"{count} {lines} stray quotes, kept as letters of the cell"
        return (Step("stray quotes", says, count),)

    def _closed(self, line: str) -> list[str] | None:
        """The record that ends on a later line, if it surely does."""
        quote = self._dialect.quote
        text, taken, whole = line, 0, 0
        while taken < _MOST_LINES and len(text) < _LONGEST and self._has(taken):
            after = self._ahead[taken]
            taken += 1
            text += after
            if text.count(quote) % 2 == 0 and quote in after:
                record = self._parsed(text.rstrip("\r\n"), strict=True)
                apart = self._cells(line) == self._cells(after) == self._width
                if record and len(record) == self._width and whole + 1 < max(taken, 2 - apart):
                    self._take(taken)
                    return record
            alone = self._parsed(after.rstrip("\r\n"), strict=True)
            whole += alone is not None and len(alone) == self._width
        return None

    def _cells(self, line: str) -> int:
        return line.count(self._dialect.delimiter) + 1

    def _has(self, at: int) -> bool:
        while len(self._ahead) <= at:
            line = next(self._lines, None)
            if line is None:
                return False
            self._ahead.append(line)
        return True

    def _take(self, count: int) -> None:
        for _ in range(count):
            self._ahead.popleft()
        self.line_num += count

    def _mend(self, line: str, strict: list[str] | None) -> list[str]:
        literal = [_bare(cell, self._dialect.quote) for cell in line.split(self._dialect.delimiter)]
        for cells in (literal, self._parsed(line, strict=False)):
            if cells and len(cells) == self._width:
                self.mended += 1
                return cells
        return literal if strict is None else strict

    def _parsed(self, text: str, *, strict: bool) -> list[str] | None:
        """The one record in the text, which may be several lines; else None."""
        try:
            records = list(csv.reader(_split(text), strict=strict, **self._dialect.options()))
        except csv.Error:
            return None
        return records[0] if len(records) == 1 else None


def _split(text: str) -> list[str]:
    """Lines with their ends, and nothing else that Unicode calls a line."""
    return dialect.split(text) if "\n" in text or "\r" in text else [text]


def _bare(cell: str, quote: str) -> str:
    """Without the quotes that stand round the whole cell."""
    if len(cell) > 1 and cell.startswith(quote) and cell.endswith(quote):
        return cell[1:-1].replace(quote * 2, quote)
    return cell
