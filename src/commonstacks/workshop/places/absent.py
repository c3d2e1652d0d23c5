"""What may be missing from a table, areas included that the library knows and the table lacks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import duckdb

from commonstacks.workshop.killable import Progress, ignore
from commonstacks.workshop.places import boundaries
from commonstacks.workshop.places.boundaries import Boundaries, Fit
from commonstacks.workshop.places.levels import NAMED
from commonstacks.workshop.tables.missing import absences
from commonstacks.workshop.tables.missing.absence import Absence
from commonstacks.workshop.tables.missing.absences import Side
from commonstacks.workshop.tables.missing.missing_places import AreaSet
from commonstacks.workshop.tables.shape import ColumnProfile, TableProfile
from commonstacks.workshop.tables.sql import identifier

MOST_VALUES = 10_000
_COUNTIES = "us-county-fips"
_APART = frozenset({"AS", "GU", "MP", "PR", "VI", "60", "66", "69", "72", "78"})  # territories
_TITLES = {
    "us-state": "US states",
    "us-fips": "US states",
    "iso-alpha2": "countries and territories",
    "iso-alpha3": "countries and territories",
    "iso-numeric": "countries and territories",
}


def find(
    folder: Path,
    profile: TableProfile,
    before: tuple[Path, TableProfile] | None = None,
    tell: Callable[[Progress], None] = ignore,
) -> tuple[Absence, ...]:
    """``absences.find`` of the table in ``folder``, with the known areas its columns speak of.

    ``profile`` is placed.json's where there is one. ``before`` is the same of the version before.
    """
    tell(Progress(0, 2, "looking for what is missing"))
    now = Side(folder, profile)
    sets = area_sets(now)
    tell(Progress(1, 2, "looking for what is missing"))
    return absences.find(now, sets=sets, before=Side(*before) if before else None)


def area_sets(now: Side) -> tuple[AreaSet, ...]:
    """For each column of codes or names of areas, the whole set, and the rows of each area.

    States without their territories, unless half of these have rows; counties state by state.
    """
    with duckdb.connect() as connection:
        found: dict[str, list[AreaSet]] = {}
        for column in now.profile.columns:
            if column.sensitive or column.kind not in NAMED or column.distinct > MOST_VALUES:
                continue
            rows = _rows(connection, now.source, column)
            fit = _fit(column, rows)
            if fit and fit.boundaries.title not in found:
                found[fit.boundaries.title] = list(_sets(column, fit, rows))
    return tuple(one for sets in found.values() for one in sets)


def _rows(
    connection: duckdb.DuckDBPyConnection, source: str, column: ColumnProfile
) -> Mapping[str, int]:
    name = identifier(column.name)
    return dict(
        connection.execute(
            f"SELECT CAST({name} AS VARCHAR), count(*) FROM {source}"
            f" WHERE {name} IS NOT NULL GROUP BY 1"
        ).fetchall()
    )


def _fit(column: ColumnProfile, rows: Mapping[str, int]) -> Fit | None:
    if column.scheme is not None and column.scheme not in boundaries.schemes():
        return None
    return boundaries.fit(rows, column.scheme)


def _sets(column: ColumnProfile, fit: Fit, rows: Mapping[str, int]) -> Iterator[AreaSet]:
    unplaced = column.nulls + sum(rows[value] for value in fit.unmatched)
    counts: dict[str, int] = {}
    for value, key in fit.keys.items():
        counts[key] = counts.get(key, 0) + rows[value]
    if fit.boundaries.scheme == _COUNTIES:
        yield from _by_state(column.name, fit.boundaries, counts, unplaced)
        return
    names = {area.key: area.name for area in fit.boundaries.areas}
    title = _TITLES.get(fit.boundaries.scheme, fit.boundaries.title)
    apart = _APART & names.keys() if title == "US states" else frozenset()
    if len(apart & counts.keys()) * 2 < len(apart):
        names = {key: name for key, name in names.items() if key not in apart}
    yield AreaSet(column.name, title, names, counts, unplaced)


def _by_state(
    column: str, counties: Boundaries, counts: Mapping[str, int], unplaced: int
) -> Iterator[AreaSet]:
    states = boundaries.of("us-fips")
    assert states is not None
    for state in states.areas:
        inside = [area for area in counties.areas if area.key.startswith(state.key)]
        names = {area.key: area.name for area in inside}
        if names.keys() & counts.keys():
            yield AreaSet(column, f"counties of {state.name}", names, counts, unplaced)
