"""A chart that was counted anew as a picture: every kind has all that the page shows of it."""

from __future__ import annotations

from commonstacks.workshop.views.answered import AnsweredChart, picture
from commonstacks.workshop.views.answering import Answer, ChartAnswer, Side
from commonstacks.workshop.views.axes import Categories, Squares, Steps
from commonstacks.workshop.views.charts import Chart, Measure
from commonstacks.workshop.views.german import GERMAN
from commonstacks.workshop.views.panels import Panels
from commonstacks.workshop.views.poster import EDGE, WIDE, Poster, Says
from commonstacks.workshop.views.poster_answered import MOST_BARS, poster_of_answer
from commonstacks.workshop.views.spec import ViewSpec
from commonstacks.workshop.views.words import ENGLISH, Words

SAYS = Says("Showing 30 of 90 rows.", (), "The story names nothing.", ("Source", "Address"))
YEARS = Steps(("2018-01-01", "2019-01-01", "2020-01-01"), "year")


def chart_of(part: ChartAnswer, words: Words = ENGLISH) -> AnsweredChart:
    spec = ViewSpec("things", 2, "0f" * 32, (part.chart,))
    return picture(Answer(90, 30, (part,)), spec, words=words).charts[0]


def made(part: ChartAnswer, words: Words = ENGLISH) -> Poster:
    return poster_of_answer(chart_of(part, words), SAYS, "30 rows here.", words)


def said(found: Poster) -> list[str]:
    return [line.text for line in found.lines]


def test_a_ranked_measure_has_its_bars_and_what_is_missing() -> None:
    chart = Chart("ranked", ("topic",), measure=Measure("median", "days"))
    part = ChartAnswer(chart, Categories(("noise", "dogs")), Side((2, 20, 5), (None, 4.0, 8.0)))
    found = made(part)
    assert said(found)[:3] == ["Median of days by topic", "Showing 30 of 90 rows.", "30 rows here."]
    assert [(row.kind, row.name, row.text) for row in found.rows] == [
        ("value", "noise", "4"),
        ("value", "dogs", "8"),
        ("missing", "missing", "no number"),
    ]
    assert said(found)[-3:] == ["The story names nothing.", "Source", "Address"]
    assert found.tall > found.lines[-1].y


def test_many_bars_end_with_how_many_are_not_drawn() -> None:
    values = tuple(f"topic {n:02d}" for n in range(60))
    part = ChartAnswer(Chart("bars", ("topic",)), Categories(values), Side((7, *range(60, 0, -1))))
    found = made(part)
    assert len(found.rows) <= MOST_BARS
    assert (found.rows[-1].kind, found.rows[-1].text) == ("missing", "7")
    assert f"{61 - len(found.rows)} more" in said(found)


def test_small_multiples_stand_two_by_two_and_are_named() -> None:
    tiles = Panels(YEARS, ("noise", "dogs", "cats"))
    counts = (*[0] * 5, 0, 0, 4, 8, 0, 0, 0, 1, 2, 0, 0, 0, 3, 3, 0)
    part = ChartAnswer(Chart("multiples", ("day", "topic"), inner="time"), tiles, Side(counts))
    found = made(part)
    assert said(found)[0] == "Rows by day, for each topic"
    assert [line.text for line in found.lines if line.look == "part"] == ["noise", "dogs", "cats"]
    one, two, three = found.plots
    assert (one.x, one.y) == (EDGE, two.y)
    assert three.y > one.y + one.height
    assert all(plot.small and plot.x + plot.width <= WIDE - EDGE + 0.1 for plot in found.plots)


def test_of_two_numbers_it_says_which_lies_across() -> None:
    squares = Squares((0.0, 10.0, 20.0), (0.0, 1.0), degrees=False)
    part = ChartAnswer(Chart("points", ("age", "pay")), squares, Side((0, 1, 4, 6)))
    found = made(part)
    assert said(found)[0] == "Rows by age and pay"
    assert any(line.startswith("From left to right: age.") for line in said(found))
    assert [key.text for key in found.keys] == ["1", "2 to 4", "5 or more"]
    german = made(part, GERMAN)
    assert said(german)[0] == "Zeilen nach age und pay"
    assert any(line.startswith("Von links nach rechts: age.") for line in said(german))


def test_bars_of_small_multiples_have_one_scale() -> None:
    """And each drawing has the same order."""
    tiles = Panels(Categories(("small", "large")), ("noise", "dogs"))
    counts = (0, 0, 0, 0, 80, 40, 0, 4, 8)
    part = ChartAnswer(Chart("multiples", ("size", "topic"), inner="bars"), tiles, Side(counts))
    found = made(part)
    assert [(row.name, row.width) for row in found.rows if row.kind == "value"] == [
        ("small", "70.00%"),
        ("large", "35.00%"),
        ("small", "3.50%"),
        ("large", "7.00%"),
    ]
