"""UTF-8, UTF-16 and UTF-32 by their byte order marks, and UTF-16 by its zero bytes."""

from __future__ import annotations

import codecs
import re

from commonstacks.kit.errors import Refusal

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8 with a byte order mark"),
    (codecs.BOM_UTF32_LE, "utf-32", "UTF-32, little end first, by its byte order mark"),
    (codecs.BOM_UTF32_BE, "utf-32", "UTF-32, big end first, by its byte order mark"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16, little end first, by its byte order mark"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16, big end first, by its byte order mark"),
)
_ZEROS = 0.7  # share of every other byte
_CONTROL = re.compile(rb"[\x01-\x08\x0b\x0e-\x19\x1b-\x1f\x7f]")


def by_mark(head: bytes) -> tuple[str, str] | None:
    """Python's name of the letters that the byte order mark names, and words for people."""
    return next(((codec, says) for mark, codec, says in _MARKS if head.startswith(mark)), None)


def by_zeros(head: bytes) -> tuple[str, str] | None:
    """UTF-16 without a mark: every other byte of plain text is zero.

    Refuses other files with many zero bytes, save where they only fill up the cells of a text.
    """
    even, odd = (head[at::2].count(0) / max(len(head[at::2]), 1) for at in (0, 1))
    if odd > _ZEROS and even <= 1 - _ZEROS:
        return "utf-16-le", "UTF-16, little end first, by its pattern of zero bytes"
    if even > _ZEROS and odd <= 1 - _ZEROS:
        return "utf-16-be", "UTF-16, big end first, by its pattern of zero bytes"
    if head.count(0) > 0.05 * len(head) and not _is_padded(head):
        raise Refusal(
            "The file is binary, not a text table.", "Look for a CSV of it at the publisher."
        )
    return None


def _is_padded(head: bytes) -> bool:
    """Text whose cells are filled up with zero bytes: lines, and no other control characters."""
    return b"\n" in head and head.count(0) * 2 < len(head) and not _CONTROL.search(head)
