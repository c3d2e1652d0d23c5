"""JSON that is no table: named, and refused with a way out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from commonstacks.kit.errors import Refusal, phrase
from commonstacks.workshop.tables.files.json_sketch import Items, Members, inside
from commonstacks.workshop.tables.files.json_text import Number, written

ERRORS = ("error", "errors", "exception", "fault", "Error", "Fault", "exceptions")
_SAYS = (
    "message", "detail", "title", "description", "reason", "text", "exceptionText", "code", "error"
)  # fmt: skip
_LONGEST = 120  # characters of an error that are told
_CSV = phrase("Look for a CSV of the same table.")
_SHAPES = frozenset(
    [
        "Point",
        "MultiPoint",
        "LineString",
        "MultiLineString",
        "Polygon",
        "MultiPolygon",
        "GeometryCollection",
    ]
)


def refuse(root: Members) -> None:
    """Refuses by name JSON in forms that hold no records: of statistics, notebooks, maps."""
    for fits, reason, hint in _KNOWN:
        if fits(root.members):
            raise Refusal(reason, hint)


def refuse_error(root: Members) -> None:
    """Refuses the answer of a portal that could not give the table."""
    members = root.members
    failed = any(_is_said(members.get(name)) for name in ERRORS) or members.get("success") is False
    if not failed:
        return
    spoken = [members[name] for name in (*_SAYS, *ERRORS) if name in members]
    says = next((text for value in spoken if (text := _sentence(value))), "")
    raise Refusal(
        phrase("The file is an error message (JSON), not a table: “{says}”.")
        if says
        else phrase("The file is an error message (JSON), not a table."),
        "The publisher's site could not give the table; fetch it again later, or ask there.",
        says=says,
    )


def nothing() -> Refusal:
    """For a list without entries, where records would be."""
    return Refusal(
        "The file is JSON, and its list of records is empty.",
        "Ask for more rows, or fetch it again; the last version stays.",
    )


def no_records(value: object) -> Refusal:
    """For JSON without any list of records."""
    if isinstance(value, list) and not any(isinstance(entry, list | dict) for entry in value):
        return Refusal(
            "The file is JSON, but holds no list of records: its values stand alone.", _CSV
        )
    return Refusal("The file is JSON, but holds no list of records.", _CSV)


def _is_said(value: object) -> bool:
    if isinstance(value, Items | Members):
        return value.count > 0
    return bool(value) and not (isinstance(value, Number) and value.strip("0.-") == "")


def _sentence(value: object) -> str:
    """The words of an error, out of what is written round them."""
    if isinstance(value, Items):
        return _sentence(value.first) if value.first is not None else ""
    if isinstance(value, list):
        return _sentence(value[0]) if value else ""
    if isinstance(value, Members | dict):
        own = inside(value)
        return next((_sentence(own[name]) for name in _SAYS if own.get(name)), "")
    text = value if isinstance(value, str) else "" if value in (True, None) else written(value)
    return " ".join(text.split())[:_LONGEST]


def _is_json_stat(members: dict[str, Any]) -> bool:
    own = {*members, *(name for name in inside(members.get("dataset")))}
    return {"dimension", "value"} <= own and bool({"size", "class", "dataset"} & own)


def _is_sdmx(members: dict[str, Any]) -> bool:
    own = {*members, *inside(members.get("data"))}
    return "dataSets" in own and bool({"structure", "structures"} & own)


def _is_chart(members: dict[str, Any]) -> bool:
    table = inside(members.get("table")) or members
    return {"cols", "rows"} <= set(table) and "c" in inside(_first(table["rows"]))


def _first(value: object) -> object:
    return value.first if isinstance(value, Items) else None


def _is_package(members: dict[str, Any]) -> bool:
    resource = inside(_first(members.get("resources")))
    return bool({"path", "data"} & set(resource)) and (
        "schema" in resource or "data-package" in str(members.get("profile", ""))
    )


def _is_empty_map(members: dict[str, Any]) -> bool:
    features = members.get("features")
    return isinstance(features, Items) and not features.count


_KNOWN: tuple[tuple[Callable[[dict[str, Any]], bool], str, str], ...] = (
    (
        _is_empty_map,
        phrase("The file is a map that holds no features: it is empty."),
        phrase("Ask the map server for more, or fetch it again; the last version stays."),
    ),
    (
        lambda m: m.get("type") in _SHAPES and bool({"coordinates", "geometries"} & set(m)),
        phrase("The file is GeoJSON, but holds shapes alone and no table of facts about them."),
        phrase("Look for the features (a FeatureCollection) at the publisher."),
    ),
    (
        _is_json_stat,
        phrase("The file is JSON-stat: a cube of statistics, not a table."),
        phrase("Ask the same address for CSV."),
    ),
    (
        _is_sdmx,
        phrase("The file is SDMX-JSON: a cube of statistics, not a table."),
        phrase("Ask the same address for CSV (SDMX-CSV)."),
    ),
    (
        _is_chart,
        phrase("The file is an answer of Google's chart service (JSON), not a table."),
        phrase("Ask the same address for CSV: add tqx=out:csv."),
    ),
    (
        _is_package,
        phrase("The file is a data package: it says where the tables are, and is not a table."),
        phrase("Add the address of the package, or one of the files that it names."),
    ),
    (
        lambda m: "nbformat" in m and "cells" in m,
        phrase("The file is a notebook (Jupyter): a program with its notes, not a table."),
        phrase("Add the file that it reads or writes."),
    ),
    (
        lambda m: "$schema" in m and "properties" in m and "type" in m,
        phrase("The file is a JSON Schema: it describes data, and is not a table."),
        phrase("Look for the data that it describes."),
    ),
    (
        lambda m: bool({"openapi", "swagger"} & set(m)) and "paths" in m,
        phrase("The file describes an interface (OpenAPI), and is not a table."),
        phrase("Look for the address there that gives the table."),
    ),
)
