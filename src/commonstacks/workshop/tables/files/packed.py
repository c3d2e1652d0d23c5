"""Files packed as one stream (gzip, bzip2, xz, Zstandard), unpacked within bounds."""

from __future__ import annotations

import bz2
import gzip
import lzma
import re
import zlib
from collections.abc import Generator
from contextlib import closing
from pathlib import Path

import pyarrow as pa

from commonstacks.kit.errors import Refusal
from commonstacks.workshop.killable import Progress
from commonstacks.workshop.tables.files.found import Search
from commonstacks.workshop.tables.text import encoding

MOST_OTHER = 8 << 30  # bytes that anything but text may unpack to
FREE = 256 << 20  # bytes up to which the ratio is not looked at
_MEMORY = 256 << 20  # bytes of the dictionary that an xz file may ask for
_HEAD = 8192
_FORMS = (
    (re.compile(rb"\x1f\x8b"), "gzip"),
    (re.compile(rb"BZh[1-9](?:1AY&SY|\x17rE8P\x90)"), "bzip2"),
    (re.compile(rb"\xfd7zXZ\x00"), "xz"),
    (re.compile(rb"(?:[\x50-\x5f]\x2a\x4d\x18.{4,}?)?\x28\xb5\x2f\xfd", re.DOTALL), "Zstandard"),
)
_DAMAGED = (EOFError, gzip.BadGzipFile, zlib.error, lzma.LZMAError, ValueError)


def head(path: Path) -> bytes:
    """The first kilobytes of a file as they lie."""
    with path.open("rb") as file:
        return file.read(_HEAD)


def form(first: bytes) -> str:
    """What a file is packed with, by its first bytes; "" for a plain one."""
    return next((name for pattern, name in _FORMS if pattern.match(first)), "")


def unpack(path: Path, packing: str, search: Search) -> Path:
    """The plain bytes as a file in the scratch folder.

    Refuses what is broken or cut off, more than 64 GB of text or 8 GB of anything else, and past
    1 GB what is 200 times larger than the packed file.
    """
    size, seen, most = path.stat().st_size, 0, 0
    target = search.room()
    with closing(_blocks(path, packing)) as blocks, target.open("wb") as out:
        try:
            for block in blocks:
                most = most or (MOST_OTHER if b"\0" in block[:_HEAD] else encoding.MOST_UNPACKED)
                seen += len(block)
                if seen > most or (seen > FREE and seen > encoding.MOST_RATIO * size):
                    raise _bomb(packing)
                out.write(block)
                search.tell(Progress(min(seen, size), size, "unpacking"))
        except _DAMAGED as error:
            raise _broken(packing) from error
        except OSError as error:
            if error.errno:  # the disk's; bzip2 and Zstandard have no errors of their own
                raise
            raise _broken(packing) from error
    return target


def _blocks(path: Path, packing: str) -> Generator[bytes]:
    if packing == "Zstandard":
        return _zstandard(path)
    if packing == "gzip":
        return _gzip(path)
    return _streams(path, packing)


def _gzip(path: Path) -> Generator[bytes]:
    with gzip.open(path, "rb") as file:
        while block := file.read(encoding.BLOCK):
            yield block


def _zstandard(path: Path) -> Generator[bytes]:
    with pa.CompressedInputStream(pa.OSFile(str(path), "rb"), "zstd") as file:
        while block := file.read(encoding.BLOCK):
            yield block


def _streams(path: Path, packing: str) -> Generator[bytes]:
    """All streams of the file, one after the other, a block at a time."""
    with path.open("rb") as file:
        left = file.read(encoding.BLOCK)
        while left.strip(b"\0"):  # xz pads its streams with zeros
            unpacker = _unpacker(packing)
            while not unpacker.eof:
                if unpacker.needs_input:
                    left = left or file.read(encoding.BLOCK)
                    if not left:
                        raise EOFError
                if block := unpacker.decompress(left, encoding.BLOCK):
                    yield block
                left = b""
            left = unpacker.unused_data or file.read(encoding.BLOCK)


def _unpacker(packing: str) -> bz2.BZ2Decompressor | lzma.LZMADecompressor:
    if packing == "xz":
        return lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=_MEMORY)
    return bz2.BZ2Decompressor()


def _bomb(packing: str) -> Refusal:
    return Refusal(
        "The {packing} file unpacks to far more than a table would.",
        "Unpack it yourself and add the table if it is sound.",
        packing=packing,
    )


def _broken(packing: str) -> Refusal:
    return Refusal(
        "The {packing} file is broken or cut off.",
        "Fetch it again, or ask the publisher.",
        packing=packing,
    )
