"""Which letters the bytes are: strict UTF-8 or a byte order mark, else Windows-1252."""

from __future__ import annotations

import codecs
import gzip
import io
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, TextIO, cast

from commonstacks.kit.errors import Refusal
from commonstacks.workshop.killable import Progress
from commonstacks.workshop.tables import strangers
from commonstacks.workshop.tables.shape import Step

BLOCK = 1 << 20
LONGEST_LINE = 16 << 20  # characters
MOST_UNPACKED = 64 << 30  # bytes of text that a .gz may unpack to
MOST_RATIO = 200  # a .gz that unpacks to more than this many times its size, past 1 GB, is a bomb

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8 with a byte order mark"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16, little end first, by its byte order mark"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16, big end first, by its byte order mark"),
)
_SURE = ("utf-8-sig", "utf-16", "utf-16-le", "utf-16-be")


@dataclass(frozen=True, slots=True)
class Letters:
    """How to turn the file into text, and what one pass over all of it has counted.

    ``lines`` counts line ends (CR LF, LF or CR), plus one for a last line without an end.
    """

    codec: str
    packed: bool
    size: int  # bytes of the file as it lies
    lines: int
    nuls: int
    steps: tuple[Step, ...]


@dataclass(slots=True)
class _Count:
    ends: int = 0
    nuls: int = 0
    run: int = 0  # characters since the last line end
    last: str = ""
    seen: int = 0
    longest: int = LONGEST_LINE

    def add(self, text: str) -> None:
        if not text:
            return
        self.nuls += text.count("\0")
        self.ends += text.count("\n") + text.count("\r") - text.count("\r\n")
        if self.last == "\r" and text[0] == "\n":
            self.ends -= 1
        first = min((at for at in (text.find("\n"), text.find("\r")) if at >= 0), default=-1)
        self._measure(text, first)
        self.last = text[-1]

    def _measure(self, text: str, first: int) -> None:
        if self.run + (first if first >= 0 else len(text)) > self.longest:
            raise Refusal(
                "A line of the file is longer than 16 million characters.",
                "This is not a table of rows; look for another form of it at the publisher.",
            )
        if first < 0:
            self.run += len(text)
        else:
            self.run = len(text) - 1 - max(text.rfind("\n"), text.rfind("\r"))

    @property
    def lines(self) -> int:
        return self.ends + (self.last not in ("\n", "\r", ""))


def find(path: Path, tell: Callable[[Progress], None], *, longest: int = LONGEST_LINE) -> Letters:
    """Reads the whole file once, in blocks, to say how its text is written.

    Refuses what ``strangers`` refuses, a line over ``longest`` characters and a gzip bomb.
    """
    packed, head = look(path)
    strangers.refuse(head)
    for codec, says in _codecs(head):
        try:
            return _letters(path, codec, packed, tell, says, longest)
        except UnicodeDecodeError as error:
            if codec in _SURE:
                raise _damaged(codec) from error
    raise AssertionError("ISO 8859-1 reads every byte")


def _codecs(head: bytes) -> tuple[tuple[str, str], ...]:
    """Readings to try in order, each with the step it leaves (none for plain UTF-8)."""
    for mark, codec, says in _MARKS:
        if head.startswith(mark):
            return ((codec, says),)
    if head[1::2].count(0) > 0.7 * len(head[1::2]):
        return (("utf-16-le", "UTF-16, little end first, by its pattern of zero bytes"),)
    if head[0::2].count(0) > 0.7 * len(head[0::2]):
        return (("utf-16-be", "UTF-16, big end first, by its pattern of zero bytes"),)
    if head.count(0) > 0.05 * len(head):
        raise Refusal(
            "The file is binary, not a text table.", "Look for a CSV of it at the publisher."
        )
    return (
        ("utf-8", ""),
        ("cp1252", "Read as Windows-1252, because it is not valid UTF-8"),
        ("latin-1", "Read as ISO 8859-1, because it is neither valid UTF-8 nor Windows-1252"),
    )


def _damaged(codec: str) -> Refusal:
    return Refusal(
        f"The file says it is {codec.removesuffix('-sig').upper()} but some of its bytes are not.",
        "It may be cut off or damaged; fetch it again, or ask the publisher.",
    )


def look(path: Path) -> tuple[bool, bytes]:
    """Whether the file is gzip, and its first kilobytes, unpacked."""
    with path.open("rb") as file:
        packed = file.read(2) == b"\x1f\x8b"
    with _bytes(path, packed=packed) as file:
        try:
            return packed, file.read(8192)
        except (EOFError, gzip.BadGzipFile, zlib.error) as error:
            raise _broken_gzip() from error


def _bytes(path: Path, *, packed: bool) -> BinaryIO:
    return cast("BinaryIO", gzip.open(path, "rb")) if packed else path.open("rb")


def _letters(
    path: Path,
    codec: str,
    packed: bool,
    tell: Callable[[Progress], None],
    says: str,
    longest: int,
) -> Letters:
    size = path.stat().st_size
    try:
        count = _count(path, codec, packed, size, tell, longest)
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise _broken_gzip() from error
    steps = [Step("encoding", says)] if says else []
    if packed:
        steps.append(Step("unpacked", "Unpacked from gzip"))
    return Letters(codec, packed, size, count.lines, count.nuls, tuple(steps))


def _count(
    path: Path,
    codec: str,
    packed: bool,
    size: int,
    tell: Callable[[Progress], None],
    longest: int,
) -> _Count:
    count = _Count(longest=longest)
    decoder = codecs.getincrementaldecoder(codec)(errors="strict")
    with _bytes(path, packed=packed) as file:
        while block := file.read(BLOCK):
            count.add(decoder.decode(block))
            count.seen += len(block)
            if packed:
                _refuse_bomb(count.seen, size)
            tell(Progress(min(count.seen, size), size, "looking"))
    count.add(decoder.decode(b"", final=True))
    return count


def _refuse_bomb(seen: int, size: int) -> None:
    if seen > MOST_UNPACKED or (seen > 1 << 30 and seen > MOST_RATIO * size):
        raise Refusal(
            "The gzip file unpacks to far more than a table would.",
            "Unpack it yourself and add the table if it is sound.",
        )


def _broken_gzip() -> Refusal:
    return Refusal("The gzip file is broken or cut off.", "Fetch it again, or ask the publisher.")


def text(path: Path, letters: Letters) -> TextIO:
    """The file as a stream of text with its own line ends (LF, CR LF or CR), NULs included."""
    return io.TextIOWrapper(
        _bytes(path, packed=letters.packed), encoding=letters.codec, errors="strict", newline=""
    )
