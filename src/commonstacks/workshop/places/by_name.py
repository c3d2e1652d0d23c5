"""Rows by the names they hold: of countries, US states and counties, or of towns in them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import takewhile

import duckdb

from commonstacks.kit.text import fold, spellings
from commonstacks.workshop.places import boundaries, gazetteer, resolve
from commonstacks.workshop.places.boundaries import Area
from commonstacks.workshop.places.levels import (
    COUNTRY,
    COUNTY,
    ENOUGH,
    LEVELS,
    NAMED,
    STATE,
    Found,
    Level,
    names,
    titled,
)
from commonstacks.workshop.places.lookup import Atlas
from commonstacks.workshop.places.matched import Matched, Values, distinct, find
from commonstacks.workshop.tables.columns import naming
from commonstacks.workshop.tables.shape import ColumnProfile, TableProfile

MOST = 20_000  # different names of a column
MOST_TOWNS = 5_000
_WIDE = ("continent", "country", "territory", "state")  # these come first in the gazetteer
_ABOVE = (*_WIDE, "region", "county")
_COUNTIES = frozenset({"county", "counties", "parish"})
_STATES = ("us-state", "us-fips")
_OTHER_KIND = ("city and borough", "census area", "county", "parish", "borough", "municipio")
_SAINT = re.compile(r"\bsaint(?=e?\b)")
Names = Mapping[str, frozenset[str]]


def columns(profile: TableProfile) -> list[ColumnProfile]:
    """Columns that may name areas: said to be places, or whose frequent values are areas."""
    schemes = tuple(level.scheme for level in LEVELS)
    fit = [c for c in profile.columns if not c.sensitive and 2 <= c.distinct <= MOST]
    return [c for c in fit if c.kind == "place name" or (_worded(c) and names(c, schemes))]


def search(
    connection: duckdb.DuckDBPyConnection,
    profile: TableProfile,
    column: ColumnProfile,
    wanted: Iterable[Level],
) -> list[Found]:
    """What the names of one column tell of the ``wanted`` levels.

    Names count in every spelling and language that the library knows. A name of several areas
    is left out, unless a column of states says which county it is.
    """
    values = [value for (value,) in distinct(connection, (column,))]
    levels = {level.name: level for level in wanted}
    for level in LEVELS:
        known = _known(level.scheme)
        if not _nearly_all(values, known):
            continue
        if level.name not in levels:
            return []
        found = find(connection, _areas(titled(level, profile, "name"), column, values, known))
        return [found] if found else []
    county = _counties(connection, profile, column) if "county" in levels else None
    if county:
        return [county]
    if column != _of_towns(profile) or COUNTRY.name not in levels or len(values) > MOST_TOWNS:
        return []
    return list(_towns(connection, profile, column, values, levels))


def _of_towns(profile: TableProfile) -> ColumnProfile | None:
    """The first column of places that is not called after states, counties or countries."""
    named = (column for column in columns(profile) if column.kind == "place name")
    return next((column for column in named if not _wide(column.name)), None)


def _wide(name: str) -> bool:
    wide = naming.is_state(name) or naming.is_country(name)
    return wide or not _COUNTIES.isdisjoint(naming.words(name))


def _worded(column: ColumnProfile) -> bool:
    return column.kind in NAMED and column.kind != "place code"


def _nearly_all(values: list[str], known: Names) -> bool:
    """Whether nearly all different values are names of such areas, and of several of them."""
    found = [known[fold(value)] for value in values if fold(value) in known]
    return len(found) >= ENOUGH * len(values) and len({*found}) >= boundaries.FEWEST


def _areas(level: Level, column: ColumnProfile, values: list[str], known: Names) -> Matched:
    means = {(value,): known.get(fold(value), frozenset()) for value in values}
    return Matched(
        level,
        (column,),
        {value: next(iter(keys)) for value, keys in means.items() if len(keys) == 1},
        ("name", f"Found from the names in “{column.name}”"),
        frozenset(value for value, keys in means.items() if len(keys) > 1),
    )


@cache
def _known(scheme: str) -> Names:
    """Folded name to the codes it means; what an area is called first goes before other names."""
    found = boundaries.of(scheme)
    assert found is not None
    also = _indexed((name, area.key) for area in found.areas for name in _also(area))
    return {**also, **_indexed((area.name, area.key) for area in found.areas)}


def _indexed(named: Iterable[tuple[str, str]]) -> Names:
    keys: dict[str, set[str]] = {}
    for name, key in named:
        for spelling in spellings(name):
            keys.setdefault(spelling, set()).add(key)
    return {spelling: frozenset(found) for spelling, found in keys.items() if spelling}


def _also(area: Area) -> tuple[str, ...]:
    return (*area.names, *_aliases().get(area.place, ()))


@cache
def _aliases() -> Mapping[str, tuple[str, ...]]:
    """What countries and states are called in other languages, by the gazetteer's id."""
    wide = takewhile(lambda record: record.kind in _WIDE, gazetteer.places())
    return {record.id: tuple(name.text for name in record.names) for record in wide}


def _counties(
    connection: duckdb.DuckDBPyConnection, profile: TableProfile, column: ColumnProfile
) -> Found | None:
    """ "Washington" is a county of thirty states: the column of states beside it says which."""
    state = next((each for each in beside(profile) if each != column), None)
    if state is None or column.kind != "place name":
        return None
    states = _state_names()
    known = _counties_known()
    keys: dict[Values, str] = {}
    for county, its_state in distinct(connection, (column, state)):
        called = states.get(fold(its_state)) or states.get(its_state.strip().zfill(2))
        key = known.get((_bare(county), called or ""))
        if key:
            keys[county, its_state] = key
    how = f"Found from the names in “{column.name}” and the states in “{state.name}”"
    level = titled(COUNTY, profile, "name")
    return find(connection, Matched(level, (column, state), keys, ("name", how)))


def beside(profile: TableProfile) -> list[ColumnProfile]:
    """Columns that say the state, where names of counties may need it."""
    if not any(column.kind == "place name" for column in profile.columns):
        return []
    return [column for column in profile.columns if _says_state(column)]


def _says_state(column: ColumnProfile) -> bool:
    if column.scheme in _STATES or (_worded(column) and names(column, (STATE.scheme,))):
        return True
    few = [fold(str(value)) for value, _ in column.top]
    called = _worded(column) and naming.is_state(column.name) and not column.sensitive
    return called and bool(few) and all(value in _state_names() for value in few)


@cache
def _state_names() -> Mapping[str, str]:
    """From what stands in columns of states, folded, to their English names: "PA", "42"."""
    coded = {
        fold(area.key): area.name
        for found in map(boundaries.of, _STATES)
        for area in (found.areas if found else ())
    }
    called = {area.key: area.name for area in STATE.outlines.areas}
    known = _known(STATE.scheme)
    named = {text: called[next(iter(keys))] for text, keys in known.items() if len(keys) == 1}
    return {**named, **coded}


@cache
def _counties_known() -> Mapping[tuple[str, str], str]:
    """From what a county is called without its kind, and its state, to its code."""
    found: dict[tuple[str, str], set[str]] = {}
    for area in COUNTY.outlines.areas:
        county, _, state = area.name.rpartition(", ")
        found.setdefault((_bare(county), state), set()).add(area.key)
    return {name: next(iter(keys)) for name, keys in found.items() if len(keys) == 1}


def _bare(county: str) -> str:
    """ "Allegheny County" → "allegheny", "Saint Louis" → "stlouis", "Du Page" → "dupage"."""
    folded = fold(county)
    kind = next((kind for kind in _OTHER_KIND if folded.endswith(f" {kind}")), "")
    return _SAINT.sub("st", folded.removesuffix(kind)).replace(" ", "")


def _towns(
    connection: duckdb.DuckDBPyConnection,
    profile: TableProfile,
    column: ColumnProfile,
    values: list[str],
    levels: Mapping[str, Level],
) -> Iterator[Found]:
    """The country that a town lies in, and its state where most lie in the United States."""
    atlas = Atlas(_gazetteer({fold(value) for value in values}))
    sure, several = _resolved(values, atlas)
    countries = Counter(_inside(COUNTRY, atlas, sure.values()).values())
    (home, most) = next(iter(countries.most_common(1)), ("", 0))
    at_home = home == "US" and most * 2 > len(values)
    for level in (COUNTRY, STATE) if at_home else (COUNTRY,):
        inside = _inside(level, atlas, sure.values())
        keys: dict[Values, str] = {
            (value,): inside[place] for value, place in sure.items() if place in inside
        }
        how = f"Found from the towns in “{column.name}”, as the gazetteer knows them"
        unclear = frozenset((value,) for value in several)
        named = titled(level, profile, "name")
        found = level.name in levels and find(
            connection, Matched(named, (column,), keys, ("name", how), unclear)
        )
        if found:
            yield found


def _gazetteer(folded: set[str]) -> Iterator[gazetteer.PlaceRecord]:
    """Towns with one of these names, and all that towns lie in."""
    for record in gazetteer.places():
        if record.kind in _ABOVE or any(
            not folded.isdisjoint(gazetteer.folds(name.text)) for name in record.names
        ):
            yield record


def _resolved(values: list[str], atlas: Atlas) -> tuple[dict[str, str], list[str]]:
    """The place of each value, and the values that mean several."""
    sure, several = {}, []
    for value in values:
        found = resolve.resolve(value, atlas)
        if isinstance(found, resolve.Resolved):
            sure[value] = found.place
        elif isinstance(found, resolve.Ambiguous):
            several.append(value)
    return sure, several


def _inside(level: Level, atlas: Atlas, places: Iterable[str]) -> dict[str, str]:
    """The code of the area that each place is or lies in."""
    areas = {area.place: area.key for area in level.outlines.areas}
    found = {}
    for place, above in atlas.containing(list(places)).items():
        key = next((areas[each] for each in (place, *above) if each in areas), "")
        if key:
            found[place] = key
    return found
