"""Compound files (MS-CFB), in which old Office programs keep their streams."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from commonstacks.workshop.tables.workbooks.workbook_parts import broken

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEAD = 512  # bytes
_ENTRY = 128  # bytes of one entry in the directory
_SMALL = 4096  # bytes below which a stream lies among the small ones
_LAST = 0xFFFFFFFA  # from here on numbers of sectors are marks
_STREAM, _ROOT = 2, 5
_LISTED = 109  # sectors of the table that the head itself lists


class Compound:
    """The streams of a compound file by name. Refuses one that is broken or cut off."""

    def __init__(self, held: bytes) -> None:
        if len(held) < _HEAD or not held.startswith(MAGIC):
            raise broken()
        self._held = held
        self._size = 1 << min(_u16(held, 30), 12)
        self._small = 1 << min(_u16(held, 32), 12)
        self._next = self._table()
        self._entries = {name: rest for name, *rest in self._directory(_u32(held, 48))}
        root = next((e for e in self._entries.values() if e[0] == _ROOT), None)
        self._minis = self._chain(root[1]) if root else b""
        self._mini_next = _numbers(self._chain(_u32(held, 60)))

    @property
    def names(self) -> frozenset[str]:
        """What the streams are called."""
        return frozenset(name for name, entry in self._entries.items() if entry[0] == _STREAM)

    def stream(self, name: str) -> bytes:
        """The bytes of one stream."""
        _, start, size = self._entries[name]
        if size >= _SMALL:
            return self._chain(start)[:size]
        parts = [
            self._minis[at * self._small : (at + 1) * self._small]
            for at in _walk(start, self._mini_next)
        ]
        return b"".join(parts)[:size]

    def _table(self) -> tuple[int, ...]:
        """For each sector, which one follows."""
        listed = list(struct.unpack_from(f"<{_LISTED}I", self._held, 76))
        more, seen = _u32(self._held, 68), 0
        while more < _LAST and seen * self._size < len(self._held):
            numbers = _numbers(self._sector(more))
            listed.extend(numbers[:-1])
            more = numbers[-1] if numbers else _LAST
            seen += 1
        sectors = (self._sector(number) for number in listed if number < _LAST)
        return _numbers(b"".join(sectors))

    def _directory(self, start: int) -> Iterator[tuple[str, int, int, int]]:
        held = self._chain(start)
        for at in range(0, len(held) - _ENTRY + 1, _ENTRY):
            size = min(_u16(held, at + 64), 64)
            name = held[at : at + max(size - 2, 0)].decode("utf-16-le", "replace")
            yield name, held[at + 66], _u32(held, at + 116), _u32(held, at + 120)

    def _chain(self, start: int) -> bytes:
        return b"".join(map(self._sector, _walk(start, self._next)))

    def _sector(self, number: int) -> bytes:
        at = (number + 1) * self._size
        return self._held[at : at + self._size]


def _walk(start: int, following: tuple[int, ...]) -> Iterator[int]:
    """The sectors of a chain. Refuses one that runs in a circle or out of the table."""
    at, left = start, len(following)
    while at < _LAST:
        if at >= len(following) or left == 0:
            raise broken()
        yield at
        at, left = following[at], left - 1


def _numbers(held: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(held) // 4}I", held[: len(held) // 4 * 4])


def _u16(held: bytes, at: int) -> int:
    return int.from_bytes(held[at : at + 2], "little")


def _u32(held: bytes, at: int) -> int:
    return int.from_bytes(held[at : at + 4], "little")
