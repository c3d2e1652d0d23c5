"""Any view has a picture that needs no script: drawings with one scale, numbers, a sentence."""

from commonstacks.workshop.views.answered import Bar, picture
from commonstacks.workshop.views.answering import Answer, ChartAnswer, Side
from commonstacks.workshop.views.axes import Areas, Categories, Squares, Steps
from commonstacks.workshop.views.charts import Chart, Measure
from commonstacks.workshop.views.filters import AnyOf, Between, Matching
from commonstacks.workshop.views.notes import Note
from commonstacks.workshop.views.outlines import Outlines
from commonstacks.workshop.views.panels import Panels
from commonstacks.workshop.views.shapes import Shape, Shapes
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
        Bar("noise", "70.00%", "20", pick="0.1"),
        Bar("dogs", "17.50%", "5", pick="0.2"),
        Bar("4 others", "0.00%", "3", "beyond"),
        Bar("missing", "7.00%", "2", "missing", pick="0.0"),
    )
    assert [p.text for p in shown.sentence][1:-1] == ["text contains “late”"]
    assert (shown.compared, shown.charts[0].rest, shown.charts[0].measure) == ("", 0, "")


def test_bars_of_a_measure_are_as_long_as_its_amounts():
    chart = Chart("ranked", ("topic",), measure=Measure("mean", "days"))
    part = ChartAnswer(chart, TOPICS, Side((0, 20, 5, 3), (None, 4.0, 8.0, -1.0)))
    assert drawn(part).charts[0].panels[0].bars == (
        Bar("noise", "35.00%", "4", pick="0.1"),
        Bar("dogs", "70.00%", "8", pick="0.2"),
        Bar("4 others", "0.00%", "-1", "beyond"),
        Bar("missing", "0.00%", "no number", "missing", pick="0.0"),
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


def test_what_a_drawing_leaves_out_is_told_below_it_and_missing_always():
    counted = ChartAnswer(Chart("time", ("day",)), MONTHS, Side((0, 3, 4, 8, 0)))
    rest = drawn(counted).charts[0].panels[0].bars
    assert [(bar.label, bar.text, bar.kind, bar.pick) for bar in rest] == [
        ("before 2019-06-01", "3", "beyond", ""),
        ("missing", "0", "missing", ""),
    ]
    square = Squares((0.0, 10.0), (0.0, 1.0))
    dots = ChartAnswer(Chart("grid", ("lon", "lat")), square, Side((5, 2, 4)))
    rest = drawn(dots).charts[0].panels[0].bars
    assert [(bar.label, bar.text) for bar in rest] == [("outside the map", "2"), ("missing", "5")]
    tiles = Chart("multiples", ("day", "topic"), inner="time")
    part = ChartAnswer(tiles, Panels(MONTHS, ("noise",)), Side((0,) * 5 + (2, 0, 4, 8, 0)))
    (panel,) = drawn(part).charts[0].panels
    assert [(bar.label, bar.text) for bar in panel.bars] == [("missing", "2")]


def test_areas_are_a_map_whose_areas_and_names_can_be_picked():
    shapes = tuple(Shape(key, key.title(), f"M{key}") for key in ("north", "south", "docks"))
    outlines = {"ward": Outlines(Shapes(10.0, 10.0, shapes, geographic=True))}
    axis = Areas(("N", "S", "n"), 0, ("North (N)", "South", "North (n)"), ("north", "south", "north"))  # fmt: skip
    part = ChartAnswer(Chart("areas", ("ward",)), axis, Side((1, 3, 9, 2)))
    spec = ViewSpec("things", 2, "0f" * 32, (part.chart,), (AnyOf(("ward",), ("S",)),))
    panel = picture(Answer(15, 9, (part,)), spec, outlines=outlines).charts[0].panels[0]
    assert [(region.says, region.pick) for region in panel.map.regions] == [
        ("North (N): 5", "0.1-3"),
        ("South: 9", "0.2"),
        ("Docks: no rows", ""),
    ]
    assert panel.map.drawn.chosen == "Msouth"
    assert [(bar.label, bar.pick, bar.chosen) for bar in panel.bars] == [
        ("South", "0.2", True),
        ("North (N)", "0.1", False),
        ("North (n)", "0.3", False),
        ("missing", "0.0", False),
    ]


def test_many_areas_unfold_and_what_is_missing_stands_open():
    names = tuple(f"area {n:02}" for n in range(40))
    axis = Areas(names, 0, names, ("",) * 40)
    part = ChartAnswer(Chart("areas", ("ward",)), axis, Side((7, *range(40, 0, -1))))
    panel = drawn(part).charts[0].panels[0]
    assert (len(panel.bars), panel.bars[-1].text, len(panel.more)) == (13, "7", 28)
    assert panel.map is None


def test_one_value_too_many_is_shown_not_hidden():
    names = tuple(f"value {n:02}" for n in range(26))
    part = ChartAnswer(Chart("bars", ("kind",)), Categories(names), Side((0, *range(26, 0, -1))))
    panel = drawn(part).charts[0].panels[0]
    assert [bar.text for bar in panel.bars] == [str(n) for n in (*range(26, 0, -1), 0)]
    assert panel.more == ()


def test_a_measure_of_two_versions_is_two_lines_on_one_scale():
    chart = Chart("time", ("day",), measure=Measure("median", "days"))
    sides = (None, None, 2.0, 4.0, None), (None, None, 6.0, None, None)
    part = ChartAnswer(chart, MONTHS, Side((0, 0, 4, 8, 0), sides[0]), Side((0, 0, 1, 0, 0), sides[1]))  # fmt: skip
    panel = drawn(part, compare=Compare(version=1, table="1f" * 32), other=1).charts[0].panels[0]
    assert (panel.columns.line.least, panel.columns.line.most) == ("2", "6")
    assert panel.ghost_line == "M170.00 22.00h0"
    assert panel.columns.line.whole == "M170.00 160.00L510.00 91.00"


def test_two_maps_of_squares_stand_beside_each_other():
    square = Squares((0.0, 10.0, 20.0), (0.0, 1.0))
    dots = ChartAnswer(
        Chart("grid", ("lon", "lat")), square, Side((5, 2, 4, 0)), Side((0, 1, 0, 3))
    )
    panels = drawn(dots, compare=Compare(version=1, table="1f" * 32), other=4).charts[0].panels
    assert [panel.name for panel in panels] == ["Version 2", "Version 1"]
    assert [panel.bars[-1].text for panel in panels] == ["5", "0"]
