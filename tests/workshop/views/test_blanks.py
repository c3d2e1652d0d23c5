"""Which blank and which chart fit a column."""

from __future__ import annotations

import pytest

from commonstacks.workshop.tables.shape import ColumnProfile, Kind, TableProfile
from commonstacks.workshop.views.blanks import blank_of, chart_of
from commonstacks.workshop.views.charts import Chart
from commonstacks.workshop.views.spec import ViewSpec


def column(name: str, kind: Kind, distinct: int = 10, *, sensitive: bool = False) -> ColumnProfile:
    return ColumnProfile(name, 0, kind, "", 0, distinct, True, sensitive=sensitive)


COLUMNS = (
    column("size", "integer"),
    column("day", "date"),
    column("kind", "category"),
    column("words", "text", 9000),
    column("person", "person name", sensitive=True),
    column("lon", "longitude"),
    column("lat", "latitude"),
)
TABLE = TableProfile("trees", 100, 0, COLUMNS)
BARE = ViewSpec("trees", 1, "0f" * 32, (Chart("multiples", ("day", "kind"), inner="time"),))


@pytest.mark.parametrize(
    ("name", "blank"),
    [
        ("size", "numbers"),
        ("day", "days"),
        ("kind", "values"),
        ("words", "words"),
        ("person", "words"),
    ],
)
def test_a_blank_fits_what_the_column_holds(name: str, blank: str) -> None:
    assert blank_of(TABLE.column(name), BARE) == blank


def test_a_chart_of_the_column_decides_its_blank() -> None:
    bars = ViewSpec("trees", 1, "0f" * 32, (Chart("bars", ("size",)),))
    assert blank_of(TABLE.column("size"), bars) == "values"


@pytest.mark.parametrize(
    ("name", "beside", "chart"),
    [
        ("size", "", Chart("histogram", ("size",))),
        ("day", "", Chart("time", ("day",))),
        ("words", "", Chart("ranked", ("words",))),
        ("lat", "", Chart("grid", ("lon", "lat"))),
        ("size", "lat", Chart("points", ("size", "lat"))),
        ("day", "kind", Chart("multiples", ("day", "kind"), inner="time")),
        ("kind", "words", Chart("multiples", ("kind", "words"), inner="bars")),
    ],
)
def test_a_chart_fits_what_the_column_holds(name: str, beside: str, chart: Chart) -> None:
    assert chart_of(TABLE, name, beside=beside) == chart


def test_a_prepared_chart_is_taken_first() -> None:
    areas = Chart("areas", ("kind",), value="size")
    assert chart_of(TABLE, "kind", (areas,)) == areas
    with pytest.raises(KeyError):
        chart_of(TABLE, "nothing")
