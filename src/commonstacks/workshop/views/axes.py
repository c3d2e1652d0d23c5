"""Axes: what the bin codes of a cube mean, and which codes a filter lets pass.

Code 0 is always "missing". Categories and areas: 1…k are the values, k+1 all others together.
Steps: 1 is "below the first edge", 2…n+1 the bins, n+2 "from the last edge on".
Squares: 1 is "outside the map", then the squares row by row from the south-west.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from commonstacks.kit.errors import Refusal
from commonstacks.workshop.views.spec import AnyOf, Between, Edge, Filter, Within, sorted_values

MISSING = 0
Unit = Literal["number", "whole", "day", "week", "month", "year", "decade", "century"]


@dataclass(frozen=True, slots=True)
class Categories:
    """Values in falling order of their rows; ``others`` counts the values that are not listed.
    ``labels[i]`` is what people call value i, where that is not the value itself."""

    values: tuple[str, ...]
    others: int = 0
    labels: tuple[str, ...] = ()

    @property
    def size(self) -> int:
        return len(self.values) + 1 + (self.others > 0)


@dataclass(frozen=True, slots=True)
class Areas(Categories):
    """Values that name areas of a map, as ``Categories`` have them.

    For value i, ``labels[i]`` is what people call it and ``keys[i]`` its area, "" where the map
    has none. Coloured by a column ``value``, ``amounts[i]`` is the mean of its rows (``None`` where
    they hold no number) and ``breaks`` the least amount of each class.
    """

    keys: tuple[str, ...] = ()
    value: str = ""
    amounts: tuple[float | None, ...] = ()
    breaks: tuple[float, ...] = ()

    def unplaced(self, counts: tuple[int, ...]) -> int:
        """How many rows have a value, but none with an area on the map."""
        named = [n for key, n in zip(self.keys, counts[1:], strict=False) if key]
        return sum(counts[1:]) - sum(named)


@dataclass(frozen=True, slots=True)
class Steps:
    """Half-open bins between neighbouring edges: numbers, or ISO days."""

    edges: tuple[Edge, ...]
    unit: Unit

    @property
    def size(self) -> int:
        return len(self.edges) + 2


@dataclass(frozen=True, slots=True)
class Line(Steps):
    """Periods of time with the mean of a column ``value`` for each: ``amounts[i]`` is that of bin
    i, ``None`` where its rows hold no number. ``several``: a period has more than one number."""

    value: str = ""
    amounts: tuple[float | None, ...] = ()
    several: bool = False


@dataclass(frozen=True, slots=True)
class Squares:
    """A grid in ``degrees``, or of two numbers: edges from west to east and from south to
    north."""

    x: tuple[float, ...]
    y: tuple[float, ...]
    degrees: bool = True

    @property
    def across(self) -> int:
        return len(self.x) - 1

    @property
    def up(self) -> int:
        return len(self.y) - 1

    @property
    def size(self) -> int:
        return self.across * self.up + 2

    def place(self, code: int) -> tuple[int, int]:
        """Column and row of a square's code, from the south-west."""
        row, column = divmod(code - 2, self.across)
        return column, row


Axis = Categories | Steps | Squares


def amounts_left(axis: Axis, counts: tuple[int, ...]) -> list[float | None]:
    """For each code, the amount that is drawn; ``None`` where no row or no number is left. Empty
    for charts that count rows."""
    if not isinstance(axis, Areas | Line) or not axis.value:
        return []
    first = 1 if isinstance(axis, Areas) else 2
    amounts = [*[None] * first, *axis.amounts, *[None] * axis.size][: axis.size]
    return [amount if n else None for amount, n in zip(amounts, counts, strict=True)]


def passing(axis: Axis, item: Filter) -> list[bool]:
    """For every code of ``axis``: does the filter let it pass? Refuses values and edges that the
    axis does not have, because then the bins could not answer exactly."""
    if isinstance(item, AnyOf):
        return _any_of(axis, item)
    if isinstance(item, Between) and isinstance(axis, Steps):
        return _between(axis, item)
    if isinstance(item, Within) and isinstance(axis, Squares):
        return _within(axis, item)
    raise Refusal("A filter of this view does not fit its chart.")


def snapped(axis: Axis, item: Filter) -> Filter | None:
    """The filter with its ends moved outward to the nearest edges; an end beyond the last edge
    stays at that edge on a map and becomes open elsewhere. ``None`` if no end is left. Values
    come in their one order."""
    if isinstance(item, Between) and isinstance(axis, Steps):
        low = None if item.low is None else _floor(axis.edges, item.low)
        high = None if item.high is None else _ceiling(axis.edges, item.high)
        everything = low is None and high is None
        return None if everything else Between(columns=item.columns, low=low, high=high)
    if isinstance(item, Within) and isinstance(axis, Squares):
        west, east = _inside(axis.x, item.west, item.east)
        south, north = _inside(axis.y, item.south, item.north)
        return Within(columns=item.columns, west=west, south=south, east=east, north=north)
    if isinstance(item, AnyOf):
        return AnyOf(columns=item.columns, values=sorted_values(item.values))
    return item


def axis_facts(axis: Axis) -> dict[str, Any]:
    """The axis as JSON values, as the page reads it."""
    if isinstance(axis, Areas):
        return _area_facts(axis)
    if isinstance(axis, Categories):
        called = {"labels": list(axis.labels)} if axis.labels else {}
        return {"values": list(axis.values), "others": axis.others, **called}
    if isinstance(axis, Steps):
        return {"edges": list(axis.edges), "unit": axis.unit, **_line_facts(axis)}
    degrees = {} if axis.degrees else {"degrees": False}
    return {"x": list(axis.x), "y": list(axis.y), **degrees}


def axis_from(facts: dict[str, Any]) -> Axis:
    """The other way of ``axis_facts``."""
    if "keys" in facts:
        return _areas_from(facts)
    if "values" in facts:
        labels = tuple(facts.get("labels", ()))
        return Categories(tuple(facts["values"]), facts["others"], labels)
    if "edges" in facts:
        return _steps_from(facts)
    x, y = (tuple(float(edge) for edge in facts[name]) for name in ("x", "y"))
    return Squares(x=x, y=y, degrees=facts.get("degrees", True))


def _line_facts(axis: Steps) -> dict[str, Any]:
    if not isinstance(axis, Line):
        return {}
    return {"amounts": list(axis.amounts), "several": axis.several}


def _steps_from(facts: dict[str, Any]) -> Steps:
    edges = tuple(edge if isinstance(edge, str) else float(edge) for edge in facts["edges"])
    if "amounts" not in facts:
        return Steps(edges, facts["unit"])
    amounts = _amounts_from(facts)
    return Line(edges, facts["unit"], facts["value"], amounts, facts["several"])


def _amounts_from(facts: dict[str, Any]) -> tuple[float | None, ...]:
    given = facts.get("amounts", ())
    return tuple(None if amount is None else float(amount) for amount in given)


def _area_facts(axis: Areas) -> dict[str, Any]:
    lists = {name: list(getattr(axis, name)) for name in ("values", "labels", "keys")}
    facts = {**lists, "others": axis.others}
    if not axis.value:
        return facts
    return {**facts, "amounts": list(axis.amounts), "breaks": list(axis.breaks)}


def _areas_from(facts: dict[str, Any]) -> Areas:
    return Areas(
        values=tuple(facts["values"]),
        others=facts["others"],
        labels=tuple(facts["labels"]),
        keys=tuple(facts["keys"]),
        value=facts.get("value", ""),
        amounts=_amounts_from(facts),
        breaks=tuple(float(least) for least in facts.get("breaks", ())),
    )


def _any_of(axis: Axis, item: AnyOf) -> list[bool]:
    values: tuple[str | None, ...] = (None,)
    if isinstance(axis, Categories):
        values = (None, *axis.values)
    unknown = [value for value in item.values if value not in values]
    if unknown:
        raise Refusal(
            "The chart has no value “{name}”.",
            "It is not in this version, or too rare to have a bar of its own.",
            name=unknown[0],
        )
    chosen = set(item.values)
    passes = [value in chosen for value in values]
    return passes + [False] * (axis.size - len(passes))


def _between(axis: Steps, item: Between) -> list[bool]:
    first = 1 if item.low is None else _at(axis.edges, item.low) + 2
    last = axis.size if item.high is None else _at(axis.edges, item.high) + 2
    return [first <= code < last for code in range(axis.size)]


def _within(axis: Squares, item: Within) -> list[bool]:
    west, east = _at(axis.x, item.west), _at(axis.x, item.east)
    south, north = _at(axis.y, item.south), _at(axis.y, item.north)
    squares = (axis.place(code) for code in range(2, axis.size))
    return [False, False] + [west <= c < east and south <= r < north for c, r in squares]


def _at(edges: tuple[Edge, ...], edge: Edge) -> int:
    try:
        return edges.index(edge)
    except ValueError:
        raise Refusal(
            "The end {edge} lies inside a bin of the chart.",
            "Choose one of the chart's edges.",
            edge=edge,
        ) from None


def _floor(edges: tuple[Edge, ...], end: Edge) -> Edge | None:
    return max((edge for edge in edges if edge <= end), default=None)  # type: ignore[operator]  # one kind of edge


def _ceiling(edges: tuple[Edge, ...], end: Edge) -> Edge | None:
    return min((edge for edge in edges if edge >= end), default=None)  # type: ignore[operator]  # one kind of edge


def _inside(edges: tuple[float, ...], low: float, high: float) -> tuple[float, float]:
    """Clamped to the map; a box wholly outside becomes its nearest square."""
    first = max((i for i, edge in enumerate(edges) if edge <= low), default=0)
    last = min((i for i, edge in enumerate(edges) if edge >= high), default=len(edges) - 1)
    first = min(first, len(edges) - 2)
    return edges[first], edges[max(last, first + 1)]
