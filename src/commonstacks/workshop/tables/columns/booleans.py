"""Yes and no, in several languages."""

from __future__ import annotations

from commonstacks.workshop.tables.columns import naming
from commonstacks.workshop.tables.columns.evidence import Evidence, quoted
from commonstacks.workshop.tables.columns.typed import Typing, as_values

PAIRS = (
    (("true",), ("false",)),
    (("t",), ("f",)),
    (("yes",), ("no",)),
    (("y",), ("n",)),
    (("ja",), ("nein",)),
    (("j",), ("n",)),
    (("wahr",), ("falsch",)),
    (("oui",), ("non",)),
    (("o",), ("n",)),
    (("vrai",), ("faux",)),
    (("sí", "si", "sì"), ("no",)),
    (("verdadero",), ("falso",)),
    (("vero",), ("falso",)),
    (("sim",), ("não", "nao")),
    (("ja",), ("nee",)),
    (("ja",), ("nej",)),
    (("ja",), ("nei",)),
    (("tak",), ("nie",)),
    (("ano",), ("ne",)),
)
"""In small letters; letter case does not matter."""


def decide(evidence: Evidence) -> Typing | None:
    """Boolean, if both words of a pair are there and nothing else; else None.

    1 and 0 are yes and no only in a column whose name asks so (is_…, has_…, …_flag); elsewhere
    they may be counts, and stay numbers.
    """
    seen = {value.lower() for value in evidence.sample}
    for yes, no in PAIRS:
        if seen <= {*yes, *no} and _both(evidence, yes, no):
            return _boolean(evidence, f"every value is {yes[0]} or {no[0]}", yes)
    asked = naming.is_question(evidence.name) and seen and seen <= {"1", "0"}
    if asked and evidence.count("[01]") == evidence.present():
        return _boolean(evidence, "its name asks yes or no and every value is 1 or 0", ("1",))
    return None


def _both(evidence: Evidence, yes: tuple[str, ...], no: tuple[str, ...]) -> bool:
    positive = evidence.count(f"(?i:{'|'.join(yes)})")
    negative = evidence.count(f"(?i:{'|'.join(no)})")
    return min(positive, negative) > 0 and positive + negative == evidence.present()


def _boolean(evidence: Evidence, why: str, yes: tuple[str, ...]) -> Typing:
    return as_values(evidence, "boolean", why, f"lower({{v}}) IN ({quoted(yes)})")
