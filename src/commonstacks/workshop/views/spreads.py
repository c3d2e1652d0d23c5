"""Where the numbers of a column lie: least, most, and the two between which nearly all are.

The quantiles are exact, because the same table must have the same bins for ever. DuckDB holds all
values to find one; so in a large table the rows are counted in parts instead, and the part that
holds the wanted rank is looked into again, until it is small.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import floor
from typing import Any

from commonstacks.workshop.views import sql
from commonstacks.workshop.views.asking import Asking, fetched
from commonstacks.workshop.views.bins import Spread

MANY = 5_000_000
"""Rows from which on they are counted in parts: as many numbers are 40 MB."""
PARTS = 4096

Range = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers that ``expression`` has in the rows of some files. No end is told that fewer
    than ``threshold`` of them reach."""

    connection: Asking
    files: sql.Files
    expression: str
    threshold: int = 1

    def asked(self, statement: sql.Statement) -> list[tuple[Any, ...]]:
        """All rows of the answer."""
        return fetched(self.connection, statement)


def spread_of(
    numbers: Numbers, tail: float, within: Range, many: int = MANY
) -> tuple[Spread | None, bool]:
    """The spread of the numbers within ``within``, ``tail`` of them beyond either end, and whether
    all are whole; ``None`` where there are no numbers."""
    ((rows,),) = numbers.asked(sql.how_many(numbers.files))
    quantiles = (tail, 1 - tail) if rows <= many else ()
    asked = sql.spread(numbers.files, numbers.expression, quantiles, *within, numbers.threshold)
    ((least, most, whole, known, *found),) = numbers.asked(asked)
    if least is None or most is None or least > most:
        return None, False
    if not quantiles:
        ends = (least, most) if numbers.threshold == 1 else within
        found = [at_rank(numbers, rank(q, known), ends, many) for q in (tail, 1 - tail)]
    low, high = found
    return Spread(least, max(least, min(low, most)), min(most, max(high, least)), most), whole


def rank(quantile: float, known: int) -> int:
    """The place of a quantile among so many numbers in order, the first is 1; as DuckDB's
    ``quantile_disc`` counts with the digits that are written."""
    return max(1, known - floor(known - Fraction(repr(quantile)) * known))


def at_rank(numbers: Numbers, wanted: int, within: Range, many: int = MANY) -> float:
    """The number at this rank of those within ``within``. Each look reads the column once and
    leaves one part of 4,096; where a part has few rows, or one number, it is found."""
    low, high = within
    while low < high:
        parts = numbers.asked(sql.parts(numbers.files, numbers.expression, low, high, PARTS))
        before, (rows, low, high) = _part_with(wanted, parts)
        wanted -= before
        if low < high and rows <= many:
            asked = sql.nth(numbers.files, numbers.expression, low, high, wanted)
            ((low,),) = numbers.asked(asked)
            break
    return float(low)


def _part_with(wanted: int, parts: list[tuple[Any, ...]]) -> tuple[int, tuple[Any, ...]]:
    """The part that holds a rank, and how many numbers lie before it."""
    before = 0
    for part in parts[:-1]:
        if wanted <= before + part[0]:
            return before, part
        before += part[0]
    return before, parts[-1]
