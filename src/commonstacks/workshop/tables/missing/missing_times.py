"""Years, months or days without a row, though nearly all others have some."""

from __future__ import annotations

from collections.abc import Sequence

from commonstacks.workshop.tables.missing.absence import Absence, listed, surely_empty
from commonstacks.workshop.tables.missing.calendars import Calendar

FULL = 0.9  # of the periods have rows
FEWEST = {"year": 6, "quarter": 6, "month": 8, "day": 30}
_STRENGTH = {"year": 0.95, "quarter": 0.95, "month": 0.95, "day": 0.85}
_APART = 3  # holes up to which each is said on its own
Run = tuple[int, int]


def find(calendars: Sequence[Calendar]) -> list[Absence]:
    """The holes in the finest of one column's calendars that is nearly full."""
    for calendar in calendars:
        if nearly_full(calendar):
            return _holes(calendar)
    return []


def nearly_full(calendar: Calendar) -> bool:
    """Whether so many periods have rows that an empty one is a surprise; one in a few may be."""
    span, there = len(calendar.span), len(calendar.counts)
    if span < FEWEST[calendar.grain]:
        return False
    return there >= FULL * span or (there == span - 1 and calendar.grain != "day")


def runs(periods: Sequence[int]) -> list[Run]:
    """Neighbouring numbers together: first and last of each run."""
    found: list[Run] = []
    for period in sorted(periods):
        if found and found[-1][1] == period - 1:
            found[-1] = (found[-1][0], period)
        else:
            found.append((period, period))
    return found


def _holes(calendar: Calendar) -> list[Absence]:
    span = calendar.span
    missing = [period for period in span if period not in calendar.counts]
    if not missing or not surely_empty(calendar.counts.values(), len(span)):
        return []
    holes = runs(missing)
    if len(holes) <= _APART:
        return [_hole(calendar, hole, len(missing)) for hole in holes]
    return [_many(calendar, holes, len(missing))]


def _hole(calendar: Calendar, hole: Run, missing: int) -> Absence:
    first, last = hole
    length = last - first + 1
    return Absence(
        kind="missing time",
        column=calendar.column,
        where="/".join(dict.fromkeys((calendar.first_day(first), calendar.last_day(last)))),
        sentence=f"No row for {calendar.spoken(first, last)}, though {_others(calendar, missing)}.",
        count=length,
        examples=(calendar.spoken(first, last),),
        strength=_strength(calendar, missing),
        first=calendar.first_day(first),
        last=calendar.last_day(last),
    )


def _many(calendar: Calendar, holes: Sequence[Run], missing: int) -> Absence:
    names = [calendar.spoken(*hole) for hole in holes]
    return Absence(
        kind="missing time",
        column=calendar.column,
        where=f"{len(holes)} holes from {calendar.first_day(holes[0][0])}",
        sentence=f"No row for {missing:,} {calendar.grain}s ({listed(names)}),"
        f" though {_others(calendar, missing)}.",
        count=missing,
        examples=tuple(names[:5]),
        strength=_strength(calendar, missing),
        first=calendar.first_day(holes[0][0]),
        last=calendar.last_day(holes[-1][1]),
    )


def _others(calendar: Calendar, missing: int) -> str:
    span = calendar.span
    whole = f"from {calendar.label(span[0])} to {calendar.label(span[-1])}"
    if missing == 1:
        return f"every other {calendar.grain} {whole} has some"
    return f"{len(calendar.counts):,} of the {len(span):,} {calendar.grain}s {whole} have some"


def _strength(calendar: Calendar, missing: int) -> float:
    """Less where more is missing."""
    return round(_STRENGTH[calendar.grain] * (1 - missing / len(calendar.span)), 3)
