"""Which columns tell one row from every other."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import duckdb

from commonstacks.workshop.tables.shape import ColumnProfile, TableProfile
from commonstacks.workshop.tables.sql import identifier, one, parquet

_RANK = {
    "identifier": 0,
    "code": 1,
    "place code": 2,
    "date": 3,
    "datetime": 3,
    "place name": 4,
    "category": 4,
    "text": 5,
    "integer": 6,
    "boolean": 7,
}
"""Better kinds first; measured decimals, coordinates and contacts are never keys."""

_MOST_PAIRS = 60
_SAMPLE = 20_000  # rows in which a pair must be unique before all rows are asked


def candidates(table: Path, profile: TableProfile) -> tuple[tuple[str, ...], ...]:
    """Minimal sets of one or two columns without missing cells in which no two rows agree.

    ``table`` is the Parquet file that ``profile`` describes. The likeliest key comes first:
    single columns before pairs, identifiers and codes before dates, places, text and numbers. At
    most sixty pairs are tried.
    """
    if profile.rows == 0:
        return ()
    full = [column for column in profile.columns if column.nulls == 0 and column.kind in _RANK]
    with duckdb.connect() as connection:
        source = parquet(table)
        single = [c for c in full if _is_key(connection, source, profile.rows, c)]
        rest = [column for column in full if column not in single]
        pairs = [
            pair
            for pair in _promising(rest, profile.rows)
            if _pair_is_key(connection, source, profile.rows, pair)
        ]
    ranked = [*sorted([(column,) for column in single], key=_rank), *pairs]
    return tuple(tuple(column.name for column in columns) for columns in ranked)


def _is_key(
    connection: duckdb.DuckDBPyConnection, source: str, rows: int, column: ColumnProfile
) -> bool:
    if column.distinct_exact:
        return column.distinct == rows
    name = identifier(column.name)
    return bool(one(connection, f"SELECT count(DISTINCT {name}) = {rows} FROM {source}")[0])


def _promising(
    columns: list[ColumnProfile], rows: int
) -> list[tuple[ColumnProfile, ColumnProfile]]:
    pairs = [
        (one, other)
        for one, other in combinations(columns, 2)
        if one.distinct * other.distinct >= rows
    ]
    return sorted(pairs, key=_rank)[:_MOST_PAIRS]


def _pair_is_key(
    connection: duckdb.DuckDBPyConnection,
    source: str,
    rows: int,
    pair: tuple[ColumnProfile, ColumnProfile],
) -> bool:
    names = ", ".join(identifier(column.name) for column in pair)
    for limit in sorted({min(rows, _SAMPLE), rows}):
        some = f"(SELECT {names} FROM {source} LIMIT {limit})"
        (count,) = one(connection, f"SELECT count(*) FROM (SELECT DISTINCT {names} FROM {some})")
        if count < limit:
            return False
    return True


def _rank(columns: tuple[ColumnProfile, ...]) -> tuple[int, int]:
    return (sum(_RANK[column.kind] for column in columns), min(c.position for c in columns))
