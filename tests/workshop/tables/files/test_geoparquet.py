"""Parquet files with shapes: GeoParquet, and Parquet's own kind of shape."""

from __future__ import annotations

import json
import struct
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from commonstacks.workshop.tables import pack, spatial
from commonstacks.workshop.tables.shape import TableProfile
from tests.workshop.tables.drawn import SQUARE


def read(tmp_path: Path, content: bytes) -> TableProfile:
    (tmp_path / "file").write_bytes(content)
    return pack.read(tmp_path / "file", tmp_path / "table", name="t")


def rows(tmp_path: Path) -> list[dict[str, object]]:
    return pq.read_table(tmp_path / "table/table.parquet").to_pylist()


def kinds(profile: TableProfile) -> dict[str, str]:
    return {column.name: column.kind for column in profile.columns}


def said(profile: TableProfile, name: str) -> str:
    return next(step.says for step in profile.steps if step.name == name)


def spot(x: float, y: float) -> bytes:
    return struct.pack("<BIdd", 1, 1, x, y)


def geoparquet(tmp_path: Path, shapes: list[bytes | None], **column: object) -> bytes:
    """The least that GeoParquet asks for; the codes show that other columns stay what they are."""
    codes = [f"{n:03}" for n in range(len(shapes))]
    table = pa.table({"shape": pa.array(shapes, pa.binary()), "code": codes})
    facts = {"encoding": "WKB", "geometry_types": [], **column}
    geo = {"version": "1.1.0", "primary_column": "shape", "columns": {"shape": facts}}
    pq.write_table(table.replace_schema_metadata({"geo": json.dumps(geo)}), tmp_path / "geo")
    return (tmp_path / "geo").read_bytes()


def test_geoparquet(tmp_path: Path) -> None:
    profile = read(tmp_path, geoparquet(tmp_path, [spot(1, 2), None, b"junk", spot(3, 4)]))
    assert [tuple(row.values()) for row in rows(tmp_path)] == [
        ("000", 1.0, 2.0),
        ("001", None, None),
        ("002", None, None),
        ("003", 3.0, 4.0),
    ]
    assert list(kinds(profile)) == ["code", "longitude", "latitude"]
    assert said(profile, "place").endswith("as the standard of GeoParquet says")
    assert said(profile, "unread shapes") == "1 shape could not be read and left empty"


@pytest.mark.parametrize(
    ("crs", "names"),
    [
        (
            {"id": {"authority": "EPSG", "code": 3857}, "name": "Mercator"},
            ["longitude", "latitude"],
        ),
        (None, ["x", "y"]),
    ],
)
def test_the_system_of_geoparquet(crs: object, names: list[str], tmp_path: Path) -> None:
    content = geoparquet(tmp_path, [spot(111319.490793, 0)], crs=crs)
    assert list(kinds(read(tmp_path, content)))[1:] == names


def test_geoparquet_as_duckdb_writes_it(tmp_path: Path) -> None:
    for version in ("V1", "V2", "BOTH"):
        with spatial.connect() as connection:
            connection.execute(
                f"COPY (SELECT 7 AS n, ST_GeomFromText('{SQUARE}') AS g, ST_Point(1, 2) AS h)"
                f" TO '{tmp_path}/geo' (FORMAT parquet, GEOPARQUET_VERSION '{version}')"
            )
        profile = read(tmp_path, (tmp_path / "geo").read_bytes())
        (row,) = rows(tmp_path)
        assert (row["n"], row["geometry"], str(row["h"])[:10]) == (7, SQUARE, "0101000000")
        assert profile.column("geometry").scheme == "EPSG:4326"
