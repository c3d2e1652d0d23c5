"""The compiled loops count what plain SQL counts, for any table, any filters, any active chart."""

from __future__ import annotations

import random
import struct
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commonstacks.kit.errors import Refusal
from commonstacks.workshop.views import cubes, kernel
from commonstacks.workshop.views.axes import Axis, Categories, Squares, Steps
from commonstacks.workshop.views.binned import Bins, build
from commonstacks.workshop.views.charts import Chart
from commonstacks.workshop.views.filters import AnyOf, Between, Filter, Within
from commonstacks.workshop.views.kernel import activate, count, packed

CHARTS = (
    Chart("bars", ("kind",)),
    Chart("time", ("day",)),
    Chart("histogram", ("size",)),
    Chart("grid", ("lon", "lat")),
)
ROWS = 3000


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Path:
    chance = random.Random(7)
    rows = [
        {
            "kind": chance.choice(["a", "b", "b", "c", "d", "", None]),
            "day": chance.choice([None, *(date(2019, 1, 1) + timedelta(days=7 * n) for n in range(60))]),
            "size": chance.choice([None, chance.gauss(0, 10), chance.random()]),
            "lon": chance.choice([None, chance.random(), chance.random()]),
            "lat": chance.random(),
        }
        for _ in range(ROWS)
    ]  # fmt: skip
    path = tmp_path_factory.mktemp("table") / "table.parquet"
    pq.write_table(pa.Table.from_pylist(rows), path)
    return path


@pytest.fixture(scope="module", params=[CHARTS, CHARTS[::-1], CHARTS[:1] + CHARTS[2:]])
def bins(request: pytest.FixtureRequest, table: Path) -> Bins:
    return build(table, request.param, table.parent / "bins")


@pytest.fixture(scope="module")
def small_blocks() -> Iterator[None]:
    """So that blocks end in many places."""
    before, kernel.BLOCK = kernel.BLOCK, 256
    yield
    kernel.BLOCK = before


def filter_of(chart: Chart, axis: Axis) -> st.SearchStrategy[Filter]:
    """Any filter that the axis can answer."""
    missing: st.SearchStrategy[Filter] = st.just(AnyOf(chart.columns, (None,)))
    if isinstance(axis, Categories):
        values = st.sets(st.sampled_from([None, *axis.values]), min_size=1)
        return values.map(lambda chosen: AnyOf(chart.columns, tuple(chosen)))
    if isinstance(axis, Steps):
        ends = st.lists(st.sampled_from(axis.edges), min_size=2, max_size=2, unique=True)
        low, high = st.booleans(), st.booleans()
        ranges = st.tuples(ends.map(sorted), low, high).map(
            lambda drawn: Between(
                chart.columns,
                drawn[0][0] if drawn[1] else None,
                drawn[0][1] if drawn[2] else None,
            )
        )
        return missing | ranges
    assert isinstance(axis, Squares)
    x, y = (
        st.lists(st.sampled_from(edges), min_size=2, max_size=2, unique=True).map(sorted)
        for edges in (axis.x, axis.y)
    )
    boxes = st.tuples(x, y).map(
        lambda box: Within(chart.columns, box[0][0], box[1][0], box[0][1], box[1][1])
    )
    return missing | boxes


def condition(item: Filter) -> str:
    """The filter in plain SQL over the table's own columns, written without any of our SQL."""
    name = item.columns[0]
    if isinstance(item, Within):
        x, y = item.columns
        inside = f"{x} >= {item.west!r} AND {x} < {item.east!r}"
        return f"({inside} AND {y} >= {item.south!r} AND {y} < {item.north!r})"
    if isinstance(item, Between):

        def end(value: object) -> str:
            return f"DATE '{value}'" if isinstance(value, str) else repr(value)

        parts = [f"{name} >= {end(item.low)}"] if item.low is not None else []
        parts += [f"{name} < {end(item.high)}"] if item.high is not None else []
        return f"({' AND '.join([*parts, f'{name} IS NOT NULL'])})"
    assert isinstance(item, AnyOf)
    missing = " OR ".join(f"{column} IS NULL" for column in item.columns)
    texts = [f"{name} = '{value}'" for value in item.values if value is not None]
    return f"({' OR '.join([*texts, *([missing] if None in item.values else [])])})"


def kept(connection: duckdb.DuckDBPyConnection, filters: Sequence[Filter]) -> set[int]:
    """The numbers of the rows that pass."""
    where = " AND ".join(map(condition, filters)) or "true"
    found = connection.execute(f"SELECT n FROM rows WHERE coalesce({where}, false)").fetchall()
    return {n for (n,) in found}


@pytest.fixture(scope="module")
def connection(table: Path) -> duckdb.DuckDBPyConnection:
    opened = duckdb.connect()
    opened.execute(f"CREATE TABLE rows AS SELECT *, row_number() OVER () - 1 AS n FROM '{table}'")
    return opened


@pytest.fixture(scope="module")
def codes(table: Path, connection: duckdb.DuckDBPyConnection) -> Callable[[Bins], list[list[int]]]:
    """The code of each row in each chart, from the rows themselves."""
    values = connection.execute("SELECT kind, day, size, lon, lat FROM rows ORDER BY n").fetchall()

    def of(bins: Bins) -> list[list[int]]:
        names = ["kind", "day", "size", "lon", "lat"]
        rows = [dict(zip(names, row, strict=True)) for row in values]
        return [
            [code_of(axis, [row[column] for column in chart.columns]) for row in rows]
            for chart, axis in zip(bins.charts, bins.axes, strict=True)
        ]

    return of


def code_of(axis: Axis, values: list[object]) -> int:
    """What ``axes`` says of codes, word by word."""
    if None in values:
        return 0
    if isinstance(axis, Categories):
        return axis.values.index(str(values[0])) + 1
    if isinstance(axis, Steps):
        value = values[0].isoformat() if isinstance(values[0], date) else values[0]
        return 1 + sum(edge <= value for edge in axis.edges)  # type: ignore[operator]
    assert isinstance(axis, Squares)
    column, row = (
        sum(edge <= value for edge in edges) - 1
        for edges, value in zip((axis.x, axis.y), values, strict=True)
    )
    if not (0 <= column < axis.across and 0 <= row < axis.up):
        return 1
    return 2 + row * axis.across + column


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(drawn=st.data())
def test_cubes_and_counts_are_those_of_plain_sql(
    bins: Bins,
    connection: duckdb.DuckDBPyConnection,
    codes: Callable[[Bins], list[list[int]]],
    small_blocks: None,
    drawn: st.DataObject,
) -> None:
    filtered = drawn.draw(st.sets(st.sampled_from(range(len(bins.charts)))))
    filters = [drawn.draw(filter_of(bins.charts[place], bins.axes[place])) for place in filtered]
    active = drawn.draw(st.sampled_from(range(len(bins.charts))))
    code = codes(bins)

    def wanted(*free: int) -> set[int]:
        columns = [bins.charts[place].columns for place in free]
        return kept(connection, [item for item in filters if item.columns not in columns])

    found = activate(bins, filters, active)
    for place, cube in enumerate(found.cubes):
        size = 1 if place == active else bins.axes[place].size
        expected = np.zeros((bins.axes[active].size, size), np.uint32)
        for row in wanted(active, place):
            expected[code[active][row], 0 if place == active else code[place][row]] += 1
        assert cube is not None
        assert np.array_equal(cube, expected)

    counted = count(bins, filters)
    assert counted.matching == len(wanted())
    for place, axis in enumerate(bins.axes):
        by_hand = [0] * axis.size
        for row in wanted(place):
            by_hand[code[place][row]] += 1
        assert list(counted.counts[place]) == by_hand


def test_it_agrees_with_the_whole_cube(bins: Bins, table: Path) -> None:
    cube = cubes.count(table, bins.charts)
    for filters in ([], [AnyOf(("kind",), ("b", None))]):
        assert count(bins, filters) == cube.counts(filters)


def test_many_blocks_and_wide_codes_lose_no_row(tmp_path: Path) -> None:
    n = 300_000
    connection = duckdb.connect()
    connection.execute(
        f"COPY (SELECT DATE '2010-01-01' + CAST(hash(i) % 4000 AS INT) AS day,"
        f" 'v' || (hash(i + 1) % 2000) AS area, hash(i + 2) % 9 AS kind FROM range({n}) t(i))"
        f" TO '{tmp_path / 'table.parquet'}'"
    )
    charts = (Chart("areas", ("area",)), Chart("time", ("day",)), Chart("bars", ("kind",)))
    bins = build(tmp_path / "table.parquet", charts, tmp_path / "bins")
    assert [bins.width(place) for place in range(3)] == [2, 1, 1]
    filters = [AnyOf(("kind",), ("1", "2")), Between(("day",), "2012-01-01", "2015-01-01")]
    whole = connection.execute(
        f"SELECT count(*) FROM '{tmp_path / 'table.parquet'}' WHERE kind IN (1, 2)"
        " AND day >= DATE '2012-01-01' AND day < DATE '2015-01-01'"
    ).fetchall()
    assert whole == [(count(bins, filters).matching,)]
    for active in range(3):
        own = activate(bins, filters, active).cubes[active]
        assert own is not None
    own = activate(bins, filters, 0).cubes[0]
    assert own is not None
    assert whole == [(int(own.sum()),)]
    assert activate(bins, [], 0).cubes[0].sum() == n  # type: ignore[union-attr]


def test_a_pair_with_too_many_cells_is_left_out(
    bins: Bins, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kernel, "MOST_CELLS", 0)
    cubes_of_first = activate(bins, [], 0).cubes
    assert [cube is not None for cube in cubes_of_first] == [True] + [False] * (len(bins.axes) - 1)


def test_an_empty_table_counts_nothing(tmp_path: Path) -> None:
    schema = pa.schema({"kind": pa.string(), "day": pa.date32()})
    pq.write_table(pa.Table.from_pylist([], schema), tmp_path / "table.parquet")
    charts = (Chart("bars", ("kind",)), Chart("time", ("day",)))
    bins = build(tmp_path / "table.parquet", charts, tmp_path / "bins")
    assert count(bins, []).matching == 0
    assert [cube.sum() for cube in activate(bins, [], 0).cubes if cube is not None] == [0, 0]


def test_what_is_packed_can_be_read_by_hand(tmp_path: Path) -> None:
    table = pa.table({"kind": ["a"] * 300 + ["b"], "open": ["no"] * 300 + [None]})
    pq.write_table(table, tmp_path / "table.parquet")
    charts = (Chart("bars", ("kind",)), Chart("bars", ("open",)))
    bins = build(tmp_path / "table.parquet", charts, tmp_path / "bins")
    content = packed(activate(bins, [], 1))
    assert content == b"".join(
        [
            b"CSA1",
            struct.pack("<III", 1, 2, 2),
            struct.pack("<II", 32, 2),
            struct.pack("<II", 44, 2),
            struct.pack("<6H", 0, 0, 1, 0, 300, 0),
            struct.pack("<2H", 1, 300),
        ]
    )


def test_strange_filters_and_charts_are_refused(bins: Bins) -> None:
    with pytest.raises(Refusal):
        activate(bins, [AnyOf(("nothing",), ("x",))], 0)
    with pytest.raises(Refusal):
        activate(bins, [AnyOf(("kind",), ("no such kind",))], 0)
    with pytest.raises(Refusal):
        activate(bins, [], len(bins.charts))
