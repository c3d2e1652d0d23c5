"""The places that come with the library: continents, countries, territories, US states."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources
from typing import Any

FILE = "gazetteer.jsonl.gz"


@dataclass(frozen=True, slots=True)
class Name:
    """A name in a language (BCP 47); among the preferred ones the first is shown."""

    text: str
    language: str
    preferred: bool


@dataclass(frozen=True, slots=True)
class PlaceRecord:
    """One place. ``id`` is like ``geonames:6252001``; ``kind`` a word such as country or state.

    ``codes`` are pairs of scheme and code, as ``("iso-alpha2", "US")``; ``point`` is longitude and
    latitude in degrees (WGS 84) or nothing; ``parents`` are the ids of what contains it directly;
    ``population`` is nothing where it is not known.
    """

    id: str
    kind: str
    names: tuple[Name, ...]
    codes: tuple[tuple[str, str], ...]
    point: tuple[float, float] | None
    parents: tuple[str, ...]
    population: int | None

    @property
    def name(self) -> str:
        """The English name that is shown where no other language is asked for."""
        return next(name.text for name in self.names if name.preferred)


def places() -> Iterator[PlaceRecord]:
    """The shipped places, what contains before what is contained. Made by tools/gazetteer.py."""
    packed = resources.files(__package__).joinpath(FILE).read_bytes()
    for line in gzip.decompress(packed).decode().splitlines():
        yield read(json.loads(line))


def read(facts: dict[str, Any]) -> PlaceRecord:
    point = facts["point"]
    return PlaceRecord(
        id=facts["id"],
        kind=facts["kind"],
        names=tuple(Name(*each) for each in facts["names"]),
        codes=tuple((scheme, code) for scheme, code in facts["codes"]),
        point=None if point is None else (point[0], point[1]),
        parents=tuple(facts["parents"]),
        population=facts["population"],
    )
