"""The first view is prepared once: charts that fit together, a map, and what was really made."""

import json
import shutil

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from commonstacks.kit.errors import NotHeld
from commonstacks.workshop.places import boundaries
from commonstacks.workshop.tables.shape import ColumnProfile, TableProfile
from commonstacks.workshop.views import cubes, preparing
from commonstacks.workshop.views.binned import open_bins
from commonstacks.workshop.views.cells import Policy
from commonstacks.workshop.views.cubes import open_cube
from commonstacks.workshop.views.first import reason
from commonstacks.workshop.views.preparing import (
    charts_of,
    counted_from_bins,
    forget_others,
    outlines_of,
    prepare,
    ready,
)
from commonstacks.workshop.views.spec import Chart
from commonstacks.workshop.views.tokens import cube_digest

STATES = ["Texas", "Ohio", "Iowa", "Utah", "Maine", "Nowhere"]


def column(name, kind, values, **facts):
    present = [value for value in values if value is not None]
    return ColumnProfile(
        name=name,
        position=facts.pop("position", 0),
        kind=kind,
        why="",
        nulls=len(values) - len(present),
        distinct=len(set(present)),
        distinct_exact=True,
        **facts,
    )


def table(folder, columns, name="table.parquet"):
    """A Parquet file of ``{name: (kind, values)}`` with its profile."""
    values = {key: value for key, (_, value) in columns.items()}
    pq.write_table(pa.table(values), folder / name)
    profiles = tuple(
        column(key, kind, value, position=place)
        for place, (key, (kind, value)) in enumerate(columns.items())
    )
    return TableProfile("t", len(next(iter(values.values()))), 0, profiles)


def trips(n=600):
    return {
        "state": ("place name", [STATES[i % 6] for i in range(n)]),
        "kind": ("category", ["abcde"[i * i % 5] for i in range(n)]),
        "delay": ("decimal", [i * 37 % 500 / 2 for i in range(n)]),
        "fare": ("decimal", [i * 91 % 700 / 2 for i in range(n)]),
    }


def test_a_column_that_names_areas_becomes_a_map(tmp_path):
    profile = table(tmp_path, trips())
    assert prepare(tmp_path, profile)
    charts = charts_of(tmp_path, profile)
    assert [chart.kind for chart in charts] == ["areas", "bars", "histogram", "histogram"]
    axis = open_cube(charts, tmp_path / "cubes").axes[0]
    assert axis.keys[axis.values.index("Nowhere")] == ""
    drawn = {area.label for area in outlines_of(tmp_path, charts).areas}
    assert {"Texas", "Alaska"} <= drawn


def test_before_it_is_prepared_the_profile_alone_decides(tmp_path):
    profile = table(tmp_path, trips())
    assert [chart.kind for chart in charts_of(tmp_path, profile)][:1] == ["bars"]
    assert outlines_of(tmp_path, charts_of(tmp_path, profile)) is None


def test_where_people_are_charts_that_do_not_fit_together_give_way(tmp_path, monkeypatch):
    profile = table(tmp_path, {name: trips()[name] for name in ("kind", "delay", "fare")})
    kinds, delays = open_sizes(tmp_path, profile)
    monkeypatch.setattr(cubes, "MOST_CELLS", kinds * delays)
    assert prepare(tmp_path, profile, policy=Policy(5))
    charts = charts_of(tmp_path, profile, Policy(5))
    assert [chart.columns for chart in charts] == [("kind",), ("delay",)]
    assert open_cube(charts, tmp_path / "cubes", Policy(5)).rows == 600
    assert not counted_from_bins(tmp_path, profile, Policy(5))
    assert not (tmp_path / "bins").exists()


def test_charts_with_a_value_give_way_too(tmp_path, monkeypatch):
    profile = table(tmp_path, areas(SQUARES))
    monkeypatch.setattr(cubes, "MOST_CELLS", 6)
    monkeypatch.setattr(preparing, "MOST", 1)
    assert prepare(tmp_path, profile)
    assert charts_of(tmp_path, profile) == (Chart("areas", ("name",), value="rent"),)
    assert not counted_from_bins(tmp_path, profile)


def test_open_charts_that_do_not_fit_together_are_binned(tmp_path, monkeypatch):
    profile = table(tmp_path, trips())
    monkeypatch.setattr(cubes, "MOST_CELLS", 500)
    assert not ready(tmp_path, profile)
    assert prepare(tmp_path, profile)
    assert ready(tmp_path, profile)
    assert counted_from_bins(tmp_path, profile)
    charts = charts_of(tmp_path, profile)
    assert [chart.kind for chart in charts] == ["areas", "bars", "histogram", "histogram"]
    bins = open_bins(charts, tmp_path / "bins")
    assert bins.rows == 600
    axis = bins.axes[0]
    assert dict(zip(axis.labels, bins.whole[0][1:], strict=True)) == dict.fromkeys(STATES, 100)
    drawn = {area.label for area in outlines_of(tmp_path, charts).areas}
    assert {"Texas", "Alaska"} <= drawn
    assert [path.suffix for path in (tmp_path / "cubes").iterdir() if path.suffix == ".arrow"] == []


@pytest.mark.parametrize("lost", ["bins", "cubes", "bins/*/2.codes", "bins/*/bins.json"])
def test_bins_that_are_lost_are_made_anew(tmp_path, monkeypatch, lost):
    profile = table(tmp_path, trips())
    monkeypatch.setattr(cubes, "MOST_CELLS", 500)
    prepare(tmp_path, profile)
    charts = charts_of(tmp_path, profile)
    before = made(tmp_path)
    for path in tmp_path.glob(lost):
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    assert made(tmp_path) != before
    assert prepare(tmp_path, profile)
    assert made(tmp_path) == before
    assert ready(tmp_path, profile)
    assert open_bins(charts, tmp_path / "bins").rows == 600


def made(folder):
    files = (path for part in ("bins", "cubes") for path in folder.glob(f"{part}/**/*.*"))
    return {str(path): path.read_bytes() for path in files if path.is_file()}


def test_another_policy_takes_the_bins_away(tmp_path, monkeypatch):
    profile = table(tmp_path, trips())
    monkeypatch.setattr(cubes, "MOST_CELLS", 500)
    prepare(tmp_path, profile)
    assert not ready(tmp_path, profile, Policy(5))
    assert forget_others(tmp_path, Policy(5))
    assert made(tmp_path) == {}


def open_sizes(folder, profile):
    prepare(folder, profile)
    charts = charts_of(folder, profile)
    return [axis.size for axis in open_cube(charts, folder / "cubes").axes[:2]]


def test_what_is_there_is_left_alone_until_the_columns_change(tmp_path):
    profile = table(tmp_path, {"kind": trips()["kind"]})
    prepare(tmp_path, profile)
    digest = cube_digest(charts_of(tmp_path, profile))
    file = tmp_path / "cubes" / f"{digest}.arrow"
    before = file.stat().st_mtime_ns
    assert prepare(tmp_path, profile)
    assert file.stat().st_mtime_ns == before
    placed = table(tmp_path, {"ward": ("place code", ["1", "2", "3"] * 200)}, "places.parquet")
    both = TableProfile("t", 600, 0, (*profile.columns, *placed.columns))
    assert charts_of(tmp_path, both) == (Chart("bars", ("ward",)), Chart("bars", ("kind",)))
    assert prepare(tmp_path, both)
    assert open_cube(charts_of(tmp_path, both), tmp_path / "cubes").counts().counts[0] == (
        *(0, 200, 200, 200),
    )


def test_a_table_with_nothing_to_chart_is_remembered_as_such(tmp_path):
    profile = table(tmp_path, {"id": ("identifier", [str(n) for n in range(50)])})
    assert not prepare(tmp_path, profile)
    assert charts_of(tmp_path, profile) == ()
    assert json.loads((tmp_path / "cubes" / "views.json").read_text())["charts"] == []


SQUARES = [f"POLYGON(({x} 0, {x + 1} 0, {x + 1} 1, {x} 1, {x} 0))" for x in range(6)]


def areas(geometry):
    return {
        "name": ("text", [f"Quarter {n}" for n in range(6)]),
        "rent": ("decimal", [n * 1.5 + 0.25 for n in range(6)]),
        "outline": ("geometry", geometry),
    }


def test_rows_that_are_areas_are_drawn_from_their_own_outlines(tmp_path):
    profile = table(tmp_path, areas(SQUARES))
    assert prepare(tmp_path, profile)
    charts = charts_of(tmp_path, profile)
    assert charts == (Chart("areas", ("name",), value="rent"), Chart("histogram", ("rent",)))
    outlines = outlines_of(tmp_path, charts)
    assert sorted(area.label for area in outlines.areas) == [f"Quarter {n}" for n in range(6)]
    assert outlines.title == ""


@pytest.mark.parametrize("shape", ["POINT(0 0)", "LINESTRING(0 0, 1 1)"])
def test_lines_and_points_are_no_areas(tmp_path, shape):
    profile = table(tmp_path, areas([shape] * 5 + [None]))
    assert prepare(tmp_path, profile)
    assert charts_of(tmp_path, profile) == (Chart("histogram", ("rent",)),)


def test_rows_of_known_codes_are_a_map_even_with_leading_zeros_lost(tmp_path):
    codes = [str(n) for n in (1, 2, 4, 5, 6, 48)]
    profile = table(
        tmp_path,
        {"code": ("place code", codes), "people": ("decimal", [n + 0.5 for n in range(6)])},
    )
    scheme = tuple(
        column("code", "place code", codes, scheme="us-fips") if c.name == "code" else c
        for c in profile.columns
    )
    profile = TableProfile("t", 6, 0, scheme)
    assert prepare(tmp_path, profile)
    assert charts_of(tmp_path, profile)[0] == Chart("areas", ("code",), value="people")


def counties(cut):
    found = boundaries.of("us-county-fips")
    codes = sorted(area.key for area in found.areas if area.key < "14")
    return [code.lstrip("0") if cut else code for code in codes]


def test_numbers_of_counties_without_their_zeros_become_a_map(tmp_path):
    codes = counties(cut=True)
    assert len(codes) == 546
    rates = [n * 7 % 97 / 10 for n in range(len(codes))]
    profile = table(tmp_path, {"id": ("identifier", codes), "rate": ("decimal", rates)})
    assert prepare(tmp_path, profile)
    charts = charts_of(tmp_path, profile)
    assert charts[0] == Chart("areas", ("id",), value="rate")
    assert reason(charts[0], profile).endswith("Codes were read as county numbers.")
    axis = open_cube(charts, tmp_path / "cubes").axes[0]
    assert axis.labels[axis.values.index("1001")] == "Autauga, Alabama"
    assert (len(axis.values), axis.others) == (len(codes), 0)


def test_numbers_of_which_some_are_no_counties_stay_numbers(tmp_path):
    codes = [*counties(cut=True)[:90], *(str(n) for n in range(10))]
    profile = table(
        tmp_path, {"id": ("identifier", codes), "rate": ("decimal", [n / 3 for n in range(100)])}
    )
    prepare(tmp_path, profile)
    assert [chart.kind for chart in charts_of(tmp_path, profile)] == ["histogram"]


def test_where_people_are_in_it_no_cell_is_small_and_no_other_cube_is_left(tmp_path):
    profile = table(tmp_path, trips(90))
    prepare(tmp_path, profile)
    policy = Policy(5)
    assert prepare(tmp_path, profile, policy=policy)
    charts = charts_of(tmp_path, profile, policy)
    cube = open_cube(charts, tmp_path / "cubes", policy)
    assert cube.rows == 90
    assert min(cube.cells["n"].to_pylist()) >= 5
    assert outlines_of(tmp_path, charts, policy) is not None
    assert {path.name for path in (tmp_path / "cubes").iterdir()} == {
        "views.json",
        f"{cube.name}.arrow",
        f"{cube.name}.json",
        f"{cube.name}.shapes.json",
    }
    with pytest.raises(NotHeld):
        open_cube(charts, tmp_path / "cubes")
    prepare(tmp_path, profile)
    assert not (tmp_path / "cubes" / f"{cube.name}.arrow").exists()
