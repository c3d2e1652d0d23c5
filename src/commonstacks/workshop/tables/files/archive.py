"""Zip archives: what is in them, and the few files of them that are unpacked, within bounds."""

from __future__ import annotations

import lzma
import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from commonstacks.kit.errors import Refusal

MOST_FILES = 10_000
MOST_UNPACKED = 8 << 30  # bytes of one file
MOST_RATIO = 200  # a file that unpacks to more than this many times its size is a bomb, if large
_LARGE = 256 << 20  # bytes
_BLOCK = 1 << 20
HEAD = 8192  # bytes that are looked at
MOST_DIRECTORY = 32 << 20  # bytes of the list of files
_LOCAL_HEAD = 30  # bytes before each file, at least
_PARTS = (".shp", ".shx", ".dbf", ".prj", ".cpg")
_DAMAGED = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, ValueError)


@dataclass(frozen=True, slots=True)
class Entry:
    """One file in a zip: ``at`` is its place in the list of files, which may name one twice."""

    at: int
    name: str
    link: bool = False

    @property
    def short(self) -> str:
        """Its name without its folders."""
        return PurePosixPath(self.name).name

    @property
    def suffix(self) -> str:
        return PurePosixPath(self.name).suffix.lower()


class Archive:
    """An open zip; names in it never become paths."""

    def __init__(self, file: zipfile.ZipFile) -> None:
        self._file = file
        self._every = file.infolist()

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The files as they stand there; folders and hidden files left out."""
        return tuple(
            Entry(at, entry.filename.replace("\\", "/"), _is_link(entry))
            for at, entry in enumerate(self._every)
            if not entry.is_dir() and not _hidden(entry.filename)
        )

    def head(self, entry: Entry) -> bytes:
        """The first kilobytes of a file. Refuses one with a password and a broken one."""
        with self._reading(entry) as source:
            return source.read(HEAD)

    def unpack(self, entry: Entry, to: Path) -> None:
        """Writes a file to ``to``.

        Refuses what unpacks to more than it says, to over 8 GB, or to 200 times its size.
        """
        known = self._every[entry.at]
        if _is_bomb(known.file_size, known.compress_size):
            raise _bomb()
        with self._reading(entry) as source, to.open("wb") as target:
            _copy(source, target, known.file_size)

    def unpack_shapefile(self, stem: str, into: Path) -> Path:
        """The shapefile's parts in ``into``, called ``drawn.shp`` and so on; gives that path."""
        wanted = {stem.lower() + part: part for part in _PARTS}
        for entry in self.entries:
            part = wanted.get(entry.name.lower())
            if part and entry.name[: len(stem)] == stem:
                self.unpack(entry, into / f"drawn{part}")
        return into / "drawn.shp"

    @contextmanager
    def _reading(self, entry: Entry) -> Iterator[IO[bytes]]:
        known = self._every[entry.at]
        if known.flag_bits & 1:
            raise Refusal("The file is a zip archive with a password.", _BY_HAND)
        try:
            with self._file.open(known) as source:
                yield source
        except NotImplementedError as error:
            raise Refusal(
                "The zip archive is packed in a way that cannot be read here ({packing}).",
                _BY_HAND,
                packing=entry.short,
            ) from error
        except _DAMAGED as error:
            raise _broken() from error
        except OSError as error:
            if error.errno:  # the disk's, not that of bzip2, which has no error of its own
                raise
            raise _broken() from error


@contextmanager
def opened(path: Path) -> Iterator[Archive]:
    """A zip, ready to look into.

    Refuses a broken one, one with more than 10,000 files, and one whose files lie over each
    other, as they do in bombs. Follows PKWARE's application note, version 6.3.
    """
    _refuse_many(path)
    try:
        file = zipfile.ZipFile(path)
    except (*_DAMAGED, OSError) as error:
        raise _broken() from error
    with file:
        entries = file.infolist()
        if len(entries) > MOST_FILES:
            raise _too_many(len(entries))
        _refuse_overlaps(entries, file.start_dir)
        yield Archive(file)


def _refuse_many(path: Path) -> None:
    """Reads the zip's last lines alone: the list itself may fill the memory."""
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(0, size - (1 << 16) - 22))
        tail = file.read()
    at = tail.rfind(b"PK\x05\x06")
    end = tail[at : at + 22]
    if at < 0 or len(end) < 22:
        raise _broken()
    large = tail.rfind(b"PK\x06\x06", 0, at)
    if large >= 0 and len(tail) >= large + 48:
        count, listed = (
            int.from_bytes(tail[large + start : large + start + 8], "little") for start in (32, 40)
        )
    else:
        count, listed = int.from_bytes(end[10:12], "little"), int.from_bytes(end[12:16], "little")
    if count > MOST_FILES or listed > MOST_DIRECTORY:
        raise _too_many(count)


def _refuse_overlaps(entries: list[zipfile.ZipInfo], directory: int) -> None:
    if not entries:
        return
    starts = sorted(entry.header_offset for entry in entries)
    follows = dict(zip(starts, [*starts[1:], directory], strict=True))  # the last of equal starts
    for entry in entries:
        end = entry.header_offset + _LOCAL_HEAD + entry.compress_size
        if len(follows) < len(entries) or end > follows[entry.header_offset]:
            raise _bomb()


def _copy(source: IO[bytes], target: IO[bytes], size: int) -> None:
    left = size
    while block := source.read(_BLOCK):
        left -= len(block)
        if left < 0:
            raise _bomb()
        target.write(block)


def _is_bomb(size: int, packed: int) -> bool:
    return size > MOST_UNPACKED or (size > _LARGE and size > MOST_RATIO * max(packed, 1))


def _is_link(entry: zipfile.ZipInfo) -> bool:
    return stat.S_ISLNK(entry.external_attr >> 16)


def _hidden(name: str) -> bool:
    parts = PurePosixPath(name.replace("\\", "/")).parts
    return any(part.startswith(".") and part not in (".", "..") for part in parts) or (
        "__MACOSX" in parts
    )


_BY_HAND = "Unpack it and add the table inside."


def _too_many(count: int) -> Refusal:
    return Refusal(
        "The file is a zip archive of {count:,} files, too many to look into.",
        _BY_HAND,
        count=count,
    )


def _bomb() -> Refusal:
    return Refusal(
        "The zip archive unpacks to far more than a table would.",
        "Unpack it yourself and add the table if it is sound.",
    )


def _broken() -> Refusal:
    return Refusal("The zip archive is broken or cut off.", "Fetch it again, or ask the publisher.")
