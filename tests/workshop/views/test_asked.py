"""A plain form leads to the same view as the script does."""

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from commonstacks.kit.errors import Refusal
from commonstacks.workshop.views.asked import from_form
from commonstacks.workshop.views.cubes import build
from commonstacks.workshop.views.spec import AnyOf, Between, Chart, ViewSpec, Within

CHARTS = (
    Chart("grid", ("lon", "lat")),
    Chart("bars", ("kind",)),
    Chart("histogram", ("size",)),
    Chart("time", ("day",)),
)
BASE = ViewSpec("trees", 1, "0f" * 32, CHARTS, (AnyOf(("kind",), ("oak",)),))
WHOLE = {"c0.west": ["0"], "c0.east": ["10"], "c0.south": ["0"], "c0.north": ["10"]}


@pytest.fixture(scope="module")
def cube(tmp_path_factory):
    folder = tmp_path_factory.mktemp("trees")
    rows = [
        {
            "lon": n / 10,
            "lat": n / 10,
            "kind": ("oak", "oak", "lime")[n % 3],
            "size": n,
            "day": f"2020-{n % 12 + 1:02}-10",
        }
        for n in range(100)
    ]
    pq.write_table(pa.Table.from_pylist(rows), folder / "t.parquet")
    return build(folder / "t.parquet", CHARTS, folder / "cubes")


def test_an_empty_form_is_the_whole_table(cube):
    blank = {name: [""] for name in ("c2.from", "c2.to", "c3.from", "c3.to", "c0.west")}
    assert from_form(BASE, cube, {**WHOLE, **blank}).filters == ()
    assert from_form(BASE, cube, {}).charts == CHARTS


def test_bars_ranges_days_and_a_box_become_filters_on_the_edges(cube):
    fields = {
        **WHOLE,
        "c0.west": ["2.34"],
        "c1": ["2", "0"],
        "c2.from": ["10.5"],
        "c3.to": ["2020-06-10"],
        "other": ["ignored"],
    }
    assert from_form(BASE, cube, fields).filters == (
        Within(("lon", "lat"), 2.2, 0.0, 10.0, 10.0),
        AnyOf(("kind",), (None, "lime")),
        Between(("size",), 10.0, None),
        Between(("day",), None, "2020-06-15"),
    )


def test_missing_can_be_ticked_beside_any_chart(cube):
    assert from_form(BASE, cube, {"c2": ["0"], "c2.from": ["10"]}).filters == (
        AnyOf(("size",), (None,)),
    )


def test_areas_are_ticked_as_bars_are(tmp_path):
    pq.write_table(pa.Table.from_pylist([{"ward": "1"}, {"ward": "2"}]), tmp_path / "t.parquet")
    charts = (Chart("areas", ("ward",)),)
    cube = build(tmp_path / "t.parquet", charts, tmp_path)
    asked = from_form(ViewSpec("trees", 1, "0f" * 32, charts), cube, {"c0": ["2"]})
    assert asked.filters == (AnyOf(("ward",), ("2",)),)


@pytest.mark.parametrize(
    "fields",
    [
        {"c1": ["3"]},
        {"c1": ["-1"]},
        {"c1": ["x"]},
        {"c1": ["٣"]},
        {"c1": ["9" * 6000]},
        {"c2": ["1"]},
        {"c2.from": ["many"]},
        {"c2.from": ["nan"]},
        {"c2.from": ["1e999"]},
        {"c2.from": ["50"], "c2.to": ["40"]},
        {"c3.from": ["yesterday"]},
        {"c3.from": ["2020-13-01"]},
        {"c0.west": ["5"], "c0.east": ["5"]},
        {"c0.north": ["inf"]},
    ],
)
def test_what_cannot_be_read_is_refused(cube, fields):
    with pytest.raises(Refusal):
        from_form(BASE, cube, fields)
