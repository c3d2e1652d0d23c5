"""Well-known text becomes the geometries of RFC 7946."""

from __future__ import annotations

from typing import Any

import pytest

from commonstacks.workshop.handouts.rows.wkt import geometry, point

RING = [[0, 0], [1, 0], [1, 1], [0, 0]]
HOLE = [[0.2, 0.1], [0.3, 0.2], [0.3, 0.1], [0.2, 0.1]]


@pytest.mark.parametrize(
    ("text", "kind", "coordinates"),
    [
        ("POINT (1 2)", "Point", [1, 2]),
        ("point z(1 2 3)", "Point", [1, 2]),
        ("LINESTRING(0 0,-1.5 2e1)", "LineString", [[0, 0], [-1.5, 20]]),
        ("POLYGON((0 0,1 0,1 1,0 0))", "Polygon", [RING]),
        ("POLYGON((0 0,1 1,1 0,0 0))", "Polygon", [RING]),
        (
            "POLYGON((0 0,1 0,1 1,0 0),(0.2 0.1,0.3 0.1,0.3 0.2,0.2 0.1))",
            "Polygon",
            [RING, HOLE],
        ),
        ("MULTIPOINT (1 2, 3 4)", "MultiPoint", [[1, 2], [3, 4]]),
        ("MULTIPOINT ((1 2), (3 4))", "MultiPoint", [[1, 2], [3, 4]]),
        ("MULTILINESTRING ((0 0, 1 1))", "MultiLineString", [[[0, 0], [1, 1]]]),
        ("MULTIPOLYGON (((0 0,1 0,1 1,0 0)))", "MultiPolygon", [[RING]]),
    ],
)
def test_every_kind_of_shape(text: str, kind: str, coordinates: list[Any]) -> None:
    assert geometry(text) == {"type": kind, "coordinates": coordinates}


def test_a_collection_holds_shapes() -> None:
    assert geometry("GEOMETRYCOLLECTION (POINT (1 2), POLYGON EMPTY, POINT (3 4))") == {
        "type": "GeometryCollection",
        "geometries": [
            {"type": "Point", "coordinates": [1, 2]},
            {"type": "Point", "coordinates": [3, 4]},
        ],
    }


@pytest.mark.parametrize(
    "text",
    [
        None,
        *("", "POINT EMPTY", "POINT (1)", "POINT (1 2", "POINT (1 2) more", "CIRCLE (1 2)"),
        *("POINT (999 2)", "POINT (nan 2)", "POLYGON", "Elm Street", "POINT (a b)"),
    ],
)
def test_what_is_no_shape_on_earth_is_none(text: str | None) -> None:
    assert geometry(text) is None


def test_a_point_is_two_numbers_on_earth() -> None:
    assert point("1.5", 2) == {"type": "Point", "coordinates": [1.5, 2.0]}
    assert [point(None, 2), point("x", 2), point(181, 0), point(0, float("nan"))] == [None] * 4
