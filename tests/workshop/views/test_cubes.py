"""A cube answers every set of filters exactly as plain SQL over all rows does."""

import itertools
import math
import os
from datetime import date
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commonstacks.kit.errors import NotHeld, Refusal
from commonstacks.workshop.views import cubes
from commonstacks.workshop.views.axes import Categories, Squares, Steps
from commonstacks.workshop.views.cubes import TooManyCells, build, open_cube
from commonstacks.workshop.views.measuring import Named, amount_of
from commonstacks.workshop.views.spec import AnyOf, Between, Chart, ViewSpec, Within

CHARTS = (
    Chart("grid", ("lon", "lat")),
    Chart("bars", ("kind",)),
    Chart("histogram", ("size",)),
    Chart("time", ("day",)),
)
WAIT = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
SHELF = Path(__file__).parents[3] / "src/commonstacks/shelf/us-postal-codes/zipcodes.csv"


def where(item):
    """An independent reading of a filter, as SQL text."""
    a = f'"{item.columns[0]}"'
    if isinstance(item, AnyOf):
        if len(item.columns) == 2:
            return f'({a} IS NULL OR "{item.columns[1]}" IS NULL)'
        return " OR ".join(
            f"{a} IS NULL" if v is None else f"{a} = '{v.replace(chr(39), chr(39) * 2)}'"
            for v in item.values
        )
    if isinstance(item, Within):
        b = f'"{item.columns[1]}"'
        return (
            f"{a} >= {item.west!r} AND {a} < {item.east!r} "
            f"AND {b} >= {item.south!r} AND {b} < {item.north!r}"
        )
    kind = "DATE" if isinstance(item.low or item.high, str) else "DOUBLE"
    ends = [f"{a} >= CAST('{item.low}' AS {kind})"] if item.low is not None else []
    ends += [f"{a} < CAST('{item.high}' AS {kind})"] if item.high is not None else []
    return " AND ".join([*ends, f"isfinite({a})"])


NUMBERS = itertools.count()


def counted(parquet, filters):
    tests = " AND ".join(f"({where(item)})" for item in filters) or "true"
    return duckdb.execute(f"SELECT count(*) FROM '{parquet}' WHERE {tests}").fetchone()[0]


def bin_filters(chart, axis):
    """Every bin of a chart as a filter of its own, with its code."""
    yield 0, AnyOf(chart.columns, (None,))
    if isinstance(axis, Categories):
        for code, value in enumerate(axis.values, 1):
            yield code, AnyOf(chart.columns, (value,))
    elif isinstance(axis, Steps):
        ends = [None, *axis.edges, None]
        for code, (low, high) in enumerate(itertools.pairwise(ends), 1):
            yield code, Between(chart.columns, low, high)
    else:
        for code in range(2, axis.size):
            column, row = axis.place(code)
            box = axis.x[column], axis.y[row], axis.x[column + 1], axis.y[row + 1]
            yield code, Within(chart.columns, *box)


def a_filter(draw, chart, axis):
    if isinstance(axis, Categories):
        values = st.sampled_from([None, *axis.values])
        return AnyOf(chart.columns, tuple(draw(st.sets(values, min_size=1, max_size=5))))
    if draw(st.integers(0, 5)) == 0:
        return AnyOf(chart.columns, (None,))
    if isinstance(axis, Steps):
        low, high = sorted(draw(st.lists(st.sampled_from(axis.edges), min_size=2, max_size=2)))
        open_end = draw(st.sampled_from(["low", "high", ""])) or ("low" if low == high else "")
        return Between(
            chart.columns,
            None if open_end == "low" else low,
            None if open_end == "high" else high,
        )
    (west, east), (south, north) = (
        sorted(draw(st.sets(st.sampled_from(edges), min_size=2, max_size=2)))
        for edges in (axis.x, axis.y)
    )
    return Within(chart.columns, west, south, east, north)


@st.composite
def filters_of(draw, cube):
    pairs = zip(cube.charts, cube.axes, strict=True)
    return [a_filter(draw, *pair) for pair in pairs if draw(st.booleans())]


def agrees(cube, parquet, filters):
    seen = cube.counts(filters)
    assert seen.matching == counted(parquet, filters)
    for place, (chart, axis) in enumerate(zip(cube.charts, cube.axes, strict=True)):
        others = [item for item in filters if item.columns != chart.columns]
        total = counted(parquet, others)
        assert sum(seen.counts[place]) == total
        filled = [
            (code, item)
            for code, item in bin_filters(chart, axis)
            if seen.counts[place][code] or code == 0
        ]
        assert seen.counts[place][0] == counted(parquet, [*others, filled[0][1]])
        for code, item in filled[1:6]:
            assert seen.counts[place][code] == counted(parquet, [*others, item])


SIZES = st.floats(allow_nan=True, allow_infinity=True) | st.integers(-50, 50).map(float)
ROWS = st.fixed_dictionaries(
    {
        "lon": st.none() | st.floats(-200, 200),
        "lat": st.none() | st.floats(-100, 100),
        "kind": st.none() | st.sampled_from(["a", "b'c", "", '"d"', "é", "null"]),
        "size": st.none() | SIZES,
        "day": st.none() | st.dates(date(1, 1, 1), date(9999, 12, 31)),
    }
)
SCHEMA = pa.schema(
    [
        ("lon", pa.float64()),
        ("lat", pa.float64()),
        ("kind", pa.string()),
        ("size", pa.float64()),
        ("day", pa.date32()),
    ]
)


@WAIT
@given(rows=st.lists(ROWS, max_size=30), choice=st.data())
def test_counts_equal_sql_on_any_table(tmp_path, rows, choice):
    # DuckDB remembers a file by its name and its minute: every table has a name of its own.
    parquet = tmp_path / f"{next(NUMBERS)}.parquet"
    rows = [settled(row) for row in rows]
    pq.write_table(pa.Table.from_pylist(rows, schema=SCHEMA), parquet)
    cube = build(parquet, CHARTS, tmp_path / "cubes")
    assert cube.rows == len(rows)
    agrees(cube, parquet, choice.draw(filters_of(cube)))


AREA_CHARTS = (
    Chart("areas", ("kind",), value="size"),
    Chart("areas", ("ward",)),
    Chart("grid", ("lon", "lat"), focus=True),
)
WARDS = st.none() | st.sampled_from(["1", "2", "03", "elsewhere"])
NAMED = {"ward": Named({"1": "w1", "2": "w2", "03": "w3"}, {"1": "First", "2": "Second"})}


@WAIT
@given(rows=st.lists(st.tuples(ROWS, WARDS), max_size=30), choice=st.data())
def test_areas_and_joined_places_count_as_sql_does(tmp_path, rows, choice):
    folder = tmp_path / str(next(NUMBERS))
    folder.mkdir()
    table = [settled(row) for row, _ in rows]
    pq.write_table(pa.Table.from_pylist(table, schema=SCHEMA), folder / "table.parquet")
    wards = pa.Table.from_pylist(
        [{"ward": w} for _, w in rows], schema=pa.schema([("ward", pa.string())])
    )
    pq.write_table(wards, folder / "places.parquet")
    cube = build(folder / "table.parquet", AREA_CHARTS, folder / "cubes", NAMED)
    whole = folder / "whole.parquet"
    joined = [{**row, "ward": ward} for row, (_, ward) in zip(table, rows, strict=True)]
    whole_schema = SCHEMA.append(pa.field("ward", pa.string()))
    pq.write_table(pa.Table.from_pylist(joined, schema=whole_schema), whole)
    agrees(cube, whole, choice.draw(filters_of(cube)))
    means = dict(
        duckdb.execute(
            f"SELECT kind, avg(size) FROM '{whole}' WHERE kind NOT NULL GROUP BY 1"
        ).fetchall()
    )
    shown = dict(zip(cube.axes[0].values, cube.axes[0].amounts, strict=True))
    assert shown == {kind: amount_of(mean) for kind, mean in means.items()}
    assert open_cube(AREA_CHARTS, folder / "cubes").axes == cube.axes


def settled(row):
    """What is not finite is missing, by our rule; plain SQL is told so."""
    size = row["size"]
    odd = size is not None and not math.isfinite(size)
    return {**row, "size": None if odd else size}


@pytest.fixture(scope="module")
def postal_codes(tmp_path_factory):
    source = SHELF
    if not source.exists():
        real = Path(os.environ.get("COMMONSTACKS_REAL_DATA", "../shared/data"))
        found = sorted(real.rglob("zipcodes.csv"))
        if not found:
            pytest.skip("no postal codes here")
        source = found[0]
    folder = tmp_path_factory.mktemp("codes")
    parquet = folder / "table.parquet"
    duckdb.execute(
        f"COPY (SELECT * FROM read_csv('{source}', types={{'zip_code': 'VARCHAR'}})) "
        f"TO '{parquet}' (FORMAT parquet)"
    )
    charts = (Chart("grid", ("longitude", "latitude")), Chart("bars", ("state",)))
    return parquet, build(parquet, charts, folder / "cubes")


@pytest.mark.real
@WAIT
@given(choice=st.data())
def test_counts_equal_sql_on_the_postal_codes(postal_codes, choice):
    parquet, cube = postal_codes
    agrees(cube, parquet, choice.draw(filters_of(cube)))


@pytest.mark.real
def test_the_postal_codes_fit_into_a_small_cube(postal_codes):
    _, cube = postal_codes
    seen = cube.counts([AnyOf(("state",), ("NY",))])
    assert (cube.rows, seen.matching, cube.cells.num_rows < 5_000) == (42_049, 2_232, True)


def written(folder, rows, charts):
    parquet = folder / "table.parquet"
    pq.write_table(pa.Table.from_pylist(rows), parquet)
    return build(parquet, charts, folder / "cubes")


def test_the_same_table_and_charts_give_the_same_bytes(tmp_path):
    rows = [{"kind": "abc"[n % 3], "size": n * 1.5} for n in range(500)]
    charts = (Chart("bars", ("kind",)), Chart("histogram", ("size",)))
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        written(tmp_path / name, rows, charts)
    files = [sorted((tmp_path / name / "cubes").iterdir()) for name in ("one", "two")]
    assert [f.name for f in files[0]] == [f.name for f in files[1]]
    assert [f.read_bytes() for f in files[0]] == [f.read_bytes() for f in files[1]]


def test_a_cube_can_be_opened_again_and_is_missed_when_it_is_not_there(tmp_path):
    charts = (Chart("bars", ("kind",)),)
    built = written(tmp_path, [{"kind": "a"}, {"kind": None}], charts)
    opened = open_cube(charts, tmp_path / "cubes")
    assert opened.axes == built.axes
    assert opened.counts() == built.counts()
    with pytest.raises(NotHeld):
        open_cube((Chart("bars", ("other",)),), tmp_path / "cubes")


def test_values_beyond_the_listed_ones_are_counted_together(tmp_path):
    rows = [{"kind": f"k{n:03}"} for n in range(300)] + [{"kind": "k299"}]
    cube = written(tmp_path, rows, (Chart("bars", ("kind",)),))
    axis = cube.axes[0]
    assert (axis.values[0], len(axis.values), axis.others) == ("k299", 250, 50)
    assert cube.counts().counts[0][-1] == 50
    with pytest.raises(Refusal, match="no value"):
        cube.counts([AnyOf(("kind",), ("k298",))])


def test_text_that_holds_numbers_and_days_is_read_as_such(tmp_path):
    rows = [
        {"n": "1.5", "d": "2020-01-31 23:30:00"},
        {"n": "many", "d": "soon"},
        {"n": None, "d": None},
    ]
    cube = written(tmp_path, rows, (Chart("histogram", ("n",)), Chart("time", ("d",))))
    assert [counts[0] for counts in cube.counts().counts] == [2, 2]
    assert cube.axes[1].edges == ("2020-01-31", "2020-02-01")


def test_a_column_with_any_name_can_be_charted(tmp_path):
    name = 'a"; DROP TABLE x; --'
    cube = written(tmp_path, [{name: "v"}, {name: None}], (Chart("bars", (name,)),))
    assert cube.counts().counts == ((1, 1),)


def test_unknown_columns_edges_and_charts_are_refused(tmp_path):
    rows = [{"size": n} for n in range(100)]
    cube = written(tmp_path, rows, (Chart("histogram", ("size",)),))
    with pytest.raises(Refusal, match="no column"):
        build(tmp_path / "table.parquet", (Chart("bars", ("x",)),), tmp_path)
    for odd in (Between(("size",), 5.5, None), AnyOf(("kind",), ("a",))):
        with pytest.raises(Refusal):
            cube.counts([odd])


def test_ranges_snap_outward_to_the_edges(tmp_path):
    rows = [{"size": n, "lon": n / 10, "lat": n / 10} for n in range(100)]
    charts = (Chart("histogram", ("size",)), Chart("grid", ("lon", "lat")))
    cube = written(tmp_path, rows, charts)

    def snap(item):
        filters = cube.snapped(ViewSpec("d", 1, "0f" * 32, charts, (item,))).filters
        return filters[0] if filters else None

    assert isinstance(cube.axes[1], Squares)
    assert snap(Between(("size",), 10.5, 20.1)) == Between(("size",), 10.0, 25.0)
    assert snap(Between(("size",), -7.0, 2000.0)) is None
    box = snap(Within(("lon", "lat"), -170.0, 1.01, 3.33, 80.0))
    assert (box.west, box.south, box.east, box.north) == (0.0, 1.0, 3.4, 10.0)
    far = snap(Within(("lon", "lat"), 100.0, 80.0, 110.0, 81.0))
    assert (far.west, far.east) == (cube.axes[1].x[-2], cube.axes[1].x[-1])


def test_areas_have_the_names_and_keys_of_their_map(tmp_path):
    rows = [{"ward": ward} for ward in ("1", "1", "2", "9", None)]
    pq.write_table(pa.Table.from_pylist(rows), tmp_path / "table.parquet")
    charts = (Chart("areas", ("ward",)),)
    axis = build(tmp_path / "table.parquet", charts, tmp_path / "cubes", NAMED).axes[0]
    assert axis.values == ("1", "2", "9")
    assert axis.labels == ("First", "Second", "9")
    assert axis.keys == ("w1", "w2", "")
    assert axis.unplaced((1, 2, 1, 5)) == 5


@pytest.mark.parametrize(
    ("mean", "shown"),
    [(80.467003, 80.47), (1234567.8, 1234568.0), (0.0123456, 0.01235), (-9.99951, -10.0), (0, 0)],
)
def test_a_mean_is_shown_with_four_digits_or_whole(mean, shown):
    assert amount_of(float(mean)) == shown


def test_a_focus_leaves_far_rows_outside_and_counts_them(tmp_path):
    """As Alaska and Hawaii beside the mainland: a hundredth of the rows, most of the map."""
    near = [{"lon": n % 100 / 10, "lat": n // 100 / 10} for n in range(9900)]
    rows = near + [{"lon": -150.0 + n / 50, "lat": 60.0} for n in range(100)]
    whole = written(tmp_path, rows, (Chart("grid", ("lon", "lat")),)).axes[0]
    cube = written(tmp_path, rows, (Chart("grid", ("lon", "lat"), focus=True),))
    near_axis = cube.axes[0]
    assert (whole.x[0], near_axis.x[0] >= -0.2, near_axis.x[-1] <= 10.1) == (-150.0, True, True)
    outside = cube.counts().counts[0][1]
    assert 100 <= outside <= 0.03 * len(rows)


def test_rows_that_lie_together_are_shown_whole_with_a_focus_too(tmp_path):
    rows = [{"lon": n % 100 / 10, "lat": n // 100 / 10} for n in range(10_000)]
    cube = written(tmp_path, rows, (Chart("grid", ("lon", "lat"), focus=True),))
    assert cube.counts().counts[0][1] == 0


def test_charts_with_too_many_combinations_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(cubes, "MOST_CELLS", 10)
    rows = [{"a": n % 5, "b": n % 7} for n in range(100)]
    with pytest.raises(TooManyCells):
        written(tmp_path, rows, (Chart("histogram", ("a",)), Chart("histogram", ("b",))))


def test_the_first_rows_alone_may_show_that_there_are_too_many_cells(tmp_path, monkeypatch):
    rows = [{"kind": "ab"[n % 2], "size": n % 40} for n in range(200)]
    pq.write_table(pa.Table.from_pylist(rows), tmp_path / "table.parquet")
    charts = (Chart("bars", ("kind",)), Chart("histogram", ("size",)))
    whole = cubes.count(tmp_path / "table.parquet", charts)
    for few in (1, 50, 200, 201):
        monkeypatch.setattr(cubes, "FEW", few)
        assert cubes.count(tmp_path / "table.parquet", charts).cells.equals(whole.cells)
    monkeypatch.setattr(cubes, "FEW", 50)
    monkeypatch.setattr(cubes, "MOST_CELLS", 39)
    with pytest.raises(TooManyCells):
        cubes.count(tmp_path / "table.parquet", charts)
