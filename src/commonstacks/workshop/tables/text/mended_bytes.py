"""Bytes of a text with wrong letters, made into sound UTF-8 as they are read."""

from __future__ import annotations

import codecs
import io
from collections.abc import Callable
from typing import BinaryIO

from commonstacks.workshop.tables.text import mojibake

BLOCK = 1 << 20
_WINDOWS = {
    0xDC00 + byte: bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(128, 256)
}


class MendedBytes(io.RawIOBase):
    """The bytes of ``file`` as UTF-8, block by block through ``turn``.

    ``turn(text, last)`` gives what is ready; what it keeps it has to give with the last block.
    """

    def __init__(self, file: BinaryIO, turn: Callable[[bytes, bool], str]) -> None:
        self._file = file
        self._turn = turn
        self._ready = b""
        self._ended = False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]  # any buffer
        while not self._ready and not self._ended:
            block = self._file.read(BLOCK)
            self._ended = not block
            self._ready = self._turn(block, self._ended).encode("utf-8")
        count = min(len(buffer), len(self._ready))
        buffer[:count] = self._ready[:count]
        self._ready = self._ready[count:]
        return count

    def close(self) -> None:
        self._file.close()
        super().close()


class Mixed:
    """UTF-8, save for bytes that are none: these are Windows-1252."""

    def __init__(self) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")(errors="surrogateescape")

    def __call__(self, block: bytes, last: bool) -> str:
        return windows(self._decoder.decode(block, last))


class TurnedBack:
    """UTF-8 whose letters beyond ASCII were written wrongly ``depth`` times."""

    def __init__(self, depth: int) -> None:
        self._depth = depth
        self._decoder = codecs.getincrementaldecoder("utf-8-sig")(errors="strict")
        self._open = ""

    def __call__(self, block: bytes, last: bool) -> str:
        text = self._open + self._decoder.decode(block, last)
        end = len(text) if last else mojibake.unfinished(text)
        self._open = text[end:]
        return mojibake.mended(text[:end], self._depth)


def windows(text: str) -> str:
    """Bytes that UTF-8 could not read, as letters of Windows-1252."""
    return text if text.isascii() else text.translate(_WINDOWS)
