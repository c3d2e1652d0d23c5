"""What one pass over the text of a whole file counts."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from commonstacks.kit.errors import Refusal
from commonstacks.workshop.tables.text.mojibake import Runs

LONGEST_LINE = 16 << 20  # characters
_LINE_END = re.compile(r"\r\n|\r|\n")
_MARK = re.compile(r"(?<=[\r\n])\ufeff")
_STRANGE = re.compile("[\udc80-\udcff]")
_SHOWN = 3


@dataclass(slots=True)
class Count:
    """Line ends (CR LF, LF or CR), NULs, form feeds, replacement characters, strange letters.

    ``marks`` are byte order marks at the start of a line, as of files put one after the other.
    """

    longest: int = LONGEST_LINE
    nuls: int = 0
    feeds: int = 0
    marks: int = 0
    lost: int = 0
    runs: Runs = field(default_factory=Runs)
    seen: int = 0  # bytes
    _ends: int = 0
    _run: int = 0  # characters since the last line end
    _last: str = ""

    def add(self, text: str, *, last: bool = False) -> None:
        """Counts the next block; ``last`` where no more comes."""
        if not text.isascii() or last:
            self.lost += text.count("\ufffd")
            self.marks += self._marks(text)
            self.runs.add(text, last=last)
        elif self.runs.depth:
            self.runs.add(text)
        if not text:
            return
        self.nuls += text.count("\0") if "\0" in text else 0
        self.feeds += text.count("\f") if "\f" in text else 0
        self._ends += text.count("\n")
        if "\r" in text:
            self._ends += text.count("\r") - text.count("\r\n")
        if self._last == "\r" and text[0] == "\n":
            self._ends -= 1
        first = min((at for at in (text.find("\n"), text.find("\r")) if at >= 0), default=-1)
        self._measure(text, first)
        self._last = text[-1]

    def _marks(self, text: str) -> int:
        if "\ufeff" not in text:
            return 0
        first = text[0] == "\ufeff" and self._last in ("\n", "\r", "")
        return len(_MARK.findall(text)) + first

    def _measure(self, text: str, first: int) -> None:
        if self._run + (first if first >= 0 else len(text)) > self.longest:
            raise Refusal(
                "A line of the file is longer than 16 million characters.",
                "This is not a table of rows; look for another form of it at the publisher.",
            )
        if first < 0:
            self._run += len(text)
        else:
            self._run = len(text) - 1 - max(text.rfind("\n"), text.rfind("\r"))

    @property
    def lines(self) -> int:
        """Line ends, plus one for a last line without an end."""
        return self._ends + (self._last not in ("\n", "\r", ""))


@dataclass(slots=True)
class Kinds:
    """Counts lines by their letters beyond ASCII: all UTF-8, or with bytes that are not.

    Takes text in which such bytes are half surrogates.
    """

    sound: int = 0
    strange: int = 0
    examples: list[str] = field(default_factory=list)
    _open: str = ""

    def add(self, text: str, *, last: bool = False) -> None:
        """Counts the lines that end in the next block; ``last`` where no more comes."""
        if not last and text.isascii() and self._open.isascii():
            self._open = text[max(text.rfind("\n"), text.rfind("\r")) + 1 :]
            return
        *lines, self._open = _LINE_END.split(self._open + text)
        for line in [*lines, self._open] if last else lines:
            if line.isascii():
                continue
            if not _STRANGE.search(line):
                self.sound += 1
                continue
            self.strange += 1
            if len(self.examples) < _SHOWN:
                self.examples.append(line[:120])

    @property
    def mixed(self) -> bool:
        """Are enough lines UTF-8 that it cannot be by chance?"""
        return self.strange > 0 and self.sound * 50 >= self.strange
