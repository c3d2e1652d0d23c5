"""Which ways to write numbers fit a whole column."""

from __future__ import annotations

import re
from collections.abc import Callable

from commonstacks.workshop.tables.columns import number_styles
from commonstacks.workshop.tables.columns.evidence import Evidence
from commonstacks.workshop.tables.columns.number_styles import PLAIN, WRITINGS, Writing

_LOOK = 200  # values


def ways(evidence: Evidence, wrap: Callable[[str], str] = number_styles.signed) -> list[Writing]:
    """Those that every value fits; only the plainest where no value has a mark between digits.

    ``wrap`` puts round the pattern of a number what stands round every number.
    """
    if every(evidence, wrap(PLAIN.whole)):
        return [PLAIN]
    return [way for way in WRITINGS if every(evidence, wrap(way.number))]


def every(evidence: Evidence, pattern: str) -> bool:
    """Whether every present value fits."""
    if not evidence.likely(pattern, 1.0):
        return False
    return evidence.count(pattern) == evidence.present()


def nearest(evidence: Evidence, wrap: Callable[[str], str] = number_styles.signed) -> Writing:
    """The way that most of some values fit."""
    seen = evidence.sample[:_LOOK]
    fits = {way: re.compile(wrap(way.number)).fullmatch for way in WRITINGS}
    return max(WRITINGS, key=lambda way: sum(1 for value in seen if fits[way](value)))
