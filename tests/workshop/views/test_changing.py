"""A view changed in one part."""

from __future__ import annotations

import pytest

from commonstacks.kit.errors import Refusal
from commonstacks.workshop.views.changing import (
    alone,
    charted,
    filtered,
    periods_beside,
    toggled,
    turned,
    uncharted,
    without,
)
from commonstacks.workshop.views.charts import Chart
from commonstacks.workshop.views.filters import AnyOf, Between, Inside, Matching, Within
from commonstacks.workshop.views.spec import Compare, Sort, ViewSpec

OAK = AnyOf(("kind",), ("oak",))
TALL = Between(("size",), 10.0, None)
YEAR = Between(("day",), "2020-01-01", "2021-01-01")
KIND, SIZE, MAP = Chart("bars", ("kind",)), Chart("histogram", ("size",)), Chart("grid", ("x", "y"))
VIEW = ViewSpec("trees", 1, "0f" * 32, (KIND, SIZE, MAP), (OAK, TALL))


def test_a_filter_takes_the_place_of_one_that_asks_the_same() -> None:
    lime = AnyOf(("kind",), ("lime",))
    assert filtered(VIEW, lime).filters == (TALL, lime)
    word = Matching(("kind",), "contains", "o")
    assert filtered(VIEW, word).filters == (OAK, TALL, word)
    there = filtered(filtered(VIEW, Inside("a:b")), Inside("a:c"))
    assert there.filters == (OAK, TALL, Inside("a:c"))


def test_a_filter_is_taken_away_and_a_comparison_with_it() -> None:
    whole = ViewSpec("trees", 1, "0f" * 32, (KIND,), (OAK,), Compare())
    assert without(whole, 0) == ViewSpec("trees", 1, "0f" * 32, (KIND,))
    place = ViewSpec("trees", 1, "0f" * 32, (KIND,), (OAK, Inside("a:b")), Compare(place="a:c"))
    assert without(place, 0).compare == Compare(place="a:c")
    assert without(place, 1).compare is None
    with pytest.raises(Refusal, match="no such filter"):
        without(VIEW, 2)


def test_charts_come_and_go_with_their_boxes() -> None:
    box = Within(("x", "y"), 0.0, 0.0, 1.0, 1.0)
    assert uncharted(filtered(VIEW, box), 2).filters == (OAK, TALL)
    assert uncharted(VIEW, 0).charts == (SIZE, MAP)
    days = Chart("time", ("day",))
    full = charted(VIEW, days)
    assert full.charts == (KIND, SIZE, MAP, days)
    assert charted(full, Chart("ranked", ("kind",))).charts[0].kind == "ranked"
    with pytest.raises(Refusal, match="at most 4 charts"):
        charted(full, Chart("time", ("other",)))
    with pytest.raises(Refusal, match="at least one chart"):
        uncharted(ViewSpec("trees", 1, "0f" * 32, (KIND,)), 0)


def test_a_column_is_sorted_then_falling_then_not_at_all() -> None:
    once = turned(VIEW, "size")
    assert once.sort == Sort("size")
    assert turned(once, "size").sort == Sort("size", falling=True)
    assert turned(turned(once, "size"), "size").sort is None
    assert turned(once, "kind").sort == Sort("kind")


@pytest.mark.parametrize(
    ("low", "high", "beside"),
    [
        ("2020-01-01", "2021-01-01", [("2019-01-01", "2020-01-01")]),
        ("2020-03-01", "2020-03-11", [("2020-02-20", "2020-03-01"), ("2019-03-01", "2019-03-11")]),
        ("2020-02-29", "2020-03-01", [("2020-02-28", "2020-02-29"), ("2019-02-28", "2019-03-01")]),
    ],
)
def test_a_period_is_compared_with_the_one_before_and_a_year_ago(
    low: str, high: str, beside: list[tuple[str, str]]
) -> None:
    view = filtered(VIEW, Between(("day",), low, high))
    assert [(each.low, each.high) for each in periods_beside(view)] == beside
    assert list(periods_beside(VIEW)) == []


def test_what_is_clicked_is_taken_in_and_out_again():
    bars = Chart("bars", ("kind",))
    spec = ViewSpec("trees", 1, "0f" * 32, (bars,))
    one = toggled(spec, bars, ("oak",))
    two = toggled(one, bars, (None, "elm"))
    assert two.filters == (AnyOf(("kind",), (None, "elm", "oak")),)
    assert toggled(two, bars, ("elm", "ash")).filters == (AnyOf(("kind",), (None, "oak")),)
    assert toggled(one, bars, ("oak",)).filters == ()


def test_another_version_stays_beside_a_view_whatever_is_filtered():
    other = Compare(version=2, table="1f" * 32)
    spec = ViewSpec("trees", 1, "0f" * 32, (Chart("bars", ("kind",)),), compare=other)
    some = filtered(spec, AnyOf(("kind",), ("oak",)))
    assert without(some, 0).compare == other
    assert alone(some).compare is None
