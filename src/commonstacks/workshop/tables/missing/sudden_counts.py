"""Months or years with far fewer or far more rows than their neighbours, or than before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import log
from statistics import median

from commonstacks.workshop.tables.missing.absence import Absence
from commonstacks.workshop.tables.missing.calendars import Calendar
from commonstacks.workshop.tables.missing.missing_times import Run, runs

FEWEST = {"year": 8, "quarter": 10, "month": 12, "day": 60}
_AROUND = {"year": 4, "quarter": 6, "month": 6, "day": 14}  # neighbours on each side
_HALF, _FAR, _NOISE = 0.5, 5.0, 5.0
_LEAST = 0.08  # spread of logarithms that any series is granted
_USUAL = (0.9, 1.1)  # of the rows before: then most periods are as they were
_ENOUGH = 20  # rows before
_MAD = 1.4826  # makes the median absolute deviation a standard deviation


def find(calendars: Sequence[Calendar]) -> list[Absence]:
    """Jumps in the coarsest calendar that has enough periods, its first and last left out.

    Each count is set against the median of its neighbours; the logarithms of these ratios have a
    median absolute deviation, and a jump lies five of them off (Iglewicz and Hoaglin 1993, with
    a larger distance), halves or doubles the count, and is beyond the noise of counting.
    """
    for calendar in reversed([each for each in calendars if each.grain != "day"] or [*calendars]):
        inside = _inside(calendar)
        if len(inside) >= FEWEST[calendar.grain]:
            jumps = _jumps(calendar, inside)
            if jumps:
                return jumps
    return []


def since(now: Calendar, before: Calendar) -> list[Absence]:
    """Periods that had many more rows in the version before, where most have what they had."""
    both = {p: (before.counts[p], now.counts.get(p, 0)) for p in before.counts}
    ratios = [new / old for old, new in both.values()]
    if len(ratios) < FEWEST[now.grain] or not _USUAL[0] <= median(ratios) <= _USUAL[1]:
        return []
    lost = [p for p, (old, new) in both.items() if old >= _ENOUGH and new < _HALF * old]
    return [_less(now, before, run) for run in runs(lost)]


def _inside(calendar: Calendar) -> list[int]:
    """The first and the last period may be cut off."""
    return [period for period in calendar.span[1:-1] if period in calendar.counts]


def _jumps(calendar: Calendar, inside: Sequence[int]) -> list[Absence]:
    counts = calendar.counts
    usual = {period: _usual(counts, inside, period, calendar) for period in inside}
    ratios = {p: log((counts[p] + 0.5) / (usual[p] + 0.5)) for p in inside}
    middle = median(ratios.values())
    spread = max(_MAD * median(abs(each - middle) for each in ratios.values()), _LEAST)
    found: list[Absence] = []
    for sign, word in ((-1, "fewer"), (1, "more")):
        far = [p for p in inside if sign * (ratios[p] - middle) > _FAR * spread]
        far = [p for p in far if _large(counts[p], usual[p])]
        found += [_jump(calendar, run, usual, word) for run in runs(far)]
    return found


def _usual(counts: Mapping[int, int], inside: Sequence[int], at: int, calendar: Calendar) -> float:
    """Of the nearest neighbours on both sides."""
    near = sorted((p for p in inside if p != at), key=lambda p: abs(p - at))
    return median(counts[p] for p in near[: 2 * _AROUND[calendar.grain]])


def _large(count: int, usual: float) -> bool:
    """Half or double, and beyond the noise of counting."""
    doubled = count < _HALF * usual or count > usual / _HALF
    return doubled and abs(count - usual) > _NOISE * max(usual, 1) ** 0.5


def _jump(calendar: Calendar, run: Run, usual: Mapping[int, float], word: str) -> Absence:
    rows = sum(calendar.counts[p] for p in range(run[0], run[1] + 1))
    expected = sum(usual[p] for p in range(run[0], run[1] + 1))
    many = run[0] != run[1]
    near = "each" if many else ""
    about = f"about {expected / (run[1] - run[0] + 1):,.0f}{' ' + near if near else ''}"
    says = "have" if many else "has"
    return Absence(
        kind="sudden count",
        column=calendar.column,
        where="/".join(dict.fromkeys(map(calendar.first_day, run))),
        sentence=f"{calendar.spoken(*run)} {says} {rows:,} {_rows(rows)}, far {word} than the"
        f" {calendar.grain}s around, which have {about}.",
        count=rows,
        examples=(calendar.spoken(*run),),
        strength=round(0.55 + 0.3 * min(abs(log((rows + 1) / (expected + 1))) / log(10), 1), 3),
        first=calendar.first_day(run[0]),
        last=calendar.last_day(run[1]),
    )


def _less(now: Calendar, before: Calendar, run: Run) -> Absence:
    periods = range(run[0], run[1] + 1)
    rows = sum(now.counts.get(p, 0) for p in periods)
    were = sum(before.counts[p] for p in periods)
    says = "have" if run[0] != run[1] else "has"
    return Absence(
        kind="sudden count",
        column=now.column,
        where="/".join(dict.fromkeys(map(now.first_day, run))),
        sentence=f"{now.spoken(*run)} {says} {rows:,} {_rows(rows)}; in the version before there"
        f" were {were:,}.",
        count=were - rows,
        examples=(now.spoken(*run),),
        strength=0.9,
        first=now.first_day(run[0]),
        last=now.last_day(run[1]),
    )


def _rows(count: int) -> str:
    return "row" if count == 1 else "rows"
