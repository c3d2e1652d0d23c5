"""Lines that stand in quotes as a whole, with their own quotes doubled."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Protocol

from commonstacks.workshop.tables.text.looks import ends

_FEWEST = 3  # lines


def is_wrapped(lines: list[str]) -> bool:
    """Do nearly all lines stand in quotes, and hold a table of three columns or of quoted cells?

    A spreadsheet does so that takes each line of a table for one cell and writes it once more. A
    column whose cells hold a comma each looks much the same; it is left as it is.
    """
    bare = [line.strip("\r\n") for line in lines if line.strip("\r\n")]
    whole = [line for line in bare if len(line) > 1 and line[0] == line[-1] == '"']
    if len(whole) < _FEWEST or len(whole) * 20 < len(bare) * 19:
        return False
    inside = [line[1:-1] for line in whole]
    if any('"' in line.replace('""', "") for line in inside):
        return False
    quoted = any(f'{mark}""' in line or f'""{mark}' in line for line in inside for mark in ",;\t|")
    least = 1 if quoted else 2
    return any(min(line.count(mark) for line in inside) >= least for mark in ",;\t|")


def lines(wrapped: Iterable[str]) -> Iterator[str]:
    """The lines without the quotes around them."""
    for line in wrapped:
        bare = line.rstrip("\r\n")
        yield bare[1:-1].replace('""', '"') + line[len(bare) :] if bare[:1] == '"' else line


class Outer(Protocol):
    """Records of one cell, and the number of lines read so far."""

    @property
    def line_num(self) -> int: ...
    def __next__(self) -> list[str]: ...


class Unwrapped:
    """The records inside those of ``outer``. A cell that holds no record of its own stays one."""

    def __init__(self, outer: Outer, options: Mapping[str, Any]) -> None:
        self._outer = outer
        self._options = options

    @property
    def line_num(self) -> int:
        return self._outer.line_num

    def __iter__(self) -> Iterator[list[str]]:
        return self

    def __next__(self) -> list[str]:
        cells = next(self._outer)
        if len(cells) != 1:
            return cells
        try:
            inside = list(
                csv.reader(io.StringIO(cells[0], newline=""), strict=True, **self._options)
            )
        except csv.Error:
            return cells
        # Else a line end inside stands in no cell, and the record would be a line too short.
        whole = len(inside) == 1 and sum(map(ends, inside[0])) == ends(cells[0])
        return inside[0] if whole else cells
