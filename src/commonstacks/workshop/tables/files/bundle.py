"""A zip of several files: which of them are tables, in which order, and what else lies there."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from commonstacks.kit.errors import Refusal, phrase
from commonstacks.workshop.tables.files import archive, gtfs, packed
from commonstacks.workshop.tables.files.archive import Archive, Entry
from commonstacks.workshop.tables.files.found import Found, Search
from commonstacks.workshop.tables.refused import magics, strangers
from commonstacks.workshop.tables.shape import Step

Look = Callable[[Path, Search], Found]
"""How a file is looked into: ``detect.look``."""

_TABLES = re.compile(
    r".*\.(?:csv|tsv|tab|psv|geojson|topojson|ndjson|jsonl|json|geojsonl|parquet|arrow|arrows"
    r"|feather|sqlite|sqlite3|db|gpkg|kml|xlsx|xlsm|xlsb|xls|ods)(?:\.(?:gz|bz2|xz|zst))?",
    re.IGNORECASE,
)
_BESIDE = re.compile(
    r"read[ _-]?me.*|licen[cs]e.*|copying.*|copyright.*|change(?:s|log).*|manifest.*"
    r"|datapackage\.json|package\.json|meta(?:data)?\.json|.*[-_.]metadata\.json|schema\.json"
    r"|.*\.(?:md|html?|xml|pdf|docx?|rtf|odt|pptx?|png|jpe?g|gif|tiff?|css|js|py|sql|xsd|ya?ml"
    r"|ini|cfg|qml|sld|lyr|url|lnk)",
    re.IGNORECASE,
)
_SHAPE_PARTS = re.compile(
    r"\.(?:shp|shx|dbf|prj|cpg|sbn|sbx|qix|qpj|qmd|fbn|fbx|ain|aih|atx|ixs|mxs|cst|lyr"
    r"|xml|shp\.xml|cpg\.txt|dbf\.xml)",
    re.IGNORECASE,
)
_SEPARATORS = b"\t;|,"
_WORKBOOKS = (b"[Content_Types].xml", b"xl/", b"opendocument.spreadsheet")
_ARCHIVE = "an archive inside the archive, not opened"
_SHAPES = "shapefile"


@dataclass(frozen=True, slots=True)
class _Part:
    """A table of the archive: ``stem`` is the path of a shapefile, which is several files."""

    title: str
    entry: Entry
    stem: str = ""


@dataclass(slots=True)
class _Sorted:
    parts: list[_Part] = field(default_factory=list)
    zips: list[Entry] = field(default_factory=list)
    left: list[str] = field(default_factory=list)  # what is no table, each with the reason
    refused: list[Refusal] = field(default_factory=list)
    feed: bool = False


def find(path: Path, search: Search, look: Look) -> Found:
    """The tables in a zip.

    One table alone is unpacked and looked into. Of several each is a layer, called by its file's
    name; those of a file with several are called "file: layer". Files that are no tables are
    told in a step. Shapefiles are tables, a GTFS feed is in the order of its reference, and a
    zip alone in a zip is opened once. Refuses an archive without any table, and what
    ``archive.opened`` refuses.
    """
    with archive.opened(path) as box:
        entries = box.entries
        if len(entries) == 1:
            return _only(box, entries[0], search, look, ())
        found = _sort(box, entries)
        if not found.parts and len(found.zips) == 1:
            return _only(box, found.zips[0], search, look, _told(found.left))
        if not found.parts:
            raise _no_table(entries, found)
        if len(found.parts) == 1 and not found.parts[0].stem:
            return _only(box, found.parts[0].entry, search, look, _told(found.left))
        if all(part.stem for part in found.parts):
            tables = tuple((part.title, part.stem) for part in found.parts)
            return Found("shapefiles", path, tables, steps=_told(found.left))
        return _several(box, path, found, search, look)


def layer(found: Found, inside: str, search: Search, look: Look) -> tuple[Found, str]:
    """One table of a zip of several, unpacked: what it is, and where in it the table lies."""
    at, _, where = inside.partition(":")
    if at == _SHAPES:
        return Found("shapefiles", found.path, steps=found.steps), where
    with archive.opened(found.path) as box:
        entry = next(entry for entry in box.entries if entry.at == int(at))
        return _only(box, entry, search, look, found.steps), where


def _sort(box: Archive, entries: Sequence[Entry]) -> _Sorted:
    found = _Sorted(feed=gtfs.is_feed(entry.short for entry in entries))
    shapes = _shapefiles(entries)
    tables = list(shapes)
    stems = {stem.lower() for stem in shapes.values()}
    for entry in entries:
        if not _belongs(entry.name.lower(), stems):
            _judge(box, entry, tables, found)
    order = gtfs.rank if found.feed else lambda _: 0
    tables.sort(key=lambda entry: (order(entry.short), entry.name))
    titles = _titles([shapes.get(entry, entry.name) for entry in tables])
    found.parts = [
        _Part(title, entry, shapes.get(entry, ""))
        for title, entry in zip(titles, tables, strict=True)
    ]
    return found


def _shapefiles(entries: Sequence[Entry]) -> dict[Entry, str]:
    """The shapefiles, each by its main part, or by its index where the main part is missing."""
    found: dict[str, Entry] = {}
    for suffix in (".shp", ".shx"):
        for entry in entries:
            if entry.suffix == suffix and not entry.link:
                found.setdefault(entry.name[: -len(suffix)], entry)
    return {entry: stem for stem, entry in found.items()}


def _belongs(name: str, stems: set[str]) -> bool:
    """Is it a part of one of the shapefiles?"""
    dots = (at for at, sign in enumerate(name) if sign == ".")
    return any(name[:at] in stems and _SHAPE_PARTS.fullmatch(name[at:]) for at in dots)


def _judge(box: Archive, entry: Entry, tables: list[Entry], found: _Sorted) -> None:
    try:
        reason = _no_reason(box, entry, found)
    except Refusal as refusal:
        found.refused.append(refusal)
        reason = refusal.reason
    if reason == _ARCHIVE:
        found.zips.append(entry)
    if reason:
        found.left.append(f"{entry.name}: {reason}")
    else:
        tables.append(entry)


def _no_reason(box: Archive, entry: Entry, found: _Sorted) -> str:
    """Why a file is no table; "" if it is one."""
    if entry.link:
        return "a link, which leads nowhere"
    known = found.feed and entry.short.lower() in gtfs.ORDER
    if _BESIDE.fullmatch(entry.short):
        return "no table, by its name"
    head = box.head(entry)
    if head.startswith(b"PK") and not any(mark in head for mark in _WORKBOOKS):
        return _ARCHIVE
    if not head.startswith(b"PK") and not packed.form(head) and not _is_database(head):
        if not (strangers.is_page(head) or strangers.is_map(head)):
            strangers.refuse(head)
        if not known and not _TABLES.fullmatch(entry.short) and not _is_tabular(head):
            return "no table, by what is in it"
    return ""


def _is_database(head: bytes) -> bool:
    known = (b"PAR1", b"ARROW1", b"SQLite format 3\0", b"\xd0\xcf\x11\xe0", b"\xff\xff\xff\xff")
    return any(magics.begins(head, magic) for magic in known) or head[:1] == b"\x03"


def _is_tabular(head: bytes) -> bool:
    """Whether nearly all lines have one separator as often as the first."""
    lines = [line for line in strangers.plain(head).splitlines()[:200] if line.strip()]
    if len(head) == archive.HEAD:
        lines = lines[:-1]
    if len(lines) < 2:
        return False
    for sign in _SEPARATORS:
        count = lines[0].count(sign)
        if count and sum(line.count(sign) == count for line in lines) >= 0.9 * len(lines):
            return True
    return False


def _titles(names: list[str]) -> list[str]:
    """Each file's name, its whole path where two have the same, and a number where paths do."""
    short = [name.rsplit("/", 1)[-1] for name in names]
    often, seen = Counter(short), Counter[str]()
    titles: list[str] = []
    for name, last in zip(names, short, strict=True):
        title = last if often[last] == 1 else name
        seen[title] += 1
        titles.append(f"{title} ({seen[title]})" if seen[title] > 1 else title)
    return titles


def _only(box: Archive, entry: Entry, search: Search, look: Look, steps: tuple[Step, ...]) -> Found:
    """The one table of the archive, looked into."""
    target = search.room()
    box.unpack(entry, target)
    found = look(target, search.deeper(search.layer))
    return found.after(Step("unpacked", f"Unpacked from a zip archive: {entry.name}"), *steps)


def _several(box: Archive, path: Path, sorted_: _Sorted, search: Search, look: Look) -> Found:
    likely = [part for part in sorted_.parts if _may_hold(part.title, search.layer)]
    tables, left = _listed(box, likely, search, look)
    if search.layer not in dict(tables):
        tables, left = _listed(box, sorted_.parts, search, look)
    left = [*sorted_.left, *left]
    if not tables:
        raise Refusal(
            "The file is a zip archive, and no table in it can be read.", "; ".join(left[:3])
        )
    return Found("gtfs" if sorted_.feed else "zip", path, tuple(tables), steps=_told(left))


def _listed(
    box: Archive, parts: Sequence[_Part], search: Search, look: Look
) -> tuple[list[tuple[str, str]], list[str]]:
    """The tables in these files, and what cannot be read."""
    tables: list[tuple[str, str]] = []
    left: list[str] = []
    for part in parts:
        try:
            tables += _tables(box, part, search, look)
        except Refusal as refusal:
            left.append(f"{part.entry.name}: {refusal.reason}")
    return tables, left


def _may_hold(title: str, layer: str) -> bool:
    return layer == title or layer.startswith(f"{title}: ")


def _tables(box: Archive, part: _Part, search: Search, look: Look) -> list[tuple[str, str]]:
    if part.stem:
        return [(part.title, f"{_SHAPES}:{part.stem}")]
    if _is_plain_text(box.head(part.entry)):
        return [(part.title, f"{part.entry.at}:")]
    target = search.room()
    try:
        box.unpack(part.entry, target)
        inner = look(target, search.deeper())
    finally:
        target.unlink(missing_ok=True)
    if len(inner.tables) == 1:
        return [(part.title, f"{part.entry.at}:{inner.tables[0][1]}")]
    return [(f"{part.title}: {name}", f"{part.entry.at}:{where}") for name, where in inner.tables]


def _is_plain_text(head: bytes) -> bool:
    """Surely a text table: nothing that has to be looked into to be known."""
    return (
        b"\0" not in head
        and head.lstrip()[:1] not in (b"{", b"[", b"<", b"")
        and not (packed.form(head) or head.startswith(b"PK") or _is_database(head))
    )


def _told(left: list[str]) -> tuple[Step, ...]:
    if not left:
        return ()
    count = len(left)
    says = f"{count:,} other {'file' if count == 1 else 'files'} of the archive left in it"
    return (Step("left in the archive", says, count, tuple(text[:160] for text in left[:5])),)


def _no_table(entries: Sequence[Entry], found: _Sorted) -> Refusal:
    by_hand = phrase("Unpack it and add the table inside.")
    if not entries:
        return Refusal("The file is a zip archive with nothing in it.", by_hand)
    if found.refused:
        return found.refused[0]
    if found.zips:
        return Refusal("The file is a zip archive of zip archives.", by_hand)
    some = ", ".join(entry.short[:40] for entry in entries[:3]) + ("…" if len(entries) > 3 else "")
    return Refusal(
        "The file is a zip archive with no file that is a table in it ({some}).", by_hand, some=some
    )
