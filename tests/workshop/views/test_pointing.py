"""Rows as points: all that lie in the box of a map, or none and the reason."""

from __future__ import annotations

from dataclasses import replace

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from commonstacks.kit.errors import Refusal
from commonstacks.workshop.tables.shape import ColumnProfile, TableProfile
from commonstacks.workshop.views import pointing
from commonstacks.workshop.views.cells import OPEN, Policy
from commonstacks.workshop.views.charts import Chart
from commonstacks.workshop.views.filters import AnyOf, Within
from commonstacks.workshop.views.spec import ViewSpec

GRID = Chart("grid", ("lon", "lat"))
BOX = Within(("lon", "lat"), 10.0, 40.0, 20.0, 50.0)
SPEC = ViewSpec("trees", 1, "0f" * 32, (GRID,), (BOX,))
ROWS = [
    {"lon": n / 100 if n % 7 else None, "lat": 30 + n % 25, "name": f"tree <{n}>", "kind": "ab"[n % 2]}
    for n in range(4000)
]  # fmt: skip


@pytest.fixture
def files(tmp_path):
    path = tmp_path / "table.parquet"
    pq.write_table(pa.Table.from_pylist(ROWS), path)
    return (str(path),)


def asked(files, spec=SPEC, policy=OPEN):
    return pointing.read_spots(pointing.points_reply(files, spec, policy, ("name", "kind")))


def test_every_row_in_the_box_is_there_as_sql_finds_it(files):
    found = asked(files)
    told = duckdb.sql(
        f"SELECT file_row_number + 1, lon, lat, name, kind FROM read_parquet('{files[0]}', "
        "file_row_number=true) WHERE lon >= 10 AND lon < 20 AND lat >= 40 AND lat < 50"
    ).fetchall()
    assert len(told) > 300
    assert {(s.number, s.x, s.y, *s.says) for s in found.spots} == set(told)
    spec = replace(SPEC, filters=(BOX, AnyOf(("kind",), ("a",))))
    some = asked(files, spec)
    assert {s.says[1] for s in some.spots} == {"a"}
    assert len(some.spots) == sum(row[4] == "a" for row in told)


def test_more_than_can_be_shown_are_refused_and_never_cut(files):
    with pytest.raises(Refusal, match="More than 2000"):
        asked(files, replace(SPEC, filters=(Within(("lon", "lat"), -1.0, 0.0, 99.0, 99.0),)))


def test_nothing_is_shown_of_a_protected_table_or_without_a_box(files):
    with pytest.raises(Refusal, match="one by one"):
        asked(files, policy=Policy(5))
    with pytest.raises(Refusal, match="no box"):
        asked(files, replace(SPEC, filters=()))


def test_points_lie_in_their_frame_with_what_each_row_says(files):
    found = asked(files)
    drawn = pointing.points(found, BOX)
    assert len(drawn.dots) == len(found.spots)
    plot = drawn.frame.plot
    assert all(plot.x <= float(dot.x) <= plot.x + plot.width for dot in drawn.dots)
    first = found.spots[0]
    assert drawn.dots[0].title == f"{first.says[0]}, {first.says[1]}"
    assert float(drawn.dots[0].x) == pytest.approx(
        plot.x + (first.x - 10) / 10 * plot.width, abs=0.1
    )
    assert (len(drawn.lines), drawn.rest) == (250, len(found.spots) - 250)
    assert drawn.heads == ("lon", "lat", "name", "kind")
    twice = replace(found, spots=(first, first))
    assert pointing.points(twice, BOX).says == (
        "Each point is one row: 2 in this box, 1 of them on top of another."
    )
    empty = replace(found, spots=())
    assert pointing.points(empty, BOX).dots == ()


def test_the_telling_columns_are_names_before_codes_and_never_people():
    columns = tuple(
        ColumnProfile(name, place, kind, "", 0, distinct, True, examples=examples, sensitive=hidden)
        for place, (name, kind, distinct, examples, hidden) in enumerate(
            [
                ("id", "code", 90, (), False),
                ("page", "text", 90, ("https://trees.example/1",), False),
                ("owner", "text", 90, (), True),
                ("always", "text", 1, (), False),
                ("lon", "longitude", 90, (), False),
                ("kind", "category", 4, (), False),
                ("called", "text", 80, (), False),
                ("size", "decimal", 80, (), False),
            ]
        )
    )
    profile = TableProfile("trees", 90, 0, columns)
    assert pointing.telling(profile, SPEC) == ("called", "kind", "id")
