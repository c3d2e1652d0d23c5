"""The rows of a table that has positions are given the areas they lie in."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb

from commonstacks.workshop.killable import Progress, ignore
from commonstacks.workshop.places import boundaries
from commonstacks.workshop.places.boundaries import Boundaries
from commonstacks.workshop.places.locating import NEAR, locate
from commonstacks.workshop.tables import spatial, summary
from commonstacks.workshop.tables.shape import ColumnProfile, Kind, TableProfile
from commonstacks.workshop.tables.sql import identifier, literal, one, parquet
from commonstacks.workshop.tables.typed import Typing

TABLE, PROFILE = "places.parquet", "placed.json"
UNITED_STATES, TERRITORIES = "US", ("AS", "GU", "MP", "PR", "VI")
AT_HOME = 0.5  # of the rows with a position: then US states are looked for
NEARLY_ALL = 0.99  # of the placed rows in one area: then a column would say nothing
_ROW_GROUP = 102_400  # rows
_NAMED: tuple[Kind, ...] = ("text", "category", "place name", "place code")


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


COUNTRY = Level("iso-alpha2", "country", ("iso-alpha2", "iso-alpha3", "iso-numeric"))
STATE = Level("us-state", "state", ("us-state", "us-fips", "us-county-fips"))


def assign(
    folder: Path, profile: TableProfile, tell: Callable[[Progress], None] = ignore
) -> TableProfile:
    """Finds the country, and in the United States the state, of each row by its position.

    ``folder`` holds table.parquet; ``profile`` says which columns are longitude and latitude (the
    first of each; degrees, WGS 84). Writes places.parquet, one row for each row of the table in
    the same order, with a text column for each level and null where no area was found; and
    placed.json, the profile returned, with those columns added. A level that the table has
    already, or that would say the same in nearly all rows, is not added; where none is left,
    nothing is written and ``profile`` comes back. Memory stays bounded.
    """
    pair = _pair(profile)
    if pair is None:
        return profile
    making = Path(tempfile.mkdtemp(prefix=".places.unfinished.", dir=folder))
    try:
        with spatial.connect(making) as connection:
            return _assign(connection, folder, making, profile, pair, tell)
    finally:
        shutil.rmtree(making, ignore_errors=True)


def _assign(
    connection: duckdb.DuckDBPyConnection,
    folder: Path,
    making: Path,
    profile: TableProfile,
    pair: tuple[str, str],
    tell: Callable[[Progress], None],
) -> TableProfile:
    tell(Progress(0, 3, "finding places"))
    _positions(connection, folder / "table.parquet", pair)
    levels = _levels(connection, profile)
    if not levels:
        return profile
    tell(Progress(1, 3, "finding places"))
    _write(connection, making / TABLE, levels, profile.rows)
    typings = [_typing(connection, level, pair) for level in levels]
    columns = summary.profile(connection, making / TABLE, typings, tell)
    placed = replace(profile, columns=(*profile.columns, *_after(profile, columns)))
    (making / PROFILE).write_text(placed.to_json(), encoding="utf-8")
    for name in (TABLE, PROFILE):
        (making / name).replace(folder / name)
    return placed


def _pair(profile: TableProfile) -> tuple[str, str] | None:
    """The first longitude and the first latitude."""
    named = {column.kind: column.name for column in reversed(profile.columns)}
    if "longitude" not in named or "latitude" not in named:
        return None
    return named["longitude"], named["latitude"]


def _positions(connection: duckdb.DuckDBPyConnection, table: Path, pair: tuple[str, str]) -> None:
    x, y = (f"TRY_CAST({identifier(name)} AS DOUBLE)" for name in pair)
    source = parquet(table).removesuffix(")") + ", file_row_number = true)"
    connection.execute(
        "CREATE TEMP VIEW placed AS SELECT nth, CASE WHEN sound THEN x END AS x,"
        " CASE WHEN sound THEN y END AS y FROM (SELECT *, coalesce(x BETWEEN -180 AND 180"
        f" AND y BETWEEN -90 AND 90, false) AS sound FROM (SELECT file_row_number AS nth,"
        f" {x} AS x, {y} AS y FROM {source}))"
    )
    connection.execute(
        "CREATE TEMP TABLE positions AS SELECT DISTINCT x, y FROM placed WHERE x IS NOT NULL"
    )


def _levels(connection: duckdb.DuckDBPyConnection, profile: TableProfile) -> list[Level]:
    """What is worth a column, each under a name that is free."""
    if one(connection, "SELECT count(*) FROM positions") == (0,):
        return []
    locate(connection, _outlines(COUNTRY), COUNTRY.name)
    at_home = _share(connection, UNITED_STATES) >= AT_HOME
    if at_home:
        locate(connection, _outlines(STATE), STATE.name)
        _agree(connection)
    country = replace(COUNTRY, finer=(STATE.scheme,)) if at_home else COUNTRY
    return [
        replace(level, column=_free(profile, level.name))
        for level in ((country, STATE) if at_home else (country,))
        if _most(connection, level) < NEARLY_ALL and not _has(profile, level)
    ]


def _outlines(level: Level) -> Boundaries:
    found = boundaries.of(level.scheme)
    assert found is not None
    return found


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


def _has(profile: TableProfile, level: Level) -> bool:
    """Whether a column says it already, by its scheme or by its frequent values."""
    return any(
        column.scheme in level.same or _says(column, level.same) for column in profile.columns
    )


def _says(column: ColumnProfile, schemes: tuple[str, ...]) -> bool:
    if column.kind not in _NAMED:
        return False
    found = boundaries.fit(value for value, _ in column.top if isinstance(value, str))
    return found is not None and found.boundaries.scheme in schemes


def _free(profile: TableProfile, name: str) -> str:
    taken = {column.name.casefold() for column in profile.columns}
    while name in taken:
        name += " by position" if " " not in name else ", again"
    return name


def _write(
    connection: duckdb.DuckDBPyConnection, table: Path, levels: Sequence[Level], rows: int
) -> None:
    cells = ", ".join(f"{each.name}.key AS {identifier(each.column)}" for each in levels)
    joins = "".join(f" LEFT JOIN {each.name} USING (x, y)" for each in levels)
    connection.execute(
        f"COPY (SELECT {cells} FROM placed{joins} ORDER BY nth) TO {literal(str(table))}"
        f" (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {_ROW_GROUP})"
    )
    assert one(connection, f"SELECT count(*) FROM {parquet(table)}") == (rows,), "rows were lost"


def _typing(connection: duckdb.DuckDBPyConnection, level: Level, pair: tuple[str, str]) -> Typing:
    nulls, unplaced, near = one(
        connection,
        "SELECT count(*) FILTER (key IS NULL), count(*) FILTER (x IS NULL),"
        f" count(*) FILTER (near) FROM placed LEFT JOIN {level.name} USING (x, y)",
    )
    why = _why(level, pair, near, nulls - unplaced, unplaced)
    name = level.column
    return Typing(name, identifier(name), "place code", why, blanks=nulls, scheme=level.scheme)


def _why(level: Level, pair: tuple[str, str], near: int, nowhere: int, unplaced: int) -> str:
    """ "Found from the position of each row …; 3 rows lie in no area." """
    outlines = _outlines(level)
    told = f"with outlines of {outlines.year} at 1:{outlines.scale // 1_000_000} million"
    for finer in map(boundaries.of, level.finer):
        if finer:
            told += (
                f", and of {finer.title} of {finer.year} at 1:{finer.scale // 1_000_000} million"
            )
    parts = [f"Found from the position of each row ({pair[0]}, {pair[1]}), {told}"]
    if near:
        parts.append(f"{_rows(near, 'lies', 'lie')} up to {NEAR} km outside, near one area alone")
    if unplaced:
        parts.append(f"{_rows(unplaced, 'has', 'have')} no position")
    parts.append(f"{_rows(nowhere, 'lies', 'lie')} in no area")
    return "; ".join(parts) + "."


def _rows(count: int, single: str, several: str) -> str:
    return f"1 row {single}" if count == 1 else f"{count:,} rows {several}"


def _after(profile: TableProfile, columns: Sequence[ColumnProfile]) -> tuple[ColumnProfile, ...]:
    start = len(profile.columns)
    return tuple(replace(each, position=start + at) for at, each in enumerate(columns))
