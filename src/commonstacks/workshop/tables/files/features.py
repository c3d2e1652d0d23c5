"""Features of a map file (GeoJSON, RFC 7946, and TopoJSON) as records with a shape."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import starmap
from typing import Any

from commonstacks.workshop.tables.files import esri
from commonstacks.workshop.tables.files.found import Found
from commonstacks.workshop.tables.files.heights import levelled
from commonstacks.workshop.tables.files.json_place import values
from commonstacks.workshop.tables.files.json_records import told
from commonstacks.workshop.tables.files.json_text import Walk
from commonstacks.workshop.tables.files.records import Entry, Name, Odd
from commonstacks.workshop.tables.files.topology import features
from commonstacks.workshop.tables.shape import Step
from commonstacks.workshop.tables.text import aside, encoding

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
            return
        for at, value in values(self.found, self.found.listing(self.layer), self._note):
            if self.found.kind == "esri":
                yield self._esri(at, value)
            else:
                yield _entry(at, value)

    def steps(self) -> tuple[Step, ...]:
        """What is in the file beside its features: ``beside`` tells it all."""
        return ()

    @cached_property
    def _topology(self) -> dict[str, Any]:
        assert self.found.letters is not None
        with encoding.text(self.found.path, self.found.letters) as source:
            value = Walk(source).value()
        assert isinstance(value, dict)
        return value

    def _esri(self, at: int, value: object) -> Entry:
        if isinstance(value, dict) and isinstance(value.get("attributes"), dict):
            shape = value.get("geometry")
            self.system = self.system or esri.system(shape)
            facts = {("property", name): item for name, item in value["attributes"].items()}
            return {**facts, SHAPE: levelled(esri.shape(shape))}
        return _entry(at, value)

    def _note(self, name: str, value: object) -> None:
        last = name.rpartition(".")[2]
        if last == "crs":
            code = _CODE.search(told(value))
            self.system = f"EPSG:{code[1]}" if code else ""
        elif last == "spatialReference":
            self.system = esri.system({last: value})
        elif last not in ("type", "bbox"):
            self.beside[name] = told(value)


def _entry(at: int, value: object) -> Entry:
    if isinstance(value, Odd):
        return value
    if not isinstance(value, dict):
        return Odd(at, aside.NO_OBJECT, told(value))
    properties = value.get("properties")
    record: dict[Name, object] = {("id", "id"): value["id"]} if "id" in value else {}
    if isinstance(properties, dict):
        record |= {("property", name): item for name, item in properties.items()}
    record |= {("member", name): item for name, item in value.items() if name not in _OWN}
    return {**record, SHAPE: levelled(value.get("geometry"))}
