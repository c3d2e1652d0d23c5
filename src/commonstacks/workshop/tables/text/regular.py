"""The bytes of a text table, proven to be regular while they pass to a fast reader."""

from __future__ import annotations

import io
from collections import deque
from collections.abc import Iterator
from pathlib import Path

from commonstacks.workshop.tables.text import encoding
from commonstacks.workshop.tables.text.encoding import Letters

HEAD = 1 << 17  # bytes, or characters, in which the header must end
BLOCK = 1 << 17  # bytes, or characters, that are looked at together
_MARK = b"\xef\xbb\xbf"
_ROOM = 4  # lines that a record of the tail may have on average


class IrregularError(Exception):
    """The file needs the exact reader."""


class Proof:
    """Shows of block after block that its quotes are regular, and counts its records.

    Regular is RFC 4180 to the letter: a quote opens at the start of a cell or not at all, closes
    at its end and is doubled between. So what lies between a closing and the next opening quote is
    nothing (they are a doubled one) or begins and ends with a delimiter or a line end.
    """

    def __init__(self, delimiter: str) -> None:
        self._before = {b"", b"\n", delimiter.encode()}
        self._after = {b"", b"\n", b"\r", delimiter.encode()}
        self.inside = False  # a quoted cell is open where the last block ended
        self.ends = 0  # of records
        self.lines = 0  # line ends, those in quotes included

    def add(self, block: bytes) -> None:
        """Looks at the next block, which ends with a line end. Raises ``IrregularError``."""
        if self.inside or b'"' in block:
            self._quoted(block.split(b'"'))
        else:
            ends = block.count(b"\n")
            self.ends += ends
            self.lines += ends

    def _quoted(self, pieces: list[bytes]) -> None:
        first = int(self.inside)
        outside = pieces[first::2]
        ends = b"".join(outside).count(b"\n")
        self.ends += ends
        self.lines += ends + _line_ends(b'"'.join(pieces[1 - first :: 2]))
        self.inside = self.inside == (len(pieces) % 2 == 1)
        closing = outside if first else outside[1:]
        opening = outside if self.inside else outside[:-1]
        if not {piece[:1] for piece in closing} <= self._after:
            raise IrregularError
        if not {piece[-1:] for piece in opening} <= self._before:
            raise IrregularError


def _line_ends(text: bytes) -> int:
    return text.count(b"\n") + text.count(b"\r") - text.count(b"\r\n")


class Passage(io.RawIOBase):
    """A file as UTF-8 for one who reads its middle; its head and its tail are kept apart.

    ``head`` is the first block; after ``skip`` says how much of it is passed over, reading may
    begin. When all is read, ``tail`` holds at least the last ``records`` records, not proven.
    """

    def __init__(self, path: Path, letters: Letters, delimiter: str, records: int) -> None:
        self._text = encoding.text(path, letters)
        self._raw = letters.codec in ("utf-8", "utf-8-sig")
        self._records = records
        self._left = b""  # proven, not yet read
        self.proof = Proof(delimiter)
        self.tail = b""
        self.head = self._next(HEAD).removeprefix(_MARK)
        self._blocks = self._proven()

    def skip(self, lines: bytes) -> None:
        """Passes over the first lines of the head. Raises ``IrregularError`` if that is all."""
        if lines == self.head:
            raise IrregularError
        self.head = self.head[len(lines) :]

    def begin(self) -> bool:
        """Whether there is a middle to read."""
        self._left = next(self._blocks, b"")
        return bool(self._left)

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        parts = [self._left]
        wanted = size - len(self._left)
        while wanted > 0 and (block := next(self._blocks, b"")):
            parts.append(block)
            wanted -= len(block)
        joined = b"".join(parts)
        self._left = joined[size:]
        return joined[:size]

    def close(self) -> None:
        self._text.close()
        super().close()

    def _next(self, size: int) -> bytes:
        if self._raw:
            return self._text.buffer.read(size) + self._text.buffer.readline()
        return (self._text.read(size) + self._text.readline()).encode()

    def _proven(self) -> Iterator[bytes]:
        """Blocks as they pass; the last of them, in which the tail must lie, are held back."""
        held = deque([(self.head, self.head.count(b"\n"))])
        after = 0  # lines in all but the first of them
        while block := self._next(BLOCK):
            lines = block.count(b"\n")
            held.append((block, lines))
            after += lines
            while after >= self._records * _ROOM:
                first, _ = held.popleft()
                after -= held[0][1]
                self.proof.add(first)
                yield first
        last = b"".join(block for block, _ in held)
        at = self._cut(last)
        self.tail = last[at:]
        self.proof.add(last[:at])
        yield last[:at]

    def _cut(self, last: bytes) -> int:
        """Where the first of the last records begins; 0 where they are no more."""
        starts = []
        at, inside = 0, self.proof.inside
        for line in last.splitlines(keepends=True):
            if not inside:
                starts.append(at)
            at += len(line)
            inside = inside == (line.count(b'"') % 2 == 0)
        if len(starts) > self._records:
            return starts[-self._records]
        if self.proof.ends or self.proof.inside:
            raise IrregularError
        return 0
