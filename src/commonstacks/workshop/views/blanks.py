"""Which question a column can be asked, and which chart fits it."""

from __future__ import annotations

from typing import Literal

from commonstacks.workshop.tables.shape import NUMBERS, ColumnProfile, TableProfile
from commonstacks.workshop.views.charts import Chart
from commonstacks.workshop.views.first import FEW
from commonstacks.workshop.views.spec import ViewSpec

Blank = Literal["numbers", "days", "values", "words"]
DAYS = ("date", "datetime")
COUNTED = (*NUMBERS, "longitude", "latitude")
_BY_CHART: dict[str, Blank] = {
    "histogram": "numbers",
    "time": "days",
    "bars": "values",
    "areas": "values",
    "ranked": "values",
}


def blank_of(column: ColumnProfile, spec: ViewSpec) -> Blank:
    """What fits a column in this view: a chart of it decides, else what it holds."""
    for chart in spec.charts:
        if chart.columns == (column.name,):
            return _BY_CHART[chart.kind]
    if column.kind in COUNTED:
        return "numbers"
    if column.kind in DAYS:
        return "days"
    return "values" if 0 < column.distinct <= FEW and not column.sensitive else "words"


def chart_of(
    profile: TableProfile, name: str, prepared: tuple[Chart, ...] = (), *, beside: str = ""
) -> Chart:
    """The chart that fits a column: the prepared one, else one of its kind. ``beside`` names a
    second column: two numbers are drawn as points, else the first is drawn for each value of the
    second. Raises ``KeyError`` for a column that the table does not have."""
    column = profile.column(name)
    if beside and beside != name:
        return _pair(column, profile.column(beside))
    for chart in prepared:
        if name in chart.columns:
            return chart
    if column.kind in ("longitude", "latitude"):
        pair = [
            c.name for kind in ("longitude", "latitude") for c in profile.columns if c.kind == kind
        ]
        return Chart("grid", (pair[0], pair[1])) if len(pair) == 2 else Chart("histogram", (name,))
    if column.kind in NUMBERS:
        return Chart("histogram", (name,))
    if column.kind in DAYS:
        return Chart("time", (name,))
    return Chart("ranked", (name,))


def _pair(first: ColumnProfile, second: ColumnProfile) -> Chart:
    if first.kind in COUNTED and second.kind in COUNTED:
        return Chart("points", (first.name, second.name))
    inner = "histogram" if first.kind in COUNTED else "time" if first.kind in DAYS else "bars"
    return Chart("multiples", (first.name, second.name), inner=inner)
