"""Features of a map file (GeoJSON, RFC 7946, and TopoJSON) as records with a shape."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import starmap
from typing import Any

from commonstacks.workshop.tables import aside, encoding
from commonstacks.workshop.tables.detect import Found
from commonstacks.workshop.tables.json_text import Walk
from commonstacks.workshop.tables.read_json import told
from commonstacks.workshop.tables.records import Entry, Name, Odd
from commonstacks.workshop.tables.topology import features

SHAPE: Name = ("shape", "geometry")
_OWN = ("type", "id", "properties", "geometry", "bbox")
_CODE = re.compile(r"EPSG:{1,2}(\d{4,6})")


@dataclass
class MapFile:
    """One layer of a map file; ``beside`` and ``system`` are known after a walk over entries."""

    found: Found
    layer: str
    beside: dict[str, str] = field(default_factory=dict)
    system: str = ""  # "EPSG:…" if the file names one, as GeoJSON of before 2016 may

    def entries(self) -> Iterator[Entry]:
        """The features as records: their id, their properties, anything else, and the shape."""
        if self.found.kind == "topojson":
            yield from starmap(_entry, enumerate(features(self._topology, self.layer), 1))
        else:
            yield from self._collection()

    @cached_property
    def _topology(self) -> dict[str, Any]:
        assert self.found.letters is not None
        with encoding.text(self.found.path, self.found.letters) as source:
            value = Walk(source).value()
        assert isinstance(value, dict)
        return value

    def _collection(self) -> Iterator[Entry]:
        assert self.found.letters is not None
        with encoding.text(self.found.path, self.found.letters) as source:
            walk = Walk(source)
            for name in walk.members():
                if name == "features":
                    yield from starmap(_entry, enumerate(walk.elements(), 1))
                else:
                    self._note(name, walk.value())
            walk.end()

    def _note(self, name: str, value: object) -> None:
        if name == "crs":
            code = _CODE.search(told(value))
            self.system = f"EPSG:{code[1]}" if code else ""
        elif name not in ("type", "bbox"):
            self.beside[name] = told(value)


def _entry(at: int, value: object) -> Entry:
    if not isinstance(value, dict):
        return Odd(at, aside.NO_OBJECT, told(value))
    properties = value.get("properties")
    record: dict[Name, object] = {("id", "id"): value["id"]} if "id" in value else {}
    if isinstance(properties, dict):
        record |= {("property", name): item for name, item in properties.items()}
    record |= {("member", name): item for name, item in value.items() if name not in _OWN}
    return {**record, SHAPE: value.get("geometry")}
