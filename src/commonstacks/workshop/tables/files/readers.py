"""Which reader takes a file: one line for each kind of bytes."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from commonstacks.workshop.killable import Progress
from commonstacks.workshop.tables.files import (
    detect,
    read_dbase,
    read_json,
    read_parquet,
    read_shapes,
    read_sqlite,
)
from commonstacks.workshop.tables.files.found import Found
from commonstacks.workshop.tables.instructions import Instructions
from commonstacks.workshop.tables.text import dialect, encoding, read_text
from commonstacks.workshop.tables.text_table import TextTable

_SAID = MappingProxyType(
    {
        "records": "json",
        "keyed": "json",
        "shapefiles": "shapefile",
        "geoparquet": "parquet",
        "esri": "esri json",
    }
)
_BOOKS = (("xl/workbook.xml", "xlsx"), ("xl/workbook.bin", "xlsb"), ("content.xml", "ods"))


def read(
    path: Path,
    layer: str,
    scratch: Path,
    given: Instructions,
    tell: Callable[[Progress], None],
) -> TextTable:
    """One table of a file as its own reader leaves it in ``scratch``, with all steps so far.

    ``layer`` is one of the names that ``detect.find`` gives. Refuses what the reader refuses.
    """
    found, inside = detect.layer(path, layer, scratch, tell)
    match found.kind:
        case "text":
            text = read_text.read(found.path, scratch, tell, given)
            text = replace(text, steps=(*found.steps, *text.steps))
        case "parquet" | "arrow":
            text = read_parquet.read(found, scratch, tell)
        case "records" | "keyed" | "ndjson":
            text = read_json.read(found, inside, scratch, tell)
        case "sqlite":
            text = read_sqlite.read(found, inside, scratch, tell)
        case "dbase":
            text = read_dbase.read(found, scratch, tell)
        case "workbook" | "html":
            text = _pages(found, inside, scratch, given, tell)
        case _:
            text = read_shapes.read(found, inside, scratch, given.crs, tell)
    return text


def _pages(
    found: Found,
    inside: str,
    scratch: Path,
    given: Instructions,
    tell: Callable[[Progress], None],
) -> TextTable:
    """Workbooks and web pages; their libraries are loaded only for them."""
    from commonstacks.workshop.tables.workbooks import html_tables, read_sheets

    read_page = read_sheets.read if found.kind == "workbook" else html_tables.read
    text = read_page(found.path, inside, scratch, given, tell)
    return replace(text, steps=(*found.steps, *text.steps))


def kind(path: Path, scratch: Path) -> str:
    """What the file is, in one word, told by its bytes: "csv", "xlsx", "geojson", "sqlite", …

    For something packed it is what is inside; "zip" is an archive of several tables.
    """
    found = detect.find(path, scratch)
    if found.kind == "text":
        return _text_kind(found.path)
    if found.kind == "workbook":
        return _book_kind(found.path)
    return _SAID.get(found.kind, found.kind)


def _text_kind(path: Path) -> str:
    _, head = encoding.look(path)
    wide = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    lines = dialect.split(head.decode("utf-16" if wide else "utf-8", "replace"))
    found = dialect.find(lines[:-1] or lines)
    if found.edges:
        return "fixed width"
    return "tsv" if found.delimiter == "\t" else "csv"


def _book_kind(path: Path) -> str:
    if not zipfile.is_zipfile(path):
        return "xls"
    with zipfile.ZipFile(path) as book:
        names = set(book.namelist())
    return next(kind for part, kind in _BOOKS if part in names)
