"""SQLite databases and GeoPackages: values as they are, and nothing in them can act."""

from __future__ import annotations

import datetime as dt
import sqlite3
import struct
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from commonstacks.kit.errors import Refusal
from commonstacks.workshop import killable
from commonstacks.workshop.killable import Progress, ignore
from commonstacks.workshop.tables import pack
from commonstacks.workshop.tables.files import detect, read_sqlite, sqlite_file
from commonstacks.workshop.tables.shape import TableProfile
from tests.workshop.tables.drawn import SQUARE


def database(file: Path, *statements: str | tuple[str, Sequence[object]]) -> Path:
    with closing(sqlite3.connect(file)) as connection, connection:
        for statement in statements:
            one = (statement, ()) if isinstance(statement, str) else statement
            connection.execute(*one)
    return file


def read(tmp_path: Path, layer: str = "", **given: str) -> TableProfile:
    return pack.read(tmp_path / "file", tmp_path / "table", name="t", layer=layer, given=given)


def rows(tmp_path: Path) -> list[dict[str, object]]:
    return pq.read_table(tmp_path / "table/table.parquet").to_pylist()


def kinds(profile: TableProfile) -> dict[str, str]:
    return {column.name: column.kind for column in profile.columns}


def said(profile: TableProfile, name: str) -> str:
    return next(step.says for step in profile.steps if step.name == name)


def test_types_are_those_of_the_values(tmp_path: Path) -> None:
    database(
        tmp_path / "file",
        "CREATE TABLE t (whole TEXT_NUM, zeros TEXT, part REAL, mixed, none INTEGER, big INTEGER,"
        " digits TEXT, bytes BLOB, day TEXT)",
        (
            "INSERT INTO t VALUES (1, '007', 0.5, 1, NULL, ?, '12', ?, '2001-02-03')",
            [2**63 - 1, b"\x00\xff"],
        ),
        "INSERT INTO t VALUES (NULL, '012', 2, 'word', NULL, -1, '', NULL, '2001-02-04')",
    )
    profile = read(tmp_path)
    assert rows(tmp_path) == [
        {
            "whole": 1,
            "zeros": "007",
            "part": 0.5,
            "mixed": "1",
            "none": None,
            "big": 2**63 - 1,
            "digits": 12,
            "bytes": "00FF",
            "day": dt.date(2001, 2, 3),
        },
        {
            "whole": None,
            "zeros": "012",
            "part": 2.0,
            "mixed": "word",
            "none": None,
            "big": -1,
            "digits": None,
            "bytes": None,
            "day": dt.date(2001, 2, 4),
        },
    ]
    assert kinds(profile) == {
        "whole": "integer",
        "zeros": "code",
        "part": "decimal",
        "mixed": "text",
        "none": "text",
        "big": "integer",
        "digits": "integer",
        "bytes": "text",
        "day": "date",
    }
    assert said(profile, "format") == "The file is an SQLite database; the table is t"


def test_whole_numbers_too_long_beside_fractions_stay_exact(tmp_path: Path) -> None:
    database(tmp_path / "file", "CREATE TABLE t (n)", "INSERT INTO t VALUES (9007199254740993)")
    database(tmp_path / "file", "INSERT INTO t VALUES (0.5)")
    read(tmp_path)
    assert [row["n"] for row in rows(tmp_path)] == ["9007199254740993", "0.5"]


def test_tables_and_views_are_layers_in_their_order(tmp_path: Path) -> None:
    database(
        tmp_path / "file",
        'CREATE TABLE "b\'; drop" (n INTEGER PRIMARY KEY AUTOINCREMENT, w)',
        "CREATE TABLE a (n)",
        "CREATE VIEW c AS SELECT n + 1 AS m FROM a",
        "CREATE VIEW d AS SELECT * FROM gone",
        "CREATE VIRTUAL TABLE e USING fts5(w)",
        "CREATE INDEX i ON a (n)",
        "INSERT INTO a VALUES (1), (2)",
        "INSERT INTO \"b'; drop\" VALUES (7, 'x')",
    )
    assert pack.layers(tmp_path / "file") == ("b'; drop", "a", "c")
    profile = read(tmp_path, "c")
    assert rows(tmp_path) == [{"m": 2}, {"m": 3}]
    (left,) = [step for step in profile.steps if step.name == "left in the database"]
    assert left.says == "2 parts of the database left in it"
    assert left.examples[0].startswith("d: cannot be read (no such table: main.gone")
    assert left.examples[1].startswith("e: an index")
    read(tmp_path, "b'; drop")
    assert rows(tmp_path) == [{"n": 7, "w": "x"}]


def test_a_geopackage_whose_shapes_are_not_there(tmp_path: Path) -> None:
    geopackage(tmp_path, 4326, point(1, 2))
    database(tmp_path / "file", "UPDATE gpkg_geometry_columns SET column_name = 'gone'")
    read(tmp_path, "parks")
    assert [(row["code"], str(row["geom"])[:4]) for row in rows(tmp_path)] == [("000", "4750")]


def test_a_table_without_rows(tmp_path: Path) -> None:
    database(tmp_path / "file", "CREATE TABLE t (a, b)")
    profile = read(tmp_path)
    assert (profile.rows, list(kinds(profile))) == (0, ["a", "b"])


def test_a_database_without_tables_is_refused(tmp_path: Path) -> None:
    database(tmp_path / "file", "CREATE TABLE t (a)", "DROP TABLE t")
    with pytest.raises(Refusal, match="database has no tables"):
        read(tmp_path)


def test_letters_that_are_no_utf8_are_told(tmp_path: Path) -> None:
    database(
        tmp_path / "file",
        "CREATE TABLE t (w)",
        "INSERT INTO t VALUES (CAST(x'4bf66c6e' AS TEXT)), ('Köln')",
    )
    profile = read(tmp_path)
    assert [row["w"] for row in rows(tmp_path)] == ["Köln", "Köln"]
    assert said(profile, "encoding") == ("1 cells are not valid UTF-8 and read as Windows-1252")


def test_long_bytes_are_cut_and_told(tmp_path: Path) -> None:
    database(tmp_path / "file", "CREATE TABLE t (b)", ("INSERT INTO t VALUES (?)", [bytes(1001)]))
    profile = read(tmp_path)
    assert rows(tmp_path) == [{"b": "00" * 1000 + "… (1,001 bytes)"}]
    assert said(profile, "bytes") == "1 cells of bytes are longer than 1,000 and shown cut"


def test_columns_of_one_name_are_told_apart(tmp_path: Path) -> None:
    database(tmp_path / "file", "CREATE TABLE t (Ab)", "INSERT INTO t VALUES (1)")
    database(tmp_path / "file", 'CREATE VIEW v AS SELECT Ab, 2 AS "ab:1", Ab AS AB2 FROM t')
    read(tmp_path, "v")
    assert rows(tmp_path) == [{"Ab": 1, "ab:1": 2, "AB2": 1}]


def test_a_database_that_keeps_a_journal(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "file")) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("CREATE TABLE t (n)")
        connection.execute("INSERT INTO t VALUES (5)")
        connection.commit()
    read(tmp_path)
    assert rows(tmp_path) == [{"n": 5}]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "table"]


ENDLESS = (
    "CREATE VIEW v AS WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c)"
    " SELECT {} FROM c"
)


def test_a_view_without_end_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite_file, "MOST_WORK", 20_000_000)
    database(tmp_path / "file", ENDLESS.format("max(x)"))
    with pytest.raises(Refusal, match="does not come to an end"):
        read(tmp_path)


def test_a_view_of_endless_rows_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read_sqlite, "MOST_ROWS", 100_000)
    database(tmp_path / "file", ENDLESS.format("x"))
    with pytest.raises(Refusal, match="does not come to an end"):
        read(tmp_path)


@pytest.mark.parametrize(
    "view",
    [
        "SELECT load_extension('x')",
        "SELECT readfile('/etc/passwd')",
        "SELECT * FROM pragma_database_list",
        "SELECT zeroblob(100000000)",
    ],
)
def test_a_view_that_acts_is_not_a_table(view: str, tmp_path: Path) -> None:
    database(tmp_path / "file", "CREATE TABLE t (n)", "INSERT INTO t VALUES (5)")
    with closing(sqlite3.connect(tmp_path / "file")) as connection, connection:
        connection.execute("PRAGMA writable_schema=ON")
        connection.execute(
            "INSERT INTO sqlite_schema VALUES ('view', 'v', 'v', 0, ?)",
            [f"CREATE VIEW v AS {view}"],
        )
    if "zeroblob" in view:
        with pytest.raises(Refusal, match="SQLite database, but broken"):
            read(tmp_path, "v")
    else:
        assert pack.layers(tmp_path / "file") == ("",)
        read(tmp_path)
        assert rows(tmp_path) == [{"n": 5}]


@pytest.mark.parametrize("left", [100, 5000])
def test_a_cut_database_is_refused(left: int, tmp_path: Path) -> None:
    file = database(tmp_path / "file", "CREATE TABLE t (n)")
    for start in range(0, 5000, 1000):
        values = ", ".join(f"({n})" for n in range(start, start + 1000))
        database(file, f"INSERT INTO t VALUES {values}")
    file.write_bytes(file.read_bytes()[:left])
    with pytest.raises(Refusal, match="SQLite database, but broken"):
        read(tmp_path)


# ---- GeoPackage --------------------------------------------------------------------------------


def blob(kind: int, body: bytes, *, bounds: int = 0) -> bytes:
    """A shape with the head that GeoPackages put before well-known binary."""
    head = b"GP\x00" + bytes([1 | (bounds << 1)]) + struct.pack("<i", 4326)
    return head + bytes((0, 32, 48, 48, 64)[bounds]) + struct.pack("<BI", 1, kind) + body


def point(x: float, y: float) -> bytes:
    return blob(1, struct.pack("<dd", x, y))


def square() -> bytes:
    ring = [0, 0, 0, 1, 1, 1, 1, 0, 0, 0]
    return blob(3, struct.pack("<II10d", 1, 5, *ring), bounds=1)


SYSTEMS = (
    """CREATE TABLE gpkg_spatial_ref_sys
    (srs_name, srs_id, organization, organization_coordsys_id, definition, description)""",
    """INSERT INTO gpkg_spatial_ref_sys VALUES
    ('WGS 84 geodetic', 4326, 'EPSG', 4326, 'GEOGCS[]', NULL),
    ('Pseudo-Mercator', 3857, 'EPSG', 3857, 'PROJCS[]', NULL),
    ('unknown', -1, 'NONE', -1, 'undefined', NULL)""",
    "CREATE TABLE gpkg_contents (table_name, data_type, identifier, srs_id)",
    "CREATE TABLE gpkg_geometry_columns (table_name, column_name, geometry_type_name, srs_id)",
    "CREATE TABLE rtree_parks_geom_node (x)",
)


def geopackage(tmp_path: Path, srs: int, *shapes: object, column: str = "geom") -> None:
    database(
        tmp_path / "file",
        *SYSTEMS,
        f'CREATE TABLE parks (fid INTEGER PRIMARY KEY, "{column}" BLOB, code TEXT, n INTEGER)',
        "CREATE TABLE notes (code TEXT, note TEXT)",
        "CREATE TABLE tiles (zoom_level, tile_data)",
        "INSERT INTO notes VALUES ('007', 'old')",
        "INSERT INTO gpkg_contents VALUES ('parks', 'features', 'Parks', 4326),"
        " ('tiles', 'tiles', 'x', 4326)",
        ("INSERT INTO gpkg_geometry_columns VALUES ('parks', ?, 'GEOMETRY', ?)", [column, srs]),
        *(
            (
                f'INSERT INTO parks ("{column}", code, n) VALUES (?, ?, ?)',
                [shape, f"{at:03}", at],
            )
            for at, shape in enumerate(shapes)
        ),
    )


def test_layers_of_a_geopackage(tmp_path: Path) -> None:
    geopackage(tmp_path, 4326, square())
    assert pack.layers(tmp_path / "file") == ("parks", "notes")
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    assert detect.find(tmp_path / "file", scratch).kind == "geopackage"
    profile = read(tmp_path, "parks")
    assert rows(tmp_path) == [{"fid": "1", "code": "000", "n": 0, "geometry": SQUARE}]
    assert profile.column("geometry").scheme == "EPSG:4326"
    assert said(profile, "place") == "Coordinates are longitude and latitude, as the file says"
    assert said(profile, "left in the database") == "1 part of the database left in it"
    read(tmp_path, "notes")
    assert rows(tmp_path) == [{"code": "007", "note": "old"}]


def test_points_of_a_geopackage_are_moved(tmp_path: Path) -> None:
    geopackage(tmp_path, 3857, point(111319.490793, 0), None)
    profile = read(tmp_path, "parks")
    first, second = rows(tmp_path)
    assert (round(float(str(first["longitude"])), 6), first["code"]) == (1.0, "000")
    assert (second["longitude"], second["code"]) == (None, "001")
    assert said(profile, "place").startswith("Coordinates moved from Pseudo-Mercator")


def test_a_geopackage_that_names_no_system(tmp_path: Path) -> None:
    geopackage(tmp_path, -1, point(111319.490793, 0))
    assert list(kinds(read(tmp_path, "parks"))) == ["fid", "code", "n", "x", "y"]
    profile = read(tmp_path, "parks", crs="EPSG:3857")
    assert list(kinds(profile))[-2:] == ["longitude", "latitude"]


def test_shapes_of_a_geopackage_that_cannot_be_read(tmp_path: Path) -> None:
    curve = blob(8, struct.pack("<I6d", 3, 0, 0, 1, 1, 2, 0))
    cut = square()[:-8]
    liar = blob(3, struct.pack("<II", 1, 2**31))
    geopackage(tmp_path, 4326, square(), curve, cut, liar, "text", b"GP", column="Geom etry")
    profile = read(tmp_path, "parks")
    assert [row["geometry"] for row in rows(tmp_path)] == [SQUARE, *[None] * 5]
    assert said(profile, "unread shapes") == "5 shapes could not be read and left empty"


def _read(file: Path, into: Path, *, tell: object = ignore) -> int:
    assert tell is not Progress
    return pack.read(file, into, name="t").rows


def test_a_large_cell_fits_a_gigabyte_of_address_space(tmp_path: Path) -> None:
    database(
        tmp_path / "file",
        "CREATE TABLE t (n, b)",
        "INSERT INTO t VALUES (1, zeroblob(20000000)), (2, NULL)",
    )
    done = killable.run(_read, tmp_path / "file", tmp_path / "table", seconds=60, megabytes=1024)
    assert done == 2
