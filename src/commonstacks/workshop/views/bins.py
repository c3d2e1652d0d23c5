"""Honest bin edges: round numbers, half-open bins, a robust range with the rest counted beside it.

The range leaves out a tail only when it is long (more than three times the middle 99 %); what lies
outside has its own bin, and every edge is a value people can read.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from commonstacks.workshop.views.axes import Squares, Steps, Unit

BINS = 40
ACROSS, UP = 120, 80
DECADES = 12
NEARLY, PARTS = 0.985, 2000
"""A focus leaves out at most 1.5 % of the rows across and as many up: it holds 97 % or more."""
Range = tuple[float, float]
_BOUND = Decimal("1e300")
_DEGREES = [Decimal(text) for text in ("30", "20", "10", "5", "2", "1", "0.5", "0.2", "0.1")] + [
    Decimal(digit).scaleb(power) for power in (-2, -3, -4) for digit in ("5", "2", "1")
]
_UNITS: tuple[tuple[Unit, int], ...] = (
    ("day", 93),
    ("week", 7 * 120),
    ("month", 3_650),
    ("year", 43_830),
    ("decade", 438_300),
    ("century", 10**9),
)


@dataclass(frozen=True, slots=True)
class Spread:
    """Where the values of a column lie: the extremes and the 0.5 % and 99.5 % quantiles."""

    least: float
    low: float
    high: float
    most: float


def robust(spread: Spread, *, tail: float = 3.0) -> tuple[float, float]:
    """The range to draw: each end is the extreme, unless a long tail ends there."""
    middle = spread.high - spread.low
    reach = middle * (tail - 1) / 2
    low = spread.least if spread.low - spread.least <= reach else spread.low
    high = spread.most if spread.most - spread.high <= reach else spread.high
    return low, high


def shortest(counts: Mapping[int, int], bins: int, low: float, high: float) -> Range:
    """The shortest run of ``bins`` equal parts of low…high that holds ``NEARLY`` of what they
    count (part → count); of several, the first."""
    wanted = NEARLY * sum(counts.values())
    best, start, held = (0, bins), 0, 0
    for end in range(bins):
        held += counts.get(end, 0)
        while held - counts.get(start, 0) >= wanted and start < end:
            held -= counts.get(start, 0)
            start += 1
        if held >= wanted and end + 1 - start < best[1] - best[0]:
            best = start, end + 1
    part = (high - low) / bins
    return low + best[0] * part, low + best[1] * part


def class_breaks(amounts: Iterable[float]) -> tuple[float, ...]:
    """The least amount of each of at most five classes with about as many areas each, all but the
    first rounded to two or three digits; the first is the least amount itself."""
    ordered = sorted(amounts)
    if not ordered:
        return ()
    fifths = [ordered[len(ordered) * fifth // 5] for fifth in range(1, 5)]
    near = {float(f"{fifth:.2g}") for fifth in fifths}
    if len(near) < len(set(fifths)):
        near = {float(f"{fifth:.3g}") for fifth in fifths}
    return (ordered[0], *sorted(least for least in near if ordered[0] < least <= ordered[-1]))


def number_steps(spread: Spread | None, *, whole: bool) -> Steps:
    """About ``BINS`` bins of 1, 2 or 5 times a power of ten; whole numbers never cut in two.

    ``None`` means that the column has no numbers: one bin from 0 to 1 remains.
    """
    low, high = robust(spread) if spread else (0.0, 0.0)
    bottom, top = (min(max(Decimal(repr(end)), -_BOUND), _BOUND) for end in (low, high))
    finest = max(max(abs(bottom), abs(top)) * Decimal("1e-9"), Decimal("1e-300"))
    step = _round_step(max((top - bottom) / BINS, finest))
    if top == bottom:
        step = max(step, Decimal(1))
    if whole:
        step = max(step, Decimal(1))
    return Steps(edges=_edges(bottom, top, step), unit="whole" if whole else "number")


def log_steps(spread: Spread | None, *, whole: bool) -> Steps:
    """The edges 1, 2, 5 times each power of ten from the low quantile up to the top, over at most
    about ``DECADES`` powers; from 0 on where smaller values remain. Steps as
    ``number_steps`` has them where anything is below zero, or nothing above it."""
    if spread is None or spread.least < 0 or spread.most <= 0:
        return number_steps(spread, whole=whole)
    top, low = (min(Decimal(repr(end)), _BOUND) for end in (spread.most, spread.low))
    lowest = Decimal(1).scaleb(top.adjusted() - DECADES + 1)
    bottom = max(low, lowest, Decimal(1) if whole else lowest)
    powers = range(bottom.adjusted(), top.adjusted() + 2)
    steps = [Decimal(digit).scaleb(power) for power in powers for digit in (1, 2, 5)]
    last = next(place for place, edge in enumerate(steps) if edge > top)
    edges = ([Decimal(0)] if Decimal(repr(spread.least)) < steps[0] else []) + steps[: last + 1]
    return Steps(edges=tuple(float(edge) for edge in edges), unit="whole" if whole else "number")


def square_degrees(
    x: Spread | None, y: Spread | None, focus: tuple[Range, Range] | None = None
) -> Squares:
    """A grid of equal degrees, at most about ``ACROSS`` × ``UP`` squares over the robust box.

    Both spreads lie on the earth and carry the 0.1 % and 99.9 % quantiles; ``None`` means that no
    row has this half of a place. A ``focus`` (west to east, south to north) is taken instead where
    it has at most half the area of that box.
    """
    west, east = robust(x, tail=1.3) if x else (0.0, 0.0)
    south, north = robust(y, tail=1.3) if y else (0.0, 0.0)
    if focus and 2 * _area(*focus) <= _area((west, east), (south, north)):
        (west, east), (south, north) = focus
    box = [Decimal(repr(end)) for end in (west, east, south, north)]
    wide, high = box[1] - box[0], box[3] - box[2]
    step = min(step for step in _DEGREES if wide / step <= ACROSS and high / step <= UP)
    return Squares(x=_edges(box[0], box[1], step), y=_edges(box[2], box[3], step))


def time_steps(spread: Spread | None) -> Steps:
    """Days, weeks from Monday, months, years, decades or centuries: the finest that stays readable.

    ``spread`` is in proleptic Gregorian ordinals (``date.toordinal``).
    """
    low, high = robust(spread) if spread else (date(2000, 1, 1).toordinal(),) * 2
    first, last = date.fromordinal(int(low)), date.fromordinal(int(high))
    unit = next(unit for unit, most in _UNITS if (last - first).days <= most)
    days = [_start(first, unit)]
    while days[-1] <= last:
        days.append(_next(days[-1], unit))
    return Steps(edges=tuple(day.isoformat() for day in days), unit=unit)


def _round_step(raw: Decimal) -> Decimal:
    power = Decimal(1).scaleb(raw.adjusted())
    return next(power * digit for digit in (1, 2, 5, 10) if power * digit >= raw)


def _area(x: Range, y: Range) -> float:
    return (x[1] - x[0]) * (y[1] - y[0])


def _edges(low: Decimal, high: Decimal, step: Decimal) -> tuple[float, ...]:
    first, last = math.floor(low / step), math.floor(high / step) + 1
    return tuple(float(step * place) + 0.0 for place in range(first, last + 1))


def _start(day: date, unit: Unit) -> date:
    if unit == "day":
        return day
    if unit == "week":
        return day - timedelta(days=day.weekday())
    if unit == "month":
        return day.replace(day=1)
    years = {"year": 1, "decade": 10, "century": 100}[unit]
    return date(max(day.year // years * years, 1), 1, 1)


def _next(day: date, unit: Unit) -> date:
    if unit in ("day", "week"):
        return day + timedelta(days=7 if unit == "week" else 1)
    if unit == "month":
        return (day.replace(day=28) + timedelta(days=4)).replace(day=1)
    return date(day.year + {"year": 1, "decade": 10, "century": 100}[unit], 1, 1)
