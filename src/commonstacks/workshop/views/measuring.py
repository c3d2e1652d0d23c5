"""The axes of charts, measured from the table: which values, which edges, which areas."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from math import floor, log10
from types import MappingProxyType
from typing import Any

from commonstacks.workshop.views import bins, sql
from commonstacks.workshop.views.asking import Asking, fetched
from commonstacks.workshop.views.axes import Areas, Axis, Categories, Line, Squares, Steps
from commonstacks.workshop.views.spec import Chart
from commonstacks.workshop.views.spreads import Numbers, spread_of

MOST_VALUES, MOST_AREAS = 250, 4000
_EARTH = (180.0, 90.0)


@dataclass(frozen=True, slots=True)
class Named:
    """What the values of a column are on a map: ``keys`` leads from a value to its area, if the map
    has one, ``labels`` to what people call it."""

    keys: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)


NOTHING: Mapping[str, Named] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Table:
    """The table as it is read: its files, and DuckDB's type of each column. No axis tells of fewer
    rows than ``threshold``."""

    connection: Asking
    files: sql.Files
    stored: Mapping[str, str]
    threshold: int = 1

    def asked(self, statement: sql.Statement) -> list[tuple[Any, ...]]:
        """All rows of the answer."""
        return fetched(self.connection, statement)


def axis_of(table: Table, chart: Chart, named: Mapping[str, Named]) -> Axis:
    """The axis of one chart: the values that are listed, or the edges of its bins."""
    if chart.kind == "bars":
        return _named(ranked_values(table, chart.columns[0], MOST_VALUES), chart, named)
    if chart.kind == "areas":
        return _areas(table, chart, named.get(chart.columns[0], Named()))
    if chart.kind == "grid":
        return _squares(table, chart)
    if chart.kind == "points":
        return _points(table, chart)
    first = chart.columns[0]
    if chart.kind == "time":
        days = sql.ordinal(sql.day(first, table.stored[first]))
        steps = bins.time_steps(_spread(table, days, 0.005, (0.0, 4e6))[0])
        return _line(table, chart, steps) if chart.value else steps
    numbers = sql.number(first, table.stored[first])
    spread, whole = _spread(table, numbers, 0.005, (-1e300, 1e300))
    form = bins.log_steps if chart.steps else bins.number_steps
    return form(spread, whole=whole)


def ranked_values(table: Table, column: str, most: int) -> Categories:
    """The ``most`` values that have the most rows. Those with fewer than the threshold are not
    named, and how many they are is told in whole groups."""
    ranked = table.asked(sql.ranking(table.files, column, most, table.threshold))
    named = tuple(value for value, _different in ranked if value is not None)
    rest = ranked[0][1] - len(named) if ranked else 0
    return Categories(named, -(-rest // table.threshold) * table.threshold)


def _named(found: Categories, chart: Chart, named: Mapping[str, Named]) -> Categories:
    """With what people call the values, where they are codes that somebody knows."""
    called = named.get(chart.columns[0], Named()).labels
    labels = tuple(called.get(value, value) for value in found.values)
    return replace(found, labels=labels) if labels != found.values else found


def amount_of(mean: float | None) -> float | None:
    """A mean as it is shown: four digits, and never fewer than those before the point."""
    if mean is None or not mean:
        return mean
    return float(round(mean, max(3 - floor(log10(abs(mean))), 0))) + 0.0


def _line(table: Table, chart: Chart, steps: Steps) -> Line:
    """A mean is rounded; a number that stands alone is itself."""
    found = table.asked(sql.binned(table.files, chart, steps, dict(table.stored)))
    means = {code: (mean if n == 1 else amount_of(mean), n) for code, mean, n in found}
    bins_only = range(2, steps.size - 1)
    amounts = tuple(means.get(code, (None, 0))[0] for code in bins_only)
    several = any(means.get(code, (None, 0))[1] > 1 for code in bins_only)
    return Line(steps.edges, steps.unit, chart.value, amounts, several)


def _areas(table: Table, chart: Chart, named: Named) -> Areas:
    found = ranked_values(table, chart.columns[0], MOST_AREAS)
    keys = tuple(named.keys.get(value, "") for value in found.values)
    labels = tuple(named.labels.get(value, value) for value in found.values)
    if not chart.value:
        return Areas(found.values, found.others, labels, keys)
    number = sql.number(chart.value, table.stored[chart.value])
    means: dict[str, float | None] = dict(
        table.asked(sql.means(table.files, chart.columns[0], number))
    )
    amounts = tuple(amount_of(means.get(value)) for value in found.values)
    drawn = [n for n, key in zip(amounts, keys, strict=True) if n is not None and key]
    breaks = bins.class_breaks(drawn)
    return Areas(found.values, found.others, labels, keys, chart.value, amounts, breaks)


def _squares(table: Table, chart: Chart) -> Squares:
    numbers = [sql.number(name, table.stored[name]) for name in chart.columns]
    x, y = (
        _spread(table, number, 0.001, (-most, most))[0]
        for number, most in zip(numbers, _EARTH, strict=True)
    )
    if not (chart.focus and x and y and x.least < x.most and y.least < y.most):
        return bins.square_degrees(x, y)
    spreads = (x, y)
    focus = [
        _shortest(table, (numbers[side], numbers[1 - side]), (spreads[side], spreads[1 - side]))
        for side in (0, 1)
    ]
    return bins.square_degrees(x, y, (focus[0], focus[1]))


def _points(table: Table, chart: Chart) -> Squares:
    """Squares of round numbers over the robust ranges of both columns."""
    x, y = (
        _spread(table, sql.number(name, table.stored[name]), 0.005, (-1e300, 1e300))
        for name in chart.columns
    )
    across, up = (bins.number_steps(spread, whole=whole).edges for spread, whole in (x, y))
    return Squares(tuple(map(float, across)), tuple(map(float, up)), degrees=False)


def _shortest(
    table: Table, numbers: tuple[str, str], spreads: tuple[bins.Spread, bins.Spread]
) -> bins.Range:
    within = [end for spread in spreads for end in (spread.least, spread.most)]
    parts = table.asked(sql.marginal(table.files, *numbers, within, bins.PARTS))
    counts = dict(parts)
    return bins.shortest(counts, bins.PARTS, spreads[0].least, spreads[0].most)


def _spread(
    table: Table, expression: str, tail: float, within: tuple[float, float]
) -> tuple[bins.Spread | None, bool]:
    """With a threshold the ends are those of that many rows; what a few have does not show."""
    numbers = Numbers(table.connection, table.files, expression, table.threshold)
    return spread_of(numbers, tail, within)
