"""A dBase table alone (.dbf), as offices of the 1990s left them; shapefiles have one inside."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from commonstacks.kit.errors import Refusal
from commonstacks.workshop.killable import Progress
from commonstacks.workshop.tables.files import dbase
from commonstacks.workshop.tables.files.found import Found
from commonstacks.workshop.tables.files.records import Columns, Entry, Odd, pour
from commonstacks.workshop.tables.shape import Step
from commonstacks.workshop.tables.text import header
from commonstacks.workshop.tables.text.aside import Aside
from commonstacks.workshop.tables.text_table import TextTable

_VERSIONS = frozenset(b"\x03\x05\x30\x31\x32\x43\x83\x8b\x8c\xcb\xf5\xfb")
_KINDS = frozenset(b"CNFDLMGPBITYVWQ0")
_ELSEWHERE = frozenset("MGPVWQ")  # kinds whose values lie in another file
_ROW = ("row", "")


def fits(head: bytes) -> bool:
    """Whether these first bytes are the head of a dBase table: version, date, sizes, columns."""
    if len(head) < 65 or head[0] not in _VERSIONS:
        return False
    first, size = int.from_bytes(head[8:10], "little"), int.from_bytes(head[10:12], "little")
    plausible = head[2] <= 12 and head[3] <= 31 and first >= 65 and size > 1
    return plausible and head[43] in _KINDS and head[32:33] not in (b"\r", b"\0")


def read(found: Found, into: Path, tell: Callable[[Progress], None]) -> TextTable:
    """Reads the table as text into Parquet in ``into``; numbers are as written, dates ISO 8601.

    Rows marked as deleted are set aside; columns whose values lie in a memo file beside it are
    empty, with a step. Refuses a table that is cut off or does not fit its own columns.
    """
    table = _looked(found.path)
    columns = Columns.of(_entries(table), tell)
    columns.names = dict.fromkeys((str(at), one.name) for at, one in enumerate(table.fields))
    names, renamed = header.unique([one.name for one in table.fields])
    target, odd = into / "dbase.parquet", into / "dbase.jsonl"
    with Aside(odd) as kept:
        pour(_entries(table), columns, target, kept, tell)
        steps = (
            *found.steps,
            Step("format", "The file is a dBase table"),
            *table.steps,
            *_memos(table),
            *renamed,
            *kept.steps(),
        )
        aside = kept.counts.total()
    letters = frozenset(at for at, one in enumerate(table.fields) if one.kind == "C")
    return TextTable(target, odd, names, columns.records, aside, 0, ",", steps, lettered=letters)


def _looked(path: Path) -> dbase.Table:
    try:
        return dbase.look(path, "")
    except Refusal as refusal:
        raise Refusal(
            "The file is a dBase table, but broken or cut off.",
            "Fetch it again, or ask the publisher.",
        ) from refusal


def _entries(table: dbase.Table) -> Iterator[Entry]:
    for entry in dbase.entries(table):
        if not isinstance(entry, Odd):
            entry.pop(_ROW)
        yield entry


def _memos(table: dbase.Table) -> tuple[Step, ...]:
    away = tuple(one.name for one in table.fields if one.kind in _ELSEWHERE)
    if not away:
        return ()
    says = f"The values of {', '.join(away[:5])} lie in a memo file, which is not here"
    return (Step("memos", says, len(away), away[:5]),)
