"""The distinct values of a column with their rows, and what can be read off them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import duckdb

from commonstacks.workshop.tables.columns.bins import Spread, number
from commonstacks.workshop.tables.shape import Kind
from commonstacks.workshop.tables.sql import one

SHARES = (0, 1, 5, 25, 50, 75, 95, 99, 100)  # per cent
_EXACT = 2_000_000  # distinct values up to which they are counted one by one
_SORTED = 100_000  # distinct values up to which quantiles are read off them
_TOP = 20


@dataclass(frozen=True, slots=True)
class Counted:
    """``values`` is SQL for FROM: the columns ``v`` and ``n``, its rows; without NULLs.

    ``most`` is the greatest ``n``, 0 where that is not known.
    """

    values: str
    distinct: int
    exact: bool
    low: Any
    high: Any
    most: int = 0


def count(connection: duckdb.DuckDBPyConnection, source: str, name: str, rows: int) -> Counted:
    """Counts the column ``name`` (quoted) of ``source``, which has so many rows.

    Exact up to about two million distinct values, which then lie in the temporary table
    ``counted`` until the next column; else their number is an estimate.
    """
    if rows > _EXACT:
        guess, low, high = one(
            connection,
            f"SELECT approx_count_distinct({name}), min({name}), max({name}) FROM {source}",
        )
        if guess > _EXACT:
            values = f"(SELECT {name} AS v, 1 AS n FROM {source} WHERE {name} IS NOT NULL)"
            return Counted(values, guess, exact=False, low=low, high=high)
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE counted AS SELECT {name} AS v, count(*) AS n"
        f" FROM {source} WHERE {name} IS NOT NULL GROUP BY 1"
    )
    distinct, most, low, high = one(
        connection, "SELECT count(*), coalesce(max(n), 0), min(v), max(v) FROM counted"
    )
    return Counted("counted", distinct, exact=True, low=low, high=high, most=most)


def top(connection: duckdb.DuckDBPyConnection, found: Counted) -> list[tuple[Any, int]]:
    """The most frequent values, unless every value is there only once."""
    if found.most < 2:
        return []
    return connection.execute(
        f"SELECT v, n FROM {found.values} ORDER BY n DESC, v LIMIT {_TOP}"
    ).fetchall()


def quantiles(
    connection: duckdb.DuckDBPyConnection, source: str, name: str, found: Counted, kind: Kind
) -> tuple[tuple[Any, ...], Spread]:
    """Values that occur, at ``SHARES`` of the sorted column; and the outer ones as numbers.

    At least one value must be present.
    """
    shares = [share / 100 for share in SHARES]
    query = f"SELECT quantile_disc({name}, {shares}) AS q FROM {source}"
    if found.exact and found.distinct <= _SORTED:
        (rows,) = one(connection, f"SELECT CAST(sum(n) AS BIGINT) FROM {found.values}")
        places = (max(1, -(-rows * share // 100)) for share in SHARES)  # from 1
        at = ", ".join(f"min(v) FILTER (upto >= {place})" for place in places)
        query = (
            f"SELECT [{at}] AS q FROM (SELECT v, sum(n) OVER"
            f" (ORDER BY v ROWS UNBOUNDED PRECEDING) AS upto FROM {found.values})"
        )
    ends = ", ".join(number(f"q[{at}]", kind) for at in (1, 2, len(SHARES) - 1, len(SHARES)))
    values, *outer = one(connection, f"SELECT q, {ends} FROM ({query})")
    return tuple(values), Spread(*outer)
