"""Rows between the others that are called totals and are the sums of the rows above them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pyarrow.parquet as pq

from commonstacks.workshop.tables.text import footer
from commonstacks.workshop.tables.text.looks import ends, is_missing, look
from commonstacks.workshop.tables.text.totals import STYLES

_MOST_CELLS = 1_000_000  # a table with more of them was not added up by hand
_MOST_COLUMNS = 40
_LEFT_OUT = re.compile(r"[\s’'%€$£]")


@dataclass(frozen=True, slots=True)
class Found:
    """``inner``: places of subtotals among the rows. ``last``: which rows at the end are sums."""

    rows: list[list[str]]
    inner: tuple[int, ...]
    last: tuple[bool, ...]


def find(path: Path, last: Sequence[list[str]]) -> Found | None:
    """The subtotals in ``path`` (text Parquet), where rows at the end are called totals.

    ``last`` are these. None unless every row between that is called a total by a name of its own
    is, in one and the same column, the sum of the rows since the total before it, or of the totals
    before it: exactly, and not zero. A name that comes again is a value ("insgesamt" beside
    "männlich"), not a subtotal, unless it says that it is one.
    """
    file = pq.ParquetFile(path)
    width = file.metadata.num_columns
    if file.metadata.num_rows * width > _MOST_CELLS:
        return None
    columns = file.read().to_pydict().values()
    rows = [list(row) for row in zip(*columns, strict=True)]
    every = [*rows, *last]
    labels = {at: label for at, row in enumerate(every) if (label := footer.label(row, width))}
    inner = tuple(at for at in labels if at < len(rows))
    values = [label for label in labels.values() if not footer.is_partial(label)]
    if not inner or len(set(values)) < len(values):
        return None
    for column in _columns(last[-1]):
        for numbers in _read([row[column] for row in every]):
            proven = _proven(numbers, labels)
            if proven.issuperset(inner):
                return Found(
                    rows, inner, tuple(at in proven for at in range(len(rows), len(every)))
                )
    return None


def line_numbers(found: Found, first: int, taken: Mapping[int, int], *, spans: bool) -> list[int]:
    """The line of each of ``found.inner``, where rows begin with line ``first``.

    ``taken`` are the lines set aside between them, with the number of lines each of them takes.
    """
    wanted, numbers, line = set(found.inner), [], first
    for at, row in enumerate(found.rows):
        while line in taken:
            line += taken[line]
        if at in wanted:
            numbers.append(line)
        line += 1 + (sum(map(ends, row)) if spans else 0)
    return numbers


def _columns(total: list[str]) -> list[int]:
    return [at for at, cell in enumerate(total) if look(cell) == "number"][:_MOST_COLUMNS]


def _read(cells: list[str]) -> Iterator[list[Decimal]]:
    """The numbers of a column under each way of writing that all of them allow; a gap is 0."""
    bare = ["" if is_missing(cell) else _LEFT_OUT.sub("", cell) for cell in cells]
    for pattern, between, before in STYLES:
        fits = re.compile(pattern)
        if all(not cell or (fits.fullmatch(cell) and look(cell) == "number") for cell in bare):
            plain = (cell.replace(between, "") if between else cell for cell in bare)
            yield [Decimal(cell.replace(before, ".") or "0") for cell in plain]


def _proven(numbers: list[Decimal], totals: Mapping[int, str]) -> set[int]:
    """Which totals are sums of the rows since the last one, of the last totals, or of all rows."""
    proven: set[int] = set()
    since, everything = Decimal(0), Decimal(0)
    level: list[Decimal] = []  # totals that no other one has summed up yet
    for at, number in enumerate(numbers):
        if at not in totals:
            since += number
            everything += number
            continue
        many = next((most for most in range(2, len(level) + 1) if sum(level[-most:]) == number), 0)
        if number and (number in (since, everything) or many):
            proven.add(at)
            level = level[: len(level) - many] if number != since else level
            level.append(number)
        since = Decimal(0)
    return proven
