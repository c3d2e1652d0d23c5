"""Versions of several tables: which table was which before, and what changed in all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from commonstacks.workshop.tables.history.difference import ChangeKind, Difference
from commonstacks.workshop.tables.shape import TableProfile

_ALIKE = 0.5  # share of the columns of two tables that have the same name
_NAMED = 3  # tables that a summary names


@dataclass(frozen=True, slots=True)
class Pair:
    """The positions of one table before and after, from 0; None where it was not there."""

    before: int | None
    after: int | None


@dataclass(frozen=True, slots=True)
class Compared:
    """One table of two versions; ``difference`` is None for one that came or went."""

    name: str
    difference: Difference | None
    gone: bool = False


def pairs(before: Sequence[TableProfile], after: Sequence[TableProfile]) -> tuple[Pair, ...]:
    """Which table is which: by name, else by columns; new ones in their order, then those gone.

    Files carry the year in their name, so what is left by name is matched where at least half of
    the columns are called the same. The first table and the first table are always compared.
    """
    names = {profile.name: at for at, profile in enumerate(before)}
    found = {
        at: names.pop(profile.name) for at, profile in enumerate(after) if profile.name in names
    }
    left = sorted(names.values())
    for at, profile in enumerate(after):
        if at in found:
            continue
        same = next((old for old in left if at == old == 0 or _alike(before[old], profile)), None)
        if same is not None:
            found[at] = same
            left.remove(same)
    return (
        *(Pair(found.get(at), at) for at in range(len(after))),
        *(Pair(at, None) for at in left),
    )


def kind(compared: Sequence[Compared]) -> ChangeKind:
    """One word for all tables; tables that came or went make the version "reshaped"."""
    kinds: set[ChangeKind] = {
        one.difference.kind if one.difference else "reshaped" for one in compared
    } - {"identical"}
    if "suspicious" in kinds:
        return "suspicious"
    return "mixed" if len(kinds) > 1 else next(iter(kinds), "identical")


def summary(compared: Sequence[Compared]) -> str:
    """One sentence on all tables; that of the only table where there is one."""
    only = compared[0].difference if len(compared) == 1 else None
    if only:
        return only.summary
    changed = [one for one in compared if not (one.difference and _same(one.difference))]
    if not changed:
        return f"All {len(compared)} tables are the same as before."
    said = [_said(one) for one in changed[:_NAMED]]
    more = len(changed) - len(said)
    if more:
        said.append(f"and {more} more")
    return f"{len(changed)} of {len(compared)} tables changed: {'; '.join(said)}."


def doubt(compared: Sequence[Compared]) -> str:
    """What looks wrong with the first suspicious table, "" where nothing does."""
    suspicious = (one for one in compared if one.difference and one.difference.kind == "suspicious")
    first = next(suspicious, None)
    if first is None or first.difference is None:
        return ""
    return first.difference.summary if len(compared) == 1 else f"{_said(first)}."


def _alike(old: TableProfile, new: TableProfile) -> bool:
    names, others = ({column.name for column in side.columns} for side in (old, new))
    return len(names & others) >= _ALIKE * max(len(names), len(others))


def _same(difference: Difference) -> bool:
    return difference.kind == "identical"


def _said(one: Compared) -> str:
    if one.difference is None:
        return f"“{one.name}” is {'gone' if one.gone else 'new'}"
    return f"“{one.name}”: {one.difference.summary.rstrip('.')}"
