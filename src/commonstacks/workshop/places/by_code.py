"""Rows by the place codes they hold: the state of a county, the county and state of a tract."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

import duckdb

from commonstacks.workshop.places import boundaries
from commonstacks.workshop.places.levels import COUNTRY, COUNTY, STATE, Found, Level, titled
from commonstacks.workshop.places.matched import Matched, distinct, find
from commonstacks.workshop.tables.shape import ColumnProfile, TableProfile

MOST = 200_000  # different codes of a column


@dataclass(frozen=True, slots=True)
class Way:
    """From a code of a scheme to a code of a level.

    The first ``digits`` of ``of`` count (0: the whole), ``within`` is the scheme they belong to.
    """

    level: Level
    within: str
    of: int = 0
    digits: int = 0


WAYS: Mapping[str, tuple[Way, ...]] = {
    "iso-alpha3": (Way(COUNTRY, "iso-alpha3"),),
    "iso-numeric": (Way(COUNTRY, "iso-numeric"),),
    "us-fips": (Way(STATE, "us-fips"),),
    "us-county-fips": (Way(STATE, "us-fips", 5, 2),),
    "us-tract": (Way(COUNTY, "us-county-fips", 11, 5), Way(STATE, "us-fips", 11, 2)),
}
"""What else a code tells. Codes of ZIP areas tell nothing for sure: they cross state lines."""


def columns(profile: TableProfile) -> list[ColumnProfile]:
    """Columns of codes that tell more than they say."""
    return [c for c in profile.columns if _ways(c) and not c.sensitive and c.distinct <= MOST]


def search(
    connection: duckdb.DuckDBPyConnection, profile: TableProfile, column: ColumnProfile
) -> list[Found]:
    """The levels that a column of codes tells and no column of the table holds by its scheme."""
    held = {each.scheme for each in profile.columns}
    values = [value for (value,) in distinct(connection, (column,))]
    found = []
    for way in _ways(column):
        if way.level.scheme in held:
            continue
        look = _look(way)
        looked = {(value,): look(value) for value in values}
        matched = Matched(
            titled(way.level, profile, "code"),
            (column,),
            {value: key for value, key in looked.items() if key is not None},
            ("code", f"Found from the codes in “{column.name}”"),
        )
        found.append(find(connection, matched))
    return [each for each in found if each]


def _ways(column: ColumnProfile) -> tuple[Way, ...]:
    return WAYS.get(column.scheme or "", ()) if column.kind == "place code" else ()


def _look(way: Way) -> Callable[[str], str | None]:
    """Numbers may lack their leading zeros, as spreadsheets leave them."""
    same = _translation(way.within, way.level.scheme)
    whole = way.of or max(map(len, same))

    def look(value: str) -> str | None:
        code = value.strip().upper()
        code = code.zfill(whole) if code.isdigit() else code
        if way.of and not (code.isdigit() and len(code) == way.of):
            return None
        return same.get(code[: way.digits] if way.digits else code)

    return look


@cache
def _translation(scheme: str, to: str) -> Mapping[str, str]:
    """From one scheme to another, where both have a code for the same place."""
    here, there = boundaries.of(scheme), boundaries.of(to)
    assert here is not None
    assert there is not None
    if here == there:
        return {area.key: area.key for area in here.areas}
    keys = {area.place: area.key for area in there.areas if area.place}
    return {area.key: keys[area.place] for area in here.areas if area.place in keys}
