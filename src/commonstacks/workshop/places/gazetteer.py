"""The places that come with the library: from continents to towns of 15,000 people and more."""

from __future__ import annotations

import hashlib
import json
import lzma
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from typing import Any

from commonstacks.kit.text import spellings

FILE = "gazetteer.jsonl.xz"
SOURCE = "geonames"
KINDS = ("continent", "country", "territory", "state", "region", "county", "city")


@dataclass(frozen=True, slots=True)
class Name:
    """A name in a language (BCP 47, empty where unknown); the first preferred one is shown."""

    text: str
    language: str
    preferred: bool


@dataclass(frozen=True, slots=True)
class PlaceRecord:
    """One place. ``id`` is like ``geonames:6252001``; ``kind`` one of ``KINDS``.

    ``codes`` are pairs of scheme and code, as ``("iso-alpha2", "US")``; ``point`` is longitude and
    latitude in degrees (WGS 84) or nothing; ``parents`` are the ids of what contains it directly;
    ``population`` is nothing where nobody counted. ``people`` serves to put places of one name in
    order and is never shown: the population, or the people of all towns that are known in it.
    """

    id: str
    kind: str
    names: tuple[Name, ...]
    codes: tuple[tuple[str, str], ...]
    point: tuple[float, float] | None
    parents: tuple[str, ...]
    population: int | None
    people: int

    @property
    def name(self) -> str:
        """The name that is shown where no other language is asked for."""
        return next(name.text for name in self.names if name.preferred)


def places(kinds: Collection[str] = KINDS, *, least: int = 0) -> Iterator[PlaceRecord]:
    """The shipped places, what contains before what is contained. Made by tools/gazetteer.py.

    Of these kinds only, and no city with fewer than ``least`` people: then what contains the rest
    is the nearest that is left, so that a part of the gazetteer is a gazetteer too.
    """
    above: dict[str, tuple[str, ...]] = {}
    for line in lzma.decompress(packed()).decode().splitlines():
        facts = json.loads(line)
        kind, people = facts[1], facts[7]
        parents = tuple(up for each in map(named, facts[5]) for up in above.get(each, (each,)))
        if kind not in kinds or (kind == "city" and people < least):
            above[named(facts[0])] = parents
        else:
            yield replace(read(facts), parents=parents)


@cache
def edition() -> str:
    """Names this gazetteer: another file has another name."""
    return hashlib.sha256(packed()).hexdigest()[:16]


def packed() -> bytes:
    return resources.files(__package__).joinpath(FILE).read_bytes()


def read(facts: list[Any]) -> PlaceRecord:
    number, kind, names, codes, point, parents, population, people = facts
    return PlaceRecord(
        id=named(number),
        kind=kind,
        names=tuple(Name(text, language, bool(own)) for text, language, own in names),
        codes=tuple((scheme, code) for scheme, code in codes),
        point=None if point is None else (point[0], point[1]),
        parents=tuple(named(parent) for parent in parents),
        population=population,
        people=people,
    )


def named(number: int | str) -> str:
    return f"{SOURCE}:{number}" if isinstance(number, int) else number


def folds(text: str) -> tuple[str, ...]:
    """The same as ``kit.text.spellings``, at once for plain letters: most names are."""
    if text.isascii() and text.replace(" ", "").isalnum() and "  " not in text:
        return (text.strip().lower(),)
    return spellings(text)
