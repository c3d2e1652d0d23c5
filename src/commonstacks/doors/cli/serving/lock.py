"""Who serves this home? A lock that the system gives back when its owner dies."""

from __future__ import annotations

import fcntl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TextIO

from commonstacks.kit.errors import Refusal

NAME = "serving.lock"
PATIENCE = 0.5  # seconds


@contextmanager
def alone(home: Path) -> Iterator[Callable[[str], None]]:
    """Nobody else serves or rebuilds this home meanwhile; else a refusal that says where it is.

    Gives a function that leaves the address there for whoever comes and is refused.
    """
    keys = home / "keys"
    keys.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (keys / NAME).open("a+", encoding="utf-8") as file:
        if not taken(file):
            raise busy(home, read(file))
        write(file, "")
        try:
            yield partial(write, file)
        finally:
            write(file, "")


def taken(file: TextIO) -> bool:
    """Somebody who only looks holds the lock for a moment; that one is waited for."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            if time.monotonic() >= until:
                return False
            time.sleep(0.05)
        else:
            return True


def read(file: TextIO) -> str:
    file.seek(0)
    return file.read().strip()


def write(file: TextIO, address: str) -> None:
    file.truncate(0)
    file.write(address)
    file.flush()


def busy(home: Path, address: str) -> Refusal:
    where = f"at {address}" if address else "by another program"
    return Refusal(
        "The library in {home} is already open {where}.",
        "Stop that one first, or name another folder with --home.",
        home=home,
        where=where,
    )


def served_at(home: Path) -> str | None:
    """Where this home is open now (empty: it does not say yet); None where nobody has it open."""
    path = home / "keys" / NAME
    if not path.exists():
        return None
    with path.open(encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except OSError:
            return read(file)
    return None
