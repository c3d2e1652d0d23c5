"""What somebody asked for, and the address without one of its parts."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

LONGEST = 300
PAGE = 20


@dataclass(frozen=True, slots=True)
class Asked:
    words: str
    place: str
    offset: int


@dataclass(frozen=True, slots=True)
class Chip:
    """One part of a search, and the address that leaves it out."""

    text: str
    kind: str  # word, place
    without: str


def asked(query: QueryDict) -> Asked:
    first = query.get("from", "1")
    return Asked(
        words=" ".join(query.get("q", "")[:LONGEST].split()),
        place=" ".join(query.get("place", "")[:LONGEST].split()),
        offset=max(0, int(first) - 1) if first.isdecimal() else 0,
    )


def address(words: str, place: str, *, first: int = 1) -> str:
    parts = {"q": words, "place": place, "from": first if first > 1 else ""}
    query = urlencode({name: value for name, value in parts.items() if value})
    return reverse("search") + (f"?{query}" if query else "")


def chips(words: str, place: str, place_name: str) -> tuple[Chip, ...]:
    each = words.split()
    found = [
        Chip(word, "word", address(" ".join(each[:at] + each[at + 1 :]), place))
        for at, word in enumerate(each)
    ]
    if place_name:
        found.append(Chip(place_name, "place", address(words, "")))
    return tuple(found)
