"""The log: one JSON line for each thing that happened, each line sealed by the next.

A line is canonical JSON (RFC 8785) of ``seq, time, action, dataset, version, facts, previous``
and ``digest``, the SHA-256 of the line without it. Lines hold ids and digests, never content.
"""

from __future__ import annotations

import json
import os
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from commonstacks.kit import digests
from commonstacks.workshop.vault.base import Damaged, Entry

NOTHING_BEFORE = "0" * 64


@dataclass(slots=True)
class Mark:
    """How far a reader has come: the byte after the last line, and that line's seal."""

    offset: int = 0
    sequence: int = 0
    digest: str = NOTHING_BEFORE


class Log:
    """Append-only; whoever appends must hold the writer's lock and have read to the end."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def read(self, mark: Mark) -> Iterator[Entry]:
        """Entries after ``mark``, which moves along. Refuses a broken chain as ``Damaged``.

        A last line that has no end yet is still being written, so it is left alone.
        """
        if not self.path.exists() and not mark.offset:
            return
        with self.path.open("rb") as lines:
            if lines.seek(0, os.SEEK_END) < mark.offset:
                raise Damaged("The log is shorter than it was.", "Run `stacks verify`.")
            lines.seek(mark.offset)
            for line in lines:
                if not line.endswith(b"\n"):
                    return
                entry = _checked(line, mark)
                mark.offset += len(line)
                mark.sequence, mark.digest = entry.sequence, entry.digest
                yield entry

    def append(
        self,
        mark: Mark,
        step: Callable[[str], None],
        *,
        at: str,
        action: str,
        dataset: str,
        number: int | None,
        facts: Mapping[str, Any],
    ) -> Entry:
        """Writes one line after ``mark`` and waits for the disk; ``mark`` does not move."""
        body = {
            "seq": mark.sequence + 1,
            "time": at,
            "action": action,
            "dataset": dataset,
            "version": number,
            "facts": dict(facts),
            "previous": mark.digest,
        }
        line = digests.canonical({**body, "digest": digests.of_facts(body)}) + b"\n"
        place = os.open(self.path, os.O_WRONLY)
        try:
            _write_all(place, line, mark.offset)
            step("log line written")
            os.fsync(place)
        except OSError:
            # A full disk may have taken half a line: the log ends where it ended before.
            os.ftruncate(place, mark.offset)
            raise
        finally:
            os.close(place)
        return _checked(line, mark)

    def torn(self) -> bytes:
        """What stands after the last whole line: b"" unless a writer died within a line."""
        if not self.path.exists():
            return b""
        with self.path.open("rb") as lines:
            size = lines.seek(0, os.SEEK_END)
            lines.seek(max(0, size - 1))
            if lines.read(1) in {b"", b"\n"}:
                return b""
            lines.seek(0)
            return deque(lines, maxlen=1).pop()

    def cut(self, tail: bytes) -> None:
        """Takes ``tail`` off the end and waits for the disk."""
        with self.path.open("r+b") as lines:
            lines.truncate(lines.seek(0, os.SEEK_END) - len(tail))
            os.fsync(lines.fileno())


def _write_all(place: int, data: bytes, offset: int) -> None:
    while data:
        written = os.pwrite(place, data, offset)
        data, offset = data[written:], offset + written


def _checked(line: bytes, before: Mark) -> Entry:
    where = f"Line {before.sequence + 1} of the log"
    try:
        body = json.loads(line)
        digest = body.pop("digest")
        sealed = digests.of_facts(body) == digest and body["previous"] == before.digest
        entry = Entry(
            body["seq"],
            body["time"],
            body["action"],
            body["dataset"],
            body["version"],
            body["facts"],
            body["previous"],
            digest,
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Damaged("{where} cannot be read.", "Run `stacks verify`.", where=where) from error
    if not sealed or entry.sequence != before.sequence + 1:
        raise Damaged(
            "{where} does not follow from the line before.", "Run `stacks verify`.", where=where
        )
    return entry
