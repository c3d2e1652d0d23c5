"""Bytes as they arrive: counted, hashed, unpacked within a budget, named only when whole."""

from __future__ import annotations

import hashlib
import os
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

from commonstacks.kit.errors import Refusal
from commonstacks.workshop.killable import Progress
from commonstacks.workshop.portals.answers import AGAIN

MEGABYTE = 1_000_000
STEP = MEGABYTE // 2  # bytes between two words about the progress
ROOMY = 16 * MEGABYTE  # up to here nobody asks how well it was packed
RATIO = 250


class Arrival:
    """A file on its way. Until ``complete`` it lies under another name; afterwards it is whole.

    Takes the path it will have, a budget in megabytes and a listener. Refuses more bytes than the
    budget. Leaving the ``with`` block without ``complete`` removes what was written.
    """

    def __init__(self, into: Path, megabytes: float, tell: Callable[[Progress], None]) -> None:
        self.into, self.tell = into, tell
        self.most = int(megabytes * MEGABYTE)
        self.part = into.with_name(into.name + ".part")
        self.file = self.part.open("wb")
        self.total = 0
        self.restart()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.file.close()
        self.part.unlink(missing_ok=True)

    def restart(self) -> None:
        """Forget all bytes and begin again."""
        self.file.seek(0)
        self.file.truncate()
        self.size = self.told = 0
        self._sha256, self._sha512 = hashlib.sha256(), hashlib.sha512()

    def expect(self, total: int) -> None:
        """The sender says how many bytes there will be; refused at once if they are too many."""
        self.total = total
        self.check(total)

    def write(self, chunk: bytes) -> None:
        self.check(self.size + len(chunk))
        self.file.write(chunk)
        self._sha256.update(chunk)
        self._sha512.update(chunk)
        self.size += len(chunk)
        if self.size - self.told >= STEP:
            self.say()

    def say(self) -> None:
        self.told = self.size
        self.tell(Progress(self.size, self.total, "fetching"))

    def check(self, size: int) -> None:
        if size > self.most:
            raise Refusal(
                "The file is larger than {megabytes:,.0f} MB, the most this library takes.",
                "Ask the steward to raise the limit, or look for a smaller part of it.",
                megabytes=self.most / MEGABYTE,
            )

    def complete(self) -> tuple[str, str, int]:
        """Give the file its name. Returns SHA-256 and SHA-512 in hex, and its size."""
        self.say()
        self.file.flush()
        os.fsync(self.file.fileno())
        self.part.replace(self.into)
        return self._sha256.hexdigest(), self._sha512.hexdigest(), self.size


class Gunzip:
    """Unpacks gzip (RFC 1952) piece by piece, never much more than was asked for at once."""

    def __init__(self) -> None:
        self.packed = self.unpacked = 0
        self._member = zlib.decompressobj(wbits=31)

    def pieces(self, chunk: bytes) -> Iterator[bytes]:
        """The bytes in ``chunk``, unpacked in pieces of up to a megabyte. Refuses bombs."""
        self.packed += len(chunk)
        full = False
        while chunk or (full and not self._member.eof):
            if self._member.eof:
                self._member = zlib.decompressobj(wbits=31)
            try:
                piece = self._member.decompress(chunk, MEGABYTE)
            except zlib.error as error:
                raise Refusal("The answer is damaged: it cannot be unpacked.", AGAIN) from error
            self.unpacked += len(piece)
            if self.unpacked > max(ROOMY, RATIO * self.packed):
                raise Refusal("The answer unpacks to suspiciously much.", "Nothing was kept of it.")
            yield piece
            full = len(piece) == MEGABYTE
            chunk = self._member.unused_data if self._member.eof else self._member.unconsumed_tail

    @property
    def whole(self) -> bool:
        return self._member.eof
