"""Tables whose cells stand under each other, separated by spaces and by nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from commonstacks.workshop.tables.text.looks import is_missing, look

Edges = tuple[tuple[int, int | None], ...]
"""Where the cells of each column begin and end in a line; the last one ends with the line."""

_LINES = 200
_FEWEST = 3  # lines that have to agree
_MANY = 10  # lines by which a single space can be a border, too
_GAP = re.compile(r"\S {2,}\S")
_APART = re.compile(r" {2,}")
_BETWEEN = re.compile(r"(?<=\S) {2,}(?=\S)")
_RULED = re.compile(r"[-=+_ |]*[-=]{2}[-=+_ |]*")


def find(lines: Sequence[str]) -> Edges:
    """The columns shared by the first 200 lines; () where that is not sure.

    Lines with two spaces between words have to leave the same positions blank, all of them but
    the first, which may be a header that stands a little askew. A border is two blanks wide, or
    one where ten lines agree and numbers stand right of it, or one where the header alone leaves
    two blank and nothing else divides its names. Lines with tabs are no such lines.
    """
    bare = [line.rstrip() for line in lines[:_LINES]]
    bare = [line for line in bare if line and not _RULED.fullmatch(line)]
    apart = [line for line in bare if _GAP.search(line.strip())]
    if (
        len(apart) < _FEWEST
        or len(apart) * 10 < len(bare) * 6
        or any("\t" in line for line in apart)
    ):
        return ()
    found = max((_columns(apart), _columns(apart[1:])), key=len)
    return found if len(found) > 1 and _is_sure(found, apart) else ()


class FixedWidth:
    """Records of such lines. A line that does not fit the columns is one cell."""

    def __init__(self, lines: Iterable[str], edges: Edges) -> None:
        self._lines = iter(lines)
        self._edges = edges
        self.line_num = 0

    def __iter__(self) -> Iterator[list[str]]:
        return self

    def __next__(self) -> list[str]:
        line = next(self._lines).rstrip()
        self.line_num += 1
        return cut(line, self._edges)


def cut(line: str, edges: Edges) -> list[str]:
    """The cells of a line: by the columns, else by two spaces if that gives as many."""
    if not line.strip():
        return []
    if fits(line, edges) and not _RULED.fullmatch(line):
        return [line[start:end].strip() for start, end in edges]
    cells = _APART.split(line.strip())
    return cells if len(cells) == len(edges) else [line.strip()]


def fits(line: str, edges: Edges) -> bool:
    """Is nothing written over a border between two columns?"""
    borders = pairwise(edges)
    return not any(line[(left[1] or 0) : right[0]].strip() for left, right in borders)


def _columns(lines: Sequence[str]) -> Edges:
    if len(lines) < _FEWEST - 1:
        return ()
    width = max(map(len, lines))
    blank = [all(at >= len(line) or line[at] == " " for line in lines) for at in range(width)]
    runs = _runs(blank)
    borders = [(start, end) for start, end in runs if end - start > 1 or _divides(lines, end, runs)]
    return _between(sorted({*borders, *_named(lines[0], runs)}), width)


def _named(header: str, runs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The blanks that all lines share between two names of the header, where there is one run."""
    found = []
    for gap in _BETWEEN.finditer(header):
        inside = [run for run in runs if gap.start() <= run[0] and run[1] <= gap.end()]
        if len(inside) != 1:
            return []
        found += inside
    return found


def _runs(blank: list[bool]) -> list[tuple[int, int]]:
    """Where blanks begin and end."""
    runs, start = [], -1
    for at, empty in enumerate([*blank, False]):
        if empty and start < 0:
            start = at
        elif not empty and start >= 0:
            runs.append((start, at))
            start = -1
    return runs


def _divides(lines: Sequence[str], end: int, runs: list[tuple[int, int]]) -> bool:
    """Is one blank a border? Only where many lines agree and all have a number right of it."""
    stop = next((start for start, _ in runs if start > end), None)
    cells = [line[end:stop].strip() for line in lines[1:]]
    numbers = [cell for cell in cells if look(cell) == "number"]
    return len(lines) >= _MANY and len(numbers) * 10 >= len(cells) * 9


def _between(borders: list[tuple[int, int]], width: int) -> Edges:
    edges: list[tuple[int, int | None]] = []
    start = 0
    for left, right in borders:
        if left > start:
            edges.append((start, left))
        start = right
    return (*edges, (start, None)) if start < width else tuple(edges)


def _is_sure(edges: Edges, lines: Sequence[str]) -> bool:
    """Do nearly all lines fit, are nearly all columns filled in most lines?"""
    fitting = [cut(line, edges) for line in lines if fits(line, edges)]
    if len(fitting) * 10 < len(lines) * 8 or len(fitting) < _FEWEST - 1:
        return False
    fill = [sum(1 for row in fitting if not is_missing(row[at])) for at in range(len(edges))]
    return sum(fill) * 10 >= len(fitting) * len(edges) * 7 and all(fill)
