"""The drawing of a map's areas, kept beside its cube as ``<digest>.shapes.json``."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from commonstacks.workshop.views.shapes import Shape, Shapes

SCHEMA = "commonstacks-shapes/1"


@dataclass(frozen=True, slots=True)
class Outlines:
    """The areas as drawn; ``title`` says whose map it is, and is empty for the table's own."""

    shapes: Shapes
    title: str = ""

    @property
    def areas(self) -> tuple[Shape, ...]:
        """The areas of the map."""
        return self.shapes.shapes

    def to_json(self) -> str:
        """JSON text; ``from_json`` gives an equal value back."""
        facts = {"schema": SCHEMA, "title": self.title, "drawing": asdict(self.shapes)}
        return json.dumps(facts, ensure_ascii=False, sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> Outlines:
        """The outlines written by ``to_json``."""
        facts: Mapping[str, Any] = json.loads(text)
        drawing = dict(facts["drawing"])
        shapes = tuple(Shape(**shape) for shape in drawing.pop("shapes"))
        without = tuple(drawing.pop("without"))
        return cls(Shapes(shapes=shapes, without=without, **drawing), facts["title"])


def read(folder: Path, digest: str) -> Outlines | None:
    """The outlines of the cube ``digest`` in ``folder``; ``None`` where it has no map."""
    path = folder / f"{digest}.shapes.json"
    return Outlines.from_json(path.read_text(encoding="utf-8")) if path.exists() else None
