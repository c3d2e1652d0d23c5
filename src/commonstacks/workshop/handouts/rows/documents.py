"""Rows as JSON and as GeoJSON, with the context as a member of the document."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from math import isfinite
from pathlib import Path
from typing import Any

from commonstacks.kit.errors import NotHeld
from commonstacks.workshop.handouts.rows import wkt
from commonstacks.workshop.handouts.rows.wanted import Beside, Wanted, batches
from commonstacks.workshop.handouts.story import CONTEXT_KEY

Row = dict[str, Any]


def rows_json(wanted: Wanted, beside: Beside, to: Path) -> None:
    """One JSON object: what goes with the rows, ``columns``, and ``rows`` as objects.

    Dates and times are in ISO 8601; what is missing, and numbers without end, are null.
    """
    head = _head(beside) | {"columns": wanted.schema.names}
    _write(to, head, "rows", (_plain(row) for row in _rows(wanted, ())))


def geojson(wanted: Wanted, beside: Beside, to: Path) -> None:
    """A FeatureCollection (RFC 7946), one feature a row; what goes with it are foreign members.

    Shapes go before points; a row without a place on Earth has the geometry null. Degrees are those
    of WGS 84, outer rings run against the clock. Refuses a table without places.
    """
    if not (wanted.outline or (wanted.x and wanted.y)):
        raise NotHeld(
            "The rows of this table have no place that GeoJSON could draw.",
            "Take them as CSV, Excel or Parquet.",
        )
    own = set(wanted.schema.names)
    also = tuple(name for name in (wanted.x, wanted.y) if name and name not in own)
    features = (_feature(row, wanted, also) for row in _rows(wanted, also))
    _write(to, {"type": "FeatureCollection", **_head(beside)}, "features", features)


def _head(beside: Beside) -> Row:
    return {
        "title": beside.title,
        "shows": beside.shows,
        "citation": beside.citation,
        "licence": beside.licence,
        "address": beside.address,
        CONTEXT_KEY: json.loads(beside.context),
    }


def _rows(wanted: Wanted, also: tuple[str, ...]) -> Iterator[Row]:
    for rows in batches(wanted, also):
        yield from rows.to_pylist()


def _write(to: Path, head: Row, name: str, items: Iterator[Row]) -> None:
    with to.open("w", encoding="utf-8") as file:
        file.write(json.dumps(head, ensure_ascii=False)[:-1] + f", {json.dumps(name)}: [")
        between = "\n"
        for item in items:
            file.write(between + json.dumps(item, ensure_ascii=False, allow_nan=False))
            between = ",\n"
        file.write("\n]}\n")


def _feature(row: Row, wanted: Wanted, also: tuple[str, ...]) -> Row:
    place = wkt.geometry(row[wanted.outline]) if wanted.outline else None
    if place is None and wanted.x:
        place = wkt.point(row[wanted.x], row[wanted.y])
    left_out = {*also, wanted.outline}
    facts = {name: value for name, value in row.items() if name not in left_out}
    return {"type": "Feature", "geometry": place, "properties": _plain(facts)}


def _plain(row: Row) -> Row:
    return {name: _value(value) for name, value in row.items()}


def _value(value: object) -> object:
    if value is None or isinstance(value, bool | str | int):
        return value
    if isinstance(value, float | Decimal):
        return float(value) if isfinite(value) else None
    return value.isoformat() if isinstance(value, datetime) else str(value)
