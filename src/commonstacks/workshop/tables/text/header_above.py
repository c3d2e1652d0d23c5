"""What stands above a header as if it were a table of its own: keys with their values."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from commonstacks.workshop.tables.text.looks import filled

_FEWEST = 2


def keys_and_values(records: Sequence[list[str]], candidates: Sequence[int], width: int) -> int:
    """How many of the first candidates hold a key and its value over a wider table; else 0.

    Loggers and weather stations tell so of themselves ("Station; Köln-Bonn"). Two at least, and
    the next record fills more cells, among them the first two.
    """
    if width <= 2:
        return 0
    block = list(takewhile(lambda at: _is_pair(records[at]), candidates))
    if not _FEWEST <= len(block) < len(candidates):
        return 0
    after = records[candidates[len(block)]]
    return len(block) if all(map(str.strip, after[:2])) else 0


def _is_pair(record: list[str]) -> bool:
    return filled(record) == 2 and all(map(str.strip, record[:2]))
