"""Numbers of sections, versions and districts: 1.9 is followed by 1.10, which no number is."""

from __future__ import annotations

from itertools import pairwise

from commonstacks.workshop.tables.columns import naming, written
from commonstacks.workshop.tables.columns.evidence import Evidence, trimmed
from commonstacks.workshop.tables.columns.typed import Typing, as_text

_ORDINAL = r"[1-9]\d{0,2}\."
_TWO = r"\d{1,3}(?:\.[1-9]\d?)?"
_DEEP = r"(?:\d{1,3}\.){2,6}\d{0,3}"
_MILLIONS = r"\d{1,3}(?:\.\d{3}){2,}"
_ANY = r"\d{1,4}(?:\.\d{1,4}){0,6}\.?"
_MOST = 20_000  # rows of a list that counts up by parts


def decide(evidence: Evidence) -> Typing | None:
    """A code, where digits with dots between them count parts; None where they are numbers.

    By the column's name; by three parts and more; by a dot behind every number; or because the
    rows go up part by part and not as numbers. What a number would lose is kept: "1.10" and "2.0".
    """
    if not evidence.likely(_ANY, 1.0) or not evidence.likely(r".*\..*", 0.0):
        return None
    if written.every(evidence, _ORDINAL):
        why = "a dot stands behind every number, which says which one it is, not how many"
        return as_text(evidence, "code", why)
    if naming.is_numbering(evidence.name) and written.every(evidence, _ANY):
        return as_text(evidence, "code", "its name says that its dots part sections or versions")
    if _deep(evidence):
        return as_text(evidence, "code", "its values are numbers of several parts")
    if _counts_up(evidence):
        return as_text(evidence, "code", "its rows go up part by part, as from 1.9 to 1.10")
    return None


def _deep(evidence: Evidence) -> bool:
    if not evidence.likely(_DEEP, 0.0) or evidence.count(_MILLIONS):
        return False
    return written.every(evidence, rf"\d{{1,3}}\.?|\d{{1,3}}\.\d{{1,3}}|{_DEEP}")


def _counts_up(evidence: Evidence) -> bool:
    if evidence.rows > _MOST or evidence.present() < evidence.rows:
        return False
    if not (evidence.likely(r"\d+\.[1-9]0", 0.0) and written.every(evidence, _TWO)):
        return False
    cells = f"SELECT {trimmed(evidence.column)} FROM raw"
    rows = [value for (value,) in evidence.connection.execute(cells).fetchall()]
    parts = [tuple(map(int, value.split("."))) for value in rows]
    tenth = {whole for whole, *part in parts if part == [10]}
    before = {whole for whole, *part in parts if part in ([1], [9])}
    up = all(one < other for one, other in pairwise(parts))
    return bool(tenth & before) and up and sorted(rows, key=float) != rows
