"""A table too large for one cube: server and page count what plain SQL counts over its rows.

``frontend/tests/large.json`` holds what the server sends and what SQL says; the page's code is
tested with it. Where this test says that the file is old, write it anew with
COMMONSTACKS_WRITE_EXAMPLES=1 and look at what changed before keeping it.
"""

from __future__ import annotations

import base64
import gzip
import json
import os
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from commonstacks.workshop.views import cubes, jobs
from commonstacks.workshop.views.axes import Axis, Categories, Squares, Steps
from commonstacks.workshop.views.binned import Bins, bins_facts, build
from commonstacks.workshop.views.charts import Chart
from commonstacks.workshop.views.filters import AnyOf, Between, Filter, Within, filter_facts
from commonstacks.workshop.views.large import Large

FILE = Path(__file__).parents[3] / "frontend/tests/large.json"
ROWS = 1_000_000
CHARTS = (
    Chart("time", ("day",)),
    Chart("bars", ("kind",)),
    Chart("histogram", ("size",)),
    Chart("grid", ("lon", "lat")),
)
TABLE = f"""
SELECT CASE WHEN a % 97 > 0 THEN DATE '2015-01-01' + CAST(a % 900 AS INT) END AS day,
  CASE WHEN b % 83 > 0 THEN 'kind ' || (b % 20) END AS kind,
  CASE WHEN c % 71 > 0 THEN (c % 200) / 8.0 - 5 END AS size,
  CASE WHEN d % 61 > 0 THEN (d % 12) / 10000.0 END AS lon, (e % 8) / 10000.0 AS lat
FROM (SELECT hash(i) AS a, hash(i + 1) AS b, hash(i * 3 + 7) AS c, hash(i * 5 + 9) AS d,
  hash(i * 7 + 1) AS e FROM range({ROWS}) AS t(i))"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("large")
    duckdb.execute(f"COPY ({TABLE}) TO '{path / 'table.parquet'}'")
    return path


@pytest.fixture(scope="module")
def bins(folder: Path) -> Bins:
    return build(folder / "table.parquet", CHARTS, folder / "bins")


@pytest.fixture(scope="module")
def sql(folder: Path, bins: Bins) -> duckdb.DuckDBPyConnection:
    """The rows with the code that each chart gives them, found without any of our SQL."""
    connection = duckdb.connect()
    codes = ", ".join(
        f"{code_in_sql(chart, axis)} AS c{place}"
        for place, (chart, axis) in enumerate(zip(bins.charts, bins.axes, strict=True))
    )
    connection.execute(f"CREATE TABLE rows AS SELECT *, {codes} FROM '{folder}/table.parquet'")
    return connection


def code_in_sql(chart: Chart, axis: Axis) -> str:
    name = chart.columns[0]
    if isinstance(axis, Categories):
        return f"coalesce(list_position({list(axis.values)}, {name}), 0)"
    if isinstance(axis, Steps):
        edges = ", ".join(f"'{e}'::DATE" if isinstance(e, str) else repr(e) for e in axis.edges)
        passed = f"len(list_filter([{edges}], lambda edge: edge <= {name}))"
        return f"CASE WHEN {name} IS NULL THEN 0 ELSE 1 + {passed} END"
    (lon, lat), across = chart.columns, axis.across
    column, row = (
        f"(len(list_filter({list(edges)}, lambda edge: edge <= {at})) - 1)"
        for edges, at in ((axis.x, lon), (axis.y, lat))
    )
    out = f"{column} NOT BETWEEN 0 AND {across - 1} OR {row} NOT BETWEEN 0 AND {axis.up - 1}"
    missing = f"{lon} IS NULL OR {lat} IS NULL"
    return f"CASE WHEN {missing} THEN 0 WHEN {out} THEN 1 ELSE 2 + {row} * {across} + {column} END"


def where(filters: list[Filter]) -> str:
    return " AND ".join(f"coalesce({condition(item)}, false)" for item in filters) or "true"


def condition(item: Filter) -> str:
    name = item.columns[0]
    if isinstance(item, Within):
        x, y = item.columns
        return (
            f"{x} >= {item.west!r} AND {x} < {item.east!r}"
            f" AND {y} >= {item.south!r} AND {y} < {item.north!r}"
        )
    if isinstance(item, Between):
        ends = ((">=", item.low), ("<", item.high))
        said = (f"{name} {sign} {end!r}" for sign, end in ends if end is not None)
        return " AND ".join([f"{name} IS NOT NULL", *said])
    assert isinstance(item, AnyOf)
    missing = " OR ".join(f"{column} IS NULL" for column in item.columns)
    parts = [missing] if None in item.values else []
    return " OR ".join([*parts, *(f"{name} = '{value}'" for value in item.values if value)])


def counted(
    sql: duckdb.DuckDBPyConnection, bins: Bins, choice: list[Filter | None]
) -> dict[str, Any]:
    def rows(what: str, but: int = -1) -> list[tuple[int, ...]]:
        left = [item for place, item in enumerate(choice) if item and place != but]
        return sql.execute(f"SELECT {what} FROM rows WHERE {where(left)} GROUP BY ALL").fetchall()

    counts = []
    for place, axis in enumerate(bins.axes):
        found = dict(rows(f"c{place}, count(*)", place))
        counts.append([found.get(code, 0) for code in range(axis.size)])
    return {"matching": dict(rows("1, count(*)")).get(1, 0), "counts": counts}


def any_filter(chance: random.Random, chart: Chart, axis: Axis) -> Filter:
    if chance.random() < 0.1:
        return AnyOf(chart.columns, (None,))
    if isinstance(axis, Categories):
        values = chance.sample([None, *axis.values], chance.randint(1, 6))
        return AnyOf(chart.columns, tuple(sorted(values, key=lambda v: (v is not None, v or ""))))
    if isinstance(axis, Steps):
        low, high = sorted(chance.sample(range(len(axis.edges)), 2))
        ends = [axis.edges[low], axis.edges[high]]
        if chance.random() < 0.2:
            ends[chance.randint(0, 1)] = None  # type: ignore[call-overload]  # an open end
        return Between(chart.columns, ends[0], ends[1])
    assert isinstance(axis, Squares)
    (west, east), (south, north) = (
        sorted(chance.sample(list(edges), 2)) for edges in (axis.x, axis.y)
    )
    return Within(chart.columns, west, south, east, north)


def choices(bins: Bins, seed: int) -> Iterator[tuple[int, list[Filter | None], list[Filter]]]:
    """A chart to brush, the filters of the others, and how it is brushed."""
    chance = random.Random(seed)  # the same every time is what is wanted
    for turn in range(12):
        active = turn % len(bins.axes)
        beside: list[Filter | None] = [
            None if place == active or chance.random() < 0.35 else any_filter(chance, chart, axis)
            for place, (chart, axis) in enumerate(zip(bins.charts, bins.axes, strict=True))
        ]
        brushed = [any_filter(chance, bins.charts[active], bins.axes[active]) for _ in range(3)]
        yield active, beside, brushed


def test_the_table_is_too_large_for_one_cube(folder: Path) -> None:
    with pytest.raises(cubes.TooManyCells):
        cubes.count(folder / "table.parquet", CHARTS)


def test_server_and_page_count_as_sql(
    folder: Path, bins: Bins, sql: duckdb.DuckDBPyConnection
) -> None:
    large = Large(bins, lambda filters: jobs.counted(str(folder), CHARTS, filters))
    examples = []
    for active, beside, brushed in choices(bins, seed=3):
        filters = [item for item in beside if item]
        content = jobs.activated(str(folder), CHARTS, filters, active)
        cases = []
        for own in [None, *brushed]:
            choice = [*beside[:active], own, *beside[active + 1 :]]
            told = [item and filter_facts(item) for item in choice]
            expected = counted(sql, bins, choice)
            seen = large.counts([item for item in choice if item])
            assert seen.matching == expected["matching"]
            assert list(map(list, seen.counts)) == expected["counts"]
            cases.append({"choice": told, **expected})
        packed = gzip.compress(content, 9, mtime=0)
        examples.append(
            {"active": active, "bytes": base64.b64encode(packed).decode(), "cases": cases}
        )
    now = {"facts": bins_facts(bins), "examples": examples}
    if os.environ.get("COMMONSTACKS_WRITE_EXAMPLES"):
        FILE.write_text(json.dumps(now, separators=(",", ":"), sort_keys=True) + "\n")
    kept = json.loads(FILE.read_text())
    assert unpacked(kept) == unpacked(now)


def unpacked(told: dict[str, Any]) -> dict[str, Any]:
    """Another zlib packs the same bytes otherwise."""
    for each in told["examples"]:
        each["bytes"] = gzip.decompress(base64.b64decode(each["bytes"]))
    return told
