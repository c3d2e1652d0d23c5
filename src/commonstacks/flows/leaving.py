"""Whether somebody still waits for an answer: the page that asked says when nobody does.

A server learns nothing of a line that a browser closed, and another of its processes may be told.
So the word is an empty file that all of them see, called as the page called its question.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from commonstacks.flows import wiring
from commonstacks.workshop.killable import never

Left = Callable[[], bool]
"""Did the reader leave? Once it is so it stays so."""

MOST_AT_ONCE = 50
MOST_KEPT = 1000
OLD = timedelta(minutes=5)  # no question lasts as long
_LOOK = 0.25  # seconds between two looks
_NAME = re.compile(r"[0-9a-f]{32}")


def watch(name: str) -> Left:
    """Of the question of that name; of one without a name or with a bad one nobody ever leaves."""
    return _Watch(_folder() / name) if _NAME.fullmatch(name) else never


def tell(names: Sequence[str], now: datetime) -> None:
    """Nobody waits for these questions any more. What was said long ago is forgotten, and of what
    was said lately all but the newest. Raises ``ValueError`` for no names, bad ones, too many."""
    if not 0 < len(names) <= MOST_AT_ONCE or not all(map(_NAME.fullmatch, names)):
        raise ValueError("these are not names of questions")
    _folder().mkdir(exist_ok=True)
    with suppress(FileNotFoundError):  # the folder was emptied meanwhile
        for name in names:
            (_folder() / name).touch()
        _sweep(now)


def _sweep(now: datetime) -> None:
    oldest = (now - OLD).timestamp()
    signs = sorted(_signs(), reverse=True)
    for place, (at, path) in enumerate(signs):
        if place >= MOST_KEPT or at < oldest:
            Path(path).unlink(missing_ok=True)


def _signs() -> list[tuple[float, str]]:
    """When each was said; another process may sweep at the same time."""
    found = []
    for sign in os.scandir(_folder()):
        with suppress(FileNotFoundError):
            found.append((sign.stat().st_mtime, sign.path))
    return found


def _folder() -> Path:
    return wiring.derived() / "left"


class _Watch:
    """Looks at most every quarter of a second: the runner asks far more often."""

    def __init__(self, sign: Path) -> None:
        self._sign = sign
        self._next = 0.0
        self._left = False

    def __call__(self) -> bool:
        if not self._left and time.monotonic() >= self._next:
            self._next = time.monotonic() + _LOOK
            self._left = self._sign.exists()
        return self._left
