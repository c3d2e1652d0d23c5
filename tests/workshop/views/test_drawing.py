"""The picture of a view: numbers at the bars, missing always there, classes with their numbers."""

from datetime import date, timedelta

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from commonstacks.kit.errors import Refusal
from commonstacks.workshop.views.cubes import build
from commonstacks.workshop.views.drawing import LISTED, Addresses, Note, picture
from commonstacks.workshop.views.spec import AnyOf, Chart, ViewSpec, Within
from commonstacks.workshop.views.tokens import token
from commonstacks.workshop.views.words import Words

CHARTS = (Chart("grid", ("lon", "lat")), Chart("bars", ("kind",)))
SPEC = ViewSpec("trees", 2, "0f" * 32, CHARTS)
ADDRESSES = Addresses("/datasets/trees/v/2/view/", "/cube.arrow", "/cube.json")


@pytest.fixture(scope="module")
def cube(tmp_path_factory):
    folder = tmp_path_factory.mktemp("trees")
    rows = [
        {"lon": n % 20, "lat": n % 20 + n % 2, "kind": None if n % 5 == 0 else f"k{n * n % 30:02}"}
        for n in range(1000)
    ]
    pq.write_table(pa.Table.from_pylist(rows), folder / "t.parquet")
    return build(folder / "t.parquet", CHARTS, folder / "cubes")


def drawn(cube, *filters, notes=(), words=None):
    spec = ViewSpec(SPEC.dataset, SPEC.version, SPEC.table, CHARTS, filters)
    more = {"words": words} if words else {}
    return picture(spec, cube, ADDRESSES, ("a", "b"), notes=notes, **more)


def test_missing_is_a_bar_of_its_own_and_can_be_chosen(cube):
    last = drawn(cube, AnyOf(("kind",), (None,))).charts[1].bars.first[-1]
    assert (last.kind, last.label, last.count, last.chosen) == ("missing", "missing", "200", True)


def test_bars_fall_and_the_longest_takes_three_quarters_of_the_line(cube):
    bars = [bar for bar in drawn(cube).charts[1].bars.first if bar.kind == "value"]
    counts = [int(bar.count) for bar in bars]
    assert counts == sorted(counts, reverse=True)
    widths = [float(bar.width.rstrip("%")) for bar in drawn(cube).charts[1].bars.first]
    assert max(widths) == 75.0


def test_squares_outside_the_box_are_drawn_in_another_layer(cube):
    grid = drawn(cube, Within(("lon", "lat"), 0.0, 0.0, 10.0, 10.0)).charts[0].grid
    filled = {layer.name for layer in grid.layers if layer.path}
    assert any(name.endswith("out") for name in filled)
    assert (grid.ends.east, grid.whole.west, grid.box.width > 0) == ("10", "0", True)


def test_the_legend_has_numbers_and_growing_squares(cube):
    legend = drawn(cube).charts[0].grid.legend
    assert legend[-1].text.endswith("or more")
    sides = [float(step.side) for step in legend]
    assert sides == sorted(sides)


def test_a_table_lists_what_is_missing_and_says_what_it_leaves_out(cube):
    table = drawn(cube).charts[1].table
    assert table.rows[-1].label == "missing"
    assert len(table.rows) <= LISTED
    assert table.rest == ""


def test_notes_stand_beside_their_chart_and_the_rest_beside_all(cube):
    notes = (Note("kind", "t", "x", ""), Note("height", "t", "y", ""), Note(None, "t", "z", ""))
    made = drawn(cube, notes=notes)
    assert [note.text for note in made.charts[1].notes] == ["x"]
    assert [note.text for note in made.notes] == ["y", "z"]


def test_addresses_are_those_of_the_view_and_of_the_whole(cube):
    chosen = AnyOf(("kind",), ("k01",))
    made = drawn(cube, chosen)
    spec = ViewSpec(SPEC.dataset, SPEC.version, SPEC.table, CHARTS, (chosen,))
    assert made.address == ADDRESSES.views + token(spec)
    assert made.whole_address == ADDRESSES.views + token(SPEC)
    assert ADDRESSES.form == "/datasets/trees/v/2/view"


def test_another_language_brings_its_own_words(cube):
    german = Words(all_rows="Alle {rows} Zeilen, Fassung {version}.", thousands=".")
    assert drawn(cube, words=german).sentence[0].text == "Alle 1.000 Zeilen, Fassung 2."


def test_a_view_off_the_edges_is_refused(cube):
    with pytest.raises(Refusal):
        drawn(cube, Within(("lon", "lat"), 0.05, 0.0, 10.0, 10.0))


def test_a_note_stands_beside_the_first_chart_of_its_column_only(tmp_path):
    rows = [{"day": date(2020, 1, 1) + timedelta(days=n), "n": float(n * n)} for n in range(60)]
    pq.write_table(pa.Table.from_pylist(rows), tmp_path / "t.parquet")
    charts = (Chart("time", ("day",), value="n"), Chart("histogram", ("n",)))
    cube = build(tmp_path / "t.parquet", charts, tmp_path / "cubes")
    note = Note("n", "Counted too low", "Most were never told.", "A library")
    spec = ViewSpec("trees", 2, "0f" * 32, charts)
    made = picture(spec, cube, ADDRESSES, ("a", "b"), notes=(note,))
    assert [chart.notes for chart in made.charts] == [(note,), ()]
    assert made.notes == ()
