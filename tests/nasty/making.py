"""Makes the bytes of formats that are more than text."""

from __future__ import annotations

import gzip
import io
import sqlite3
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path

import openpyxl

EARLY = (2024, 1, 1, 0, 0, 0)


def xlsx(book: openpyxl.Workbook) -> bytes:
    """The workbook as bytes."""
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def zipped(members: Mapping[str, bytes | str]) -> bytes:
    """A zip archive of these members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name, EARLY), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def rezipped(content: bytes, member: str, *changes: tuple[bytes, bytes]) -> bytes:
    """The archive with bytes of one member replaced."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    for old, new in changes:
        members[member] = members[member].replace(old, new)
    return zipped(members)


def gzipped(content: bytes) -> bytes:
    return gzip.compress(content, mtime=0)


def dbf(
    fields: Sequence[tuple[str, str, int, int]],
    rows: Sequence[Sequence[str]],
    mark: int = 0,
    encoding: str = "cp850",
) -> bytes:
    """A dBase III table of fields (name, type, width, decimals); ``mark`` is the code page byte."""
    width = 1 + sum(field[2] for field in fields)
    head = struct.pack(
        "<B3BIHH16xBB2x", 3, 124, 1, 1, len(rows), 33 + 32 * len(fields), width, 0, mark
    )
    for name, kind, size, decimals in fields:
        head += struct.pack("<11sc4xBB14x", name.encode("ascii"), kind.encode(), size, decimals)
    body = b""
    for row in rows:
        body += b" "
        for (_, kind, size, _), cell in zip(fields, row, strict=True):
            text = cell.encode(encoding)
            body += text.rjust(size) if kind in "NF" else text.ljust(size)
    return head + b"\r" + body + b"\x1a"


def points(places: Sequence[tuple[float, float]]) -> tuple[bytes, bytes]:
    """The .shp and the .shx of points."""
    xs, ys = [x for x, _ in places], [y for _, y in places]
    box = struct.pack("<8d", min(xs), min(ys), max(xs), max(ys), 0, 0, 0, 0)
    body = index = b""
    for number, (x, y) in enumerate(places, start=1):
        index += struct.pack(">ii", 50 + len(body) // 2, 10)
        body += struct.pack(">ii", number, 10) + struct.pack("<idd", 1, x, y)

    def head(content: bytes) -> bytes:
        return (
            struct.pack(">i20xi", 9994, 50 + len(content) // 2) + struct.pack("<ii", 1000, 1) + box
        )

    return head(body) + body, head(index) + index


def sqlite(*statements: str) -> bytes:
    """A SQLite database after these statements."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "made.sqlite"
        with closing(sqlite3.connect(path)) as database:
            for statement in statements:
                database.execute(statement)
            database.commit()
        return path.read_bytes()


def point_blob(x: float, y: float, srs: int = 4326) -> str:
    """A GeoPackage point as an SQL literal."""
    blob = b"GP" + struct.pack("<BBi", 0, 1, srs) + struct.pack("<BIdd", 1, 1, x, y)
    return f"x'{blob.hex()}'"


def bomb_zip(name: str, megabytes: int) -> bytes:
    """A zip whose one member is this many megabytes of the same short row."""
    packed, checksum, size = _repeated(megabytes)
    return _archive([name], packed, (8, checksum, size))


def many_zip(names: Sequence[str], content: bytes) -> bytes:
    """A zip of members with the same content."""
    return _archive(names, content, (0, zlib.crc32(content), len(content)))


def _archive(names: Sequence[str], packed: bytes, facts: tuple[int, int, int]) -> bytes:
    """Members of the same bytes; ``facts`` are method, checksum and unpacked size."""
    method, checksum, size = facts
    head = struct.pack("<HHHHHIII", 20, 0, method, 0, 0x5821, checksum, len(packed), size)
    members, entries = bytearray(), bytearray()
    for name in (name.encode() for name in names):
        lengths = struct.pack("<HH", len(name), 0)
        entries += b"PK\1\2" + struct.pack("<H", 20) + head + lengths
        entries += struct.pack("<HHHII", 0, 0, 0, 0, len(members)) + name
        members += b"PK\3\4" + head + lengths + name + packed
    end = struct.pack("<HHHHIIH", 0, 0, len(names), len(names), len(entries), len(members), 0)
    return bytes(members + entries) + b"PK\5\6" + end


def bomb_gz(megabytes: int) -> bytes:
    """A gzip file of this many megabytes of the same short row."""
    packed, checksum, size = _repeated(megabytes)
    return b"\x1f\x8b\x08\0\0\0\0\0\2\xff" + packed + struct.pack("<II", checksum, size)


def _repeated(megabytes: int) -> tuple[bytes, int, int]:
    """A deflate stream that is one block many times, its CRC and its unpacked size."""
    block = b"1,1\n" * 262_144
    deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
    once = deflate.compress(block) + deflate.flush(zlib.Z_FULL_FLUSH)
    checksum = 0
    for _ in range(megabytes):
        checksum = zlib.crc32(block, checksum)
    return once * megabytes + deflate.flush(), checksum, len(block) * megabytes
