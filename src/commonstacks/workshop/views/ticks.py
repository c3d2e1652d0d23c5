"""Which edges of an axis are named: round ones, so that a reader can count between them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import count, pairwise

from commonstacks.workshop.views.axes import Steps
from commonstacks.workshop.views.sentences import count_text, edge_text, month_text, number_text
from commonstacks.workshop.views.spec import Edge
from commonstacks.workshop.views.words import Words

MOST, FEW = 7, 5
"""Names along a line; and where they are long."""
LETTER, GAP = 13, 32
"""Units of a letter, and between two names, on a phone."""
LONG = 7
"""Letters of a long name."""
_YEARS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000)
_MONTHS = (1, 2, 3, 6, *(12 * years for years in _YEARS))
"""January is a beginning that everybody knows: from three of them on, years are named."""


def step_ticks(axis: Steps, words: Words) -> list[tuple[int, str]]:
    """The place of each named edge of a line of numbers or days, and its name."""
    text = {place: edge_name(axis, place, words) for place in range(len(axis.edges))}
    most = FEW if max(map(len, text.values())) > LONG else MOST
    places = _places(axis, most)
    whole_years = axis.unit == "month" and all(_month(axis.edges[p]) % 12 == 0 for p in places)
    if whole_years:
        text = {place: str(axis.edges[place])[:4] for place in places}
    return [(place, text[place]) for place in places]


def round_places(edges: Sequence[float], most: int = MOST) -> list[int]:
    """The places of all multiples of the smallest step of 1, 2 or 5 times a power of ten of which
    at most ``most`` are edges; both ends where no step finds two."""
    exact = [Decimal(repr(float(edge))) for edge in edges]
    reach = exact[-1] - exact[0]
    first = Decimal(1).scaleb(reach.adjusted() - 2) if reach else Decimal(1)
    for power in range(5):
        for digit in (1, 2, 5):
            step = first.scaleb(power) * digit
            found = [place for place, edge in enumerate(exact) if edge % step == 0]
            if 2 <= len(found) <= most:
                return found
    return [0, len(exact) - 1]


def crowded(named: Sequence[tuple[float, str]]) -> bool:
    """Would the names touch where letters are largest, so that every other one has to go? ``named``
    are the places in a drawing of 680 units, and the names there."""
    return any(_start(*two) - _end(*one) < GAP for one, two in pairwise(named))


def _start(x: float, text: str) -> float:
    parts = {"start": 0.0, "middle": 0.5, "end": 1.0}
    return x - parts[anchored(x, text)] * LETTER * len(text)


def _end(x: float, text: str) -> float:
    return _start(x, text) + LETTER * len(text)


def anchored(x: float, text: str, wide: float = 680) -> str:
    """How a name stands at ``x``: in its middle, unless it would leave the drawing."""
    half = LETTER * len(text) / 2
    return "start" if x < half else "end" if x > wide - half else "middle"


def number_name(edge: float, edges: Sequence[float], words: Words) -> str:
    """As ``number_text``; thousands are parted unless all edges may be years."""
    years = all(1000 <= each <= 3000 and float(each).is_integer() for each in edges)
    if years or not float(edge).is_integer() or abs(edge) >= 1e15:
        return number_text(edge, words)
    sign = "-" if edge < 0 else ""
    return sign + count_text(abs(int(edge)), words)


def edge_name(axis: Steps, place: int, words: Words) -> str:
    """The name of one edge, as short as it may be."""
    edge = axis.edges[place]
    if not isinstance(edge, str):
        return number_name(edge, [float(each) for each in axis.edges], words)
    if axis.unit in ("year", "decade", "century"):
        return edge[:4]
    if axis.unit == "month":
        return month_text(edge, words.short_month, words)
    return edge_text(edge, words)


def _places(axis: Steps, most: int) -> list[int]:
    edges = axis.edges
    if axis.unit in ("number", "whole"):
        numbers = [float(edge) for edge in edges]
        return _powers(numbers, most) if growing(axis) else round_places(numbers, most)
    if axis.unit in ("year", "decade", "century"):
        return _multiples([int(str(edge)[:4]) for edge in edges], _YEARS, most)
    if axis.unit == "month":
        months = [_month(edge) for edge in edges]
        years = _multiples(months, [step for step in _MONTHS if step % 12 == 0], MOST)
        return years if len(years) > 2 else _multiples(months, _MONTHS, most)
    return list(range(len(edges)))[:: -(-(len(edges) - 1) // (most - 1))]


def _multiples(numbers: list[int], steps: Sequence[int], most: int) -> list[int]:
    for step in steps:
        found = [place for place, number in enumerate(numbers) if number % step == 0]
        if len(found) <= most:
            return found if len(found) > 1 else [0, len(numbers) - 1]
    return [0, len(numbers) - 1]


def _powers(edges: list[float], most: int) -> list[int]:
    """Where steps grow, powers of ten: as many as fit, always so many apart."""
    powers = [place for place in range(1, len(edges)) if f"{edges[place]:.0e}".startswith("1")]
    apart = next(n for n in count(1) if len(powers[::n]) <= most - 1)
    return [0, *powers[apart - 1 :: apart]] if powers else [0, len(edges) - 1]


def growing(axis: Steps) -> bool:
    """Are the steps of a histogram 1, 2, 5, 10 … instead of equal?"""
    first, second, before, last = (float(axis.edges[place]) for place in (0, 1, -2, -1))
    return last - before > 1.5 * (second - first)


def _month(edge: Edge) -> int:
    year, month = str(edge).split("-")[:2]
    return int(year) * 12 + int(month) - 1
