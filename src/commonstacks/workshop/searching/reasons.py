"""Why a document was found, in phrases, and the piece of its text that shows it."""

from __future__ import annotations

from collections.abc import Iterator

from commonstacks.workshop.searching.query import Hit, Query, Snippet
from commonstacks.workshop.searching.schema import WEIGHTS, Stored
from commonstacks.workshop.searching.terms import (
    LONGEST,
    TOKEN,
    found_in,
    terms_of_name,
    terms_of_word,
)

MOST_REASONS = 4
WIDTH = 240
LONGEST_VALUE = 60
MOST_SPOTS = 100


def hit(found: Stored, query: Query, score: float) -> Hit:
    """The hit for a document that the engine found."""
    asked = {term for word in query.words for term in word.terms}
    matches = list(_matches(found, asked)) if asked else []
    had = {term for _, _, had in matches for term in had}
    fit = _fit(found, query)
    phrases = [*_near(found, query, fit), *(phrase for _, phrase, _ in matches)]
    return Hit(
        id=found.id,
        slug=found.slug,
        score=score,
        why=tuple(dict.fromkeys(phrases))[:MOST_REASONS],
        fields=tuple(dict.fromkeys(field for field, _, _ in matches)),
        snippet=snippet(found, asked),
        missing=tuple(word.text for word in query.words if had.isdisjoint(word.terms)),
        fit=fit,
    )


def _matches(found: Stored, asked: set[str]) -> Iterator[tuple[str, str, set[str]]]:
    """Field, phrase and matched terms, the weightiest field first."""
    for field in WEIGHTS:
        for text, phrase in _said(found, field):
            joined = terms_of_name(text) if field == "columns" else ()
            if had := found_in(text, asked) | asked.intersection(joined):
                yield field, phrase, had


def _said(found: Stored, field: str) -> Iterator[tuple[str, str]]:
    """Each text of a field, and how it is pointed at."""
    match field:
        case "title" | "description" | "story":
            yield getattr(found, field), f"the {field}"
        case "publisher":
            yield found.publisher, f"the publisher {found.publisher}"
        case "topics":
            yield from ((topic, f'the topic "{topic}"') for topic in found.topics)
        case "columns":
            yield from ((column, f'the column "{column}"') for column in found.columns)
        case "values":
            yield from ((value, f'the value "{_cut(value)}"') for value in found.values)
        case "places":
            for _, name, _, others in found.places:
                yield " ".join((name, *others)), f"the place {name}"


def _cut(value: str) -> str:
    return value if len(value) <= LONGEST_VALUE else value[: LONGEST_VALUE - 1] + "…"


def _fit(found: Stored, query: Query) -> str:
    if query.places is None:
        return ""
    own = {place for place, _, own, _ in found.places if own}
    if not own.isdisjoint(query.places):
        return "itself"
    return "inside" if own.isdisjoint(query.around) else "wider"


def _near(found: Stored, query: Query, fit: str) -> Iterator[str]:
    """The places and years for which a document fits the limits of the query."""
    wanted = query.around if fit == "wider" else query.places or ()
    lead = {"itself": "the place", "wider": "the wider place", "inside": "a place in"}
    for place, name, _, _ in found.places:
        if place in wanted:
            yield f"{lead[fit]} {name}"
    if query.years is not None:
        first, last = query.years
        yield from (f"the year {year}" for year in found.years if first <= year <= last)


def snippet(found: Stored, asked: set[str]) -> Snippet:
    """Up to 240 letters around the words found, from the story, else from the description."""
    texts = [" ".join(text.split()) for text in (found.story, found.description) if text.strip()]
    for text in texts:
        spots = [
            (match.start(), match.end(), had)
            for match in (TOKEN.finditer(text) if asked else ())
            if len(match[0]) <= LONGEST and (had := asked & terms_of_word(match[0]))
        ]
        if spots:
            return _window(text, spots)
    return _window(next(reversed(texts), ""), [])


def _window(text: str, spots: list[tuple[int, int, set[str]]]) -> Snippet:
    """The window with the most different terms, the first of several, near the first spots."""
    best, start, near = 0, 0, spots[:MOST_SPOTS]
    for begin, _, _ in near:
        had = {t for at, end, ts in near if begin <= at and end <= begin + WIDTH // 2 for t in ts}
        if len(had) > best:
            best, start = len(had), max(0, begin - WIDTH // 3)
    if start:
        start = text.find(" ", start) + 1 or start
    piece = text[start : start + WIDTH]
    if start + WIDTH < len(text):
        piece = piece.rpartition(" ")[0] or piece
    marks = [(at - start, end - start) for at, end, _ in spots]
    return Snippet(piece, tuple((at, end) for at, end in marks if at >= 0 and end <= len(piece)))
