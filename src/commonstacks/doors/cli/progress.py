"""How far the work is, on standard error: one living line on a terminal, few lines in a log."""

from __future__ import annotations

import sys
from typing import TextIO

from commonstacks.workshop.killable import Progress

WIDE = 78


class ProgressLine:
    def __init__(self, out: TextIO | None = None) -> None:
        self.out = out or sys.stderr
        self.living = self.out.isatty()
        self.last = ""

    def show(self, progress: Progress) -> None:
        if self.living:
            self.out.write(f"\r{words(progress)[:WIDE]:<{WIDE}}")
            self.out.flush()
        elif progress.what and progress.what != self.last:
            self.out.write(f"{progress.what} …\n")
            self.out.flush()
        self.last = progress.what

    def clear(self) -> None:
        if self.living and self.last:
            self.out.write("\r" + " " * WIDE + "\r")
            self.out.flush()
        self.last = ""


def words(progress: Progress) -> str:
    if progress.total > 0:
        share = min(100, 100 * progress.done // progress.total)
        return f"{progress.what} … {share} %"
    return f"{progress.what} …"
