"""Zip archives: what is in them, and the few files of them that are unpacked, within bounds."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import IO

from commonstacks.kit.errors import Refusal

MOST_FILES = 10_000
MOST_UNPACKED = 8 << 30  # bytes of one file
MOST_RATIO = 200  # a file that unpacks to more than this many times its size is a bomb, if large
_LARGE = 256 << 20  # bytes
_BLOCK = 1 << 20
_TABLES = {
    ".csv",
    ".tsv",
    ".tab",
    ".json",
    ".geojson",
    ".topojson",
    ".ndjson",
    ".jsonl",
    ".parquet",
}
_PARTS = (".shp", ".shx", ".dbf", ".prj", ".cpg")


def contents(path: Path) -> tuple[str, ...]:
    """The names of the files in a zip, as they stand there; folders and hidden files left out.

    Refuses workbooks, a broken zip, one with a password and one with more than 10,000 files.
    """
    with _opened(path) as archive:
        entries = archive.infolist()
    names = tuple(entry.filename for entry in entries if not entry.is_dir())
    if "[Content_Types].xml" in names or any(name.startswith("xl/") for name in names):
        raise Refusal(
            "The file is an Excel workbook (xlsx), not a text table.",
            "Save the sheet as CSV and add that.",
        )
    if len(names) > MOST_FILES:
        raise _not_one(f"The file is a zip archive of {len(names):,} files, too many to look into.")
    return tuple(name for name in names if not _hidden(name))


def shapefiles(names: Iterable[str]) -> dict[str, str]:
    """The shapefiles among these names: what each is called, and its path without ``.shp``.

    It is called by its file's name, or by its whole path where two have the same.
    """
    stems = sorted(name[:-4] for name in names if name.lower().endswith(".shp"))
    short = [PurePosixPath(stem).name for stem in stems]
    return {
        (name if short.count(name) == 1 else stem): stem
        for name, stem in zip(short, stems, strict=True)
    }


def only_table(names: tuple[str, ...]) -> str:
    """The one file that is a table by its name, or the only file. Refuses where there is none."""
    tables = [name for name in names if PurePosixPath(name).suffix.lower() in _TABLES]
    if len(tables) == 1:
        return tables[0]
    if len(names) == 1:
        return names[0]
    if not names:
        raise _not_one("The file is a zip archive with nothing in it.")
    what = f"{len(tables)} tables" if tables else "no file that is a table"
    raise _not_one(f"The file is a zip archive with {what} in it ({_some(tables or names)}).")


def unpack(path: Path, name: str, to: Path) -> None:
    """Writes the file ``name`` of the zip to ``to``; names in the zip never become paths.

    Refuses what unpacks to more than it says, to over 8 GB, or to 200 times its size.
    """
    with _opened(path) as archive:
        entry = archive.getinfo(name)
        if entry.flag_bits & 1:
            raise _not_one("The file is a zip archive with a password.")
        if _is_bomb(entry.file_size, entry.compress_size):
            raise _bomb()
        try:
            with archive.open(entry) as source, to.open("wb") as target:
                _copy(source, target, entry.file_size)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
            raise _broken() from error


def unpack_shapefile(path: Path, stem: str, into: Path) -> Path:
    """The shapefile's parts in ``into``, called ``drawn.shp`` and so on; gives that path."""
    wanted = {stem.lower() + part: part for part in _PARTS}
    for name in contents(path):
        part = wanted.get(name.lower())
        if part and name[: len(stem)] == stem:
            unpack(path, name, into / f"drawn{part}")
    return into / "drawn.shp"


def _opened(path: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise _broken() from error


def _copy(source: IO[bytes], target: IO[bytes], size: int) -> None:
    left = size
    while block := source.read(_BLOCK):
        left -= len(block)
        if left < 0:
            raise _bomb()
        target.write(block)


def _is_bomb(size: int, packed: int) -> bool:
    return size > MOST_UNPACKED or (size > _LARGE and size > MOST_RATIO * max(packed, 1))


def _hidden(name: str) -> bool:
    parts = PurePosixPath(name.replace("\\", "/")).parts
    return any(part.startswith(".") and part not in (".", "..") for part in parts) or (
        "__MACOSX" in parts
    )


def _some(names: Iterable[str]) -> str:
    short = [PurePosixPath(name).name[:40] for name in names]
    return ", ".join(short[:3]) + ("…" if len(short) > 3 else "")


def _not_one(reason: str) -> Refusal:
    return Refusal(reason, "Unpack it and add the table inside.")


def _bomb() -> Refusal:
    return Refusal(
        "The zip archive unpacks to far more than a table would.",
        "Unpack it yourself and add the table if it is sound.",
    )


def _broken() -> Refusal:
    return Refusal("The zip archive is broken or cut off.", "Fetch it again, or ask the publisher.")
