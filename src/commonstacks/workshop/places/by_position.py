"""Rows by where they lie: the country, and at home in the United States the state.

Reads the view ``placed``: nth, x, y (longitude and latitude, WGS 84; null where there is none).
"""

from __future__ import annotations

from dataclasses import replace

import duckdb

from commonstacks.workshop.places import boundaries
from commonstacks.workshop.places.levels import (
    COUNTRY,
    NEARLY_ALL,
    STATE,
    Found,
    Level,
    rows,
    said,
    titled,
)
from commonstacks.workshop.places.locating import NEAR, locate
from commonstacks.workshop.tables.shape import TableProfile
from commonstacks.workshop.tables.sql import literal, one

UNITED_STATES, TERRITORIES = "US", ("AS", "GU", "MP", "PR", "VI")
AT_HOME = 0.5  # of the rows with a position: then US states are looked for


def pair(profile: TableProfile) -> tuple[str, str] | None:
    """The first longitude and the first latitude."""
    named = {column.kind: column.name for column in reversed(profile.columns)}
    if "longitude" not in named or "latitude" not in named:
        return None
    return named["longitude"], named["latitude"]


def find(
    connection: duckdb.DuckDBPyConnection, profile: TableProfile, told: tuple[str, str]
) -> list[Found]:
    """The levels that are worth a column. ``told`` are the names of longitude and latitude."""
    connection.execute(
        "CREATE TEMP TABLE positions AS SELECT DISTINCT x, y FROM placed WHERE x IS NOT NULL"
    )
    return [_found(connection, level, told) for level in _levels(connection, profile)]


def _levels(connection: duckdb.DuckDBPyConnection, profile: TableProfile) -> list[Level]:
    """What is worth a column, each under a name that is free."""
    if one(connection, "SELECT count(*) FROM positions") == (0,):
        return []
    locate(connection, COUNTRY.outlines, COUNTRY.name)
    at_home = _share(connection, UNITED_STATES) >= AT_HOME
    if at_home:
        locate(connection, STATE.outlines, STATE.name)
        _agree(connection)
    country = replace(COUNTRY, finer=(STATE.scheme,)) if at_home else COUNTRY
    return [
        titled(level, profile, "position")
        for level in ((country, STATE) if at_home else (country,))
        if _most(connection, level) < NEARLY_ALL and not said(profile, level)
    ]


def _agree(connection: duckdb.DuckDBPyConnection) -> None:
    """A position abroad is near no state; one in a state is in its country or territory.

    The outlines of the states are the finer ones.
    """
    apart = ", ".join(map(literal, TERRITORIES))
    connection.execute(
        "DELETE FROM state USING country WHERE state.x = country.x AND state.y = country.y"
        f" AND state.near AND NOT country.near"
        f" AND country.key NOT IN ({literal(UNITED_STATES)}, {apart})"
    )
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE country AS SELECT x, y, coalesce(CASE WHEN state.key IN"
        f" ({apart}) THEN state.key WHEN state.key IS NOT NULL THEN {literal(UNITED_STATES)} END,"
        " country.key) AS key, coalesce(state.near, country.near) AS near"
        " FROM country FULL JOIN state USING (x, y)"
    )


def _share(connection: duckdb.DuckDBPyConnection, country: str) -> float:
    """Of the rows with a position, how many lie in the country."""
    (share,) = one(
        connection,
        f"SELECT coalesce(avg(CASE WHEN key = {literal(country)} THEN 1 ELSE 0 END), 0)"
        " FROM placed LEFT JOIN country USING (x, y) WHERE x IS NOT NULL",
    )
    return float(share)


def _most(connection: duckdb.DuckDBPyConnection, level: Level) -> float:
    """The share of the commonest area among the rows that lie in one; all if none does."""
    (share,) = one(
        connection,
        "SELECT coalesce(max(rows_) / sum(rows_), 1) FROM (SELECT count(*) AS rows_"
        f" FROM placed JOIN {level.name} USING (x, y) GROUP BY key)",
    )
    return float(share)


def _found(connection: duckdb.DuckDBPyConnection, level: Level, told: tuple[str, str]) -> Found:
    join = f" LEFT JOIN {level.name} USING (x, y)"
    nulls, unplaced, near = one(
        connection,
        "SELECT count(*) FILTER (key IS NULL), count(*) FILTER (x IS NULL),"
        f" count(*) FILTER (near) FROM placed{join}",
    )
    why = _why(level, told, near, nulls - unplaced, unplaced)
    return Found(level, f"{level.name}.key", join, why, nulls)


def _why(level: Level, told: tuple[str, str], near: int, nowhere: int, unplaced: int) -> str:
    """ "Found from the position of each row …; 3 rows lie in no area." """
    outlines = level.outlines
    by = f"with outlines of {outlines.year} at 1:{outlines.scale // 1_000_000} million"
    for finer in map(boundaries.of, level.finer):
        if finer:
            by += f", and of {finer.title} of {finer.year} at 1:{finer.scale // 1_000_000} million"
    parts = [f"Found from the position of each row ({told[0]}, {told[1]}), {by}"]
    if near:
        parts.append(f"{rows(near, 'lies', 'lie')} up to {NEAR} km outside, near one area alone")
    if unplaced:
        parts.append(f"{rows(unplaced, 'has', 'have')} no position")
    parts.append(f"{rows(nowhere, 'lies', 'lie')} in no area")
    return "; ".join(parts) + "."
