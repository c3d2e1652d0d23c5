"""One thing that may be missing from a table, as a machine suggests it and nobody has said it."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from math import exp
from typing import Any, Literal, get_args

Lack = Literal[
    "missing place",
    "missing time",
    "missing cell",
    "empty column",
    "constant column",
    "vanished value",
    "sudden count",
    "stuck value",
    "capped value",
    "rounded value",
]
LACKS: tuple[Lack, ...] = get_args(Lack)
_SURELY = 0.05  # expected empty groups by mere chance
_REGULAR = 0.9  # of the groups have the same count
_EXAMPLES = 5


@dataclass(frozen=True, slots=True)
class Absence:
    """A suggestion: ``sentence`` says it as a resident would; ``strength`` is from 0 to 1.

    ``column`` and ``where`` name it in any version ("2019-03", "WY"). ``count`` things were
    counted, ``examples`` are some of them. ``first`` and ``last`` are a time as in ISO 8601 to the
    year, month or day; ``rows`` says which rows, by a column and its values; ``place`` is a name.
    """

    kind: Lack
    column: str
    where: str
    sentence: str
    count: int
    strength: float
    examples: tuple[str, ...] = ()
    also: tuple[str, ...] = ()  # further columns
    first: str = ""
    last: str = ""
    place: str = ""
    rows: tuple[str, tuple[str, ...]] | None = None

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column it is about."""
        return tuple(dict.fromkeys(filter(None, (self.column, *self.also))))


def to_json(absences: Iterable[Absence]) -> str:
    """JSON text; ``from_json`` gives equal values back."""
    return json.dumps([asdict(each) for each in absences], ensure_ascii=False, indent=1)


def from_json(text: str) -> tuple[Absence, ...]:
    """What ``to_json`` wrote."""
    return tuple(_from(facts) for facts in json.loads(text))


def _from(facts: dict[str, Any]) -> Absence:
    rows = facts["rows"]
    return replace(
        Absence(**{**facts, "rows": None}),
        examples=tuple(facts["examples"]),
        also=tuple(facts["also"]),
        rows=(rows[0], tuple(rows[1])) if rows else None,
    )


def listed(names: Sequence[str], *, most: int = _EXAMPLES) -> str:
    """ "A", "A and B", "A, B and C", "A, B and 7 more"."""
    shown = [*names[:most]]
    if len(names) > most:
        shown.append(f"{len(names) - most:,} more")
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"


def surely_empty(counts: Collection[int], groups: int) -> bool:
    """Whether a group without rows is no chance, where these are the rows of the others.

    Either nearly all have the same count, as in a regular series, or the smaller ones have so many
    that, were rows strewn at random (Poisson), none of ``groups`` would stay empty.
    """
    if not counts:
        return False
    ordered = sorted(counts)
    usual = ordered[len(ordered) // 2]
    if sum(count == usual for count in ordered) >= _REGULAR * len(ordered):
        return True
    return groups * exp(-ordered[len(ordered) // 10]) < _SURELY


def number(value: float) -> str:
    """As people write it: "4,512", "21.3"; four digits after the point at most, if they show it."""
    if isinstance(value, int) or value == int(value):
        return f"{int(value):,}"
    short = f"{value:,.4f}".rstrip("0")
    return short if short.strip("-") != "0." else f"{value:.4g}"
