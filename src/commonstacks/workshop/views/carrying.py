"""A view carried over to another version: what its columns still answer, what is left behind."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Final, Literal

from commonstacks.kit.errors import Refusal
from commonstacks.workshop.tables.shape import NUMBERS
from commonstacks.workshop.views.charts import BOXES, Chart
from commonstacks.workshop.views.filters import CHARTED, Between, Filter, Inside, Within
from commonstacks.workshop.views.spec import ViewSpec, facts_of, parse

Part = Literal["filter", "chart", "sort", "comparison"]
Why = Literal["gone", "numbers", "days", "place", "chart", "people", "itself", "filter"]
_NUMBERS: Final = (*NUMBERS, "longitude", "latitude")
_DAYS: Final = ("date", "datetime")


@dataclass(frozen=True, slots=True)
class Left:
    """A part of a view that could not come along, and why: its column is ``gone``, holds no more
    ``numbers`` or ``days``, no column tells the ``place``, the ``chart`` it was chosen on is not
    there, the table is about ``people``, it is the version ``itself``, its ``filter`` is left."""

    part: Part
    columns: tuple[str, ...]
    why: Why


@dataclass(frozen=True, slots=True)
class Ground:
    """The version that a view comes to: its number, the digest of its table, the kind of each
    column, its prepared charts, the places that its rows tell, and whether people are in it."""

    number: int
    table: str
    kinds: Mapping[str, str]
    prepared: tuple[Chart, ...]
    places: Collection[str]
    people: bool = False


def carried(spec: ViewSpec, ground: Ground) -> tuple[ViewSpec, tuple[Left, ...]]:
    """The view on this ground, and everything that was left behind, in the order of the view."""
    left: list[Left] = []
    charts = tuple(_charts(spec.charts, ground, left)) or ground.prepared or _any(ground)
    filters = tuple(_filters(spec.filters, charts, ground, left))
    sort = spec.sort
    if sort and sort.column not in ground.kinds:
        left.append(Left("sort", (sort.column,), "gone"))
        sort = None
    moved = ViewSpec(spec.dataset, ground.number, ground.table, charts, filters, None, sort)
    return _compared(spec, moved, ground, left), tuple(left)


def _any(ground: Ground) -> tuple[Chart, ...]:
    if not ground.kinds:
        raise Refusal("This table has no columns.", "Choose another version.")
    return (Chart("ranked", (next(iter(ground.kinds)),)),)


def _charts(charts: Iterable[Chart], ground: Ground, left: list[Left]) -> Iterable[Chart]:
    """A chart that is prepared there, too, is taken as it is prepared: it can be brushed."""
    prepared = {(chart.kind, chart.columns): chart for chart in ground.prepared}
    for chart in charts:
        why = _why_not(chart, ground)
        if why:
            left.append(Left("chart", chart.columns, why))
            continue
        yield chart if chart.measure else prepared.get((chart.kind, chart.columns), chart)


def _why_not(chart: Chart, ground: Ground) -> Why | None:
    if ground.people:
        same = {(each.kind, each.columns) for each in ground.prepared}
        return None if (chart.kind, chart.columns) in same and not chart.measure else "people"
    kinds = [ground.kinds.get(name) for name in chart.reads]
    if None in kinds:
        return "gone"
    of = [*chart.reads[len(chart.columns) :]]
    drawn = chart.inner or chart.kind
    if drawn == "time" and kinds[0] not in _DAYS:
        return "days"
    if drawn in BOXES:
        of += chart.columns
    elif drawn == "histogram":
        of.append(chart.columns[0])
    counted = chart.measure is not None and chart.measure.take in ("count", "distinct")
    ranged = (*_NUMBERS, *_DAYS) if chart.measure and chart.measure.take in ("min", "max") else ()
    allowed = (*_NUMBERS, *ranged)
    if any(ground.kinds[name] not in allowed for name in of) and not (counted and len(of) == 1):
        return "numbers"
    return None


def _filters(
    filters: Iterable[Filter], charts: tuple[Chart, ...], ground: Ground, left: list[Left]
) -> Iterable[Filter]:
    shown = {chart.columns: chart.kind for chart in charts}
    for item in filters:
        why = _lost(item, shown, ground)
        if why:
            left.append(Left("filter", item.columns, why))
        else:
            yield item


def _lost(item: Filter, shown: Mapping[tuple[str, ...], str], ground: Ground) -> Why | None:
    if isinstance(item, Inside):
        return None if item.place in ground.places and not ground.people else "place"
    if not set(item.columns) <= set(ground.kinds):
        return "gone"
    if ground.people and not (isinstance(item, CHARTED) and item.columns in shown):
        return "people"
    if len(item.columns) == 2 or isinstance(item, Within):
        return None if shown.get(item.columns) in BOXES else "chart"
    if isinstance(item, Between):
        days = isinstance(item.low, str) or isinstance(item.high, str)
        if ground.kinds[item.columns[0]] not in (_DAYS if days else _NUMBERS):
            return "days" if days else "numbers"
    return None


def _compared(spec: ViewSpec, moved: ViewSpec, ground: Ground, left: list[Left]) -> ViewSpec:
    """The comparison comes along where what it stands for did."""
    compare = spec.compare
    if compare is None:
        return _readable(moved, left)
    if compare.version:
        if ground.people or compare.version == ground.number:
            left.append(Left("comparison", (), "people" if ground.people else "itself"))
            return _readable(moved, left)
        return replace(_readable(moved, left), compare=compare)
    moved = _readable(moved, left)
    known = not compare.place or compare.place in ground.places
    if known and not ground.people:
        with suppress(Refusal):
            return parse(facts_of(replace(moved, compare=compare)))
    left.append(Left("comparison", (), "people" if ground.people else "filter"))
    return moved


def _readable(moved: ViewSpec, left: list[Left]) -> ViewSpec:
    """As the parser reads it; a filter that fits no chart any more is left behind."""
    for item in moved.filters:
        try:
            parse(facts_of(replace(moved, filters=(item,))))
        except Refusal:
            left.append(Left("filter", item.columns, "chart"))
            moved = replace(moved, filters=tuple(f for f in moved.filters if f != item))
    return parse(facts_of(moved))
