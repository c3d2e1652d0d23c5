"""What was found in a file: its real kind, where its plain bytes lie, and its tables."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from commonstacks.kit.errors import Refusal
from commonstacks.workshop.killable import Progress, ignore
from commonstacks.workshop.tables.shape import Step
from commonstacks.workshop.tables.text.encoding import Letters

FileKind = Literal[
    "text",
    "parquet",
    "arrow",
    "records",
    "keyed",
    "ndjson",
    "geojson",
    "esri",
    "topojson",
    "shapefiles",
    "geopackage",
    "geoparquet",
    "kml",
    "gpx",
    "sqlite",
    "dbase",
    "workbook",
    "html",
    "zip",
    "gtfs",
]
Form = Literal["list", "lines", "texts", "sequence", "one", "keyed", "columns", "numbered"]
_DEEPEST = 3  # packings inside each other: a zip in a zip of a gzip


@dataclass(frozen=True, slots=True)
class Listing:
    """Where the records of a JSON table lie, and how they are written.

    ``path`` names the members that lead to a list. Forms beside the list: one record a "line",
    in marked "texts" (RFC 8142), in a "sequence" without marks; "one" record alone; objects
    "keyed" by their names, which become the column ``key``; "columns" that are lists, and those
    that are objects "numbered" by row. Records that are lists have ``names``, or else the first
    of them names the columns. The facts of a record may lie in its member ``inner``.
    """

    name: str = ""
    path: tuple[str, ...] = ()
    form: Form = "list"
    rows: bool = False  # records are lists
    names: tuple[str, ...] = ()
    inner: tuple[str, ...] = ()
    key: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """``path`` is where the bytes lie (unpacked, if need be); ``tables`` are named inside.

    Each table has the name people ask for and where it lies: the name of its listing in a JSON
    file, the path of a shapefile in its zip, the table of a database. In a "zip" or "gtfs" of
    several tables it is the file in the archive, which ``detect.layer`` opens.
    """

    kind: FileKind
    path: Path
    tables: tuple[tuple[str, str], ...] = (("", ""),)
    letters: Letters | None = None
    steps: tuple[Step, ...] = ()
    listings: tuple[Listing, ...] = ()

    @property
    def layers(self) -> tuple[str, ...]:
        """The names to ask for: ("",) in a file with one table."""
        return tuple(name for name, _ in self.tables) if len(self.tables) > 1 else ("",)

    def inside(self, layer: str) -> str:
        """Where in the file the layer lies; a table alone has its own name, and "".

        Refuses a name that is not there.
        """
        for asked, (name, where) in zip(self.layers, self.tables, strict=True):
            if layer in (asked, name):
                return where
        raise Refusal(
            "The file has no table called “{layer}”.",
            "It has: {names}.",
            layer=layer,
            names=", ".join(name or "one without a name" for name, _ in self.tables),
        )

    def listing(self, name: str) -> Listing:
        """The listing of that name, which is one of those in ``tables``."""
        return next(listing for listing in self.listings if listing.name == name)

    def after(self, *steps: Step) -> Found:
        """The same, with steps that came before its own."""
        return replace(self, steps=(*steps, *self.steps))


@dataclass(frozen=True, slots=True)
class Search:
    """One look into a file: where unpacked bytes may lie, and the layer that is wanted, if any.

    A search for one layer looks only into those files of an archive that may hold it.
    """

    scratch: Path
    tell: Callable[[Progress], None] = ignore
    layer: str = ""
    depth: int = 0

    def room(self) -> Path:
        """A new, empty file in the scratch folder."""
        with tempfile.NamedTemporaryFile(dir=self.scratch, prefix="plain", delete=False) as file:
            return Path(file.name)

    def deeper(self, layer: str = "") -> Search:
        """The same inside something packed. Refuses the fourth packing inside three others."""
        if self.depth == _DEEPEST:
            raise Refusal(
                "The file is packed many times over.", "Unpack it and add the table inside."
            )
        return replace(self, layer=layer, depth=self.depth + 1)
