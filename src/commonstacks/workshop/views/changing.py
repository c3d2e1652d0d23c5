"""A view changed in one part: another filter, one less, another chart, another comparison."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from commonstacks.kit.errors import Refusal
from commonstacks.workshop.views.charts import BOXES, Chart
from commonstacks.workshop.views.filters import (
    CHARTED,
    AnyOf,
    Between,
    Filter,
    Inside,
    Matching,
    sorted_values,
)
from commonstacks.workshop.views.spec import MOST_CHARTS, Compare, Sort, ViewSpec


def without(spec: ViewSpec, number: int) -> ViewSpec:
    """The view without its filter of that number (from 0). Refuses one that it does not have."""
    if not 0 <= number < len(spec.filters):
        raise Refusal("This view has no such filter.", "Look at its filters, and choose one.")
    left = tuple(item for place, item in enumerate(spec.filters) if place != number)
    return _kept(replace(spec, filters=left))


def filtered(spec: ViewSpec, item: Filter) -> ViewSpec:
    """The view with ``item`` instead of a filter that asks the same of the same column."""
    others = tuple(each for each in spec.filters if not same(each, item))
    return _kept(replace(spec, filters=(*others, item)))


def same(one: Filter, other: Filter) -> bool:
    """Do two filters ask the same of one column, so that one takes the other's place? A view has
    one place."""
    if isinstance(one, Inside) or isinstance(other, Inside):
        return type(one) is type(other)
    if one.columns != other.columns:
        return False
    if isinstance(one, CHARTED) or isinstance(other, CHARTED):
        return isinstance(one, CHARTED) and isinstance(other, CHARTED)
    if isinstance(one, Matching) and isinstance(other, Matching):
        return one.how == other.how
    return type(one) is type(other)


def charted(spec: ViewSpec, chart: Chart) -> ViewSpec:
    """The view with this chart behind the others, or in the place of one of the same columns.
    Refuses more than ``MOST_CHARTS``."""
    charts = [chart if each.columns == chart.columns else each for each in spec.charts]
    if chart not in charts:
        charts.append(chart)
    if len(charts) > MOST_CHARTS:
        raise Refusal("A view has at most {most} charts.", "Take one away first.", most=MOST_CHARTS)
    return replace(spec, charts=tuple(charts))


def alone(spec: ViewSpec) -> ViewSpec:
    """The view beside nothing."""
    return replace(spec, compare=None)


def toggled(spec: ViewSpec, chart: Chart, values: Sequence[str | None]) -> ViewSpec:
    """The view where ``values`` of a chart are chosen too; where one of them is, all are let go.
    Without any value left, the filter goes."""
    own = next((item for item in spec.filters if item.columns == chart.columns), None)
    now = set(own.values) if isinstance(own, AnyOf) else set()
    chosen = now - set(values) if now & set(values) else now | set(values)
    if chosen:
        return filtered(spec, AnyOf(chart.columns, sorted_values(chosen)))
    left = tuple(item for item in spec.filters if item.columns != chart.columns)
    return _kept(replace(spec, filters=left))


def uncharted(spec: ViewSpec, place: int) -> ViewSpec:
    """The view without the chart of that number (from 0), and without the box that was chosen on
    it. Refuses to take the last one away."""
    if not 0 <= place < len(spec.charts) or len(spec.charts) == 1:
        raise Refusal("A view has at least one chart.", "Choose another chart first.")
    gone = spec.charts[place]
    left = tuple(chart for at, chart in enumerate(spec.charts) if at != place)
    filters = spec.filters
    if gone.kind in BOXES:
        filters = tuple(
            item for item in filters if isinstance(item, Inside) or item.columns != gone.columns
        )
    return _kept(replace(spec, charts=left, filters=filters))


def turned(spec: ViewSpec, column: str) -> ViewSpec:
    """The view with its rows sorted by ``column``; asked again falling, and then as they stand."""
    if spec.sort is None or spec.sort.column != column:
        return replace(spec, sort=Sort(column))
    return replace(spec, sort=None if spec.sort.falling else Sort(column, falling=True))


def periods_beside(spec: ViewSpec) -> Iterator[Between]:
    """For each filter of two days the time just before it, and the same days a year before."""
    for item in spec.filters:
        if isinstance(item, Between) and isinstance(item.low, str) and isinstance(item.high, str):
            low, high = date.fromisoformat(item.low), date.fromisoformat(item.high)
            yield from dict.fromkeys((_before(item, low, high), _year_before(item, low, high)))


def _before(item: Between, low: date, high: date) -> Between:
    """Whole years stay whole years; else as many days."""
    if (low.month, low.day) == (high.month, high.day):
        return replace(item, low=_in_year(low, 2 * low.year - high.year), high=low.isoformat())
    span = timedelta(days=(high - low).days)
    return replace(item, low=(low - span).isoformat(), high=low.isoformat())


def _year_before(item: Between, low: date, high: date) -> Between:
    return replace(item, low=_in_year(low, low.year - 1), high=_in_year(high, high.year - 1))


def _in_year(day: date, year: int) -> str:
    try:
        return day.replace(year=year).isoformat()
    except ValueError:  # 29 February
        return day.replace(year=year, day=28).isoformat()


def _kept(spec: ViewSpec) -> ViewSpec:
    """A comparison that no filter stands for any more goes with it; another version stays."""
    if spec.compare is None or spec.compare.version:
        return spec
    if spec.compare == Compare() and spec.filters:
        return spec
    kinds = {Inside: bool(spec.compare.place), Between: spec.compare.period is not None}
    if any(kinds.get(type(item)) for item in spec.filters):
        return spec
    return replace(spec, compare=None)
