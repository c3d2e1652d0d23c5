"""What a file really is, told by its bytes and never by its name, and which tables are in it."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Literal, cast

from commonstacks.kit.errors import Refusal
from commonstacks.workshop.killable import ignore
from commonstacks.workshop.tables import archive, encoding, strangers
from commonstacks.workshop.tables.encoding import Letters
from commonstacks.workshop.tables.json_text import LONGEST, Walk
from commonstacks.workshop.tables.shape import Step

FileKind = Literal[
    "text", "parquet", "records", "keyed", "ndjson", "geojson", "topojson", "shapefiles"
]
_JSON = re.compile(rb'\s*(?:\{\s*["}]|\[\s*[\[{\]])')


@dataclass(frozen=True, slots=True)
class Found:
    """``path`` is where the bytes lie (unpacked, if from a zip); ``tables`` are named inside.

    ``tables`` of JSON and TopoJSON are members, those of a zip are shapefiles (name and path). Of
    an object of records ("keyed") it is the column that their names become, "" for none.
    """

    kind: FileKind
    path: Path
    tables: tuple[tuple[str, str], ...] = (("", ""),)
    letters: Letters | None = None
    steps: tuple[Step, ...] = ()

    @property
    def layers(self) -> tuple[str, ...]:
        """The names to ask for: ("",) in a file with one table."""
        return tuple(name for name, _ in self.tables) if len(self.tables) > 1 else ("",)

    def inside(self, layer: str) -> str:
        """Where in the file the layer lies. Refuses a name that is not there."""
        if layer not in self.layers:
            raise Refusal(
                f"The file has no table called “{layer}”.",
                "It has: " + ", ".join(name or "one without a name" for name, _ in self.tables),
            )
        return self.tables[self.layers.index(layer)][1]


def find(path: Path, scratch: Path) -> Found:
    """The kind of a file. A zip with one table in it is unpacked into ``scratch``.

    Knows text tables and JSON (both plain or gzip), Parquet, GeoJSON (RFC 7946), TopoJSON and
    zipped shapefiles. Refuses everything else by name: see ``strangers``, ``archive`` and
    ``json_text``.
    """
    packed, head = encoding.look(path)
    if head.startswith(b"PAR1") and not packed:
        return Found("parquet", path)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")) and not packed:
        return _zip(path, scratch)
    strangers.refuse(head)
    if _JSON.match(_plain(head)):
        return _json(path)
    return Found("text", path)


def _plain(head: bytes) -> bytes:
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return head.decode("utf-16", errors="ignore").encode()
    return head.removeprefix(codecs.BOM_UTF8)


def _zip(path: Path, scratch: Path) -> Found:
    names = archive.contents(path)
    shapes = archive.shapefiles(names)
    if shapes:
        return Found("shapefiles", path, tuple(shapes.items()))
    name = archive.only_table(names)
    inner = scratch / "unpacked"
    archive.unpack(path, name, inner)
    _, head = encoding.look(inner)
    if head.startswith(b"PK"):
        raise Refusal("The file is a zip archive in a zip archive.", "Unpack it and add the table.")
    found = find(inner, scratch)
    step = Step("unpacked", f"Unpacked from a zip archive: {name}")
    return Found(found.kind, inner, found.tables, found.letters, (step,))


def _json(path: Path) -> Found:
    letters = encoding.find(path, ignore, longest=LONGEST * 16)
    with encoding.text(path, letters) as source:
        kind, tables = _outline(Walk(source))
    return Found(kind, path, tuple((name, name) for name in tables), letters)


def _outline(walk: Walk) -> tuple[FileKind, tuple[str, ...]]:
    if walk.peek() == "[":
        if isinstance(next(walk.elements(), None), dict):
            return "records", ("",)
        raise _no_records()
    members: dict[str, object] = {}
    for name in walk.members():
        members[name] = _taken(walk)
        if name == "features" and _has(members[name], "geometry"):
            return "geojson", ("",)
    if walk.peek() == "{":
        return "ndjson", ("",)
    walk.end()
    return _named(members)


def _taken(walk: Walk) -> object:
    """The value that comes next; of a list only the first element is kept."""
    if walk.peek() != "[":
        return walk.value()
    elements = walk.elements()
    first = list(islice(elements, 1))
    for _ in elements:
        continue
    return first


def _has(members: object, name: str) -> bool:
    return _is_records(members) and name in cast("list[dict[str, object]]", members)[0]


def _named(members: dict[str, object]) -> tuple[FileKind, tuple[str, ...]]:
    objects = members.get("objects")
    if members.get("type") == "Topology" and isinstance(objects, dict) and objects:
        return "topojson", tuple(objects)
    tables = tuple(name for name, value in members.items() if _is_records(value))
    if tables:
        return "records", tables
    if not _alike(list(members.values())):
        raise _no_records()
    return "keyed", (_key(cast("dict[str, dict[str, object]]", members)),)


def _alike(values: list[object]) -> bool:
    """Are these several records of one kind: objects that share most of their names?"""
    if len(values) < 2 or not all(isinstance(value, dict) and value for value in values):
        return False
    names = [set(cast("dict[str, object]", value)) for value in values]
    return len(set.intersection(*names)) * 2 >= max(map(len, names))


def _key(members: dict[str, dict[str, object]]) -> str:
    """The column for the names of the records; none where a column says the same already."""
    first = next(iter(members.values()))
    if any(all(each.get(name) == key for key, each in members.items()) for name in first):
        return ""
    return next(name for name in ("key", "_key", "__key") if name not in first)


def _is_records(value: object) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict)


def _no_records() -> Refusal:
    return Refusal(
        "The file is JSON, but holds no list of records.", "Look for a CSV of the same table."
    )
