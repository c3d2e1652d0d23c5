"""UTF-8 that was taken for Windows-1252 and written as UTF-8 once more: "KÃ¶ln"."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_RUN = re.compile(r"[^\x00-\x7f]+")
_RUN_AT_END = re.compile(r"[^\x00-\x7f]+\Z")
_LONGEST_RUN = 1 << 16
_SHOWN = 3
_MOST = 3  # times that a text was written wrongly

# The five bytes that Windows-1252 does not use are taken for control characters by most programs.
_BYTES = {byte: bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(128, 256)}
_BYTE_OF = {sign: byte for byte, sign in _BYTES.items()}


@dataclass(slots=True)
class Runs:
    """Watches the letters beyond ASCII of a whole text that comes in blocks.

    ``depth`` is how often each of them can be turned back, 0 as soon as one cannot be.
    """

    depth: int = _MOST
    seen: int = 0
    _shown: list[str] = field(default_factory=list)
    _open: str = ""

    def add(self, text: str, *, last: bool = False) -> None:
        if not self.depth or (text.isascii() and not self._open):
            return
        text = self._open + text
        end = len(text) if last else unfinished(text)
        self._open = text[end:]
        for run in _RUN.findall(text[:end].lstrip("\ufeff")):
            self.seen += 1
            self.depth = min(self.depth, _depth(run))
            if not self.depth:
                return
            if len(self._shown) < _SHOWN and run not in self._shown:
                self._shown.append(run)

    @property
    def examples(self) -> tuple[str, ...]:
        """Letters as they stand in the file, and as they were meant."""
        return tuple(f"{run[:40]}: {mended(run, self.depth)[:40]}" for run in self._shown)

    @property
    def wrong(self) -> int:
        """How often the text was written wrongly, 0 for a text that is sound."""
        return self.depth if self.seen else 0


def unfinished(text: str) -> int:
    """Where the letters beyond ASCII begin with which a block ends; its length if with others."""
    run = _RUN_AT_END.search(text, max(0, len(text) - _LONGEST_RUN))
    return run.start() if run else len(text)


def _depth(run: str) -> int:
    depth = 0
    while depth < _MOST and not run.isascii():
        turned = back(run)
        if turned is None:
            break
        run, depth = turned, depth + 1
    return depth


def back(run: str) -> str | None:
    """Letters beyond ASCII as they were meant, None if they are no UTF-8 in disguise."""
    try:
        return bytes(_BYTE_OF[sign] for sign in run).decode("utf-8")
    except (KeyError, UnicodeDecodeError):
        return None


def mended(text: str, depth: int) -> str:
    """The text with every run turned back ``depth`` times."""
    for _ in range(depth):
        text = _RUN.sub(lambda run: back(run[0]) or run[0], text)
    return text
