"""What a JSON file holds: records, map features or a topology; and answers that are errors."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, islice
from pathlib import Path

from commonstacks.workshop.killable import ignore
from commonstacks.workshop.tables.files import json_strangers, json_tables
from commonstacks.workshop.tables.files.found import FileKind, Form, Found, Listing
from commonstacks.workshop.tables.files.json_sketch import Items, Members, sketch
from commonstacks.workshop.tables.files.json_text import LONGEST, Walk, line
from commonstacks.workshop.tables.text import encoding
from commonstacks.workshop.tables.text.encoding import Letters
from commonstacks.workshop.tables.text.header import MOST_COLUMNS

_Outline = tuple[FileKind, tuple[Listing, ...]]
_RECORD_MARK = "\x1e"


def find(path: Path) -> Found:
    """The tables of a JSON file (RFC 8259), plain or gzip.

    Knows a list of records up to two objects deep, records that are lists with their names
    first or elsewhere, columns that are lists or objects by row number, an object of records,
    one record a line or in a sequence (RFC 7464), GeoJSON (RFC 7946, RFC 8142), answers of
    ArcGIS servers, and TopoJSON. Refuses broken JSON, error messages, JSON without records, and
    by name what ``json_strangers`` knows.
    """
    letters = encoding.find(path, ignore, longest=LONGEST * 16)
    with encoding.text(path, letters) as source:
        walk = Walk(source)
        kind, listings = _of_list(walk) if walk.peek() == "[" else _of_object(walk)
    if kind == "ndjson" or listings[0].form == "lines":
        form = _form(path, letters, listings[0].form)
        listings = tuple(replace(listing, form=form) for listing in listings)
    tables = tuple((listing.name, listing.name) for listing in listings)
    return Found(kind, path, tables, letters, listings=listings)


def _of_list(walk: Walk) -> _Outline:
    entries = walk.elements()
    first = list(islice(entries, 2))
    if not first:
        raise json_strangers.nothing()
    if kind := json_tables.map_kind(first[0]):
        return kind, (Listing(),)
    if isinstance(first[0], dict):
        return "records", (Listing(inner=json_tables.inner(first[0])),)
    if isinstance(first[0], list) and json_tables.is_header(*first):
        return "records", (Listing(rows=True),)
    return _of_lines(walk, first, entries)


def _of_lines(walk: Walk, first: list[object], entries: Iterator[object]) -> _Outline:
    """Lists one a line, or one list of plain values, which is no table."""
    header = [*first, *islice(entries, MOST_COLUMNS)]
    for _ in entries:
        continue
    if walk.peek() == "[" and json_tables.is_header(header, walk.value()):
        return "ndjson", (Listing(form="lines", rows=True),)
    raise json_strangers.no_records(header)


def _of_object(walk: Walk) -> _Outline:
    root = Members()
    for name in walk.members():
        if name != "features" or walk.peek() != "[":
            root.add(name, sketch(walk))
            continue
        entries = walk.elements()
        first = next(entries, None)
        if kind := json_tables.map_kind(first, named=True):
            return kind, (Listing(path=("features",)),)
        root.add(name, Items.of(chain((first,), entries) if first is not None else entries))
    if walk.peek() == "{":
        return _many(root)
    walk.end()
    return json_tables.choose(root)


def _many(root: Members) -> _Outline:
    first = json_tables.plain(root)
    if kind := json_tables.map_kind(first):
        return kind, (Listing(form="lines"),)
    return "ndjson", (Listing(form="lines", inner=json_tables.inner(first)),)


def _form(path: Path, letters: Letters, otherwise: Form) -> Form:
    """How several records follow each other: told by the marks, or by the first line."""
    with encoding.text(path, letters) as source:
        first = next((text for text in source if text.strip()), "")
    if first.lstrip(" \t\ufeff").startswith(_RECORD_MARK):
        return "texts"
    try:
        line(first.strip())
    except ValueError:
        return "sequence"
    return otherwise if otherwise != "list" else "lines"
