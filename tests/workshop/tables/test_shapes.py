"""Points, lines and areas: where they are, how they are written, and what is said of them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from commonstacks.kit.errors import Refusal
from commonstacks.workshop import killable
from commonstacks.workshop.killable import Progress
from commonstacks.workshop.tables import pack, window
from commonstacks.workshop.tables.history import diff
from commonstacks.workshop.tables.shape import TableProfile
from tests.workshop.tables.drawn import SQUARE, WEB_MERCATOR, packed, shapefile

NOWHERE = "No coordinate system is stated"


def read(tmp_path: Path, content: bytes | str, **more: Any) -> TableProfile:
    file = tmp_path / "file"
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return pack.read(file, tmp_path / "table", name="t", **more)


def rows(tmp_path: Path) -> list[dict[str, object]]:
    return pq.read_table(tmp_path / "table/table.parquet").to_pylist()


def kinds(profile: TableProfile) -> dict[str, str]:
    return {column.name: column.kind for column in profile.columns}


def said(profile: TableProfile, name: str) -> str:
    return next(step.says for step in profile.steps if step.name == name)


def collection(*features: dict[str, Any], **more: Any) -> str:
    return json.dumps({**more, "type": "FeatureCollection", "features": features})


def feature(kind: str, coordinates: object, **properties: object) -> dict[str, Any]:
    shape = {"type": kind, "coordinates": coordinates}
    return {"type": "Feature", "properties": properties, "geometry": shape}


RING = [[[0, 0], [0, 1], [1, 1], [1, 0], [0, 0]]]


def test_points_become_longitude_latitude_and_height(tmp_path: Path) -> None:
    one = {**feature("Point", [-118.6671667, 34.4945, 26.49], code="007"), "id": "ci1"}
    other = {"type": "Feature", "properties": None, "geometry": None, "id": "ci2"}
    profile = read(tmp_path, collection(one, other, bbox=[0, 0, 1, 1], note={"n": 1.0}))
    assert kinds(profile) == {
        "id": "identifier",
        "code": "code",
        "longitude": "longitude",
        "latitude": "latitude",
        "height": "decimal",
    }
    place = {"longitude": -118.6671667, "latitude": 34.4945, "height": 26.49}
    assert rows(tmp_path) == [
        {"id": "ci1", "code": "007", **place},
        {"id": "ci2", "code": None, **dict.fromkeys(place)},
    ]
    assert profile.column("longitude").nulls == 1
    assert said(profile, "place").startswith("Coordinates are longitude and latitude")
    assert said(profile, "beside") == "1 part beside the records left in the file: note"


def test_areas_are_kept_as_text_and_named(tmp_path: Path) -> None:
    two = feature("MultiPolygon", [RING, [[[5, 5], [5, 6], [6, 6], [5, 5]]]], name="two")
    profile = read(tmp_path, collection(feature("Polygon", RING, name="one"), two))
    column = profile.column("geometry")
    assert (column.kind, column.scheme, column.distinct) == ("geometry", "EPSG:4326", 2)
    assert column.examples == ("area, 5 points", "area in 2 parts, 9 points")
    assert (column.minimum, column.maximum, column.top, column.quantiles) == (None, None, (), ())
    assert column.histogram is None
    assert rows(tmp_path)[0] == {"name": "one", "geometry": SQUARE}
    table = tmp_path / "table/table.parquet"
    assert window.rows(table, first=1, limit=9) == (
        ("one", "area, 5 points"),
        ("two", "area in 2 parts, 9 points"),
    )
    assert next(window.every_row(table)) == ("one", SQUARE)


def test_coordinates_outside_the_world_are_not_placed(tmp_path: Path) -> None:
    profile = read(tmp_path, collection(feature("Point", [907, 534]), feature("Point", [1, 2])))
    assert kinds(profile) == {"x": "decimal", "y": "decimal"}
    assert NOWHERE in said(profile, "place")


def test_a_system_named_in_an_older_map_file_is_used(tmp_path: Path) -> None:
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3857"}}
    profile = read(tmp_path, collection(feature("Point", [111319.490793, 0]), crs=crs))
    assert kinds(profile) == {"longitude": "longitude", "latitude": "latitude"}
    assert round(float(str(rows(tmp_path)[0]["longitude"])), 6) == 1.0


def test_shapes_that_cannot_be_read_are_counted(tmp_path: Path) -> None:
    bad, empty = feature("Polygon", [["x"]], n=1), feature("Polygon", [], n=2)
    profile = read(tmp_path, collection(feature("Polygon", RING, n=0), bad, empty))
    assert profile.column("geometry").nulls == 2
    assert said(profile, "unread shapes") == "1 shape could not be read and left empty"
    assert said(profile, "empty shapes") == "1 shape without points, taken as missing"
    assert profile.warnings == ("1 shape in the file could not be read.",)


def test_the_height_of_areas_is_left_out_and_told(tmp_path: Path) -> None:
    ring = [[[*point, 7] for point in RING[0]]]
    profile = read(tmp_path, collection(feature("Polygon", ring)))
    assert rows(tmp_path) == [{"geometry": SQUARE}]
    assert said(profile, "height") == "The third coordinate (height) of 1 shape was left out"


UNEVEN = {
    "Polygon": (
        [[[0, 0, 5], [0, 9, 5], [9, 9, 5], [0, 0, 5]], [[1, 1], [1, 2], [2, 2], [1, 1]]],
        "POLYGON ((0 0, 0 9, 9 9, 0 0), (1 1, 1 2, 2 2, 1 1))",
    ),
    "MultiPolygon": (
        [[[[0, 0], [0, 9], [9, 9], [0, 0]]], [[[1, 1, 5], [1, 2, 5], [2, 2, 5], [1, 1, 5]]]],
        "MULTIPOLYGON (((0 0, 0 9, 9 9, 0 0)), ((1 1, 1 2, 2 2, 1 1)))",
    ),
    "LineString": ([[0, 0, 5], [0, 9]], "LINESTRING (0 0, 0 9)"),
}


@pytest.mark.parametrize("kind", UNEVEN)
def test_heights_here_and_there_do_not_move_a_shape(kind: str, tmp_path: Path) -> None:
    places, expected = UNEVEN[kind]
    inside = feature(kind, places)["geometry"]
    together = {"type": "Feature", "properties": None, "geometry": inside}
    several = {"type": "GeometryCollection", "geometries": [inside]}
    read(tmp_path, collection(together, {**together, "geometry": several}))
    assert [row["geometry"] for row in rows(tmp_path)] == [
        expected,
        f"GEOMETRYCOLLECTION ({expected})",
    ]


def test_rows_keep_their_order_beside_shapes_without_points(tmp_path: Path) -> None:
    shapes = [feature("LineString", [[n, 0], [n, 1]] if n % 2 else [], n=n) for n in range(6)]
    read(tmp_path, collection(*shapes))
    assert [(row["n"], row["geometry"]) for row in rows(tmp_path)] == [
        (0, None),
        (1, "LINESTRING (1 0, 1 1)"),
        (2, None),
        (3, "LINESTRING (3 0, 3 1)"),
        (4, None),
        (5, "LINESTRING (5 0, 5 1)"),
    ]


TOPOLOGY = {
    "type": "Topology",
    "transform": {"scale": [0.5, 0.5], "translate": [10, 20]},
    "arcs": [[[0, 0], [0, 2], [2, 0]], [[0, 0], [2, 0], [0, 2]]],
    "objects": {
        "areas": {
            "type": "GeometryCollection",
            "geometries": [
                {"type": "Polygon", "arcs": [[0, -2]], "id": "01", "properties": {"n": 1}},
                {"type": None, "id": "02"},
            ],
        },
        "line": {"type": "LineString", "arcs": [1]},
        "spots": {"type": "MultiPoint", "coordinates": [[0, 0], [2, 2]]},
    },
}


def test_a_topology_has_a_table_for_each_object(tmp_path: Path) -> None:
    text = json.dumps(TOPOLOGY)
    profile = read(tmp_path, text, layer="areas")
    assert pack.layers(tmp_path / "file") == ("areas", "line", "spots")
    assert rows(tmp_path) == [
        {"id": "01", "n": 1, "geometry": "POLYGON ((10 20, 10 21, 11 21, 11 20, 10 20))"},
        {"id": "02", "n": None, "geometry": None},
    ]
    assert profile.column("geometry").scheme == "EPSG:4326"
    read(tmp_path, text, layer="line")
    assert rows(tmp_path) == [{"geometry": "LINESTRING (10 20, 11 20, 11 21)"}]
    assert read(tmp_path, text, layer="spots").column("geometry").examples == ("2 points",)


def test_tables_are_known_by_layer_and_instructions() -> None:
    plain = pack.table_digest("ab")
    others = {
        pack.table_digest("ab", layer="x"),
        pack.table_digest("ab", layer="y"),
        pack.table_digest("ab", given={"crs": "EPSG:3435"}),
    }
    assert plain == pack.table_digest("ab", layer="", given={})
    assert len(others - {plain}) == 3


AREA = "SELECT 'Köln' AS name, '05315' AS code, 7 AS n, 1.5 AS d, ST_GeomFromText('{}') AS geom"


def test_a_shapefile(tmp_path: Path) -> None:
    profile = read(tmp_path, packed(x=shapefile(tmp_path, AREA.format(SQUARE))))
    assert kinds(profile) == {
        "name": "text",
        "code": "code",
        "n": "integer",
        "d": "decimal",
        "geometry": "geometry",
    }
    assert rows(tmp_path) == [
        {"name": "Köln", "code": "05315", "n": 7, "d": 1.5, "geometry": SQUARE}
    ]
    assert profile.column("geometry").scheme is None
    assert said(profile, "place").startswith(NOWHERE)


def test_digits_kept_as_letters_are_codes(tmp_path: Path) -> None:
    query = "SELECT '35001' AS area, 35001 AS n, ST_Point(1, 2) AS geom"
    profile = read(tmp_path, packed(x=shapefile(tmp_path, query)))
    assert (profile.column("area").kind, profile.column("n").kind) == ("code", "integer")


def test_a_projected_shapefile_is_moved(tmp_path: Path) -> None:
    query = AREA.format("POINT (111319.490793 0)")
    parts = shapefile(tmp_path, query, prj=WEB_MERCATOR)
    profile = read(tmp_path, packed(x=parts))
    assert profile.column("longitude").kind == "longitude"
    row = rows(tmp_path)[0]
    assert [round(float(str(row[name])), 6) for name in ("longitude", "latitude")] == [1.0, 0.0]
    assert "(as the file says) to longitude and latitude" in said(profile, "place")


def test_a_person_can_say_where_it_is(tmp_path: Path) -> None:
    content = packed(x=shapefile(tmp_path, AREA.format("POINT (111319.490793 0)")))
    profile = read(tmp_path, content, given={"crs": "EPSG:3857"})
    assert profile.column("latitude").kind == "latitude"
    assert said(profile, "place").startswith("Coordinates moved from EPSG:3857 (as a person says)")
    assert kinds(read(tmp_path, content))["x"] == "decimal"


@pytest.mark.parametrize("crs", ["EPSG:4326", "EPSG:999999"])
def test_what_a_person_says_must_fit(crs: str, tmp_path: Path) -> None:
    content = packed(x=shapefile(tmp_path, AREA.format("POINT (111319.49 0)")))
    with pytest.raises(Refusal, match=f"do not fit the coordinate system {crs}"):
        read(tmp_path, content, given={"crs": crs})


@pytest.mark.parametrize("crs", ["epsg 4326", "EPSG:4326'; DROP TABLE shapes", "+proj=merc"])
def test_other_ways_to_name_a_system_are_refused(crs: str, tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="no coordinate system we can look up"):
        read(tmp_path, "a,b\n1,2\n", given={"crs": crs})


def test_a_system_without_shapes_is_told(tmp_path: Path) -> None:
    profile = read(tmp_path, "a,b\n1,2\n", given={"crs": "EPSG:3435"})
    assert said(profile, "not needed") == (
        "A coordinate system was given, but the table has no shapes"
    )


def test_several_shapefiles_are_several_tables(tmp_path: Path) -> None:
    people = shapefile(tmp_path, AREA.format(SQUARE))
    water = shapefile(tmp_path, "SELECT 1 AS id, ST_Point(1, 2) AS geom")
    content = packed(people=people, water=water)
    assert kinds(read(tmp_path, content, layer="water")) == {
        "id": "identifier",
        "x": "decimal",
        "y": "decimal",
    }
    assert pack.layers(tmp_path / "file") == ("people", "water")
    with pytest.raises(Refusal, match="no table called"):
        read(tmp_path, content)


def test_points_that_columns_hold_already_are_not_repeated(tmp_path: Path) -> None:
    query = "SELECT 907.5 AS X, 534.0 AS Y, ST_Point(907.5, 534.0) AS geom"
    profile = read(tmp_path, packed(x=shapefile(tmp_path, query)))
    assert [column.name for column in profile.columns] == ["X", "Y"]
    assert "so they are not repeated" in said(profile, "points")
    query = query.replace("907.5 AS", "1.5 AS")
    profile = read(tmp_path, packed(x=shapefile(tmp_path, query)))
    assert [column.name for column in profile.columns] == ["X", "Y", "x (2)"]


def test_a_column_called_like_our_row_number_stays(tmp_path: Path) -> None:
    parts = shapefile(tmp_path, "SELECT 5 AS OGC_FIX, 6 AS geom_2, ST_Point(1, 2) AS geom")
    parts["dbf"] = parts["dbf"].replace(b"OGC_FIX", b"OGC_FID")
    read(tmp_path, packed(x=parts))
    assert rows(tmp_path) == [{"OGC_FID": "5", "geom_2": 6, "x": 1.0, "y": 2.0}]


def test_rows_marked_as_deleted_are_set_aside(tmp_path: Path) -> None:
    query = "SELECT n, ST_Point(n, n) AS geom FROM range(5) t(n)"
    parts = shapefile(tmp_path, query)
    table = bytearray(parts["dbf"])
    first, size = int.from_bytes(table[8:10], "little"), int.from_bytes(table[10:12], "little")
    table[first + 2 * size : first + 2 * size + 1] = b"*"
    profile = read(tmp_path, packed(x={**parts, "dbf": bytes(table)}))
    assert (profile.rows, profile.set_aside) == (4, 1)
    assert said(profile, "set aside") == "1 row marked as deleted kept aside"
    assert [row["n"] for row in rows(tmp_path)] == [0, 1, 3, 4]


@pytest.mark.parametrize(("codec", "told"), [("utf-8", 0), ("cp1252", 1)])
def test_letters_of_a_table_that_states_none(codec: str, told: int, tmp_path: Path) -> None:
    parts = shapefile(tmp_path, AREA.format(SQUARE))
    del parts["cpg"]
    name = "Köln".encode()
    table = parts["dbf"].replace(name, "Köln".encode(codec).ljust(len(name)))
    table = table[:29] + b"\0" + table[30:]
    profile = read(tmp_path, packed(x={**parts, "dbf": table}))
    assert rows(tmp_path)[0]["name"] == "Köln"
    assert len([step for step in profile.steps if step.name == "encoding"]) == told


@pytest.mark.parametrize("missing", ["dbf", "shx", "shp"])
def test_a_shapefile_without_all_its_parts_is_refused(missing: str, tmp_path: Path) -> None:
    parts = shapefile(tmp_path, AREA.format(SQUARE))
    del parts[missing]
    with pytest.raises(Refusal):
        read(tmp_path, packed(x=parts))
    assert not (tmp_path / "table").exists()


@pytest.mark.parametrize("part", ["dbf", "shx", "shp"])
@pytest.mark.parametrize("left", [0, 10, 40, 104])
def test_a_cut_shapefile_is_refused(part: str, left: int, tmp_path: Path) -> None:
    parts = shapefile(tmp_path, AREA.format(SQUARE))
    with pytest.raises(Refusal):
        read(tmp_path, packed(x={**parts, part: parts[part][:left]}))


def test_shapes_written_as_text_in_a_table(tmp_path: Path) -> None:
    text = f'WKT,n\n"{SQUARE}",1\n"MULTIPOINT (1 2, 3 4)",2\n,3\n'
    profile = read(tmp_path, text)
    column = profile.column("WKT")
    assert (column.kind, column.scheme, column.nulls) == ("geometry", None, 1)
    assert column.examples == ("area, 5 points", "2 points")
    assert [row["WKT"] for row in rows(tmp_path)] == [SQUARE, "MULTIPOINT (1 2, 3 4)", None]
    assert NOWHERE in said(profile, "turned")
    profile = read(tmp_path, text, given={"crs": "EPSG:4326"})
    assert profile.column("WKT").scheme == "EPSG:4326"


def test_what_only_looks_like_a_shape_is_text(tmp_path: Path) -> None:
    profile = read(tmp_path, f'w,n\n"{SQUARE}",1\n"POLYGON ((0 0, 1",2\n"POINT (x y)",3\n')
    assert profile.column("w").kind == "text"


def test_x_and_y_beside_shapes_or_of_few_digits_are_no_degrees(tmp_path: Path) -> None:
    assert kinds(read(tmp_path, "x,y\n10.0,8.04\n8.0,6.95\n")) == {"x": "decimal", "y": "decimal"}
    assert kinds(read(tmp_path, "X,Y\n-79.99512,40.44061\n-80.01203,40.45123\n")) == {
        "X": "longitude",
        "Y": "latitude",
    }


def _read(file: Path, into: Path, *, tell: Callable[[Progress], None]) -> int:
    return pack.read(file, into, name="t", tell=tell).rows


def test_shapes_are_read_within_a_gigabyte_of_address_space(tmp_path: Path) -> None:
    content = packed(x=shapefile(tmp_path, AREA.format(SQUARE), prj=WEB_MERCATOR))
    (tmp_path / "file").write_bytes(content)
    done = killable.run(_read, tmp_path / "file", tmp_path / "table", seconds=60, megabytes=1024)
    assert done == 1


def test_a_change_names_shapes_in_a_few_words(tmp_path: Path) -> None:
    for version, width in (("old", 1), ("new", 2)):
        moved = [[[x * width, y] for x, y in RING[0]]]
        shapes = collection(feature("Polygon", RING, id="a"), feature("Polygon", moved, id="b"))
        (tmp_path / "file").write_text(shapes)
        pack.read(tmp_path / "file", tmp_path / version, name="t")
    found = diff.compare(
        tmp_path / "old/table.parquet",
        tmp_path / "new/table.parquet",
        old_profile=TableProfile.from_json((tmp_path / "old/profile.json").read_text()),
        new_profile=TableProfile.from_json((tmp_path / "new/profile.json").read_text()),
    )
    assert (found.kind, found.changed) == ("corrected", 1)
    assert found.examples[0].cells == (("geometry", "area, 5 points", "area, 5 points"),)
