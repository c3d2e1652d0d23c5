"""Held against a larger place, another time or all rows: both sides drawn on one scale, and told."""

import duckdb
import pyarrow as pa
import pytest

from commonstacks.kit import digests
from commonstacks.workshop.views import replies
from commonstacks.workshop.views.answered import picture
from commonstacks.workshop.views.answering import Answer, ChartAnswer, Side, answer
from commonstacks.workshop.views.axes import Areas, Categories, Steps
from commonstacks.workshop.views.cells import OPEN
from commonstacks.workshop.views.charts import Chart, Measure
from commonstacks.workshop.views.filters import AnyOf, Between, Inside
from commonstacks.workshop.views.german import GERMAN
from commonstacks.workshop.views.panels import Panels
from commonstacks.workshop.views.poster import Says
from commonstacks.workshop.views.poster_answered import poster_of_answer
from commonstacks.workshop.views.replies import answer_facts
from commonstacks.workshop.views.spec import Compare, ViewSpec
from commonstacks.workshop.views.words import ENGLISH

TOPICS = Categories(("noise", "dogs"), 4)
MONTHS = Steps(("2019-06-01", "2019-07-01", "2019-08-01"), "month")
BARS, TIME = Chart("bars", ("topic",)), Chart("time", ("day",))
TOWN, COUNTRY = "p:town", "p:country"
NAMES = {TOWN: "Elmton", COUNTRY: "Elmland"}
YEAR, BEFORE = (
    Between(("day",), "2019-01-01", "2020-01-01"),
    Between(("day",), "2018-01-01", "2019-01-01"),
)
PLACE, PERIOD, ALL = Compare(place=COUNTRY), Compare(period=BEFORE), Compare()
HERE, THERE = Side((2, 20, 5, 3)), Side((20, 100, 170, 10))


def drawn(chart, axis, mine, theirs, compare, *, words=ENGLISH, filters=()):
    part = ChartAnswer(chart, axis, mine, other=theirs)
    filters = filters or ((YEAR,) if compare.period else (Inside(TOWN),))
    spec = ViewSpec("things", 2, "0f" * 32, (chart,), filters, compare)
    told = Answer(900, 30, (part,), 300)
    return picture(told, spec, names=NAMES, words=words).charts[0]


def ghosts(chart):
    return {bar.label: bar.ghost for bar in chart.panels[0].bars}


def test_a_larger_place_is_scaled_to_as_many_rows_as_there_are_here():
    shown = drawn(BARS, TOPICS, HERE, THERE, PLACE)
    widths = {bar.label: bar.width for bar in shown.panels[0].bars}
    assert widths == {
        "noise": "70.00%",
        "dogs": "17.50%",
        "4 others": "0.00%",
        "missing": "7.00%",
    }
    assert ghosts(shown) == {"noise": "35.00%", "dogs": "59.50%", "4 others": "", "missing": ""}
    assert shown.key == (
        "The dashed lines show how many it would be "
        "if these rows were spread like those in Elmland."
    )
    assert shown.heads == ("Rows in Elmland",)
    assert [line.other for line in shown.table] == ["20", "100", "170", "10"]


def test_where_both_sides_differ_most_is_told():
    shown = drawn(BARS, TOPICS, HERE, THERE, PLACE)
    assert shown.summary.endswith("Furthest apart: dogs, 17 % here and 57 % there.")
    shown = drawn(BARS, TOPICS, HERE, THERE, ALL, words=GERMAN)
    assert shown.summary.endswith(
        "Am weitesten auseinander: dogs, hier 17\u00a0% und dort 57\u00a0%."
    )
    assert shown.key.endswith("so verteilt wären wie die in der ganzen Tabelle.")


def test_sides_that_are_spread_alike_have_no_dashed_lines():
    shown = drawn(BARS, TOPICS, HERE, Side((20, 200, 50, 30)), PLACE)
    assert (set(ghosts(shown).values()), shown.key) == ({""}, "")
    assert shown.summary.endswith("Both sides are spread alike.")


def test_another_time_is_drawn_as_it_was_counted():
    shown = drawn(BARS, TOPICS, HERE, Side((4, 40, 10, 6)), PERIOD)
    assert ghosts(shown)["noise"] == "70.00%"
    assert shown.key == "The dashed lines show the same from 2018-01-01 until before 2019-01-01."
    assert shown.heads == ("Rows from 2018-01-01 until before 2019-01-01",)


def test_columns_have_an_outline_where_they_differ():
    shown = drawn(TIME, MONTHS, Side((0, 0, 4, 6, 0)), Side((0, 0, 80, 20, 0)), PLACE)
    panel = shown.panels[0]
    assert (panel.columns.most, len(panel.ghosts)) == ("8", 2)
    assert panel.ghosts[0].height == "164.00"  # eight of ten in the first month, as there


@pytest.mark.parametrize(
    ("take", "theirs", "outlined"),
    [
        ("mean", (None, 8.0, 8.0, None), "70.00%"),  # not scaled
        ("sum", (None, 80.0, 8.0, None), "70.00%"),  # a tenth of it
        ("distinct", (None, 80.0, 8.0, None), ""),  # says nothing of as many rows as here
    ],
)
def test_amounts_are_scaled_where_they_grow_with_the_rows(take, theirs, outlined):
    chart = Chart("ranked", ("topic",), measure=Measure(take, "days"))
    mine = Side((2, 20, 5, 3), (None, 4.0, 8.0, None))
    shown = drawn(chart, TOPICS, mine, Side((20, 200, 50, 30), theirs), PLACE)
    assert ghosts(shown)["noise"] == outlined
    assert "apart" not in shown.summary
    assert len(shown.heads) == 2
    assert shown.heads[1].endswith(" in Elmland")
    assert shown.table[1].other_amount


def test_small_multiples_share_one_scale_with_their_outlines():
    chart = Chart("multiples", ("day", "topic"), inner="time")
    mine = Side((0,) * 5 + (0, 0, 4, 8, 0) + (0, 0, 2, 0, 0))
    theirs = Side((0,) * 5 + (0, 0, 20, 40, 0) + (0, 0, 50, 30, 0))
    shown = drawn(chart, Panels(MONTHS, ("noise", "dogs")), mine, theirs, PLACE)
    assert [panel.columns.most for panel in shown.panels] == ["8", "8"]
    assert [len(panel.ghosts) for panel in shown.panels] == [2, 2]
    assert shown.summary.endswith("none is without topic.")


def test_charts_of_places_do_not_tell_that_the_place_is_all_there_is():
    areas = Areas(("a", "b"), labels=("Elmton", "Ash"), keys=("", ""))
    states = Categories(("Elm", "Ash"))
    mine, theirs = Side((0, 9, 0)), Side((0, 9, 81))
    for chart, axis in ((Chart("areas", ("town",)), areas), (Chart("bars", ("state",)), states)):
        shown = drawn(chart, axis, mine, theirs, PLACE)
        assert (shown.key, "apart" in shown.summary) == ("", False)
        assert "apart: E" in drawn(chart, axis, mine, theirs, ALL).summary
        assert shown.heads == ("Rows in Elmland",)


def test_a_chart_with_a_filter_of_its_own_does_not_say_that_both_sides_are_alike():
    months = Side((0, 0, 4, 6, 0))
    assert "alike" not in drawn(TIME, MONTHS, months, months, PERIOD).summary
    assert "alike" in drawn(TIME, MONTHS, months, months, ALL, filters=(Inside(TOWN),)).summary


def test_a_ranked_list_counts_what_the_other_side_has_beyond_it(tmp_path):
    file = tmp_path / "table.parquet"
    rows = [("oak", "A", 9)] * 4 + [("elm", "B", 5)] * 3 + [("ash", "B", 1), (None, "B", 7)]
    duckdb.from_arrow(
        pa.table(dict(zip(("kind", "town", "size"), zip(*rows, strict=True), strict=True)))
    ).write_parquet(str(file))
    chart = Chart("ranked", ("kind",), measure=Measure("sum", "size"))
    spec = ViewSpec("trees", 1, "0f" * 32, (chart,), (AnyOf(("town",), ("A",)),), ALL)
    told = answer(duckdb.connect(), (str(file),), spec, OPEN)
    (part,) = told.charts
    assert (part.axis.values, part.seen.counts) == (("oak",), (0, 4))
    assert (part.other.counts, part.other.amounts, part.unlisted) == ((1, 4), (7, 36), 4)
    (shown,) = picture(
        replies.read_answer(digests.canonical(answer_facts(told)), (chart,)), spec
    ).charts
    assert shown.beside == "Rows in the whole table whose values this chart does not list: 4."


def test_nothing_is_compared_with_no_rows():
    for mine, theirs in ((Side((0, 0, 0, 0)), THERE), (HERE, Side((0, 0, 0, 0)))):
        shown = drawn(BARS, TOPICS, mine, theirs, PLACE)
        assert (shown.key, "apart" in shown.summary) == ("", False)


def test_a_picture_to_take_along_says_what_its_dashed_lines_are():
    shown = drawn(BARS, TOPICS, HERE, THERE, PLACE)
    says = Says(sentence="Showing 30 rows.", gaps=(), no_gaps="", foot=())
    poster = poster_of_answer(shown, says, "30 rows here; 300 in Elmland.")
    lines = " ".join(line.text for line in poster.lines)
    assert "spread like those in Elmland" in lines
    assert [row.ghost for row in poster.rows][:2] != ["", ""]
