"""Places of a KML file (OGC 12-007r2) as records with a shape; KML is always WGS 84."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lxml import etree

from commonstacks.kit.errors import Refusal, phrase
from commonstacks.workshop.tables.files.features import SHAPE
from commonstacks.workshop.tables.files.found import Found
from commonstacks.workshop.tables.files.heights import levelled
from commonstacks.workshop.tables.files.json_text import Number
from commonstacks.workshop.tables.files.records import Entry, Name
from commonstacks.workshop.tables.shape import Step

_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?")
_OWN = ("name", "address", "phoneNumber", "Snippet", "description")
_TIMES = ("when", "begin", "end")
_LEFT = {
    "NetworkLink": phrase("links to other files"),
    "GroundOverlay": phrase("pictures laid on the ground"),
    "ScreenOverlay": phrase("pictures laid on the screen"),
    "PhotoOverlay": phrase("photographs"),
    "Tour": phrase("tours"),
}
_FOLDER: Name = ("own", "folder")
_LONGEST_PATH = 20  # folders inside each other
_BROKEN = "broken"


@dataclass
class Places:
    """The places of a file; what else is in it is known after a walk over ``entries``."""

    found: Found
    beside: dict[str, str] = field(default_factory=dict)
    system: str = ""
    left: Counter[str] = field(default_factory=Counter)

    def entries(self) -> Iterator[Entry]:
        """Each placemark: name, description, its own data by name, its folder, and its shape.

        Refuses broken XML, entities (which KML has no need of), and what is nested too deep.
        """
        self.left.clear()
        places = 0
        folders: list[str] = []
        try:
            for event, element in walked(self.found.path, "KML"):
                kind = local(element)
                if event == "start" and kind == "Folder":
                    folders.append("")
                elif event == "end":
                    if kind == "Placemark":
                        places += 1
                        yield _entry(element, folders)
                    self._note(kind, element, folders)
        except etree.XMLSyntaxError as error:
            raise _broken(error) from error
        if not places:
            raise self._nowhere()

    def steps(self) -> tuple[Step, ...]:
        """What lies in the file beside its places."""
        return tuple(
            Step("left in the file", f"{count:,} {what} left in the file", count)
            for kind, count in self.left.items()
            for what in [_LEFT[kind]]
        )

    def _nowhere(self) -> Refusal:
        if self.left["NetworkLink"]:
            return Refusal(
                "The file is KML and holds no places, only links to other files.",
                "Open it in a map program, and save the places themselves.",
            )
        return Refusal("The file is KML, but holds no places.", "Ask the publisher for the table.")

    def _note(self, kind: str, element: Any, folders: list[str]) -> None:
        parent = element.getparent()
        if kind in _LEFT:
            self.left[kind] += 1
        elif kind == "name" and parent is not None and local(parent) == "Folder":
            folders[-1] = plain_text(element)
        elif kind == "Folder":
            folders.pop()
        if kind == "Placemark" or not _is_inside(element):
            forget(element)


def walked(path: Path, what: str) -> Iterator[tuple[str, Any]]:
    """The elements of a map in XML at their start and end, as they come.

    Without definitions of types and the network; refuses entities.
    """
    safe = {"resolve_entities": False, "load_dtd": False, "no_network": True, "huge_tree": False}
    with path.open("rb") as file:
        walk = etree.iterparse(
            file, events=("start", "end"), remove_comments=True, remove_pis=True, **safe
        )
        for at, (event, element) in enumerate(walk):
            if at == 0 and _declares(element):
                raise Refusal(
                    "The file is {what} that defines words of its own (entities), as bombs do.",
                    "Save it again with a map program, and add that.",
                    what=what,
                )
            if isinstance(element.tag, str):
                yield event, element


def _declares(element: Any) -> bool:
    inner = element.getroottree().docinfo.internalDTD
    return inner is not None and next(inner.iterentities(), None) is not None


def _is_inside(element: Any) -> bool:
    """Whether it is part of something that is looked at when it is whole."""
    return any(local(above) in ("Placemark", *_LEFT) for above in element.iterancestors())


def forget(element: Any) -> None:
    """Frees what has been seen, so that memory stays flat."""
    element.clear(keep_tail=False)
    while element.getprevious() is not None:
        del element.getparent()[0]


def _entry(element: Any, folders: list[str]) -> Entry:
    record: dict[Name, object] = {}
    if any(folders):
        record[_FOLDER] = " / ".join(name for name in folders[:_LONGEST_PATH] if name)
    if element.get("id"):
        record["id", "id"] = element.get("id")
    shapes: list[dict[str, Any]] = []
    for child in element:
        kind = local(child)
        if kind in _OWN:
            record["own", kind] = plain_text(child)
        elif kind in ("TimeStamp", "TimeSpan"):
            record |= {("time", local(t)): plain_text(t) for t in child if local(t) in _TIMES}
        elif kind == "ExtendedData":
            record |= _extended(child)
        elif kind in _SHAPES:
            shapes.append(_SHAPES[kind](child))
    return {**record, SHAPE: levelled(_joined(shapes))}


def _extended(element: Any) -> dict[Name, object]:
    """The data of a place: untyped pairs (Data) and those of a schema (SchemaData)."""
    found: dict[Name, object] = {}
    for item in element.iter():
        if not isinstance(item.tag, str):
            continue
        kind, name = local(item), item.get("name", "")
        if kind == "Data":
            value = next((child for child in item if local(child) == "value"), None)
            found["data", name] = "" if value is None else plain_text(value)
        elif kind == "SimpleData":
            found["data", name] = plain_text(item)
    return found


def _point(element: Any) -> dict[str, Any]:
    line = _positions(element)
    return {"type": "Point", "coordinates": line[0] if len(line) == 1 else _BROKEN}


def _line(element: Any) -> dict[str, Any]:
    return {"type": "LineString", "coordinates": _positions(element)}


def _ring(element: Any) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": [_positions(element)]}


def _area(element: Any) -> dict[str, Any]:
    outer = [_positions(r) for r in element.iterfind(".//{*}outerBoundaryIs//{*}LinearRing")]
    inner = [_positions(r) for r in element.iterfind(".//{*}innerBoundaryIs//{*}LinearRing")]
    return {"type": "Polygon", "coordinates": [*outer, *inner] or _BROKEN}


def _many(element: Any) -> dict[str, Any] | None:
    shapes = [_SHAPES[kind](child) for child in element if (kind := local(child)) in _SHAPES]
    return _joined(shapes)


def _track(element: Any) -> dict[str, Any]:
    places = [plain_text(child).split() for child in element if local(child) == "coord"]
    return {"type": "LineString", "coordinates": [position(words) for words in places]}


_SHAPES: dict[str, Any] = {
    "Point": _point,
    "LineString": _line,
    "LinearRing": _ring,
    "Polygon": _area,
    "MultiGeometry": _many,
    "MultiTrack": _many,
    "Track": _track,
}


def _joined(shapes: Sequence[dict[str, Any] | None]) -> dict[str, Any] | None:
    """One shape of several: a multi-shape where all are of one kind."""
    known = [shape for shape in shapes if shape]
    if len(known) < 2:
        return known[0] if known else None
    kinds = {shape["type"] for shape in known}
    if len(kinds) == 1 and kinds <= {"Point", "LineString", "Polygon"}:
        parts = [shape["coordinates"] for shape in known]
        return {"type": f"Multi{kinds.pop()}", "coordinates": parts}
    return {"type": "GeometryCollection", "geometries": known}


def _positions(element: Any) -> list[Any]:
    inner = element.find("{*}coordinates")
    return (
        [position(part.split(",")) for part in plain_text(inner).split()]
        if inner is not None
        else []
    )


def position(numbers: list[str]) -> Any:
    """Longitude, latitude and, if it is there, height, as they are written."""
    if not 2 <= len(numbers) <= 3 or not all(_NUMBER.fullmatch(n) for n in numbers):
        return _BROKEN
    return [Number(_plain(number)) for number in numbers]


def _plain(number: str) -> str:
    """A number as JSON writes it: no plus, and a digit on both sides of the point."""
    sign, digits = ("-" if number.startswith("-") else ""), number.lstrip("+-")
    whole, point, rest = digits.partition(".")
    if point and not rest[:1].isdigit():
        rest = "0" + rest
    return f"{sign}{whole.lstrip('0') or '0'}{point}{rest}"


def local(element: Any) -> str:
    """The name of an element without its namespace; "" of what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def plain_text(element: Any) -> str:
    """All text in an element, without the space round it."""
    return "".join(element.itertext()).strip()


def _broken(error: etree.XMLSyntaxError) -> Refusal:
    if "xcessive depth" in str(error) or "huge" in str(error).lower():
        return Refusal(
            "The file is KML, but nested too deep or with parts too large for a map.",
            "Look for another form of the table at the publisher (GeoPackage, GeoJSON).",
        )
    return Refusal(
        "The file is KML, but broken or cut off.", "Fetch it again, or ask the publisher."
    )
