"""The sets of areas that rows are given, and whether a table says them already."""

from __future__ import annotations

from dataclasses import dataclass, replace

from commonstacks.workshop.places import boundaries
from commonstacks.workshop.places.boundaries import Boundaries
from commonstacks.workshop.tables.shape import ColumnProfile, Kind, TableProfile

NAMED: tuple[Kind, ...] = ("text", "category", "place name", "place code")
"""Kinds whose values may be codes or names of areas."""
NEARLY_ALL = 0.99  # of the placed rows in one area: then a column would say nothing
ENOUGH = 0.9  # of the rows with a code or a name that have to be found


@dataclass(frozen=True, slots=True)
class Level:
    """One set of areas, and what its column is called.

    ``same`` are schemes that say the same or more, ``finer`` those that decided where they could.
    """

    scheme: str
    name: str
    same: tuple[str, ...]
    finer: tuple[str, ...] = ()
    column: str = ""

    @property
    def outlines(self) -> Boundaries:
        """The areas, which come with the library."""
        found = boundaries.of(self.scheme)
        assert found is not None
        return found


COUNTRY = Level("iso-alpha2", "country", ("iso-alpha2", "iso-alpha3", "iso-numeric"))
STATE = Level("us-state", "state", ("us-state", "us-fips", "us-county-fips"))
COUNTY = Level("us-county-fips", "county", ("us-county-fips",))
LEVELS = (COUNTRY, STATE, COUNTY)


@dataclass(frozen=True, slots=True)
class Found:
    """The areas of one level, as SQL beside the view ``placed``, which has one row a row.

    ``join`` brings in the temporary table that holds ``key``; ``nulls`` rows lie in no area.
    """

    level: Level
    key: str
    join: str
    why: str
    nulls: int


def cell(column: ColumnProfile) -> str:
    """What a column of the table is called in the view ``placed``."""
    return f"c{column.position}"


def said(profile: TableProfile, level: Level) -> bool:
    """Whether a column says it already, by its scheme or by its frequent values."""
    return any(
        column.scheme in level.same or names(column, level.same) for column in profile.columns
    )


def names(column: ColumnProfile, schemes: tuple[str, ...]) -> bool:
    """Whether its frequent values are names of areas of one of these schemes."""
    if column.kind not in NAMED:
        return False
    found = boundaries.fit(value for value, _ in column.top if isinstance(value, str))
    return found is not None and found.boundaries.scheme in schemes


def titled(level: Level, profile: TableProfile, how: str) -> Level:
    """The level under a name that is free: "state", or "state by position" for ``how``."""
    taken = {column.name.casefold() for column in profile.columns}
    name = level.name
    while name in taken:
        name += f" by {how}" if " " not in name else ", again"
    return replace(level, column=name)


def rows(count: int, single: str, several: str) -> str:
    """ "1 row lies", "3 rows lie"."""
    return f"1 row {single}" if count == 1 else f"{count:,} rows {several}"
