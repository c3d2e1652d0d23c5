"""What an answer says in words, against sentences written by hand."""

from commonstacks.workshop.views.answering import Answer, ChartAnswer, Side
from commonstacks.workshop.views.axes import Categories, Squares, Steps
from commonstacks.workshop.views.charts import Chart, Measure
from commonstacks.workshop.views.conditions import Part, Rows, condition, told
from commonstacks.workshop.views.filters import (
    AnyOf,
    Between,
    Inside,
    Matching,
    Present,
    Within,
)
from commonstacks.workshop.views.panels import Panels
from commonstacks.workshop.views.saying import Bin, bins_of, compared, measure_text, summary
from commonstacks.workshop.views.spec import Compare, ViewSpec
from commonstacks.workshop.views.words import ENGLISH

MONTHS = Steps(("2019-06-01", "2019-07-01", "2019-08-01", "2019-09-01"), "month")
TIME = Chart("time", ("opened",))
BARS = Chart("bars", ("topic",))
TOPICS = Categories(("noise", "dogs", ""), 4)


def of(chart, axis, counts, amounts=(), **more):
    return ChartAnswer(chart, axis, Side(counts, amounts), **more)


def test_a_chart_of_time_says_when_it_peaked_and_what_has_no_date():
    part = of(TIME, MONTHS, (45, 0, 200, 1204, 51, 0))
    assert summary(part, what="Complaints") == (
        "Complaints peaked in July 2019 at 1,204; 3 % have no date."
    )
    assert summary(of(TIME, MONTHS, (0, 0, 9, 0, 0, 3))) == (
        "Rows peaked in June 2019 at 9; none is without a date."
    )


def test_shares_that_are_small_are_not_rounded_to_nothing():
    def missing(lost, held):
        return summary(of(TIME, MONTHS, (lost, 0, held, 0, 0, 0))).split("; ")[1]

    assert missing(1, 100_000) == "less than 0.1 % have no date."
    assert missing(4, 996) == "0.4 % have no date."
    assert missing(27, 973) == "2.7 % have no date."
    assert missing(1, 1) == "50 % have no date."
    assert missing(996, 4) == "100 % have no date."


def test_bars_say_where_most_rows_are():
    assert summary(of(BARS, TOPICS, (10, 60, 20, 5, 5))) == (
        "Rows: most in noise, 60; 10 % have no topic."
    )
    assert summary(of(BARS, TOPICS, (0, 0, 0, 0, 0))) == "No rows are left."
    assert summary(of(BARS, TOPICS, (7, 0, 0, 0, 0))) == (
        "No row has a value; 100 % have no topic."
    )


def test_a_measure_says_its_ends_and_where_it_was_estimated():
    chart = Chart("bars", ("topic",), measure=Measure("median", "days open"))
    part = of(chart, TOPICS, (0, 60, 20, 5, 5), (None, 12.3456, 3.0, None, 99.0), approximate=True)
    assert measure_text(part) == "median of days open"
    assert summary(part) == (
        "The median of days open is highest in noise, about 12.35, and lowest in dogs, about 3;"
        " none is without topic."
    )
    even = of(chart, TOPICS, (0, 6, 2, 0, 0), (None, 3.0, 3.0, None, None))
    assert summary(even) == "The median of days open is the same in all: 3; none is without topic."
    empty = of(chart, TOPICS, (0, 6, 2, 0, 0), (None,) * 5)
    assert summary(empty) == "No row has a number; none is without topic."


def test_the_bins_are_named_with_both_sides():
    share = Chart("bars", ("topic",), measure=Measure("share"))
    part = of(share, TOPICS, (0, 3, 1, 0, 0), (0.0, 0.75, 0.25, 0.0, 0.0), other=Side((1, 0, 0, 0, 9)))  # fmt: skip
    assert bins_of(part) == (
        Bin("missing", "0", "0 %", "1", missing=True),
        Bin("noise", "3", "75 %", "0"),
        Bin("dogs", "1", "25 %", "0"),
        Bin("4 others", "0", "0 %", "9"),
    )


def test_panels_and_points_are_named_by_both_columns():
    panels = Panels(MONTHS, ("noise",))
    counts = (0, 0, 0, 0, 0, 0, 0, 0, 3, 8, 0, 0)
    tiles = of(Chart("multiples", ("opened", "topic"), inner="time"), panels, counts)
    assert summary(tiles) == "Rows: most in noise, July 2019, 8; none is without topic."
    assert tiles.missing == 0
    square = Squares((0.0, 10.0), (0.0, 0.5, 1.0), degrees=False)
    dots = of(Chart("points", ("age", "pay")), square, (0, 1, 4, 6))
    assert summary(dots).endswith("none is without age or pay.")
    assert [bin_.label for bin_ in bins_of(dots)] == [
        "missing",
        "outside the drawing",
        "0 to below 10, 0 to below 0.5",
        "0 to below 10, 0.5 to below 1",
    ]


def test_every_filter_has_its_words():
    said = [
        (Matching(("name",), "contains", "oak"), "name contains “oak”"),
        (Matching(("name",), "begins", "100%"), "name begins with “100%”"),
        (Matching(("name",), "equals", ""), "name is “”"),
        (Present(("name",)), "name is not missing"),
        (AnyOf(("name",), (None,)), "name is missing"),
        (Inside("geonames:5"), "the row lies in Pittsburgh"),
        (Inside("geonames:6"), "the row lies in geonames:6"),
        (Between(("day",), "2019-01-01", None), "day is 2019-01-01 or later"),
        (Between(("age",), 18.0, 65.0), "age is 18 to below 65"),
    ]
    names = {"geonames:5": "Pittsburgh"}
    assert [condition(item, ENGLISH, names=names) for item, _ in said] == [text for _, text in said]
    points = Squares((0.0, 1.0), (0.0, 1.0), degrees=False)
    box = Within(("age", "pay"), 18.0, 1000.0, 65.0, 2000.0)
    assert condition(box, ENGLISH, points) == (
        "age is 18 to below 65 and pay is 1000 to below 2000"
    )


def spec(*filters, compare=None):
    return ViewSpec("things", 2, "0f" * 32, (BARS,), filters, compare)


def test_the_sentence_links_a_filter_to_its_chart_where_it_has_one():
    asked = spec(AnyOf(("topic",), ("dogs",)), Present(("closed",)))
    assert told(asked, Rows(20, 1200), [(BARS, TOPICS)], ENGLISH) == (
        Part("Showing 20 of 1,200 rows where "),
        Part("topic is dogs", 0),
        Part(" and "),
        Part("closed is not missing"),
        Part(", at version 2."),
    )


def test_a_comparison_says_both_sides():
    sides = Answer(1200, 20, (), 80)
    assert compared(sides, spec(compare=Compare())) == "20 rows here; 80 rows in all."
    place = spec(compare=Compare(place="geonames:5"))
    assert compared(sides, place, names={"geonames:5": "Ohio"}) == "20 rows here; 80 in Ohio."
    year = spec(compare=Compare(period=Between(("day",), "2018-01-01", "2019-01-01")))
    assert compared(sides, year) == ("20 rows here; 80 from 2018-01-01 until before 2019-01-01.")
    assert compared(Answer(1200, 20, ()), spec()) == ""
