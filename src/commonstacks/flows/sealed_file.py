"""A file of sealed lines, each one record: changes are added at its end, what is gone is gone.

Every line is a Fernet token. A file of before, which was one token around many lines, is read the
same way. A crash leaves whole lines and at most one torn one at the end; that one is set aside
beside the file and reported, and the next change writes again what it would have said.
"""

from __future__ import annotations

import fcntl
import json
import logging
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from cryptography.fernet import Fernet, InvalidToken

from commonstacks.flows import names
from commonstacks.kit.digests import sha256
from commonstacks.kit.errors import Refusal

log = logging.getLogger(__name__)

SLACK: Final = 64  # so many lines more than twice the records, and the file is written anew
Records = Mapping[str, str]  # the name of a record, and the record as one line of JSON


@dataclass(frozen=True, slots=True)
class Seen:
    """What this process knows of a file, as long as nobody else writes it."""

    stamp: tuple[int, int, int]
    lines: int
    digests: Mapping[str, str]


seen: dict[Path, Seen] = {}


def keep(file: Path, records: Records) -> None:
    """The file says exactly these records afterwards.

    New and changed ones are added; where one is gone, or most lines are out of date, all of it is
    written anew, so that nothing stays of what was erased.
    """
    with alone(file):
        before = known(file)
        digests = {name: sha256(line.encode()) for name, line in records.items()}
        changed = [name for name in records if before.digests.get(name) != digests[name]]
        gone = before.digests.keys() - records.keys()
        lines = before.lines + len(changed)
        if gone or not before.lines or lines > 2 * len(records) + SLACK:
            names.write_whole(file, sealed(records.values()))
            lines = len(records)
        elif changed:
            add(file, sealed(records[name] for name in changed))
        seen[file] = Seen(stamp(file), lines, digests)


def read(file: Path) -> dict[str, str]:
    """Every record as it was last written, by its name; none where there is no file."""
    with alone(file):
        return {name_of(line): line for line in opened(file)}


def name_of(line: str) -> str:
    row = json.loads(line)
    return f"{row['model']} {row['pk']}"


def known(file: Path) -> Seen:
    kept = seen.get(file)
    if kept and file.exists() and kept.stamp == stamp(file):
        return kept
    lines = list(opened(file))
    return Seen((0, 0, 0), len(lines), {name_of(each): sha256(each.encode()) for each in lines})


def stamp(file: Path) -> tuple[int, int, int]:
    found = file.stat()
    return found.st_ino, found.st_size, found.st_mtime_ns


def opened(file: Path) -> Iterator[str]:
    """The lines of JSON in it. A torn last line is set aside; any other that does not open is
    refused, for then it is the key that is wrong."""
    if not file.exists():
        return
    whole = file.read_bytes()
    tokens = whole.split(b"\n")
    box = Fernet(names.key())
    for at, token in enumerate(tokens):
        if not token:
            continue
        try:
            text = box.decrypt(token).decode()
        except InvalidToken as error:
            if at == 0 or at < len(tokens) - 1:
                raise Refusal(
                    "The file of the desk cannot be opened with this library's key.",
                    "Put the right key back as keys/people, or move {file} away.",
                    file=file.name,
                ) from error
            set_aside(file, whole, token)
            return
        yield from text.splitlines()


def set_aside(file: Path, whole: bytes, torn: bytes) -> None:
    beside = file.with_name(f"{file.name}.torn")
    with beside.open("ab") as out:
        out.write(torn + b"\n")
        out.flush()
        os.fsync(out.fileno())
    names.write_whole(file, whole[: len(whole) - len(torn)])
    log.warning("The last line of %s was torn by a crash. It lies in %s.", file.name, beside.name)


def add(file: Path, data: bytes) -> None:
    """At the end, on a line of its own, and on the disk before it returns."""
    with file.open("rb+") as out:
        if out.seek(0, os.SEEK_END):
            out.seek(-1, os.SEEK_END)
            if out.read(1) != b"\n":
                data = b"\n" + data
        out.write(data)
        out.flush()
        os.fsync(out.fileno())


def sealed(lines: Iterable[str]) -> bytes:
    box = Fernet(names.key())
    return b"".join(box.encrypt(line.encode()) + b"\n" for line in lines)


@contextmanager
def alone(file: Path) -> Iterator[None]:
    """One writer at a time, of all processes and threads."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.with_name(f"{file.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
