"""Places that a title or a search speaks of: "rats in cologne", "Crime in Columbus, 1980"."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Protocol

from commonstacks.kit.text import fold
from commonstacks.workshop.places import resolve
from commonstacks.workshop.places.resolve import Ambiguous, Lookup, Resolved

LONGEST = 300
MOST_WORDS = 5
MOST_NAMES = 400
WORD = re.compile(r"[^\W_][\w'\u2019.]*")
BETWEEN = re.compile(r",?\s+|-")
# Words after which a place is to be expected.
BEFORE = "in near around across within from at of for inside throughout bei aus um für"
THE = frozenset(("the", "der", "die", "das"))
SHORT = 3  # letters; a name as short as this counts in capitals alone: "US", "DC"
ANY_CASE = frozenset(("usa", "us", "uk", "uae", "nyc"))  # in a search, "us" is no pronoun
LARGE = resolve.LARGE
# Words of every day that are also names of large places; they count only after one of BEFORE.
EVERYDAY = """
aurora bar bath batman buffalo bus business center central centre champion chance children
cities city clinton columbia como concord corona corps county data date day delta district
douglas east enterprise federal flint florence ford free general georgetown grace grand green
guide health hull independence index jackson jersey july june kent king kings lake lakes land
lima lincoln long los madison male man march marion mary media meta mobile monument most mount
name nice norman north number orange paradise park pearl people phoenix pleasant police
population port post province public rate reading region rest river rivers road roles sale salt
same san santa school sea sides south split spoken spring springs staff state street sun
surprise temple the time times tours town trail turn union upper valley van victoria village
wales washington water wells west york zone
"""


class Names(Lookup, Protocol):
    """A lookup that can also say at once which of many texts are names."""

    def names_among(self, folded: Collection[str]) -> Collection[str]:
        """Those of these folded texts that are names of places."""
        ...


@dataclass(frozen=True, slots=True)
class Mention:
    """A piece of text that names a place: where it starts and ends, and what it may mean.

    ``start`` includes the word "in" or "near" before it, so that the rest reads on.
    """

    text: str
    start: int
    end: int
    found: Resolved | Ambiguous
    introduced: bool  # a word like "in" stands before it


@dataclass(frozen=True, slots=True)
class Span:
    start: int
    end: int
    text: str
    words: tuple[str, ...]
    before: str  # the word before it, in small letters
    cut: int  # where that word starts


EVERYDAY_WORDS, INTRODUCING = frozenset(EVERYDAY.split()), frozenset(BEFORE.split())


def mentions(
    text: str, places: Names, *, prior: str = "", titled: bool = False
) -> tuple[Mention, ...]:
    """The places that ``text`` names, longest names first where they overlap, in their order.

    A name counts after a word like "in"; else only if it means a country, a state, or a place of
    100,000 people or more, and is no word of every day. In a ``titled`` text, as in a heading, it
    also has to begin with a capital letter. ``prior`` as in ``resolve``. Never refuses.
    """
    spans = list(pieces(text[:LONGEST]))
    wanted = {part for span in spans for part in parts(span.text)}
    known = set(places.names_among(sorted(wanted)[:MOST_NAMES]))
    found: list[Mention] = []
    for span in sorted(spans, key=lambda span: (-len(span.words), span.start)):
        free = all(span.end <= other.start or other.end <= span.start for other in found)
        if free and known.issuperset(parts(span.text)) and readable(span, titled):
            mention = meant(span, places, prior)
            found += [mention] if mention else []
    return tuple(sorted(told_apart(found, places), key=lambda mention: mention.start))


def told_apart(found: list[Mention], places: Names) -> Iterator[Mention]:
    """What is ambiguous alone is not beside its state: "columbus ohio"."""
    sure = [one.found.place for one in found if isinstance(one.found, Resolved)]
    for one in found:
        if isinstance(one.found, Ambiguous):
            tries = (resolve.resolve(one.text, places, prior=each) for each in sure)
            decided = next((each for each in tries if isinstance(each, Resolved)), one.found)
            yield replace(one, found=decided)
        else:
            yield one


def pieces(text: str) -> Iterator[Span]:
    """All runs of up to five words with nothing but spaces and commas between them."""
    words = list(WORD.finditer(text))
    for at, first in enumerate(words):
        for last in range(at, min(at + MOST_WORDS, len(words))):
            if last > at and not BETWEEN.fullmatch(
                text[words[last - 1].end() : words[last].start()]
            ):
                break
            before, cut = introduction(words[max(at - 2, 0) : at], first.start())
            yield Span(
                start=first.start(),
                end=words[last].end(),
                text=text[first.start() : words[last].end()].rstrip("."),
                words=tuple(word[0] for word in words[at : last + 1]),
                before=before,
                cut=cut,
            )


def introduction(before: list[re.Match[str]], start: int) -> tuple[str, int]:
    """The word before a piece, past an article, and where it starts."""
    if len(before) > 1 and before[-1][0].lower() in THE:
        before = before[:1]
    return (before[-1][0].lower(), before[-1].start()) if before else ("", start)


def parts(text: str) -> list[str]:
    """What has to be known before a piece is looked at: it, or its first part before a comma."""
    return [fold(text.partition(",")[0])]


def readable(span: Span, titled: bool) -> bool:
    """Whether the piece is written as a name can be."""
    folded = fold(span.text)
    if len(folded) <= SHORT:
        plain = folded in ANY_CASE and not titled
        return (plain or span.text == span.text.upper()) and not span.text.isdigit()
    return not span.text[0].isdigit() and (not titled or span.text[0] != span.text[0].lower())


def meant(span: Span, places: Names, prior: str) -> Mention | None:
    found = resolve.resolve(span.text, places, prior=prior)
    if isinstance(found, resolve.NotFound):
        return None
    introduced = span.before in INTRODUCING
    if not introduced and not weighty(span, found, places):
        return None
    return Mention(span.text, span.cut if introduced else span.start, span.end, found, introduced)


def weighty(span: Span, found: Resolved | Ambiguous, places: Names) -> bool:
    """A name that stands on its own has to be one that people know, and nothing else."""
    if fold(span.text) in EVERYDAY_WORDS:
        return False
    if isinstance(found, Resolved) and found.how in ("containment", "prior"):
        return True
    first = places.known(found.place) if isinstance(found, Resolved) else found.candidates[0]
    known = first is not None and (first.people >= LARGE or first.kind in resolve.WIDE)
    return known and (isinstance(found, Resolved) or len(span.words) > 1 or called(found))


def called(found: Ambiguous) -> bool:
    """Whether several large places have this as their own name, as Columbus."""
    return found.candidates[0].own


def nearest(folded: str, names: Iterable[str], *, most: int = 5) -> tuple[str, ...]:
    """Names spelled nearly like ``folded``: "colonge" → "cologne". In the order of likeness."""
    return tuple(dict.fromkeys(difflib.get_close_matches(folded, list(names), n=most, cutoff=0.8)))
