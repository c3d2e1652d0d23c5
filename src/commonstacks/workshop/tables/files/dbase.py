"""The table of a shapefile (dBase III, as in ESRI's description of 1998), as text."""

from __future__ import annotations

import codecs
import datetime as dt
import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from commonstacks.kit.errors import Refusal
from commonstacks.workshop.tables.files.records import Entry, Odd
from commonstacks.workshop.tables.shape import Step
from commonstacks.workshop.tables.text import aside

_MARKS = {
    0x01: "cp437",
    0x02: "cp850",
    0x03: "cp1252",
    0x04: "mac-roman",
    0x26: "cp866",
    0x57: "cp1252",
    0x58: "cp1252",
    0x64: "cp852",
    0x65: "cp866",
    0x66: "cp865",
    0x6A: "cp737",
    0xC8: "cp1250",
    0xC9: "cp1251",
    0xCA: "cp1254",
    0xCB: "cp1253",
}
_NAMES = {"cp1252": "Windows-1252", "latin-1": "ISO 8859-1"}
_PADDED = re.compile(r"([+-]?\d+)\.0+")
_BLOCK = 4096  # records
_ELSEWHERE = "MGPVWQ0"  # values in another file, and flags of FoxPro's own
_DOUBLE = 8  # bytes of a number with a point
_NOON = 2_440_588  # Julian day number of the epoch
_EPOCH = dt.datetime.fromisoformat("1970-01-01")


@dataclass(frozen=True, slots=True)
class Field:
    name: str
    kind: str  # C letters, N and F numbers, D date, L yes or no; see ``_BINARY``
    start: int
    size: int


@dataclass(frozen=True, slots=True)
class Table:
    """``records`` of ``size`` bytes from byte ``first`` on, deleted ones included."""

    path: Path
    fields: tuple[Field, ...]
    records: int
    first: int
    size: int
    codec: str
    steps: tuple[Step, ...]


def look(path: Path, declared: str) -> Table:
    """Reads the head of a table; ``declared`` is the encoding that the .cpg file names, or "".

    The encoding is the declared one if all letters fit it, else UTF-8, else what the table's own
    mark says, else Windows-1252. Refuses a table that is cut off or whose columns do not fit it.
    """
    with path.open("rb") as file:
        head = file.read(32)
        if len(head) < 32:
            raise broken()
        count, first, size = (
            int.from_bytes(head[start:end], "little") for start, end in ((4, 8), (8, 10), (10, 12))
        )
        described = file.read(max(first - 32, 0))
    # The mark at the end may be missing.
    if not size or first + count * size > path.stat().st_size + 1:
        raise broken()
    bare = _fields(described, size)
    table = Table(path, bare, count, first, size, "latin-1", ())
    codec, steps = _codec(table, declared, head[29])
    named = tuple(
        Field(_decoded(f.name.encode("latin-1"), codec), f.kind, f.start, f.size) for f in bare
    )
    return Table(path, named, count, first, size, codec, steps)


def entries(table: Table) -> Iterator[Entry]:
    """Each row: its number from 0 (named "row"), then its cells; deleted rows are odd entries.

    Numbers are as written, without the zeros that fill up a whole one; dates are ISO 8601.
    """
    for at, record in enumerate(_records(table)):
        if record[:1] == b"*":
            yield Odd(at + 1, aside.DELETED, _decoded(record[1:], table.codec).strip())
            continue
        cells = {
            (str(place), field.name): _cell(field, record, table.codec)
            for place, field in enumerate(table.fields)
        }
        yield {("row", ""): str(at), **cells}


def _records(table: Table) -> Iterator[bytes]:
    left = table.records
    with table.path.open("rb") as file:
        file.seek(table.first)
        while left:
            taken = min(left, _BLOCK)
            block = file.read(taken * table.size)
            for at in range(taken):
                yield block[at * table.size : (at + 1) * table.size]
            left -= taken


def _fields(described: bytes, size: int) -> tuple[Field, ...]:
    found: list[Field] = []
    start = 1
    for at in range(0, len(described) - 31, 32):
        one = described[at : at + 32]
        if one[:1] == b"\r":
            break
        kind = chr(one[11])
        wide = one[16] + (256 * one[17] if kind == "C" else 0)
        found.append(Field(one[:11].split(b"\0")[0].decode("latin-1"), kind, start, wide))
        start += wide
    if not found or start != size:
        raise broken()
    return tuple(found)


def _cell(field: Field, record: bytes, codec: str) -> str:
    if field.kind in "IBYT" or field.kind in _ELSEWHERE:
        return _binary(field, record[field.start : field.start + field.size])
    text = _decoded(record[field.start : field.start + field.size], codec).strip(" \0")
    if field.kind in "NF":
        if text.startswith("*"):  # a number that was too long for its column
            return ""
        whole = _PADDED.fullmatch(text)
        return whole[1] if whole else text
    if field.kind == "D" and len(text) == 8:
        return "" if text == "00000000" else f"{text[:4]}-{text[4:6]}-{text[6:]}"
    if field.kind == "L":
        return {"T": "true", "Y": "true", "F": "false", "N": "false"}.get(text.upper(), "")
    return text


def _binary(field: Field, cell: bytes) -> str:
    """Values that FoxPro writes as numbers of the machine and not as letters."""
    if field.kind == "I" and len(cell) == _DOUBLE // 2:
        return str(int.from_bytes(cell, "little", signed=True))
    if field.kind in _ELSEWHERE or len(cell) != _DOUBLE:
        return ""
    if field.kind == "B":
        number = struct.unpack("<d", cell)[0]
        return str(int(number)) if number.is_integer() else repr(number)
    if field.kind == "Y":
        return f"{Decimal(int.from_bytes(cell, 'little', signed=True)).scaleb(-4):f}"
    return _moment(*struct.unpack("<ii", cell))


def _moment(day: int, milliseconds: int) -> str:
    """ISO 8601 of a Julian day and the time in it."""
    if day <= 0:
        return ""
    since = dt.timedelta(days=day - _NOON, milliseconds=milliseconds)
    try:
        return (_EPOCH + since).isoformat(" ", "seconds")
    except OverflowError:
        return ""


def _decoded(letters: bytes, codec: str) -> str:
    """A cell that was cut in the middle of a letter loses the rest of the letter."""
    if codec != "utf-8":
        return letters.decode(codec, "replace")
    return codecs.getincrementaldecoder(codec)("replace").decode(letters.rstrip(b" \0"))


def _codec(table: Table, declared: str, mark: int) -> tuple[str, tuple[Step, ...]]:
    stated = _known(declared)
    tried = [stated, "utf-8", _MARKS.get(mark, ""), "cp1252", "latin-1"]
    codec = next(codec for codec in tried if codec and _fits(table, codec))
    if codec in ("utf-8", stated, _MARKS.get(mark)):
        return codec, ()
    says = f"Read as {_NAMES[codec]}, because its letters fit no encoding that the file states"
    return codec, (Step("encoding", says),)


def _known(declared: str) -> str:
    """Python's name of an encoding that a .cpg file writes as UTF-8, 1252, ANSI 1252 or 88591."""
    words = declared.strip().lower().removeprefix("ansi").strip()
    if words.startswith("8859") and words[4:].strip("-_").isdigit():
        words = f"iso-8859-{words[4:].strip('-_')}"
    words = "utf-8" if words == "65001" else f"cp{words}" if words.isdigit() else words
    try:
        return codecs.lookup(words).name if words else ""
    except LookupError:
        return ""


def _fits(table: Table, codec: str) -> bool:
    strict = codecs.getincrementaldecoder(codec)
    try:
        for record in _records(table):
            if record.isascii():
                continue
            for field in table.fields:
                strict("strict").decode(
                    record[field.start : field.start + field.size].rstrip(b" \0")
                )
    except UnicodeDecodeError:
        return False
    return True


def broken() -> Refusal:
    """For a shapefile whose parts cannot be read."""
    return Refusal(
        "The shapefile is broken, or parts of it are missing.",
        "Fetch it again, or ask the publisher for all of it: .shp, .shx, .dbf and .prj.",
    )
