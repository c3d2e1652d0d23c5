"""The rows of a table are given the areas they lie in: by code, by position, or by name."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import duckdb

from commonstacks.workshop.killable import Progress, ignore
from commonstacks.workshop.places import by_code, by_name, by_position
from commonstacks.workshop.places.levels import COUNTRY, LEVELS, STATE, Found, cell
from commonstacks.workshop.tables import spatial
from commonstacks.workshop.tables.columns import summary
from commonstacks.workshop.tables.columns.typed import Typing
from commonstacks.workshop.tables.shape import ColumnProfile, TableProfile
from commonstacks.workshop.tables.sql import identifier, literal, one, parquet

TABLE, PROFILE = "places.parquet", "placed.json"
_ROW_GROUP = 102_400  # rows


def placeable(profile: TableProfile) -> bool:
    """Whether ``assign`` has anything to look at: positions, telling codes, or names of places."""
    return bool(by_position.pair(profile) or by_code.columns(profile) or by_name.columns(profile))


def assign(
    folder: Path, profile: TableProfile, tell: Callable[[Progress], None] = ignore
) -> TableProfile:
    """Finds the country, and in the United States the state and county, of each row.

    By place codes that tell more than they say (a tract tells its county and state), by position
    (the first longitude and latitude; degrees, WGS 84), or by names in any spelling and language
    known here; each only where at least nine in ten rows that have one are found. ``folder`` holds
    table.parquet. Writes places.parquet, one row for each row of the table in the same order, with
    a text column for each level and null where no area was found; and placed.json, the profile
    returned, with those columns added: each says how it was found, and counts the rows that were
    not. A level that the table has already, or that would say the same in nearly all rows, is not
    added; where none is left, nothing is written and ``profile`` comes back. Memory is bounded.
    """
    if not placeable(profile):
        return profile
    making = Path(tempfile.mkdtemp(prefix=".places.unfinished.", dir=folder))
    try:
        with spatial.connect(making) as connection:
            return _assign(connection, folder, making, profile, tell)
    finally:
        shutil.rmtree(making, ignore_errors=True)


def _assign(
    connection: duckdb.DuckDBPyConnection,
    folder: Path,
    making: Path,
    profile: TableProfile,
    tell: Callable[[Progress], None],
) -> TableProfile:
    tell(Progress(0, 3, "finding places"))
    _rows(connection, folder / "table.parquet", profile)
    found = _found(connection, profile)
    if not found:
        return profile
    tell(Progress(1, 3, "finding places"))
    _write(connection, making / TABLE, found, profile.rows)
    columns = summary.profile(connection, making / TABLE, list(map(_typing, found)), tell)
    placed = replace(profile, columns=(*profile.columns, *_after(profile, columns)))
    (making / PROFILE).write_text(placed.to_json(), encoding="utf-8")
    for name in (TABLE, PROFILE):
        (making / name).replace(folder / name)
    return placed


def _rows(connection: duckdb.DuckDBPyConnection, table: Path, profile: TableProfile) -> None:
    """The view ``placed``: nth, x and y where they are sound, and the telling columns as text."""
    pair = by_position.pair(profile)
    x, y = (f"TRY_CAST({identifier(name)} AS DOUBLE)" for name in pair) if pair else ("NULL",) * 2
    source = parquet(table).removesuffix(")") + ", file_row_number = true)"
    told = {*by_code.columns(profile), *by_name.columns(profile), *by_name.beside(profile)}
    cells = "".join(
        f", CAST({identifier(each.name)} AS VARCHAR) AS {cell(each)}"
        for each in sorted(told, key=lambda column: column.position)
    )
    connection.execute(
        "CREATE TEMP VIEW placed AS SELECT * REPLACE (CASE WHEN sound THEN x END AS x,"
        " CASE WHEN sound THEN y END AS y) FROM (SELECT *, coalesce(x BETWEEN -180 AND 180"
        f" AND y BETWEEN -90 AND 90, false) AS sound FROM (SELECT file_row_number AS nth,"
        f" {x} AS x, {y} AS y{cells} FROM {source}))"
    )


def _found(connection: duckdb.DuckDBPyConnection, profile: TableProfile) -> list[Found]:
    """Each level once, by the surest way: codes before positions before names."""
    found: dict[str, Found] = {}
    for each in _ways(connection, profile, found):
        found.setdefault(each.level.name, each)
    return [found[level.name] for level in LEVELS if level.name in found]


def _ways(
    connection: duckdb.DuckDBPyConnection, profile: TableProfile, found: Mapping[str, Found]
) -> Iterator[Found]:
    for column in by_code.columns(profile):
        yield from by_code.search(connection, profile, column)
    pair = by_position.pair(profile)
    if pair:
        yield from by_position.find(connection, profile, pair)
    held = {column.scheme for column in profile.columns} | _settled(connection, profile)
    for column in by_name.columns(profile):
        left = [each for each in LEVELS if each.name not in found and each.scheme not in held]
        yield from by_name.search(connection, profile, column, left)


def _settled(connection: duckdb.DuckDBPyConnection, profile: TableProfile) -> set[str | None]:
    """Where most rows have a position it has decided, also that all lie in one state."""
    (there,) = one(connection, "SELECT count(x) FROM placed")
    return {COUNTRY.scheme, STATE.scheme} if there * 2 > profile.rows else set()


def _write(
    connection: duckdb.DuckDBPyConnection, table: Path, found: Sequence[Found], rows: int
) -> None:
    cells = ", ".join(f"{each.key} AS {identifier(each.level.column)}" for each in found)
    joins = "".join(each.join for each in found)
    connection.execute(
        f"COPY (SELECT {cells} FROM placed{joins} ORDER BY nth) TO {literal(str(table))}"
        f" (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {_ROW_GROUP})"
    )
    assert one(connection, f"SELECT count(*) FROM {parquet(table)}") == (rows,), "rows were lost"


def _typing(found: Found) -> Typing:
    name, scheme = found.level.column, found.level.scheme
    return Typing(
        name, identifier(name), "place code", found.why, blanks=found.nulls, scheme=scheme
    )


def _after(profile: TableProfile, columns: Sequence[ColumnProfile]) -> tuple[ColumnProfile, ...]:
    start = len(profile.columns)
    return tuple(replace(each, position=start + at) for at, each in enumerate(columns))
