"""Values that many rows had in the version before, and none has now."""

from __future__ import annotations

import duckdb

from commonstacks.kit.text import fold
from commonstacks.workshop.tables.columns import masks
from commonstacks.workshop.tables.missing.absence import Absence, listed
from commonstacks.workshop.tables.shape import ColumnProfile, TableProfile
from commonstacks.workshop.tables.sql import identifier

MOST = 500  # different values of a column
_KINDS = ("category", "code", "boolean", "place code", "place name")
_ROWS, _SHARE = 5, 0.002  # a value that fewer had may be gone by chance
_STAYED = 0.6  # of the rows before have values that are still there


def find(
    connection: duckdb.DuckDBPyConnection,
    sources: tuple[str, str],
    profiles: tuple[TableProfile, TableProfile],
) -> list[Absence]:
    """``sources`` and ``profiles`` are those of the version before, and of this one.

    A column is looked at where both have it, as words that come again; another spelling of a
    value is no loss.
    """
    before, now = profiles
    held = {column.name: column for column in now.columns}
    both = [
        column
        for column in before.columns
        if _looked_at(column) and column.distinct > 1 and _looked_at(held.get(column.name))
    ]
    found = [_gone(connection, sources, column) for column in both]
    return [absence for absence in found if absence]


def _looked_at(column: ColumnProfile | None) -> bool:
    if column is None or column.sensitive:
        return False
    return column.kind in _KINDS and 1 <= column.distinct <= MOST


def _gone(
    connection: duckdb.DuckDBPyConnection, sources: tuple[str, str], column: ColumnProfile
) -> Absence | None:
    before, now = (_counts(connection, source, column.name) for source in sources)
    left = {_plain(value) for value in now}
    rows = sum(before.values())
    least = max(_ROWS, _SHARE * rows)
    gone = {v: n for v, n in before.items() if _plain(v) and _plain(v) not in left and n >= least}
    stayed = sum(count for value, count in before.items() if _plain(value) in left)
    if not gone or stayed < _STAYED * rows:
        return None
    values = sorted(gone, key=lambda value: -gone[value])
    names = [f"“{masks.without_contacts(value)}”" for value in values]
    count = sum(gone.values())
    return Absence(
        kind="vanished value",
        column=column.name,
        where=", ".join(sorted(map(_plain, values))[:20]),
        sentence=f"No row has {listed(names)} in “{column.name}” any more;"
        f" in the version before {count:,} rows did.",
        count=count,
        examples=tuple(map(masks.without_contacts, values[:5])),
        strength=round(min(0.75 + 0.25 * stayed / rows * (count / rows) ** 0.25, 0.97), 3),
    )


def _plain(value: str) -> str:
    """Without case, marks and signs; "15208.0" is 15208."""
    return fold(value.strip().removesuffix(".0"))


def _counts(connection: duckdb.DuckDBPyConnection, source: str, name: str) -> dict[str, int]:
    named = identifier(name)
    rows = connection.execute(
        f"SELECT CAST({named} AS VARCHAR), count(*) FROM {source}"
        f" WHERE {named} IS NOT NULL GROUP BY 1 LIMIT {4 * MOST}"
    ).fetchall()
    return dict(rows)
