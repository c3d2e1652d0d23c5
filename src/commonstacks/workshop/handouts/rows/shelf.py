"""Files that were taken away are kept for the next one who wants them, as long as there is room."""

from __future__ import annotations

import contextlib
import os
import shutil
import time
from collections.abc import Iterable
from pathlib import Path

FOLDER = "taken"
STALE = 3600.0
"""Seconds after which a part that nobody finished is thrown away."""


def use(file: Path, *, now: float) -> None:
    """Notes that a file was wanted at ``now`` (seconds since 1970); it may have gone meanwhile."""
    with contextlib.suppress(FileNotFoundError):
        os.utime(file, (now, now))


def make_room(derived: Path, *, most: int, keep: Path, now: float | None = None) -> None:
    """Throws away what was not wanted for longest, until all tables' files together have at most
    ``most`` bytes; never ``keep``. Parts older than ``STALE`` seconds go too."""
    moment = time.time() if now is None else now
    files = sorted(_seen(derived.glob(f"*/{FOLDER}/*")), key=lambda seen: seen[1])
    total = sum(size for _, _, size in files)
    for file, used, size in files:
        unfinished = file.suffix == ".part"
        if unfinished and moment - used < STALE:
            continue
        if file != keep and (unfinished or total > most):
            file.unlink(missing_ok=True)
            total -= size


def forget(derived: Path, table: str = "*") -> None:
    """Throws away every file made of one table, or of all."""
    for folder in derived.glob(f"{table}/{FOLDER}"):
        shutil.rmtree(folder, ignore_errors=True)


def _seen(files: Iterable[Path]) -> Iterable[tuple[Path, float, int]]:
    for file in files:
        with contextlib.suppress(FileNotFoundError):
            facts = file.stat()
            yield file, facts.st_mtime, facts.st_size
