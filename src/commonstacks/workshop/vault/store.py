"""Durable writes on one local file system: when a call returns, the disk has it.

Order, for everything that is kept: write in a tray under ``staging`` while hashing, sync files,
sync folders, rename into place, sync the folder it came to. Nothing half-written has a final name.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import secrets
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from io import BufferedReader, BufferedWriter
from pathlib import Path

from commonstacks.kit.errors import Refusal

CHUNK = 1 << 20


def unwatched(step: str) -> None:
    """The observer of somebody who does not watch."""


@dataclass(frozen=True, slots=True)
class Digests:
    """Hex digests of a file and its size in bytes."""

    sha512: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Store:
    """A storage root. ``step`` is called with a name after every single write."""

    root: Path
    step: Callable[[str], None] = unwatched
    patience: float = 60.0
    """Seconds to wait for another writer."""

    @property
    def own(self) -> Path:
        """Where everything lies that is not an object."""
        return self.root / "extensions" / "commonstacks"

    @property
    def staging(self) -> Path:
        """Trays: what is being written."""
        return self.own / "staging"

    @property
    def erasing(self) -> Path:
        """Orders to erase that are not carried out yet."""
        return self.own / "erasing"

    @property
    def quarantine(self) -> Path:
        """What interrupted writes left in the tree."""
        return self.own / "quarantine"

    @property
    def log(self) -> Path:
        """The file of the log."""
        return self.own / "log" / "log.jsonl"

    def unfinished(self) -> bool:
        """Whether a writer left something; true or false only for who holds the lock."""
        return any(self.staging.iterdir()) or any(self.erasing.iterdir())

    @contextmanager
    def alone(self) -> Iterator[None]:
        """The only writer among all processes and threads. Refuses after ``patience``."""
        place = os.open(self.own / "lock", os.O_RDONLY | os.O_CREAT, 0o644)
        try:
            _wait(place, self.patience)
            yield
        finally:
            os.close(place)

    def tray(self) -> Path:
        """A new empty folder on the same file system."""
        tray = self.staging / secrets.token_hex(8)
        tray.mkdir()
        self.step("tray laid")
        return tray

    def write(self, path: Path, data: bytes) -> None:
        """A new read-only file; refuses one that is there with ``FileExistsError``."""
        path.parent.mkdir(parents=True, exist_ok=True)
        with _fresh(path) as target:
            target.write(data)
            target.flush()
            os.fsync(target.fileno())
        self.step(f"wrote {path.name}")

    def copy_in(self, source: Path, path: Path) -> Digests:
        """Copies byte for byte while hashing, 1 MiB at a time; returns what was written."""
        path.parent.mkdir(parents=True, exist_ok=True)
        with source.open("rb") as given, _fresh(path) as target:
            digests = _hashed(given, target)
            target.flush()
            self.step(f"copied {path.name}, not yet synced")
            os.fsync(target.fileno())
        self.step(f"copied {path.name}")
        return digests

    def seal(self, tray: Path) -> None:
        """Syncs every folder of a tray, the deepest first, and the folder it stands in."""
        for folder, _, _ in os.walk(tray, topdown=False):
            sync(Path(folder))
        sync(tray.parent)
        self.step("tray sealed")

    def place(self, source: Path, target: Path, step: str) -> None:
        """Renames into place; both folders are synced."""
        source.rename(target)
        self.step(f"{step}, not yet synced")
        sync(target.parent)
        sync(source.parent)
        self.step(step)

    def sweep(self) -> tuple[str, ...]:
        """Empties staging and returns the names of the trays; nothing in it is acknowledged."""
        trays = sorted(self.staging.iterdir())
        for tray in trays:
            self.remove(tray)
        return tuple(tray.name for tray in trays)

    def remove(self, path: Path) -> None:
        """Deletes a folder or a file for good; nothing there is fine."""
        with suppress(FileNotFoundError):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
            sync(path.parent)
            self.step(f"removed {path.parent.name}")


def hashes(path: Path) -> Digests:
    """Reads every byte of a file, 1 MiB at a time."""
    with path.open("rb") as given:
        return _hashed(given, None)


def sync(folder: Path) -> None:
    """Waits until the disk has the names in ``folder``."""
    place = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(place)
    finally:
        os.close(place)


def _fresh(path: Path) -> BufferedWriter:
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o444), "wb")


def _hashed(given: BufferedReader, target: BufferedWriter | None) -> Digests:
    sha512, sha256, size = hashlib.sha512(), hashlib.sha256(), 0
    while chunk := given.read(CHUNK):
        sha512.update(chunk)
        sha256.update(chunk)
        size += len(chunk)
        if target:
            target.write(chunk)
    return Digests(sha512.hexdigest(), sha256.hexdigest(), size)


def _wait(place: int, patience: float) -> None:
    deadline = time.monotonic() + patience
    while True:
        try:
            fcntl.flock(place, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > deadline:
                raise Refusal(
                    "Something else is writing into the vault.", "Try again in a minute."
                ) from None
            time.sleep(0.01)
        else:
            return
