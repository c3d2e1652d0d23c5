"""Measured series in which the same number stands for so long that something may be stuck."""

from __future__ import annotations

from math import log

import duckdb

from commonstacks.workshop.tables.columns import masks
from commonstacks.workshop.tables.missing.absence import Absence, number
from commonstacks.workshop.tables.missing.odd_numbers import measured
from commonstacks.workshop.tables.shape import ColumnProfile, TableProfile
from commonstacks.workshop.tables.sql import identifier, one

MOST_ROWS = 2_000_000  # sorting more would take too long for a suggestion
LONG = 8  # rows
_CHANCE = 0.001  # of such a run anywhere in the table
_OWN = 0.95  # of the rows have a time of their own in their series
_STEPS = 20  # of the smallest difference: a number of fewer stays the same by itself
_FALLS = 0.02  # of the rows: numbers that only grow are sums, and wait for what comes
_MOST_COLUMNS = 6
_GROUPS = ("place code", "place name", "category", "code", "identifier")
_RUNS = """
    SELECT {group} AS g, any_value(v) AS v, count(*) AS n, min(t)::VARCHAR, max(t)::VARCHAR
    FROM (SELECT *, sum(CAST(changed AS INTEGER)) OVER (PARTITION BY {group} ORDER BY t) AS run
          FROM stuck_series)
    WHERE abs(v) >= $least GROUP BY {group}, run HAVING n >= $long ORDER BY n DESC, 4 LIMIT 1
"""
_CHANGES = """
    SELECT count(*), coalesce(avg(CAST(NOT changed AS DOUBLE)), 1),
        coalesce(avg(CAST(fell AS DOUBLE)), 0) FROM stuck_series
"""
_STEP = """
    SELECT min(step) FROM (SELECT v - lag(v) OVER (ORDER BY v) AS step
                           FROM (SELECT DISTINCT v FROM stuck_series)) WHERE step > 1e-9
"""


def find(
    connection: duckdb.DuckDBPyConnection, source: str, profile: TableProfile, when: ColumnProfile
) -> list[Absence]:
    """The longest run in each column of numbers, where chance would not make it.

    The rows are in the order of ``when``; where several have one time, a column that tells them
    apart makes a series of each of its values. Small numbers do not count: they hardly change.
    """
    if profile.rows > MOST_ROWS or when.kind not in ("date", "datetime"):
        return []
    group = _group(connection, source, profile, when)
    if group is None:
        return []
    columns = measured(profile)[:_MOST_COLUMNS]
    found = [_longest(connection, source, column, when, group) for column in columns]
    return [absence for absence in found if absence]


def _group(
    connection: duckdb.DuckDBPyConnection, source: str, profile: TableProfile, when: ColumnProfile
) -> str | None:
    """What tells the series apart: "" where there is one; nothing where there are none."""
    present = profile.rows - when.nulls
    if when.distinct >= _OWN * present:
        return ""
    for column in sorted(profile.columns, key=lambda column: column.position):
        if column.kind not in _GROUPS or column.sensitive or column.distinct < 2:
            continue
        if column.distinct * when.distinct < _OWN * present:
            continue
        pair = f"({identifier(column.name)}, {identifier(when.name)})"
        (own,) = one(connection, f"SELECT count(DISTINCT {pair}) FROM {source}")
        if own >= _OWN * profile.rows:
            return column.name
    return None


def _longest(
    connection: duckdb.DuckDBPyConnection,
    source: str,
    column: ColumnProfile,
    when: ColumnProfile,
    group: str,
) -> Absence | None:
    of = identifier(group) if group else "NULL"
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE stuck_series AS SELECT *,"
        " v IS DISTINCT FROM lag(v) OVER (PARTITION BY g ORDER BY t) AS changed"
        ", v < lag(v) OVER (PARTITION BY g ORDER BY t) AS fell"
        f" FROM (SELECT CAST({of} AS VARCHAR) AS g, {identifier(column.name)} AS v,"
        f" {identifier(when.name)} AS t FROM {source})"
        f" WHERE v IS NOT NULL AND t IS NOT NULL"
    )
    rows, same, falls = one(connection, _CHANGES)
    (step,) = one(connection, _STEP)
    asked = {"long": LONG, "least": _STEPS * (step or 0)}
    run = connection.execute(_RUNS.format(group="g"), asked).fetchone() if step else None
    if run is None or not 0 < same < 1 or falls < _FALLS or not _rare(run[2], same, rows):
        return None
    return _absence(column, when, group, run)


def _rare(length: int, same: float, rows: int) -> bool:
    """Whether a run this long is unlikely where a number stays with the chance ``same``.

    The run itself makes staying likelier, and is taken out.
    """
    others = max((same * rows - length) / max(rows - length, 1), 1 / rows)
    return log(rows) + (length - 1) * log(others) < log(_CHANCE)


def _absence(
    column: ColumnProfile, when: ColumnProfile, group: str, run: tuple[object, ...]
) -> Absence:
    whose, value, length, first, last = run
    assert isinstance(length, int)
    assert isinstance(value, int | float)
    start, end = str(first)[:10], str(last)[:10]
    name = masks.without_contacts(str(whose)) if group else ""
    of = f" of “{name}”" if group else ""
    return Absence(
        kind="stuck value",
        column=column.name,
        where=f"{name}, {start}".strip(", "),
        sentence=f"“{column.name}”{of} stays at {number(value)} for {length:,} rows in a row, from"
        f" {start} to {end}: a device or a form may have been stuck.",
        count=length,
        examples=(number(value),),
        strength=round(min(0.55 + length / 200, 0.85), 3),
        also=(when.name,),
        first=start,
        last=end,
        rows=(group, (str(whose),)) if group else None,
    )
