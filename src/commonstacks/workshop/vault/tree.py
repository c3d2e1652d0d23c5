"""Walks the storage root: which objects lie where, and what lies there that should not."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from commonstacks.workshop.vault.inventory import OBJECT_DECLARATION
from commonstacks.workshop.vault.root import OURS

DEPTH = 4  # three folders of hex digits, then the object
VERSION = re.compile(r"v[1-9][0-9]*")


def objects(root: Path) -> Iterator[Path]:
    """Folders of objects, in the order of their paths."""
    return (path for path, is_object in walk(root) if is_object)


def walk(root: Path) -> Iterator[tuple[Path, bool]]:
    """Every object with ``True``; every file or empty folder that is none with ``False``.

    What is erased while the walk goes on is left out.
    """
    for path in sorted(root.iterdir()):
        if path.name not in OURS:
            yield from _below(path, 1)


def versions(home: Path) -> dict[int, Path]:
    """The version folders an object has, by number."""
    found = (path for path in home.iterdir() if path.is_dir() and VERSION.fullmatch(path.name))
    return {int(path.name[1:]): path for path in found}


def everything(folder: Path) -> Iterator[Path]:
    """Every file and folder below, links as themselves."""
    for here, folders, files in os.walk(folder):
        yield from (Path(here) / name for name in sorted((*folders, *files)))


def _below(path: Path, depth: int) -> Iterator[tuple[Path, bool]]:
    if path.is_symlink() or not path.is_dir():
        yield path, False
        return
    inside = _inside(path)
    if depth == DEPTH or inside == []:
        yield path, (path / OBJECT_DECLARATION).is_file()
        return
    for deeper in inside or ():
        yield from _below(deeper, depth + 1)


def _inside(folder: Path) -> list[Path] | None:
    try:
        return sorted(folder.iterdir())
    except FileNotFoundError:
        return None
