"""A view on another version: what its columns still answer comes along, the rest is named."""

from __future__ import annotations

from dataclasses import replace

import pytest

from commonstacks.workshop.views.carrying import Ground, Left, carried
from commonstacks.workshop.views.charts import Chart, Measure
from commonstacks.workshop.views.filters import AnyOf, Between, Inside, Matching, Within
from commonstacks.workshop.views.spec import Compare, Sort, ViewSpec

OLD, NEW = "0f" * 32, "1f" * 32
KINDS = {
    "kind": "category",
    "size": "decimal",
    "day": "date",
    "lon": "longitude",
    "lat": "latitude",
}
BARS, TIME, GRID = Chart("bars", ("kind",)), Chart("time", ("day",)), Chart("grid", ("lon", "lat"))
GROUND = Ground(2, NEW, KINDS, (replace(GRID, focus=True), BARS), {"geonames:1"})
BOX = Within(("lon", "lat"), 1.0, 2.0, 3.0, 4.0)
SMALL = Between(("size",), 1.0, 5.0)


def view(*charts, **more):
    return ViewSpec("trees", 1, OLD, charts, **more)


def test_what_is_there_comes_along_with_its_prepared_charts():
    spec = view(BARS, GRID, filters=(AnyOf(("kind",), ("oak",)), BOX, SMALL), sort=Sort("day"))
    moved, left = carried(spec, GROUND)
    assert left == ()
    assert (moved.version, moved.table, moved.filters, moved.sort) == (
        2,
        NEW,
        spec.filters,
        spec.sort,
    )
    assert moved.charts == (BARS, replace(GRID, focus=True))


def test_a_column_that_is_gone_is_named_with_what_asked_for_it():
    without = replace(GROUND, kinds={"size": "decimal"}, prepared=())
    spec = view(BARS, Chart("histogram", ("size",)), filters=(AnyOf(("kind",), ("oak",)),), sort=Sort("day"))  # fmt: skip
    moved, left = carried(spec, without)
    assert moved.charts == (Chart("histogram", ("size",)),)
    assert left == (
        Left("chart", ("kind",), "gone"),
        Left("filter", ("kind",), "gone"),
        Left("sort", ("day",), "gone"),
    )


@pytest.mark.parametrize(
    ("kinds", "spec", "why"),
    [
        ({"size": "text"}, view(Chart("histogram", ("size",))), "numbers"),
        ({"day": "text"}, view(TIME), "days"),
        ({"size": "text"}, view(BARS, filters=(SMALL,)), "numbers"),
        ({"day": "code"}, view(BARS, filters=(Between(("day",), "2019-01-01", None),)), "days"),
        ({"size": "text"}, view(Chart("ranked", ("kind",), measure=Measure("mean", "size"))), "numbers"),
        ({"lat": "text"}, view(GRID), "numbers"),
    ],
)  # fmt: skip
def test_a_column_that_holds_something_else_stays_behind(kinds, spec, why):
    moved, left = carried(spec, replace(GROUND, kinds=KINDS | kinds))
    assert [each.why for each in left] == [why]
    assert moved.charts[0] in (BARS, replace(GRID, focus=True))


def test_a_box_needs_its_map_and_a_place_a_column_that_tells_it():
    spec = view(GRID, filters=(BOX, Inside("geonames:9")))
    no_map = replace(GROUND, kinds=KINDS | {"lat": "text"}, prepared=(BARS,))
    moved, left = carried(spec, no_map)
    assert moved.filters == ()
    assert [(each.part, each.why) for each in left] == [
        ("chart", "numbers"),
        ("filter", "chart"),
        ("filter", "place"),
    ]


def test_where_people_are_in_it_only_prepared_charts_and_their_filters_come_along():
    words = Matching(("kind",), "contains", "a")
    spec = view(BARS, TIME, filters=(AnyOf(("kind",), ("oak",)), words))
    moved, left = carried(spec, replace(GROUND, people=True))
    assert (moved.charts, moved.filters) == ((BARS,), (AnyOf(("kind",), ("oak",)),))
    assert {each.why for each in left} == {"people"}


def test_a_comparison_comes_along_with_what_it_stands_for():
    year = Between(("day",), "2020-01-01", "2021-01-01")
    before = Compare(period=replace(year, low="2019-01-01", high="2020-01-01"))
    moved, left = carried(view(BARS, filters=(year,), compare=before), GROUND)
    assert (moved.compare, left) == (before, ())
    gone = replace(GROUND, kinds=KINDS | {"day": "text"})
    moved, left = carried(view(BARS, filters=(year,), compare=before), gone)
    assert moved.compare is None
    assert left[-1] == Left("comparison", (), "filter")
    itself = Compare(version=2, table=NEW)
    assert carried(view(BARS, compare=itself), GROUND)[1] == (Left("comparison", (), "itself"),)
    third = Compare(version=3, table=NEW)
    assert carried(view(BARS, compare=third), GROUND)[0].compare == third


def test_a_filter_by_number_on_what_is_bars_there_stays_behind():
    spec = view(Chart("histogram", ("size",)), filters=(SMALL,))
    moved, left = carried(spec, replace(GROUND, kinds=KINDS | {"size": "category"}))
    assert moved.filters == ()
    assert [each.part for each in left] == ["chart", "filter"]
