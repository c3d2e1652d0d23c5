"""How two columns are made comparable whose cells are stored in different ways."""

from __future__ import annotations

from dataclasses import dataclass

_AS_IT_IS = "{0}"

_NUMBERS = frozenset(
    {"TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "UBIGINT", "FLOAT", "DOUBLE"}
)
_WHOLE = frozenset(_NUMBERS - {"FLOAT", "DOUBLE"})
_TIMES = frozenset({"DATE", "TIMESTAMP"})
_NUMBER = r"[+-]?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?"
_YES = "('yes', 'true', 'y', 't', '1', 'ja', 'wahr', 'oui', 'sí', 'si', 'sì', 'vrai')"
_NO = "('no', 'false', 'n', 'f', '0', 'nein', 'falsch', 'non', 'faux')"


@dataclass(frozen=True, slots=True)
class Pair:
    """SQL for a cell of each side, ``{0}`` being the column, and the type that both then have."""

    old: str
    new: str
    type: str

    @property
    def cast(self) -> bool:
        """Whether a side is compared as something else than it is stored as."""
        return (self.old, self.new) != (_AS_IT_IS, _AS_IT_IS)


def pair(old: str, new: str) -> Pair:
    """How columns of two types, by DuckDB's names, are compared.

    What both sides can be, they become: numbers, times; else text. A number stored as text is
    the same number ("7.0" and 7), but not where a zero leads ("007" and 7); yes and no are known
    by their words.
    """
    if old == new:
        return Pair(_AS_IT_IS, _AS_IT_IS, old)
    if old == "VARCHAR":
        text, typed = _beside_text(new)
        return Pair(text, typed, "VARCHAR")
    if new == "VARCHAR":
        text, typed = _beside_text(old)
        return Pair(typed, text, "VARCHAR")
    both = _both(old, new)
    return Pair(f"CAST({{0}} AS {both})", f"CAST({{0}} AS {both})", both)


def number(text: str) -> str:
    """SQL that is true where ``text`` is a number without a leading zero."""
    return f"regexp_full_match({text}, '{_NUMBER}')"


def _both(old: str, new: str) -> str:
    if {old, new} <= _TIMES:
        return "TIMESTAMP"
    return "DOUBLE" if {old, new} <= _NUMBERS | {"BOOLEAN"} else "VARCHAR"


def _beside_text(other: str) -> tuple[str, str]:
    """SQL for the text, and for the column of another type beside it."""
    plain = "CAST({0} AS VARCHAR)"
    if other in _WHOLE:
        return r"regexp_replace({0}, '^([+-]?\d+)\.0+$', '\1')", plain
    if other in _NUMBERS:
        same = "CAST(CAST({0} AS DOUBLE) AS VARCHAR)"
        return f"CASE WHEN {number('{0}')} THEN {same} ELSE {{0}} END", same
    if other == "BOOLEAN":
        word = "lower(trim({0}))"
        yes, no = f"WHEN {word} IN {_YES} THEN 'true'", f"WHEN {word} IN {_NO} THEN 'false'"
        return f"CASE {yes} {no} ELSE {{0}} END", plain
    if other == "TIMESTAMP":
        return "coalesce(CAST(TRY_CAST({0} AS TIMESTAMP) AS VARCHAR), {0})", plain
    return _AS_IT_IS, plain
