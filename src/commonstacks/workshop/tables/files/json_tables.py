"""Which parts of a JSON object are its tables, and which only speak of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from commonstacks.workshop.tables.files import json_strangers
from commonstacks.workshop.tables.files.found import FileKind, Listing
from commonstacks.workshop.tables.files.json_sketch import Items, Members, inside, is_text

_Outline = tuple[FileKind, tuple[Listing, ...]]
_INNER = ("_source", "attributes", "fields", "record")
_ENVELOPE = frozenset(
    [
        "id",
        "type",
        "links",
        "relationships",
        "meta",
        "datasetid",
        "recordid",
        "record_timestamp",
        "geometry",
        "sort",
        "timestamp",
        "size",
        "createdTime",
        "href",
        "url",
        "feature",
        "fields",
    ]
)
_NAMES = frozenset(
    [
        "columns",
        "cols",
        "fields",
        "field_names",
        "fieldnames",
        "column_names",
        "columnnames",
        "header",
        "headers",
        "names",
        "labels",
        "variables",
        "schema",
    ]
)


@dataclass(frozen=True, slots=True)
class _List:
    path: tuple[str, ...]
    items: Items

    @property
    def name(self) -> str:
        return ".".join(self.path)


def choose(root: Members) -> _Outline:
    """The tables of an object that was walked to its end.

    Lists that lie in fewer objects come before deeper ones; those that describe the columns of
    another, and links, are no tables. Refuses errors, and what holds no records.
    """
    json_strangers.refuse(root)
    objects = root.members.get("objects")
    if root.members.get("type") == "Topology" and inside(objects):
        return "topojson", tuple(Listing(name=name) for name in inside(objects))
    if kind := map_kind(plain(root)):
        return kind, (Listing(form="one"),)
    lists = list(_lists(root, ()))
    if not _holds(lists, 1, set(json_strangers.ERRORS)):
        json_strangers.refuse_error(root)
        if found := _maps(lists):
            return found
        if not _holds(lists, 1, set()) and (alone := _alone(root)):
            return alone
    if tables := _tables(lists):
        return "records", tables
    return _columns(root) or _nothing(root, lists)


def map_kind(entry: object, *, named: bool = False) -> FileKind | None:
    """Whether a record is a feature of a map: "geojson", or "esri" as ArcGIS servers write it.

    ``named`` says that its file calls it a feature.
    """
    record = inside(entry)
    shape = inside(record.get("geometry"))
    if isinstance(inside(entry).get("attributes"), dict | Members) and "geometry" in record:
        return "esri" if not shape or "coordinates" not in shape else None
    if "geometry" in record and (named or record.get("type") == "Feature"):
        return "geojson"
    geojson = "coordinates" in shape or "geometries" in shape
    return "geojson" if geojson and "properties" in record else None


def inner(record: object) -> tuple[str, ...]:
    """The member that holds the facts of a record, where all others are what servers add."""
    own = inside(record)
    for name in _INNER:
        others = set(own) - {name}
        if not inside(own.get(name)) or not all(
            other in _ENVELOPE or other.startswith("_") for other in others
        ):
            continue
        if name != "record":
            return (name,)
        if deeper := inner(own[name]):
            return (name, *deeper)
    return ()


def is_header(first: object, second: object = None) -> bool:
    """Whether a record that is a list holds the names for the others: text, each its own."""
    if not isinstance(first, list) or not first or not all(is_text(name) for name in first):
        return False
    if not all(name.strip() for name in first) or len(set(first)) < len(first):
        return False
    return second is None or (isinstance(second, list) and len(second) == len(first))


def plain(value: object) -> Any:
    """What was sketched as it was, save for what is left of lists: their first entry."""
    if isinstance(value, Items):
        return [] if value.first is None else [value.first]
    if isinstance(value, Members):
        return {name: plain(item) for name, item in value.members.items()}
    return value


def _lists(value: object, path: tuple[str, ...]) -> Iterator[_List]:
    if isinstance(value, Items):
        yield _List(path, value)
    elif isinstance(value, Members):
        for name, item in value.members.items():
            yield from _lists(item, (*path, name))


def _holds(lists: list[_List], depth: int, without: set[str]) -> bool:
    """Whether there are records in a list that deep."""
    return any(
        len(one.path) == depth and one.name not in without and isinstance(one.items.first, dict)
        for one in lists
    )


def _maps(lists: list[_List]) -> _Outline | None:
    for one in lists:
        if kind := map_kind(one.items.first):
            return kind, (Listing(path=one.path),)
    return None


def _tables(lists: list[_List]) -> tuple[Listing, ...]:
    found = [(one, listing) for one in lists if (listing := _listing(one, lists))]
    if not found:
        return ()
    speaking = {one.name for one, _ in found if _describes(one, found) or _links(one)}
    kept = [pair for pair in found if pair[0].name not in speaking] or found
    least = min(len(one.path) for one, _ in kept)
    return tuple(listing for one, listing in kept if len(one.path) == least)


def _listing(one: _List, lists: list[_List]) -> Listing | None:
    """The records of a list: objects, or lists whose names are known."""
    first = one.items.first
    if isinstance(first, dict):
        names = _elsewhere(one, lists, _pxweb(first)) if _pxweb(first) else ()
        if names:
            return Listing(one.name, one.path, rows=True, names=names)
        return Listing(one.name, one.path, inner=inner(first)) if first else None
    if not isinstance(first, list) or not first:
        return None
    names = _elsewhere(one, lists, len(first))
    if names or is_header(first):
        return Listing(one.name, one.path, rows=True, names=names)
    return None


def _pxweb(first: dict[str, Any]) -> int:
    """How many cells a record of a PxWeb answer has: its keys and its values; else 0."""
    key, values = first.get("key"), first.get("values")
    if isinstance(key, list) and isinstance(values, list) and set(first) == {"key", "values"}:
        return len(key) + len(values)
    return 0


def _elsewhere(one: _List, lists: list[_List], width: int) -> tuple[str, ...]:
    """The names for records that are lists, which stand somewhere else in the file."""
    for other in lists:
        titles = other.items.titles
        if other is not one and len(titles) == width and other.path[-1].casefold() in _NAMES:
            return titles
    return ()


def _describes(one: _List, found: list[tuple[_List, Listing]]) -> bool:
    """Whether it only describes the columns of another list: most names are there and here."""
    titles = set(one.items.titles)
    if not titles or not isinstance(one.items.first, dict):
        return False
    for other, listing in found:
        if other is one:
            continue
        if listing.names and listing.names == one.items.titles:
            return True
        names = set(inside(other.items.first))
        both = 2 * len(titles & names)
        named = one.path[-1].casefold() in _NAMES
        if both > len(titles) and (named or both > len(names)):
            return True
    return False


def _links(one: _List) -> bool:
    return {"href", "rel"} <= set(inside(one.items.first))


def _alone(root: Members) -> _Outline | None:
    """An object whose members are the columns, by row number, or the records, by name."""
    if _is_numbered(root):
        return "records", (Listing(form="numbered"),)
    if root.count < 2 or not root.objects or not root.shared:
        return None
    if len(root.shared) * 2 < root.widest:
        return None
    first = inside(next(iter(root.members.values())))
    free = next(name for name in ("key", "_key", "__key") if name not in first)
    return "keyed", (Listing(form="keyed", key="" if root.said else free),)


def _is_numbered(value: object) -> bool:
    """Columns as objects, each with all rows by their numbers."""
    if not isinstance(value, Members) or not value.count or value.count > len(value.members):
        return False
    columns = list(value.members.values())
    if not all(isinstance(c, Members) and c.count and c.numbered and c.plain for c in columns):
        return False
    return len({(c.count, c.last) for c in columns if isinstance(c, Members)}) == 1


def _columns(root: Members) -> _Outline | None:
    """Columns as lists of one length: of the object itself, or of one of its members."""
    places: list[tuple[tuple[str, ...], object]] = [((), root)]
    places += [((name,), value) for name, value in root.members.items()]
    found = [path for path, value in places if _is_columnar(value)]
    if not found:
        return None
    return "records", tuple(Listing(".".join(p), p, form="columns") for p in found)


def _is_columnar(value: object) -> bool:
    if not isinstance(value, Members) or value.count < 2 or value.count > len(value.members):
        return False
    columns = [column for column in value.members.values() if isinstance(column, Items)]
    if len(columns) < value.count or not all(column.plain for column in columns):
        return False
    return len({column.count for column in columns}) == 1 and columns[0].count > 0


def _nothing(root: Members, lists: list[_List]) -> _Outline:
    if any(not one.items.count for one in lists):
        raise json_strangers.nothing()
    raise json_strangers.no_records(plain(root))
