"""Answers of portals and other shapes of JSON, each with the table that it means."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from commonstacks.kit.errors import Refusal
from commonstacks.workshop.tables import pack
from commonstacks.workshop.tables.shape import TableProfile

SPOT = {"type": "Point", "coordinates": [6.5, 50.5]}
FEATURE = {"type": "Feature", "properties": {"code": "007"}, "geometry": SPOT}
OTHER = {"type": "Feature", "properties": {"code": "012"}, "geometry": None}
PLACED = (
    ["code", "longitude", "latitude"],
    [["007", 6.5, 50.5], ["012", None, None]],
)
TREES = (["code", "name"], [["007", "Oak"], ["012", "Ash"]])
RECORDS = [{"code": "007", "name": "Oak"}, {"code": "012", "name": "Ash"}]
ROWS = [["007", "Oak"], ["012", "Ash"]]
AREAS = (
    "MULTIPOLYGON (((0 0, 0 9, 9 9, 9 0, 0 0), (1 1, 2 1, 2 2, 1 2, 1 1)),"
    " ((20 0, 20 1, 21 1, 21 0, 20 0)))"
)
BROKEN = "The file is JSON, but broken or cut off. It has a "
Table = tuple[list[str], list[list[Any]]]


def read(tmp_path: Path, content: object, layer: str = "") -> TableProfile:
    text = content if isinstance(content, str | bytes) else json.dumps(content)
    (tmp_path / "file").write_bytes(text.encode() if isinstance(text, str) else text)
    return pack.read(tmp_path / "file", tmp_path / "table", name="t", layer=layer)


def table(tmp_path: Path) -> Table:
    stored = pq.read_table(tmp_path / "table/table.parquet")
    return stored.column_names, [list(row.values()) for row in stored.to_pylist()]


ANSWERS: dict[str, tuple[object, Table]] = {
    "CKAN": (
        {
            "success": True,
            "result": {
                "fields": [{"id": "_id", "type": "int"}, {"id": "code"}, {"id": "name"}],
                "records": RECORDS,
                "_links": {"start": "/api"},
            },
        },
        TREES,
    ),
    "OData 4": ({"@odata.context": "https://x", "value": RECORDS}, TREES),
    "OData 2": ({"d": {"results": RECORDS}}, TREES),
    "links beside records": ({"links": [{"href": "/a", "rel": "self"}], "rows": RECORDS}, TREES),
    "Elasticsearch": (
        {
            "took": 3,
            "hits": {
                "total": {"value": 2},
                "hits": [{"_id": f"a{at}", "_source": each} for at, each in enumerate(RECORDS)],
            },
        },
        (["_id", "code", "name"], [["a0", "007", "Oak"], ["a1", "012", "Ash"]]),
    ),
    "Opendatasoft": (
        {
            "total_count": 2,
            "records": [
                {"links": [], "record": {"id": f"a{at}", "size": 9, "fields": each}}
                for at, each in enumerate(RECORDS)
            ],
        },
        (
            ["links", "id", "size", "code", "name"],
            [["[]", "a0", 9, "007", "Oak"], ["[]", "a1", 9, "012", "Ash"]],
        ),
    ),
    "ArcGIS without shapes": ({"features": [{"attributes": each} for each in RECORDS]}, TREES),
    "Socrata": (
        {
            "meta": {
                "view": {
                    "columns": [{"id": -1, "name": "code"}, {"id": 8, "name": "name"}],
                    "approvals": [{"state": "approved"}],
                }
            },
            "data": ROWS,
        },
        TREES,
    ),
    "columns and rows": ({"columns": ["code", "name"], "index": [0, 1], "data": ROWS}, TREES),
    "header first": ([["code", "name"], *ROWS], TREES),
    "header first, in an object": ({"count": 2, "values": [["code", "name"], *ROWS]}, TREES),
    "lists, one a line": ('["code","name"]\n["007","Oak"]\n["012","Ash"]\n', TREES),
    "PxWeb": (
        {
            "columns": [{"code": "c", "text": "code"}, {"code": "n", "text": "name"}],
            "comments": [],
            "data": [{"key": ["007"], "values": ["Oak"]}, {"key": ["012"], "values": ["Ash"]}],
        },
        TREES,
    ),
    "columns as lists": ({"code": ["007", "012"], "name": ["Oak", "Ash"]}, TREES),
    "columns as lists in an object": (
        {"elevation": 4.0, "hourly": {"code": ["007", "012"], "name": ["Oak", "Ash"]}},
        TREES,
    ),
    "columns by row number": (
        {"code": {"0": "007", "2": "012"}, "name": {"0": "Oak", "2": "Ash"}},
        TREES,
    ),
    "records by year stay records": (
        {"Hull": {"2019": "a", "2020": "b"}, "York": {"2019": "c", "2020": "d"}},
        (["key", "2019", "2020"], [["Hull", "a", "b"], ["York", "c", "d"]]),
    ),
    "records by name with lists in them": (
        {"N": {"c": "007", "l": [{"x": 1}]}, "S": {"c": "012", "l": [{"x": 2}]}},
        (["key", "c", "l"], [["N", "007", '[{"x": 1}]'], ["S", "012", '[{"x": 2}]']]),
    ),
    "records over several lines each": (
        "\n".join(json.dumps(each, indent=1) for each in RECORDS),
        TREES,
    ),
    "records with marks": ("".join(f"\x1e{json.dumps(r, indent=1)}\n" for r in RECORDS), TREES),
    "records with marks in gzip": (
        gzip.compress("".join(f"\x1e{json.dumps(r)}\n" for r in RECORDS).encode()),
        TREES,
    ),
    "features one a line": (f"{json.dumps(FEATURE)}\n{json.dumps(OTHER)}\n", PLACED),
    "features with marks": (f"\x1e{json.dumps(FEATURE)}\n\x1e{json.dumps(OTHER)}\n", PLACED),
    "features in a list": ([FEATURE, OTHER], PLACED),
    "features in an object": ({"data": {"features": [FEATURE, OTHER]}, "ok": True}, PLACED),
    "a feature alone": (FEATURE, (PLACED[0], PLACED[1][:1])),
    "features with an empty one first": (
        {"type": "FeatureCollection", "features": [OTHER, FEATURE]},
        (PLACED[0], PLACED[1][::-1]),
    ),
    "ArcGIS with a system": (
        {
            "spatialReference": {"wkid": 4326},
            "features": [
                {"attributes": {"code": "007"}, "geometry": {"x": 6.5, "y": 50.5}},
                {"attributes": {"code": "012"}},
            ],
        },
        PLACED,
    ),
    "ArcGIS with an area and a hole": (
        {
            "features": [
                {
                    "attributes": {"code": "007"},
                    "geometry": {
                        "rings": [
                            [[0, 0], [0, 9], [9, 9], [9, 0], [0, 0]],
                            [[1, 1], [2, 1], [2, 2], [1, 2], [1, 1]],
                            [[20, 0], [20, 1], [21, 1], [21, 0], [20, 0]],
                        ]
                    },
                }
            ],
            "spatialReference": {"wkid": 4326},
        },
        (
            ["code", "geometry"],
            [
                [
                    "007",
                    AREAS,
                ]
            ],
        ),
    ),
    "ArcGIS with a line": (
        {"features": [{"attributes": {"code": "007"}, "geometry": {"paths": [[[0, 0], [1, 2]]]}}]},
        (["code", "geometry"], [["007", "LINESTRING (0 0, 1 2)"]]),
    ),
}


@pytest.mark.parametrize("name", ANSWERS)
def test_an_answer_is_the_table_that_it_means(name: str, tmp_path: Path) -> None:
    content, meant = ANSWERS[name]
    assert read(tmp_path, content).set_aside == 0
    assert table(tmp_path) == meant


def test_shapes_of_an_answer_are_moved_from_the_system_it_states(tmp_path: Path) -> None:
    shape = {"x": 111319.490793, "y": 0}
    features = [{"attributes": {"code": "007"}, "geometry": shape}]
    system = {"wkid": 102100, "latestWkid": 3857}
    profile = read(tmp_path, {"spatialReference": system, "features": features})
    assert [column.kind for column in profile.columns][1:] == ["longitude", "latitude"]
    assert table(tmp_path)[1][0][1] == pytest.approx(1.0)


def test_shapes_of_an_answer_without_a_system_are_not_placed(tmp_path: Path) -> None:
    read(tmp_path, {"features": [{"attributes": {"a": "b"}, "geometry": {"x": 1, "y": 2}}]})
    assert table(tmp_path) == (["a", "x", "y"], [["b", 1.0, 2.0]])


def test_several_lists_as_deep_are_several_tables(tmp_path: Path) -> None:
    answer = {"ok": 1, "result": {"trees": RECORDS, "parks": [{"n": 1}, {"n": 2}]}}
    read(tmp_path, answer, "result.trees")
    assert table(tmp_path) == TREES
    assert pack.layers(tmp_path / "file") == ("result.trees", "result.parks")


def test_a_list_of_another_length_is_set_aside(tmp_path: Path) -> None:
    profile = read(tmp_path, [["code", "name"], *ROWS, ["013"], {"code": "014"}])
    assert (profile.rows, profile.set_aside) == (2, 2)
    assert table(tmp_path) == TREES


def test_a_header_without_rows_is_an_empty_table(tmp_path: Path) -> None:
    profile = read(tmp_path, [["code", "name"]])
    assert table(tmp_path) == (["code", "name"], [])
    assert profile.warnings == ("The table has a header but no rows.",)


PARTS = {
    "CKAN": {"success": True, "result": {"total": 90, "records": RECORDS}},
    "OData": {"value": RECORDS, "@odata.nextLink": "https://x/?page=2"},
    "OData with a count": {"@odata.count": 90, "value": RECORDS},
    "Elasticsearch": {"hits": {"total": {"value": 90}, "hits": [{"_source": r} for r in RECORDS]}},
    "pages": {"count": 90, "next": "https://x/?page=2", "results": RECORDS},
    "WFS": {"type": "FeatureCollection", "totalFeatures": 90, "features": [FEATURE, OTHER]},
    "ArcGIS": {"features": [{"attributes": r} for r in RECORDS], "exceededTransferLimit": True},
}


@pytest.mark.parametrize("name", PARTS)
def test_an_answer_that_is_only_a_part_says_so(name: str, tmp_path: Path) -> None:
    (warning,) = read(tmp_path, PARTS[name]).warnings
    assert warning in (
        "The file is an answer with 2 of 90 rows: the rest is missing.",
        "The file is an answer with 2 rows, and says that there are more.",
    )


def test_an_answer_that_is_whole_is_no_part(tmp_path: Path) -> None:
    profile = read(tmp_path, {"total": 2, "next": None, "hasMore": False, "rows": RECORDS})
    assert profile.warnings == ()


STRANGERS: dict[str, tuple[object, str]] = {
    "JSON-stat 2": (
        {
            "version": "2.0",
            "class": "dataset",
            "id": ["a"],
            "size": [2],
            "dimension": {"a": {"category": {"index": ["x", "y"]}}},
            "value": [1, 2],
        },
        "The file is JSON-stat",
    ),
    "JSON-stat 1": (
        {"dataset": {"dimension": {"id": ["a"], "size": [1]}, "value": [1]}},
        "The file is JSON-stat",
    ),
    "SDMX-JSON": (
        {"meta": {}, "data": {"dataSets": [{"series": {}}], "structures": [{"a": 1}]}},
        "The file is SDMX-JSON",
    ),
    "a chart": (
        {"version": "0.6", "table": {"cols": [{"id": "A"}], "rows": [{"c": [{"v": 1}]}]}},
        "The file is an answer of Google's chart service",
    ),
    "a data package": (
        {"name": "x", "resources": [{"path": "a.csv", "schema": {"fields": []}}]},
        "The file is a data package",
    ),
    "a notebook": ({"cells": [{"source": []}], "nbformat": 4}, "The file is a notebook"),
    "a schema": (
        {"$schema": "https://x", "type": "object", "properties": {"a": {"type": "string"}}},
        "The file is a JSON Schema",
    ),
    "an interface": (
        {"openapi": "3.0.0", "tags": [{"name": "x"}], "paths": {}},
        "The file describes an interface",
    ),
    "a shape alone": (SPOT, "The file is GeoJSON, but holds shapes alone"),
    "shapes alone": (
        {"type": "GeometryCollection", "geometries": [SPOT]},
        "The file is GeoJSON, but holds shapes alone",
    ),
    "no features": (
        {"type": "FeatureCollection", "totalFeatures": 0, "features": []},
        "The file is a map that holds no features",
    ),
    "no records": (
        {"success": True, "result": {"records": []}},
        "The file is JSON, and its list of records is empty.",
    ),
    "an empty list": ([], "The file is JSON, and its list of records is empty."),
    "plain values": (
        ["a", "b"],
        "The file is JSON, but holds no list of records: its values stand alone.",
    ),
    "an error of a map server": (
        {"error": {"code": 400, "message": "Invalid query", "details": []}},
        "The file is an error message (JSON), not a table: “Invalid query”.",
    ),
    "errors of a map server": (
        {"version": "1", "exceptions": [{"code": "x", "text": "No such layer"}]},
        "The file is an error message (JSON), not a table: “No such layer”.",
    ),
    "columns with other rows": (
        {"a": {"0": "x", "2": "y"}, "b": {"1": "x", "2": "y"}},
        "The file is JSON by columns, and “b” has other rows.",
    ),
    "a comma too many": (
        '[{"a": 1}, {"a": 2}, ]',
        f"{BROKEN}comma too many, or a value too few, near “]”.",
    ),
    "a comma too many in a record": (
        '[{"a": 1,\n}]',
        f"{BROKEN}comma too many",
    ),
    "comments first": ('// made by hand\n[{"a": 1}]', "The file is JSON with comments"),
    "comments inside": ('[ /* one */ {"a": 1}]', "The file is JSON with comments"),
    "comments later": (
        '[{"a": 1}, // one\n {"a": 2}]',
        f"{BROKEN}comment",
    ),
    "a call": ('callback({"a": [{"b": 1}]});', "The file is JSON inside a call"),
    "Python": ("[{'a': 1}, {'a': None}]", "The file is a value of a Python program"),
    "one text": ('"a,b\\n1,2\\n"', "The file is a table that was written as one JSON text."),
    "nothing": ("null\n", "The file is a single word of a program"),
}


@pytest.mark.parametrize("name", STRANGERS)
def test_what_is_no_table_is_named(name: str, tmp_path: Path) -> None:
    content, reason = STRANGERS[name]
    with pytest.raises(Refusal) as refused:
        read(tmp_path, content)
    assert refused.value.reason.startswith(reason), refused.value.reason
    assert refused.value.hint
