"""Words: codes and identifiers, names of places, categories, and all other text."""

from __future__ import annotations

from commonstacks.workshop.tables.columns import codes, country_names, labels, naming, schemes
from commonstacks.workshop.tables.columns.evidence import Evidence
from commonstacks.workshop.tables.columns.typed import Typing, as_text

_MOST_CATEGORIES = 200
_MOST_REPEATED = 1000  # categories, if each comes often
_OFTEN = 20  # rows to a value, on average
_LONGEST_CATEGORY = 80  # characters
_FEW_PLACES = 5  # different names of states or countries below which they may be something else


def decide(evidence: Evidence) -> Typing:
    """What is neither a number nor a date; takes everything."""
    return (
        codes.by_name(evidence) or _place(evidence) or _repeated(evidence) or _differing(evidence)
    )


def _place(evidence: Evidence) -> Typing | None:
    if naming.is_place(evidence.name) and evidence.letters <= _LONGEST_CATEGORY:
        return as_text(evidence, "place name", "its name says that its values are places")
    for names, what in (
        (schemes.US_STATE_NAMES, "names of US states"),
        (country_names.COUNTRY_NAMES, "names of countries"),
    ):
        if evidence.varied(_FEW_PLACES) and _among(evidence, names):
            return as_text(evidence, "place name", f"its values are {what}")
    return None


def _among(evidence: Evidence, names: frozenset[str]) -> bool:
    seen = evidence.sample
    if sum(value in names for value in seen) < 0.8 * len(seen):
        return False
    return evidence.among(names) >= 0.8 * evidence.present(labels.ANYWHERE)


def _repeated(evidence: Evidence) -> Typing | None:
    if evidence.varied(_MOST_REPEATED + 1):
        return None
    present, distinct = evidence.present(labels.ANYWHERE), evidence.distinct
    few = distinct * 2 <= present and distinct <= _MOST_CATEGORIES
    few = few or (distinct * _OFTEN <= present and distinct <= _MOST_REPEATED)
    if not few or evidence.letters > _LONGEST_CATEGORY:
        return None
    again = f"{distinct} different values come again and again"
    return as_text(evidence, "category", again if distinct > 1 else "every value is the same")


def _differing(evidence: Evidence) -> Typing:
    formed = codes.by_form(evidence)
    return formed or as_text(evidence, "text", "its values are words, and many of them differ")
