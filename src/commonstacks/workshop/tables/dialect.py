"""How a text table separates its cells: tried on the first lines, never guessed from the name."""

from __future__ import annotations

import csv
import io
import math
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

NONE = "\x1f"  # the "delimiter" of a file with one column
_NAMES = {",": "comma", ";": "semicolon", "\t": "tab", "|": "pipe", NONE: "none: one column"}


@dataclass(frozen=True, slots=True)
class Dialect:
    """RFC 4180 with another delimiter, and two common departures from it."""

    delimiter: str
    spaced: bool = False  # cells are written as  a, "b"
    backslash: bool = False  # quotes inside quotes are written as \"

    @property
    def name(self) -> str:
        return _NAMES[self.delimiter]

    def options(self) -> dict[str, Any]:
        """The same, in the words of the standard library's ``csv``."""
        return {
            "delimiter": self.delimiter,
            "skipinitialspace": self.spaced,
            "escapechar": "\\" if self.backslash else None,
            "doublequote": not self.backslash,
        }


def find(lines: list[str]) -> Dialect:
    """The dialect of the first lines: the one that cuts most records to the same width.

    Takes whole lines with their ends. A first line ``sep=;`` (written by Excel) decides.
    """
    declared = separator(lines[0]) if lines else None
    if declared:
        return _refine(Dialect(declared), lines[1:])
    scored = [(_score(_widths(lines, Dialect(mark))), mark) for mark in (",", ";", "\t", "|")]
    best = max(scored, key=lambda pair: pair[0])
    return _refine(Dialect(best[1] if best[0] > 0 else NONE), lines)


def split(text: str) -> list[str]:
    """Lines with their ends: CR LF, LF or CR, and nothing else that Unicode calls a line."""
    return list(io.StringIO(text, newline=""))


def separator(line: str) -> str | None:
    """The delimiter that a line ``sep=;`` declares, else None."""
    mark = line.strip("\r\n").strip('"')
    return mark[4] if mark.lower().startswith("sep=") and mark[4:] in _NAMES else None


def _score(widths: list[int]) -> float:
    """Share of records with the commonest width, more for more columns, double with the header."""
    wide = Counter(width for width in widths if width > 1)
    if not wide:
        return 0.0
    width, count = max(wide.items(), key=lambda pair: (pair[1], pair[0]))
    share = count / len(widths)
    return share * share * math.sqrt(width - 1) * (2 if widths[0] == width else 1)


def _refine(dialect: Dialect, lines: list[str]) -> Dialect:
    text = "".join(lines)
    best = dialect
    if f'{dialect.delimiter} "' in text:
        best = _better(best, replace(best, spaced=True), lines)
    if '\\"' in text:
        best = _better(best, replace(best, backslash=True), lines)
    return best


def _better(one: Dialect, other: Dialect, lines: list[str]) -> Dialect:
    return other if _even(lines, other) > _even(lines, one) else one


def _even(lines: list[str], dialect: Dialect) -> float:
    """Share of records with the commonest width; 0 where quotes are broken."""
    try:
        widths = [len(record) for record in csv.reader(lines, strict=True, **dialect.options())]
    except csv.Error:
        return 0.0
    return max(Counter(widths).values(), default=0) / max(len(widths), 1)


def _widths(lines: Iterable[str], dialect: Dialect) -> list[int]:
    return [len(record) for record in records(lines, dialect) if record]


def records(lines: Iterable[str], dialect: Dialect) -> Iterator[list[str]]:
    """Records of a few lines, read leniently."""
    try:
        yield from csv.reader(lines, **dialect.options())
    except csv.Error:  # an over-long cell: the records before it are sample enough
        return
