"""Places, routes and tracks of a GPX file (version 1.1) as records with a shape, in WGS 84."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lxml import etree

from commonstacks.kit.errors import Refusal
from commonstacks.workshop.tables.files.features import SHAPE
from commonstacks.workshop.tables.files.found import Found
from commonstacks.workshop.tables.files.heights import levelled
from commonstacks.workshop.tables.files.kml import forget, local, plain_text, position, walked
from commonstacks.workshop.tables.files.records import Entry, Name
from commonstacks.workshop.tables.shape import Step

_TABLES = (("waypoints", "wpt"), ("routes", "rte"), ("tracks", "trk"))
_POINTS = ("rtept", "trkseg", "trkpt")


def find(path: Path) -> Found:
    """The tables of a GPX file: waypoints, routes and tracks, where there are any.

    Refuses a broken file, entities, and a file without any of the three.
    """
    kinds = set()
    for element in _elements(path):
        kinds.add(local(element))
        forget(element)
    tables = tuple((name, kind) for name, kind in _TABLES if kind in kinds)
    if not tables:
        raise Refusal("The file is GPX, but holds no places.", "Ask the publisher for the table.")
    return Found("gpx", path, tables)


@dataclass
class Places:
    """The records of one kind of element: "wpt", "rte" or "trk"."""

    found: Found
    kind: str
    beside: dict[str, str] = field(default_factory=dict)
    system: str = ""

    def entries(self) -> Iterator[Entry]:
        """Each with its own words (name, time, …) and a point, or the line through its points."""
        for element in _elements(self.found.path):
            if local(element) == self.kind:
                yield _entry(element)
            forget(element)

    def steps(self) -> tuple[Step, ...]:
        """What lies in the file beside these places: nothing that is not a table of its own."""
        return ()


def _elements(path: Path) -> Iterator[Any]:
    kinds = {kind for _, kind in _TABLES}
    try:
        for event, element in walked(path, "GPX"):
            if event == "end" and local(element) in kinds:
                yield element
    except etree.XMLSyntaxError as error:
        raise Refusal(
            "The file is GPX, but broken or cut off.", "Fetch it again, or ask the publisher."
        ) from error


def _entry(element: Any) -> Entry:
    record: dict[Name, object] = {}
    for child in element:
        kind = local(child)
        if kind == "extensions":
            record |= {("extensions", local(e)): plain_text(e) for e in child.iter() if not len(e)}
        elif kind == "link":
            record["own", "link"] = child.get("href", "")
        elif kind and kind not in (*_POINTS, "ele"):
            record["own", kind] = plain_text(child)
    return {**record, SHAPE: levelled(_shape(element))}


def _shape(element: Any) -> dict[str, Any] | None:
    if local(element) == "wpt":
        return {"type": "Point", "coordinates": _place(element)}
    if local(element) == "rte":
        line = [_place(point) for point in element.iterfind("{*}rtept")]
        return {"type": "LineString", "coordinates": line} if line else None
    parts = [
        [_place(point) for point in part.iterfind("{*}trkpt")]
        for part in element.iterfind("{*}trkseg")
    ]
    parts = [part for part in parts if part]
    if len(parts) < 2:
        return {"type": "LineString", "coordinates": parts[0]} if parts else None
    return {"type": "MultiLineString", "coordinates": parts}


def _place(element: Any) -> Any:
    height = element.find("{*}ele")
    numbers = [element.get("lon", ""), element.get("lat", "")]
    return position(numbers if height is None else [*numbers, plain_text(height)])
