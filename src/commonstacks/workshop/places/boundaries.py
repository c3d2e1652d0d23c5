"""Outlines of areas that come with the library, and which of them a column speaks of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from commonstacks.kit.text import fold, spellings
from commonstacks.workshop.places.outlines import Outline, Outlines, Ring, shipped

NEARLY_ALL = 0.8  # of the different values
FEWEST = 3  # areas
_SETS = {  # scheme: file, its part, and whether numbers may lack their leading zeros
    "us-state": ("us", "states", 0),
    "us-fips": ("us", "states", 2),
    "us-county-fips": ("us", "counties", 5),
    "iso-alpha2": ("countries", "countries", 0),
    "iso-alpha3": ("countries", "countries", 0),
    "iso-numeric": ("countries", "countries", 3),
}
_NAMED = ("us-state", "iso-alpha2", "us-county-fips")


@dataclass(frozen=True, slots=True)
class Area:
    """One area: its code in the scheme, its English name, and the gazetteer's place or "".

    ``names`` are other names people write.
    """

    key: str
    name: str
    place: str
    names: tuple[str, ...]
    outline: Outline

    @property
    def rings(self) -> tuple[tuple[Ring, ...], ...]:
        """Polygons, each an outer ring and its holes; a ring is a closed line of longitude and
        latitude in degrees (WGS 84). Worked out anew each time."""
        return self.outline.rings


@dataclass(frozen=True, slots=True)
class Boundaries:
    """All areas of one code list. ``year`` is that of the outlines, ``scale`` 1 to so much."""

    scheme: str
    title: str
    source: str
    areas: tuple[Area, ...]
    year: int
    scale: int

    def area(self, key: str) -> Area | None:
        """The area with that code, or nothing."""
        return next((area for area in self.areas if area.key == key), None)


@dataclass(frozen=True, slots=True)
class Fit:
    """``keys`` leads from a value, as written, to an area; ``unmatched`` values mean none."""

    boundaries: Boundaries
    keys: Mapping[str, str]
    unmatched: tuple[str, ...]


def schemes() -> tuple[str, ...]:
    """The code lists that have outlines here."""
    return tuple(_SETS)


@cache
def of(scheme: str) -> Boundaries | None:
    """The outlines of a code list such as "us-state" or "iso-alpha3"; nothing if there are none.

    Countries follow ISO 3166-1: what has a code of its own is an area of its own.
    """
    if scheme not in _SETS:
        return None
    file, part, _ = _SETS[scheme]
    found = shipped(file)
    return Boundaries(
        scheme, found.titles[part], found.source, _areas(found, part, scheme), *found.vintage
    )


def fit(values: Iterable[str], scheme: str | None = None) -> Fit | None:
    """Which areas the values mean: by code if their scheme is known, else by name.

    Names count in any spelling that ``kit.text.spellings`` knows. There is no fit unless four in
    five of the different values, and at least three areas, are found; a name of two areas means
    neither. Numbers of a scheme may lack their leading zeros; empty values do not count.
    """
    present = tuple(dict.fromkeys(value for value in values if value.strip()))
    if scheme is not None:
        found = of(scheme)
        return _enough(found, present, _by_code(found)) if found else None
    fits = [_enough(found, present, _by_name(found)) for found in map(of, _NAMED) if found]
    return max((one for one in fits if one), key=lambda one: len(one.keys), default=None)


def _areas(found: Outlines, part: str, scheme: str) -> tuple[Area, ...]:
    return tuple(_area(one, scheme) for one in found.parts[part] if scheme in one.codes)


def _area(one: Outline, scheme: str) -> Area:
    return Area(one.codes[scheme], one.name, one.place, one.names, one)


def _enough(
    found: Boundaries, present: tuple[str, ...], look: Callable[[str], str | None]
) -> Fit | None:
    keys: dict[str, str] = {}
    unmatched: list[str] = []
    for value in present:
        key = look(value)
        if key is not None:
            keys[value] = key
        elif len(unmatched) > (1 - NEARLY_ALL) * len(present):
            return None  # most columns name something else; no need to look at all of it
        else:
            unmatched.append(value)
    if len(set(keys.values())) < FEWEST or len(keys) < NEARLY_ALL * len(present):
        return None
    return Fit(found, keys, tuple(unmatched))


def _by_code(found: Boundaries) -> Callable[[str], str | None]:
    known = {area.key for area in found.areas}
    digits = _SETS[found.scheme][2]

    def look(value: str) -> str | None:
        code = value.strip().zfill(digits)
        return code if code in known else None

    return look


def _by_name(found: Boundaries) -> Callable[[str], str | None]:
    known = _names(found.scheme)
    return lambda value: known.get(fold(value))


@cache
def _names(scheme: str) -> Mapping[str, str]:
    """Folded name to key; what an area is called first goes before what others are called too."""
    found = of(scheme)
    assert found is not None
    also = _unique((name, area.key) for area in found.areas for name in area.names)
    return also | _unique((area.name, area.key) for area in found.areas)


def _unique(named: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Every spelling of the names that leads to one key."""
    keys: dict[str, set[str]] = {}
    for name, key in named:
        for spelling in spellings(name):
            keys.setdefault(spelling, set()).add(key)
    return {spelling: next(iter(found)) for spelling, found in keys.items() if len(found) == 1}
