"""Columns that give every row a number: to know it by, or only to count it."""

from __future__ import annotations

from dataclasses import dataclass

from commonstacks.workshop.tables.columns import naming
from commonstacks.workshop.tables.history.sides import WHICH, Sides, Which
from commonstacks.workshop.tables.sql import one

NEAR = 0.95  # share of rows that must have a value of their own for a column to be nearly a key
_GAPS = 1.5  # numbers in use for each row, up to which they only count the rows
_RANKS = frozenset({"rank", "ranking", "rang", "place", "platz", "position", "pos"})


@dataclass(frozen=True, slots=True)
class Numbered:
    """``identities`` are what people know rows by; ``counters`` run from 0 or 1 as rows do."""

    identities: tuple[str, ...] = ()
    counters: tuple[str, ...] = ()

    @property
    def all(self) -> tuple[str, ...]:
        return (*self.identities, *self.counters)


def find(sides: Sides) -> Numbered:
    """Columns with a number or code of its own for nearly every row, on both sides.

    A column with a name for it ("id", "code", "no.") is an identity even if it counts from 1;
    one that ranks the rows tells something of them and is neither.
    """
    own = [name for name in sides.shared if all(_is_own(sides, which, name) for which in WHICH)]
    counters = {name for name in own if all(_counts(sides, which, name) for which in WHICH)}
    named = {name for name in own if naming.is_id(name) or naming.is_code(name)}
    made = {name for name in own if sides.column("new", name).kind == "identifier"}
    return Numbered(
        tuple(name for name in own if name in named | (made - counters)),
        tuple(name for name in own if name in counters - named),
    )


def _is_own(sides: Sides, which: Which, name: str) -> bool:
    column = sides.column(which, name)
    if column.kind not in ("identifier", "integer", "code") or naming.words(name) & _RANKS:
        return False
    return column.distinct >= NEAR * sides.rows(which) > 0


def _counts(sides: Sides, which: Which, name: str) -> bool:
    """Whole numbers from 0 or 1 with hardly a gap: what was measured has gaps."""
    low, high, other = one(
        sides.connection,
        "SELECT min(v), max(v), count(*) - count(v) FROM"
        f" (SELECT TRY_CAST({sides.cell(name)} AS BIGINT) AS v FROM {which})",
    )
    return other == 0 and low in (0, 1) and high < _GAPS * sides.rows(which)
