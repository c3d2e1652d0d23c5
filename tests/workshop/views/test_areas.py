"""A map of areas: classes, pale where filtered away, hatched where there is no number."""

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from commonstacks.workshop.views.cubes import build
from commonstacks.workshop.views.drawing import Addresses, Note, picture
from commonstacks.workshop.views.measuring import Named
from commonstacks.workshop.views.outlines import Outlines, read
from commonstacks.workshop.views.shapes import Shape, Shapes
from commonstacks.workshop.views.spec import AnyOf, Between, Chart, ViewSpec
from commonstacks.workshop.views.tokens import from_token, token

CHARTS = (Chart("areas", ("ward",), value="rent"), Chart("histogram", ("rent",)))
ADDRESSES = Addresses("/v/view/", "/cube.arrow", "/cube.json")
SHAPES = [Shape(f"w{n}", f"Ward {n}", f"M{n} 0h1v1z") for n in range(8)]
MAP = Outlines(Shapes(100.0, 200.0, tuple(SHAPES), geographic=True), "Wards 2010")
WARDS = Named({str(n): f"w{n}" for n in range(7)}, {str(n): f"Ward {n}" for n in range(7)})


def rows():
    """Six wards with a rent, one without, and a row that names no ward of the map."""
    for n in range(7):
        yield {"ward": str(n), "rent": None if n == 6 else 100.0 * (n + 1)}
    yield {"ward": "nowhere", "rent": 5.0}


@pytest.fixture(scope="module")
def cubes(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wards")
    pq.write_table(pa.Table.from_pylist([*rows()]), folder / "t.parquet")
    counted = (Chart("areas", ("ward",)), CHARTS[1])
    named = {"ward": WARDS}
    return [
        build(folder / "t.parquet", charts, folder / "c", named) for charts in (CHARTS, counted)
    ]


def drawn(cube, *filters, notes=(), outlines=MAP):
    spec = cube.snapped(ViewSpec("wards", 2, "0f" * 32, cube.charts, filters))
    return picture(spec, cube, ADDRESSES, ("a", "b"), notes=notes, outlines=outlines).charts[0]


def looks(chart):
    return [mark.look for mark in chart.areas.marks]


def test_amounts_fall_into_five_classes_and_no_number_is_hatched(cubes):
    chart = drawn(cubes[0])
    assert looks(chart) == ["k1", "k2", "k3", "k4", "k5", "k5", "lost", "k0"]
    assert [key.look for key in chart.areas.legend] == ["k0", "k1", "k2", "k3", "k4", "k5", "lost"]
    assert chart.areas.legend[1].text == "100 to below 200"


def test_areas_filtered_away_turn_pale_and_keep_their_classes(cubes):
    chart = drawn(cubes[0], Between(("rent",), 300.0, 500.0))
    assert looks(chart) == ["k0", "k0", "k3", "k4", "k0", "k0", "k0", "k0"]
    assert chart.summary == "Highest in Ward 3, 400; lowest in Ward 2, 300; nothing is missing."


def test_chosen_areas_have_a_line_and_the_others_step_back(cubes):
    chart = drawn(cubes[0], AnyOf(("ward",), ("1", "2")))
    assert chart.areas.chosen == SHAPES[1].path + SHAPES[2].path
    assert looks(chart)[:4] == ["k1 out", "k2", "k3", "k4 out"]


def test_the_ranked_list_names_every_value_also_those_without_an_area(cubes):
    bars = drawn(cubes[0]).bars.first
    assert [(bar.label, bar.count) for bar in bars] == [
        *((f"Ward {n}", f"{n + 1}00") for n in range(5, -1, -1)),
        ("nowhere", "5"),
        ("Ward 6", "no number"),
        ("missing", "rows: 0"),
    ]
    assert [bar.width for bar in bars[:2]] == ["75.00%", "62.50%"]


def test_a_sentence_counts_the_rows_that_name_no_area(cubes):
    chart = drawn(cubes[0])
    assert chart.title == "rent: highest in Ward 5"
    assert chart.summary == (
        "Highest in Ward 5, 600; lowest in nowhere, 5; nothing is missing. "
        "Rows that name no area on this map: 1."
    )
    assert chart.how == "Stronger areas have a higher rent. Map: Wards 2010."


def test_the_table_has_the_amounts_in_its_last_column(cubes):
    table = drawn(cubes[0]).table
    assert table.last == "rent"
    assert [(row.label, row.count, row.share) for row in table.rows[:2]] == [
        ("Ward 5", "1", "600"),
        ("Ward 4", "1", "500"),
    ]


def test_areas_by_rows_share_the_classes_of_the_grid(cubes):
    chart = drawn(cubes[1])
    assert looks(chart) == ["k3"] * 7 + ["k0"]
    assert chart.title == "8 areas, one row each"
    assert chart.summary.startswith("8 areas, one row each; nothing is missing.")
    assert chart.areas.legend == ()


def test_several_spellings_of_one_area_are_counted_together(tmp_path):
    spelt = [{"ward": name} for name in ("Ost", "ost.", "Ost", "West")]
    pq.write_table(pa.Table.from_pylist(spelt), tmp_path / "t.parquet")
    named = {"ward": Named({"Ost": "w1", "ost.": "w1", "West": "w2"})}
    cube = build(tmp_path / "t.parquet", (Chart("areas", ("ward",)),), tmp_path, named)
    spec = ViewSpec("wards", 2, "0f" * 32, cube.charts)
    marks = picture(spec, cube, ADDRESSES, ("a",), outlines=MAP).charts[0].areas.marks
    assert [(mark.look, mark.codes) for mark in marks[:3]] == [
        ("k0", ""),
        ("k5", "1 3"),
        ("k4", "2"),
    ]


def test_a_note_hatches_the_areas_it_names_also_those_without_rows(cubes):
    notes = (Note(None, "Left out", "x", "", values=("Ward 7", "0")),)
    chart = drawn(cubes[0], notes=notes)
    assert chart.notes == notes
    assert chart.areas.gaps == SHAPES[0].path + SHAPES[7].path


def test_without_outlines_the_list_alone_is_there(cubes):
    chart = drawn(cubes[0], outlines=None)
    assert chart.areas is None
    assert chart.bars.first[0].label == "Ward 5"


def test_a_tall_map_has_room_beside_it(cubes):
    left, _, wide, high = map(float, drawn(cubes[0]).areas.box.split())
    assert (high, round(wide, 1), round(left, 1)) == (200.0, 222.2, -61.1)


def test_a_view_of_areas_has_an_address(cubes):
    spec = ViewSpec("wards", 2, "0f" * 32, CHARTS, (AnyOf(("ward",), ("1",)),))
    assert from_token(token(spec)) == spec


def test_outlines_come_back_from_their_file(tmp_path):
    (tmp_path / "ab.shapes.json").write_text(MAP.to_json())
    assert read(tmp_path, "ab") == MAP
    assert read(tmp_path, "cd") is None


def test_where_each_area_is_one_row_nothing_is_compared(cubes):
    chart = drawn(cubes[1])
    assert (chart.areas.legend, chart.how) == ((), "Map: Wards 2010.")
    assert {(bar.width, bar.count) for bar in chart.bars.first[:-1]} == {("0.00%", "")}
    assert (chart.bars.first[-1].label, chart.bars.first[-1].count) == ("missing", "0")
    away = drawn(cubes[1], Between(("rent",), 600.0, None))
    assert {bar.count for bar in away.bars.first[:-1]} == {"", "no rows"}


def test_of_thousands_of_areas_some_are_listed_and_chosen_ones_always(tmp_path):
    table = pa.table({"ward": [f"w{n:04}" for n in range(3000)], "rent": [*range(3000)]})
    pq.write_table(table, tmp_path / "t.parquet")
    cube = build(tmp_path / "t.parquet", CHARTS, tmp_path / "c")
    bars = drawn(cube).bars
    assert (len(bars.first), len(bars.more), bars.long) == (13, 100, True)
    assert bars.rest == "Areas not listed here: 2,888. Choose them on the map."
    chosen = drawn(cube, AnyOf(("ward",), ("w0001",))).bars
    assert [bar.label for bar in chosen.first if bar.chosen] == ["w0001"]
    assert chosen.rest == "Areas not listed here: 2,887. Choose them on the map."
