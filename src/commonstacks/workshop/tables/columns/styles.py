"""A way to write values: a pattern to know one by, SQL to read it with.

Patterns are full-match and written in what Python's ``re`` and DuckDB's RE2 have in common; SQL
has ``{v}`` where the trimmed text of a cell stands.
"""

from __future__ import annotations

from dataclasses import dataclass

from commonstacks.workshop.tables.shape import Kind


@dataclass(frozen=True, slots=True)
class Style:
    """One way to write values. Every value that ``sql`` turns into NULL does not fit."""

    kind: Kind
    says: str  # ends the sentence "every value is ..."
    pattern: str
    sql: str
    order: str = ""  # "day" or "month" first, where a date could be either
    told: str = ""  # what is said in the steps where values are turned into others
    scheme: str = ""


def finite(text: str) -> str:
    """SQL for a number with a point; NULL where it is beyond all counting."""
    number = f"try_cast({text} AS DOUBLE)"
    return f"CASE WHEN isfinite({number}) THEN {number} END"


DIGITS = r"[+-]?\d+"
ZERO_LED = r"[+-]?0\d+"
EMAIL = r"[^@\s,;<>]+@[^@\s,;<>]+\.[A-Za-z]{2,}"
