"""What is looked for, and what was found."""

from __future__ import annotations

from dataclasses import dataclass

from commonstacks.kit import text as letters
from commonstacks.workshop.searching.terms import LONGEST, STOP, TOKEN, asked

LONGEST_TEXT = 500
MOST_WORDS = 12
MOST_PLACES = 200
FARTHEST_YEAR = 99_999


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it was written, and the terms of the index that count as it."""

    text: str
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for. Made by ``parse``.

    ``places`` None: anywhere; empty: a place was asked for that nobody knows, so nothing is found.
    ``around`` are places that contain the asked ones. ``unread`` is text in which there is no word.
    """

    words: tuple[Word, ...] = ()
    places: tuple[str, ...] | None = None
    around: tuple[str, ...] = ()
    years: tuple[int, int] | None = None
    ignored: tuple[str, ...] = ()
    unread: bool = False


@dataclass(frozen=True, slots=True)
class Snippet:
    """A piece of plain text; ``marks`` are (start, end) of the words found, counted in letters."""

    text: str
    marks: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """One dataset, and why it is shown.

    ``why`` holds phrases for "found in …": ``the column "zip_code"``, ``the place United States``.
    ``fields`` names the matched fields, the weightiest first. ``missing`` are words it does not
    have. ``fit`` says how its place relates to the one asked for: itself, wider, inside, or empty.
    """

    id: str
    slug: str
    score: float
    why: tuple[str, ...]
    fields: tuple[str, ...]
    snippet: Snippet
    missing: tuple[str, ...]
    fit: str


@dataclass(frozen=True, slots=True)
class Found:
    """``total`` datasets, of which ``hits`` are shown.

    ``asked`` tells how many of the words each hit has: all, most (two thirds) or any. ``dropped``
    are words that no dataset among the total has, or that were too many to look for.
    """

    total: int
    hits: tuple[Hit, ...]
    dropped: tuple[str, ...]
    asked: str


def parse(
    words: str = "",
    *,
    places: tuple[str, ...] | None = None,
    around: tuple[str, ...] = (),
    years: tuple[int, int] | None = None,
) -> Query:
    """The query of what somebody typed. No sign in ``words`` has a meaning of its own.

    At most 500 letters and twelve words are read, small words like "the" only if there is nothing
    else. ``places`` are ids: None if no place is asked for, empty if the place is unknown;
    ``around`` the ids of what contains them. ``years`` are the first and the last.
    """
    written = letters.sound(words[:LONGEST_TEXT])
    found = {word.casefold(): word for word in TOKEN.findall(written)}
    telling = [word for key, word in found.items() if key not in STOP] or list(found.values())
    known = [Word(word, asked(word)) for word in telling]
    return Query(
        words=tuple(word for word in known if word.terms)[:MOST_WORDS],
        places=None if places is None else ids(places),
        around=ids(around),
        years=years and span(*years),
        ignored=tuple(word.text[:LONGEST] for word in known if not word.terms)
        + tuple(word.text for word in known if word.terms)[MOST_WORDS:],
        unread=bool(written.strip()) and not any(word.terms for word in known),
    )


def ids(places: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(letters.sound(place) for place in places[:MOST_PLACES])


def span(one: int, other: int) -> tuple[int, int]:
    """First and last year, whichever came first, no farther than a calendar reaches."""
    near = (min(max(year, -FARTHEST_YEAR), FARTHEST_YEAR) for year in (one, other))
    first, last = sorted(near)
    return first, last
