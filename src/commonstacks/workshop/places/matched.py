"""Rows by what stands in one or two columns: each different value leads to an area, or to none."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

import duckdb
import pyarrow as pa

from commonstacks.workshop.places.levels import ENOUGH, NEARLY_ALL, Found, Level, cell, rows
from commonstacks.workshop.tables.columns import masks
from commonstacks.workshop.tables.shape import ColumnProfile
from commonstacks.workshop.tables.sql import one

FEWEST = 2  # areas: one for all rows would say nothing
_EXAMPLES = 3
Columns = tuple[ColumnProfile, ...]
Values = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Matched:
    """``keys`` leads from the values of ``columns``, as written, to the code of an area.

    ``several`` are values that more than one area has; ``by`` says how they were found, as
    ("code", "Found from the codes in “fips”").
    """

    level: Level
    columns: Columns
    keys: Mapping[Values, str]
    by: tuple[str, str]
    several: Collection[Values] = field(default=frozenset())


@dataclass(frozen=True, slots=True)
class _Counted:
    present: int
    placed: int
    several: int
    absent: int


def find(connection: duckdb.DuckDBPyConnection, matched: Matched) -> Found | None:
    """The areas by one join; nothing where fewer than nine in ten rows with a value have one, or
    nearly all lie in the same. The view ``placed`` has the columns as text."""
    if len(set(matched.keys.values())) < FEWEST:
        return None
    table = _table(connection, matched)
    join = f" LEFT JOIN {table} ON {_equal(table, matched.columns)}"
    counted = _count(connection, table, join, matched)
    if not counted.present or counted.placed < ENOUGH * counted.present:
        return None
    (most,) = one(
        connection,
        "SELECT coalesce(max(rows_), 0) FROM"
        f" (SELECT count(*) AS rows_ FROM placed{join} WHERE key IS NOT NULL GROUP BY key)",
    )
    if most >= NEARLY_ALL * counted.placed:
        return None
    why = _why(connection, matched, counted, join)
    nulls = counted.present - counted.placed + counted.absent
    return Found(matched.level, f"{table}.key", join, why, nulls)


def distinct(connection: duckdb.DuckDBPyConnection, columns: Columns) -> list[Values]:
    """The different values that stand in these columns, where none of them is missing."""
    listed = ", ".join(map(cell, columns))
    query = f"SELECT DISTINCT {listed} FROM placed WHERE {_present(columns)} ORDER BY ALL"
    return connection.execute(query).fetchall()


def _table(connection: duckdb.DuckDBPyConnection, matched: Matched) -> str:
    name = f"{matched.level.name}_by_{matched.by[0]}"
    known: list[tuple[Values, str | None]] = [*matched.keys.items()]
    known += [(values, None) for values in matched.several if values not in matched.keys]
    given = {
        f"v{at}": pa.array([values[at] for values, _ in known], pa.string())
        for at in range(len(matched.columns))
    }
    given["key"] = pa.array([key for _, key in known], pa.string())
    connection.register("given", pa.table(given))
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT *, true AS known FROM given")
    connection.unregister("given")
    return name


def _equal(table: str, columns: Columns) -> str:
    return " AND ".join(
        f"placed.{cell(column)} = {table}.v{at}" for at, column in enumerate(columns)
    )


def _present(columns: Columns) -> str:
    return " AND ".join(f"trim(placed.{cell(column)}) <> ''" for column in columns)


def _count(
    connection: duckdb.DuckDBPyConnection, table: str, join: str, matched: Matched
) -> _Counted:
    present = f"coalesce({_present(matched.columns)}, false)"
    return _Counted(
        *one(
            connection,
            f"SELECT count(*) FILTER ({present}), count(key),"
            f" count(*) FILTER ({table}.known AND key IS NULL), count(*) FILTER (NOT {present})"
            f" FROM placed{join}",
        )
    )


def _why(
    connection: duckdb.DuckDBPyConnection, matched: Matched, counted: _Counted, join: str
) -> str:
    """ "Found from the codes in “fips”: 99 % of the rows that have one; 2 rows …" """
    what, how = matched.by
    parts = [f"{how}: {_share(counted)} of the rows that have one"]
    unknown = counted.present - counted.placed - counted.several
    if counted.several:
        few = _examples(connection, matched, join, "known AND key IS NULL")
        parts.append(f"{rows(counted.several, 'has', 'have')} a {what} of several areas, {few}")
    if unknown:
        few = _examples(connection, matched, join, "known IS NULL")
        parts.append(f"{rows(unknown, 'has', 'have')} a {what} of no known area, {few}")
    if counted.absent:
        parts.append(f"{rows(counted.absent, 'has', 'have')} none")
    return "; ".join(parts) + "."


def _share(counted: _Counted) -> str:
    """Never rounded up to all."""
    if counted.placed == counted.present:
        return "all"
    return f"{int(1000 * counted.placed / counted.present) / 10:g} %"


def _examples(
    connection: duckdb.DuckDBPyConnection, matched: Matched, join: str, where: str
) -> str:
    shown = ", ".join(f"placed.{cell(column)}" for column in matched.columns)
    found = connection.execute(
        f"SELECT {shown} FROM placed{join} WHERE {_present(matched.columns)} AND {where}"
        f" GROUP BY ALL ORDER BY count(*) DESC, {shown} LIMIT {_EXAMPLES}"
    ).fetchall()
    few = [f"“{masks.without_contacts(', '.join(values))}”" for values in found]
    return f"such as {' and '.join([', '.join(few[:-1]), few[-1]] if few[1:] else few)}"
