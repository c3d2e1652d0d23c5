"""Any view has a picture that needs no script: drawings with one scale, numbers, a sentence."""

from commonstacks.workshop.views.answered import Bar, picture
from commonstacks.workshop.views.answering import Answer, ChartAnswer, Side
from commonstacks.workshop.views.axes import Categories, Squares, Steps
from commonstacks.workshop.views.charts import Chart, Measure
from commonstacks.workshop.views.filters import Between, Matching
from commonstacks.workshop.views.notes import Note
from commonstacks.workshop.views.panels import Panels
from commonstacks.workshop.views.spec import Compare, ViewSpec

MONTHS = Steps(("2019-06-01", "2019-07-01", "2019-08-01"), "month")
TOPICS = Categories(("noise", "dogs"), 4)


def drawn(part, *filters, compare=None, other=None):
    spec = ViewSpec("things", 2, "0f" * 32, (part.chart,), filters, compare)
    return picture(Answer(90, 30, (part,), other), spec)


def test_bars_are_as_long_as_their_rows():
    part = ChartAnswer(Chart("bars", ("topic",)), TOPICS, Side((2, 20, 5, 3)))
    shown = drawn(part, Matching(("text",), "contains", "late"))
    assert shown.charts[0].panels[0].bars == (
        Bar("noise", "70.00%", "20"),
        Bar("dogs", "17.50%", "5"),
        Bar("4 others", "0.00%", "3"),
        Bar("missing", "7.00%", "2"),
    )
    assert [p.text for p in shown.sentence][1:-1] == ["text contains “late”"]
    assert (shown.compared, shown.charts[0].rest, shown.charts[0].measure) == ("", 0, "")


def test_bars_of_a_measure_are_as_long_as_its_amounts():
    chart = Chart("ranked", ("topic",), measure=Measure("mean", "days"))
    part = ChartAnswer(chart, TOPICS, Side((0, 20, 5, 3), (None, 4.0, 8.0, -1.0)))
    assert drawn(part).charts[0].panels[0].bars == (
        Bar("noise", "35.00%", "4"),
        Bar("dogs", "70.00%", "8"),
        Bar("4 others", "0.00%", "-1"),
        Bar("missing", "0.00%", "no number"),
    )


def test_a_measure_over_time_is_a_line_and_rows_are_columns():
    counted = ChartAnswer(Chart("time", ("day",)), MONTHS, Side((1, 0, 4, 8, 0)))
    own = Between(("day",), "2019-07-01", None)
    columns = drawn(counted, own).charts[0].panels[0].columns
    assert (columns.line, columns.most, [mark.out for mark in columns.marks]) == (
        None,
        "8",
        [True, False],
    )
    chart = Chart("time", ("day",), measure=Measure("median", "days"))
    part = ChartAnswer(chart, MONTHS, Side((1, 0, 4, 8, 0), (None, None, 2.5, 7.0, None)))
    columns = drawn(part).charts[0].panels[0].columns
    assert columns.marks == ()
    assert (columns.line.least, columns.line.most) == ("2.5", "7")


def test_small_multiples_have_one_scale_and_leave_out_empty_panels():
    tiles = Chart("multiples", ("day", "topic"), inner="time")
    empty, noise, dogs = (0,) * 5, (0, 0, 4, 8, 0), (0, 0, 2, 0, 0)
    part = ChartAnswer(tiles, Panels(MONTHS, ("noise", "dogs")), Side(empty + noise + dogs))
    panels = drawn(part).charts[0].panels
    assert [panel.name for panel in panels] == ["noise", "dogs"]
    assert [panel.columns.most for panel in panels] == ["8", "8"]
    heights = [[mark.height for mark in panel.columns.marks] for panel in panels]
    assert heights == [["82.00", "164.00"], ["41.00", "0.00"]]


def test_the_density_of_two_numbers_is_a_grid_without_degrees():
    square = Squares((0.0, 10.0, 20.0), (-1.0, 0.0, 1.0), degrees=False)
    part = ChartAnswer(Chart("points", ("age", "pay")), square, Side((0, 1, 4, 6, 0, 2)))
    grid = drawn(part).charts[0].panels[0].grid
    assert (grid.plot.width, grid.plot.height) == (680.0, 408.0)
    assert [tick.text for tick in grid.ticks] == ["0", "10", "20", "0"]


def test_a_comparison_stands_in_the_numbers():
    part = ChartAnswer(
        Chart("bars", ("topic",)), TOPICS, Side((2, 20, 5, 3)), other=Side((2, 40, 15, 33))
    )
    shown = drawn(part, Between(("n",), 1.0, None), compare=Compare(), other=90)
    assert shown.compared == "30 rows here; 90 rows in all."
    assert shown.charts[0].compares
    assert [(line.label, line.count, line.other) for line in shown.charts[0].table] == [
        ("missing", "2", "2"),
        ("noise", "20", "40"),
        ("dogs", "5", "15"),
        ("4 others", "3", "33"),
    ]


def test_a_margin_note_stands_beside_the_first_chart_it_speaks_of():
    part = ChartAnswer(Chart("bars", ("topic",)), TOPICS, Side((2, 20, 5, 3)))
    spec = ViewSpec("things", 2, "0f" * 32, (part.chart,))
    near, far = Note("topic", "Too low", "", ""), Note("street", "Lost", "", "")
    shown = picture(Answer(30, 30, (part,)), spec, notes=(far, near))
    assert (shown.charts[0].notes, shown.notes) == ((near,), (far,))
