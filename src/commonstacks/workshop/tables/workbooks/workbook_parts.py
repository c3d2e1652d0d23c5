"""The parts of a zipped workbook (xlsx, xlsb, ods): checked before anything unpacks them."""

from __future__ import annotations

import lzma
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Self

from lxml import etree

from commonstacks.kit.errors import Refusal

MOST_UNPACKED = 1 << 30  # bytes of all parts
MOST_RATIO = 200  # a part that unpacks to more than this many times its size is a bomb, if large
MOST_PARTS = 10_000
_LARGE = 256 << 20  # bytes
_SMALL = 64 << 20  # bytes of a part that is parsed as a tree
_BLOCK = 1 << 20
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    NotImplementedError,
    ValueError,
    RuntimeError,
)

Tree = Any
"""An lxml element; lxml comes without types."""


class Parts:
    """A zip archive whose parts unpack to what they say, and to no more than a workbook would."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._zip = opened(path)
        entries = self._zip.infolist()
        self.names = tuple(entry.filename for entry in entries)
        self._entries = {entry.filename: entry for entry in entries}
        if len(entries) > MOST_PARTS or len(self._entries) < len(entries):
            raise broken()
        if any(entry.header_offset < 0 for entry in entries):
            raise broken()
        if any(entry.flag_bits & 1 for entry in entries):
            raise locked()
        if sum(entry.file_size for entry in entries) > MOST_UNPACKED or any(map(_bomb, entries)):
            raise bomb()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()

    def check(self, seen: frozenset[str]) -> None:
        """Unpacks every part but those ``seen``. Refuses one broken or longer than it says."""
        for name in self.names:
            for _ in () if name in seen else self.blocks(name):
                continue

    def blocks(self, name: str) -> Iterator[bytes]:
        """The bytes of one part, a megabyte at a time."""
        entry = self._entries[name]
        left, declared = entry.file_size, entry.file_size
        entry.file_size = MOST_UNPACKED + 1  # or zipfile would stop where the entry says it ends
        try:
            with self._zip.open(entry) as source:
                while block := source.read(_BLOCK):
                    left -= len(block)
                    if left < 0:
                        raise bomb()
                    yield block
        except _DAMAGED as error:
            raise broken() from error
        finally:
            entry.file_size = declared

    def tree(self, name: str) -> Tree | None:
        """A small XML part as a tree, entities and network off; None where there is none."""
        if name not in self._entries:
            return None
        if self._entries[name].file_size > _SMALL:
            raise bomb()
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
        try:
            return etree.fromstring(b"".join(self.blocks(name)), parser)
        except etree.XMLSyntaxError as error:
            raise broken() from error


def opened(path: Path) -> zipfile.ZipFile:
    """The zip archive. Refuses a broken one."""
    try:
        return zipfile.ZipFile(path)
    except _DAMAGED as error:
        raise broken() from error


def broken() -> Refusal:
    """For a workbook that cannot be read."""
    return Refusal("The workbook is broken or cut off.", "Fetch it again, or ask the publisher.")


def bomb() -> Refusal:
    """For a workbook that unpacks to more than 1 GB, or to far more than it says."""
    return Refusal(
        "The workbook unpacks to far more than a table would.",
        "Open it yourself and save the sheet as CSV if it is sound.",
    )


def locked() -> Refusal:
    """For a workbook that only opens with a password."""
    return Refusal(
        "The workbook is protected with a password.",
        "Ask the publisher for one without, or save the sheet as CSV.",
    )


def _bomb(entry: zipfile.ZipInfo) -> bool:
    return entry.file_size > max(_LARGE, MOST_RATIO * entry.compress_size)
