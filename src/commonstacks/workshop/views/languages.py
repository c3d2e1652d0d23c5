"""Which phrases a page's language has."""

from __future__ import annotations

from commonstacks.workshop.views.german import GERMAN
from commonstacks.workshop.views.words import ENGLISH, Words


def words_of(language: str) -> Words:
    """The phrases of a language by its code: "de", "de-at", "en"; English for any other."""
    return GERMAN if language.partition("-")[0].lower() == "de" else ENGLISH
