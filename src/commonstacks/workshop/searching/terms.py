"""From words to the terms that the index holds: folded, cut to their English stem."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from functools import lru_cache

import tantivy

from commonstacks.kit import text as letters

LONGEST = 60
# A word as it stands in a text: letters and digits, with marks that are written after a letter.
TOKEN = re.compile("(?:[^\\W_]|[\u0300-\u036f])+")
# Carry no meaning in a search; not asked for unless nothing else is there.
STOP_WORDS = """
a about all an and any are as at by for from has have how i in is it its me my near of on or our s
t that the their there these this to was we were what where which who with you your
am auf aus bei das dem den der des die ein eine für im mit nach oder und von wo zu zum zur
"""
STOP = frozenset(STOP_WORDS.split())
STEMMER = (
    tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace())
    .filter(tantivy.Filter.remove_long(LONGEST))
    .filter(tantivy.Filter.stemmer("english"))
    .build()
)


def terms(text: str) -> list[str]:
    """The terms of a text: its words, with umlauts in both spellings, and the pieces of names.

    ``GeoNames`` is found by geonames, by geo and by names.
    """
    known = letters.words(text)
    for more in (letters.pieces(text), spelled_out(text)):
        seen = set(known)
        known += [word for word in more if word not in seen]
    return stems(known)


@lru_cache(maxsize=5_000)
def terms_of_name(name: str) -> tuple[str, ...]:
    """Of the name of a column also the words written together: ``zip_code`` has ``zipcode``."""
    return (*terms(name), *stems(["".join(letters.words(name))]))


@lru_cache(maxsize=20_000)
def terms_of_word(word: str) -> frozenset[str]:
    """Everything by which a word in a text is found."""
    return frozenset(terms(word))


def found_in(text: str, wanted: AbstractSet[str]) -> set[str]:
    """Those of the wanted terms by which ``text`` is found; each word is looked at once."""
    words = {word for word in TOKEN.findall(text) if len(word) <= LONGEST}
    return {term for word in words for term in terms_of_word(word) if term in wanted}


def asked(word: str) -> tuple[str, ...]:
    """The terms that count as a word somebody typed: itself, in both spellings."""
    return tuple(dict.fromkeys(stems([*letters.words(word), *spelled_out(word)])))


def spelled_out(text: str) -> list[str]:
    return [] if text.isascii() else letters.words(letters.german(text))


def stems(words: list[str]) -> list[str]:
    return list(STEMMER.analyze(" ".join(words)))
