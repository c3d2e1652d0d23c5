"""What a file really is, told by its bytes and never by its name, and which tables are in it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from commonstacks.workshop.killable import Progress, ignore
from commonstacks.workshop.tables.files import (
    archive,
    arrow_file,
    bundle,
    geoparquet,
    outline,
    packed,
    read_dbase,
)
from commonstacks.workshop.tables.files.found import FileKind, Found, Search
from commonstacks.workshop.tables.refused import magics, strangers
from commonstacks.workshop.tables.shape import Step
from commonstacks.workshop.tables.text import encoding

__all__ = ["FileKind", "Found", "find", "layer"]

_JSON = re.compile(
    rb'[\s\x1e]*+(?:\{\s*+["}]'
    rb'|\[\s*+(?:[\[{\]]|(?:-?\d[\d.eE+-]*+|"[^"\n]*+"|true|false|null)\s*+[,\]]))'
)
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SQLITE = b"SQLite format 3\x00"
_MOST_PAGE = 64 << 20  # bytes of a web page


def find(
    path: Path, scratch: Path, tell: Callable[[Progress], None] = ignore, *, layer: str = ""
) -> Found:
    """The kind of a file and its tables. What is packed is unpacked into ``scratch``.

    Knows text tables, JSON, GeoJSON (RFC 7946), TopoJSON, Parquet, Arrow, SQLite, GeoPackage,
    KML, GPX, dBase tables, shapefiles in a zip, workbooks and web pages with tables; any of them
    in a zip (also several in one, as in a GTFS feed), gzip, bzip2, xz or Zstandard. A wanted
    ``layer`` spares it a look into other files of an archive. Refuses everything else by name:
    see ``strangers``, ``archive``, ``packed`` and ``outline``.
    """
    return look(path, Search(scratch, tell, layer))


def layer(
    path: Path, name: str, scratch: Path, tell: Callable[[Progress], None] = ignore
) -> tuple[Found, str]:
    """The file that holds one table, out of its archive, and where in it the table lies.

    ``name`` is one of ``find(...).layers``; any other is refused.
    """
    search = Search(scratch, tell, name)
    found = look(path, search)
    inside = found.inside(name)
    if found.kind not in ("zip", "gtfs"):
        return found, inside
    return bundle.layer(found, inside, Search(scratch, tell), look)


def look(path: Path, search: Search) -> Found:
    """The kind of a file and its tables, for one search."""
    head = packed.head(path)
    packing = packed.form(head)
    if packing == "gzip":
        _, inner = encoding.look(path)
        if not _needs_bytes(inner):
            return _text(path, inner)
    if packing:
        return _unpacked(path, packing, search)
    if head.startswith(_ZIP):
        return _zip(path, search)
    return _database(path, head, search) or _markup(path, head) or _text(path, head)


def _needs_bytes(head: bytes) -> bool:
    """Is it anything that a reader cannot take from within a gzip file?"""
    known = head.startswith((*_ZIP, _SQLITE, _OLD_OFFICE)) or packed.form(head)
    stored = any(magics.begins(head, magic) for magic in (b"PAR1", b"ARROW1"))
    markup = strangers.is_page(head) or strangers.is_map(head)
    return bool(known or stored or markup or read_dbase.fits(head) or arrow_file.is_stream(head))


def _unpacked(path: Path, packing: str, search: Search) -> Found:
    deeper = search.deeper(search.layer)
    plain = packed.unpack(path, packing, search)
    if path.parent == search.scratch:
        path.unlink()  # it was unpacked itself, and is not needed any more
    return look(plain, deeper).after(Step("unpacked", f"Unpacked from {packing}"))


def _zip(path: Path, search: Search) -> Found:
    with archive.opened(path) as box:
        names = frozenset(entry.name for entry in box.entries)
        sheets = _is_workbook(box)
    if sheets:
        return _workbook(path, search)
    if refusal := strangers.document(names):
        raise refusal
    return bundle.find(path, search, look)


def _is_workbook(box: archive.Archive) -> bool:
    names = {entry.name: entry for entry in box.entries}
    if any(name.startswith("xl/") for name in names):
        return True
    mark = names.get("mimetype")
    return mark is not None and b"opendocument.spreadsheet" in box.head(mark)


def _workbook(path: Path, search: Search) -> Found:
    from commonstacks.workshop.tables.workbooks import read_sheets

    return Found("workbook", path, read_sheets.tables(path, search.tell))


def _database(path: Path, head: bytes, search: Search) -> Found | None:
    """Files whose bytes are no text."""
    if magics.begins(head, b"PAR1"):
        return Found("geoparquet" if geoparquet.is_drawn(path) else "parquet", path)
    if magics.begins(head, b"ARROW1") or arrow_file.is_stream(head):
        return Found("arrow", path)
    if head.startswith(_SQLITE):
        from commonstacks.workshop.tables.files import sqlite_tables

        return sqlite_tables.find(path)
    if head.startswith(_OLD_OFFICE):
        return _workbook(path, search)
    return Found("dbase", path) if read_dbase.fits(head) else None


def _markup(path: Path, head: bytes) -> Found | None:
    """Web pages and maps written in XML."""
    if strangers.root(head) == "kml":
        return Found("kml", path)
    if strangers.root(head) == "gpx":
        from commonstacks.workshop.tables.files import gpx

        return gpx.find(path)
    if not strangers.is_page(head):
        return None
    with path.open("rb") as file:
        if b"<table" not in file.read(_MOST_PAGE).replace(b"\0", b"").lower():
            raise strangers.page()
    from commonstacks.workshop.tables.workbooks import html_tables

    found = html_tables.tables(path)
    if not found:
        raise strangers.page()
    return Found("html", path, found)


def _text(path: Path, head: bytes) -> Found:
    strangers.refuse(head)
    if _JSON.match(strangers.plain(head)):
        return outline.find(path)
    return Found("text", path)
