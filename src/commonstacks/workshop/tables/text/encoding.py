"""Which letters the bytes are: strict UTF-8 or a byte order mark, else Windows-1252."""

from __future__ import annotations

import codecs
import gzip
import io
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO, Literal, TextIO, cast

from commonstacks.kit.errors import Refusal, phrase
from commonstacks.workshop.killable import Progress
from commonstacks.workshop.tables.instructions import Instructions
from commonstacks.workshop.tables.refused import strangers
from commonstacks.workshop.tables.shape import Step
from commonstacks.workshop.tables.text import byte_marks, mended_bytes, old_letters
from commonstacks.workshop.tables.text.mended_bytes import MendedBytes, Mixed, TurnedBack
from commonstacks.workshop.tables.text.text_count import LONGEST_LINE, Count, Kinds

BLOCK = 1 << 20
MOST_UNPACKED = 64 << 30  # bytes of text that a .gz may unpack to
MOST_RATIO = 200  # a .gz that unpacks to more than this many times its size, past 256 MB, is a bomb

_ENOUGH = 1000  # lines that are no UTF-8, and none that is: no need to look at the others
_KINDS = {"utf-8-sig": "UTF-8", "utf-8": "UTF-8", "cp1252": "Windows-1252", "latin-1": "ISO 8859-1"}


@dataclass(frozen=True, slots=True)
class Letters:
    """How to turn the file into text, and what one pass over all of it has counted.

    ``lines`` counts line ends (CR LF, LF or CR), plus one for a last line without an end.
    ``feeds`` counts form feeds, and byte order marks at the start of later lines.
    ``mend`` says that the bytes are made into UTF-8 first: "mixed" where some are Windows-1252,
    "back" where the letters were written wrongly ``depth`` times.
    """

    codec: str
    packed: bool
    size: int  # bytes of the file as it lies
    lines: int
    nuls: int
    steps: tuple[Step, ...]
    feeds: int = 0
    mend: Literal["", "mixed", "back"] = ""
    depth: int = 0
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _File:
    path: Path
    packed: bool
    tell: Callable[[Progress], None]
    longest: int

    def blocks(self) -> Iterator[bytes]:
        """The unpacked bytes. Refuses a broken gzip file and a bomb."""
        seen, size = 0, self.path.stat().st_size
        try:
            with _bytes(self.path, packed=self.packed) as file:
                while block := file.read(BLOCK):
                    yield block
                    seen += len(block)
                    if self.packed:
                        _refuse_bomb(seen, size)
                    self.tell(Progress(min(seen, size), size, "looking"))
        except (EOFError, gzip.BadGzipFile, zlib.error) as error:
            raise _broken_gzip() from error

    def letters(self, codec: str, says: str) -> Letters:
        """Reads it all strictly."""
        count = Count(self.longest)
        decoder = codecs.getincrementaldecoder(codec)(errors="strict")
        for block in self.blocks():
            count.add(decoder.decode(block))
        count.add(decoder.decode(b"", final=True), last=True)
        found = self.counted(count, codec, Step("encoding", says))
        depth = count.runs.wrong if codec.startswith("utf-8") else 0
        return _turned_back(found, count, depth) if depth else found

    def counted(self, count: Count, codec: str, *steps: Step) -> Letters:
        """What was counted, with the steps that say something."""
        told = [step for step in steps if step.says]
        if self.packed:
            told.append(Step("unpacked", "Unpacked from gzip"))
        size = self.path.stat().st_size
        return Letters(
            codec,
            self.packed,
            size,
            count.lines,
            count.nuls,
            (*told, *_left_out(count)),
            count.feeds + count.marks,
            warnings=_lost(count.lost),
        )


def find(
    path: Path,
    tell: Callable[[Progress], None],
    *,
    longest: int = LONGEST_LINE,
    given: Instructions | None = None,
    charset: str = "",
) -> Letters:
    """Reads the whole file once, in blocks, to say how its text is written.

    In this order: a byte order mark; what a person says (``given.encoding``); UTF-16 by its zero
    bytes; strict UTF-8, turned back where every letter beyond ASCII was written wrongly; the
    ``charset`` that the server declared; UTF-8 with some bytes of Windows-1252; an older set of
    letters where ``old_letters`` is sure; Windows-1252; ISO 8859-1. Refuses what ``strangers``
    refuses, EBCDIC, a line over ``longest`` characters and a gzip bomb.
    """
    packed, head = look(path)
    strangers.refuse(head)
    old_letters.refuse_tape(head)
    file = _File(path, packed, tell, longest)
    said = given.encoding if given else ""
    marked = byte_marks.by_mark(head)
    if said and (obeyed := _obeyed(file, said, marked)):
        return obeyed
    found = _sure(file, marked or byte_marks.by_zeros(head)) or _found(file, charset)
    if not said:
        return found
    says = f"The letters are said to be {said}, but the file is not; read by its own bytes"
    return replace(found, steps=(Step("not needed", says), *found.steps))


def _obeyed(file: _File, said: str, marked: tuple[str, str] | None) -> Letters | None:
    """Read as a person says, unless a mark says otherwise or the bytes are something else."""
    if marked and not marked[0].startswith(said):
        return None
    codec = marked[0] if marked else said
    try:
        found = file.letters(codec, "")
    except UnicodeError:
        return None
    step = Step("as a person says", f"Read as {_KINDS.get(codec, codec)}, as a person says")
    return replace(found, mend="", depth=0, steps=(step, *_plain(found.steps)))


def _plain(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    return tuple(step for step in steps if step.name != "mended letters")


def _sure(file: _File, known: tuple[str, str] | None) -> Letters | None:
    if known is None:
        return None
    codec, says = known
    try:
        return file.letters(codec, says)
    except UnicodeDecodeError as error:
        raise _damaged(codec) from error


def _found(file: _File, charset: str) -> Letters:
    readings = [("utf-8", "")]
    if charset:
        readings.append(
            (charset, phrase("Read as {charset}, as its server says").format(charset=charset))
        )
    for codec, says in readings:
        try:
            return file.letters(codec, says)
        except (UnicodeError, LookupError):
            continue
    if mixed := _mixed(file):
        return mixed
    if old := _old(file):
        return old
    try:
        says = "Read as Windows-1252, because it is not valid UTF-8"
        return file.letters("cp1252", says)
    except UnicodeDecodeError:
        says = "Read as ISO 8859-1, because it is neither valid UTF-8 nor Windows-1252"
        return file.letters("latin-1", says)


def _old(file: _File) -> Letters | None:
    """In an older set of letters, where its words are sure."""
    guess = old_letters.find(old_letters.sample(file.blocks()))
    if guess is None:
        return None
    says = f"Read as {guess.name}, because it is not valid UTF-8 and only so its words are words"
    try:
        found = file.letters(guess.codec, says)
    except UnicodeDecodeError:
        return None
    doubt = (
        f"The file does not say how its characters are written; they are taken for {guess.name}."
        " Check whether names and words look right."
    )
    return replace(found, warnings=(*found.warnings, doubt))


def _mixed(file: _File) -> Letters | None:
    """UTF-8 save for some lines; None where hardly a line is UTF-8."""
    count, kinds = Count(file.longest), Kinds()
    decoder = codecs.getincrementaldecoder("utf-8")(errors="surrogateescape")
    for block in file.blocks():
        text = decoder.decode(block)
        count.add(text)
        kinds.add(text)
        if kinds.strange > _ENOUGH and not kinds.mixed:
            return None
    text = decoder.decode(b"", final=True)
    count.add(text, last=True)
    kinds.add(text, last=True)
    if not kinds.mixed:
        return None
    number = "1 line holds" if kinds.strange == 1 else f"{kinds.strange:,} lines hold"
    says = f"{number} letters of Windows-1252, {kinds.sound:,} others are UTF-8; both are read"
    examples = tuple(map(mended_bytes.windows, kinds.examples))
    step = Step("mended letters", says, kinds.strange, examples)
    return replace(file.counted(count, "utf-8", step), mend="mixed")


def _turned_back(found: Letters, count: Count, depth: int) -> Letters:
    places = "place" if count.runs.seen == 1 else "places"
    says = (
        f"Letters were written wrongly before the file was published (such as Ã¶ for ö); turned"
        f" back in {count.runs.seen:,} {places}"
    )
    step = Step("mended letters", says, count.runs.seen, count.runs.examples)
    return replace(found, steps=(*found.steps, step), mend="back", depth=depth)


def _left_out(count: Count) -> tuple[Step, ...]:
    steps = []
    if count.nuls:
        steps.append(Step("zero bytes", f"{count.nuls} NUL characters left out", count.nuls))
    if count.feeds:
        says = f"{count.feeds} form feeds (ends of printed pages) left out"
        steps.append(Step("form feeds", says, count.feeds))
    if count.marks:
        marks = "mark" if count.marks == 1 else "marks"
        says = f"{count.marks} byte order {marks} inside the file left out"
        steps.append(Step("byte order marks", says, count.marks))
    return tuple(steps)


def _lost(count: int) -> tuple[str, ...]:
    if not count:
        return ()
    letters = "letter of the file was" if count == 1 else "letters of the file were"
    return (f"{count:,} {letters} lost before it was published: they are shown as \ufffd.",)


def _damaged(codec: str) -> Refusal:
    return Refusal(
        "The file says it is {encoding} but some of its bytes are not.",
        "It may be cut off or damaged; fetch it again, or ask the publisher.",
        encoding=codec.removesuffix("-sig").upper(),
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


def _refuse_bomb(seen: int, size: int) -> None:
    if seen > MOST_UNPACKED or (seen > 256 << 20 and seen > MOST_RATIO * size):
        raise Refusal(
            "The gzip file unpacks to far more than a table would.",
            "Unpack it yourself and add the table if it is sound.",
        )


def _broken_gzip() -> Refusal:
    return Refusal("The gzip file is broken or cut off.", "Fetch it again, or ask the publisher.")


def text(path: Path, letters: Letters) -> TextIO:
    """The file as a stream of text with its own line ends (LF, CR LF or CR), NULs included."""
    file = _bytes(path, packed=letters.packed)
    if letters.mend:
        turn = Mixed() if letters.mend == "mixed" else TurnedBack(letters.depth)
        sound = io.BufferedReader(MendedBytes(file, turn), BLOCK)
        return io.TextIOWrapper(sound, encoding="utf-8", errors="strict", newline="")
    return io.TextIOWrapper(file, encoding=letters.codec, errors="strict", newline="")
