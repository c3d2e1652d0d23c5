"""Areas without a row, though nearly all areas of the same set have some."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from commonstacks.workshop.tables.missing.absence import Absence, listed, surely_empty

FULL = 0.85  # of the set has rows
FEWEST = 8  # areas
_APART = 3  # areas up to which each is said on its own


@dataclass(frozen=True, slots=True)
class AreaSet:
    """One set of areas that a column speaks of: all of them (code to name), and the rows of each.

    ``title`` is said after a number, as "US states" or "counties of Ohio"; ``unplaced`` rows say
    nothing, or something that is none of these areas.
    """

    column: str
    title: str
    names: Mapping[str, str]
    rows: Mapping[str, int]
    unplaced: int = 0


def find(sets: Sequence[AreaSet]) -> list[Absence]:
    """The areas of each set that have no row; none where rows without a place may lie in them."""
    return [each for one in sets for each in _absent(one)]


def _absent(one: AreaSet) -> list[Absence]:
    there = {key: count for key, count in one.rows.items() if count and key in one.names}
    missing = [key for key in one.names if key not in there]
    if len(there) < FULL * len(one.names) or len(one.names) < FEWEST or not missing:
        return []
    few = sorted(there.values())[len(there) // 10]
    if one.unplaced >= few or not surely_empty(there.values(), len(one.names)):
        return []
    groups = [[key] for key in missing] if len(missing) <= _APART else [missing]
    return [_absence(one, keys, len(missing)) for keys in groups]


def _absence(one: AreaSet, keys: Sequence[str], missing: int) -> Absence:
    names = sorted(one.names[key] for key in keys)
    there = len(one.names) - missing
    return Absence(
        kind="missing place",
        column=one.column,
        where=", ".join(sorted(keys)[:20]),
        sentence=f"No row for {listed(names)}, though {_others(one, there, missing)}.",
        count=len(keys),
        examples=tuple(names[:5]),
        strength=round(0.98 * there / len(one.names), 3),
        place=names[0] if len(names) == 1 else "",
    )


def _others(one: AreaSet, there: int, missing: int) -> str:
    if missing == 1:
        return f"all other {there:,} {one.title} have some"
    return f"{there:,} of the {len(one.names):,} {one.title} have some"
