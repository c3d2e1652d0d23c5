"""Which columns tell one row from every other, in one version and through all of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from commonstacks.workshop.tables.columns import naming
from commonstacks.workshop.tables.history import numbering
from commonstacks.workshop.tables.history.numbering import NEAR
from commonstacks.workshop.tables.history.sides import Side, Sides
from commonstacks.workshop.tables.history.trials import Trials
from commonstacks.workshop.tables.shape import ColumnProfile, TableProfile
from commonstacks.workshop.tables.sql import connect, identifier, one, parquet

Columns = tuple[ColumnProfile, ...]

_RANK = {
    "identifier": 0,
    "code": 1,
    "place code": 2,
    "date": 3,
    "datetime": 3,
    "period": 3,
    "place name": 4,
    "category": 4,
    "text": 5,
    "address": 5,
    "integer": 6,
    "boolean": 7,
}
"""Better kinds first; measured decimals, coordinates, people and contacts are never keys."""

IDENTITY = 2  # rank up to which a kind of column is made to tell rows apart
_MOST_STABLE = 12  # keys that are tried through all versions
_MOST_SETS = {2: 60, 3: 30}  # sets of so many columns that are tried
_CHEAP = 500_000  # rows up to which sets of three are tried
_SAMPLE = 20_000  # rows in which a set must be unique before all rows are asked
_LIKELY = 8  # columns of which sets of three are made


def candidates(table: Path, profile: TableProfile) -> tuple[tuple[str, ...], ...]:
    """Minimal sets of one to three columns without missing cells in which no two rows agree.

    ``table`` is the Parquet file that ``profile`` describes. The likeliest key comes first:
    single columns before pairs, identifiers and codes before dates, places, text and numbers. At
    most sixty pairs are tried; three columns only where fewer are no key, and the table has at
    most half a million rows.
    """
    full = [column for column in profile.columns if column.nulls == 0]
    return tuple(_names(found) for found in _search(table, profile, full, 1.0))


def near(table: Path, profile: TableProfile) -> tuple[tuple[str, ...], ...]:
    """Minimal pairs of columns that tell nearly all rows apart, and may do so for all.

    At least 95 of 100 rows must have a value of their own. Sorted as ``candidates``.
    """
    most = [column for column in profile.columns if _is_near(column, profile.rows)]
    found = _search(table, profile, most, NEAR)
    return tuple(_names(columns) for columns in found if len(columns) == 2)


def near_single(profile: TableProfile) -> tuple[tuple[str, ...], ...]:
    """Columns that tell nearly all rows apart, as far as the profile can tell."""
    found = [
        (column,)
        for column in profile.columns
        if column.kind in _RANK and _mostly_own(column, profile.rows)
    ]
    return tuple(_names(columns) for columns in sorted(found, key=_rank))


def single(profile: TableProfile) -> tuple[str, ...]:
    """The first of ``candidates`` that is one column, as far as the profile alone can tell."""
    exact = [column for column in profile.columns if column.distinct_exact and column.nulls == 0]
    whole = [(c,) for c in exact if c.kind in _RANK and c.distinct == profile.rows > 0]
    return _names(min(whole, key=_rank)) if whole else ()


def is_identity(column: ColumnProfile) -> bool:
    """Whether a column of this kind is there to tell rows apart."""
    return _RANK.get(column.kind, IDENTITY + 1) <= IDENTITY


def may_tell(column: ColumnProfile) -> bool:
    """Whether a column of this kind may be part of a key."""
    return column.kind in _RANK


def stable(versions: Sequence[tuple[Path, TableProfile]]) -> tuple[tuple[str, ...], ...]:
    """The keys of the newest version that hold through all versions, the best first.

    ``versions`` are Parquet files and their profiles, oldest first. A stable key tells all rows
    apart in every version, and between each two that follow each other, rows that share it do
    not have their contents exchanged, as they have where rows were numbered anew. The twelve
    likeliest keys are tried.
    """
    if not versions:
        return ()
    found = candidates(*versions[-1])[:_MOST_STABLE]
    for old, new in pairwise(versions):
        found = _still_keys(Side(*old), Side(*new), found)
    return found


def _still_keys(
    old: Side, new: Side, found: tuple[tuple[str, ...], ...]
) -> tuple[tuple[str, ...], ...]:
    with TemporaryDirectory() as scratch, connect(Path(scratch)) as connection:
        sides = Sides(connection, old, new)
        there = [key for key in found if set(key) <= set(sides.shared) and sides.unique(key)]
        trials = Trials(sides, numbering.find(sides))
        tried = [trials.of(key) for key in there]
    worth = {trial.key: trial.worth for trial in tried if not trial.anew}
    best = max(worth.values(), default=0.0)
    return tuple(key for key in there if worth.get(key, -1.0) * 2 >= best)


def _is_near(column: ColumnProfile, rows: int) -> bool:
    return column.nulls <= (1 - NEAR) * rows and column.distinct < NEAR * rows


def _mostly_own(column: ColumnProfile, rows: int) -> bool:
    return column.distinct >= NEAR * rows > 0


def _search(
    table: Path, profile: TableProfile, columns: list[ColumnProfile], share: float
) -> list[Columns]:
    """Minimal sets that tell at least this share of rows apart, likeliest first."""
    if profile.rows == 0:
        return []
    usable = [column for column in columns if column.kind in _RANK]
    found: list[Columns] = []
    with duckdb.connect() as connection:
        asked = _Asked(connection, parquet(table), profile.rows, share)
        for size, sets in _sets(usable, profile.rows, found):
            good = [each for each in sets if asked.tells(each)]
            found += sorted(good, key=_rank) if size == 1 else good
    return found


class _Asked:
    """Counts in one table how many rows a set of columns tells apart."""

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, source: str, rows: int, share: float
    ) -> None:
        self._connection = connection
        self._source = source
        self._rows = rows
        self._share = share

    def tells(self, columns: Columns) -> bool:
        if len(columns) == 1 and columns[0].distinct_exact:
            return columns[0].distinct >= self._share * self._rows
        sizes = sorted({min(self._rows, _SAMPLE), self._rows})
        return all(self._distinct(columns, limit) >= self._share * limit for limit in sizes)

    def _distinct(self, columns: Columns, limit: int) -> int:
        names = ", ".join(identifier(column.name) for column in columns)
        some = f"(SELECT {names} FROM {self._source} LIMIT {limit})"
        query = f"SELECT count(*) FROM (SELECT DISTINCT {names} FROM {some})"
        return int(one(self._connection, query)[0])


def _sets(
    columns: list[ColumnProfile], rows: int, found: list[Columns]
) -> Iterator[tuple[int, list[Columns]]]:
    """Sets of one, two and three columns worth a question; smaller ones are answered before."""
    yield 1, [(column,) for column in columns]
    rest = [column for column in columns if (column,) not in found]
    yield 2, _promising(rest, 2, rows)
    if not found and rows <= _CHEAP:
        likely = sorted(rest, key=lambda column: _rank((column,)))[:_LIKELY]
        yield 3, _promising(likely, 3, rows)


def _promising(columns: list[ColumnProfile], size: int, rows: int) -> list[Columns]:
    """Sets with enough combinations of values, the likeliest first."""
    sets = [each for each in combinations(columns, size) if _combinations(each) >= rows]
    return sorted(sets, key=_rank)[: _MOST_SETS[size]]


def _combinations(columns: Columns) -> int:
    count = 1
    for column in columns:
        count *= column.distinct
    return count


def _rank(columns: Columns) -> tuple[int, bool, int]:
    kinds = sum(_RANK[column.kind] for column in columns)
    unnamed = not any(naming.is_id(column.name) for column in columns)
    return (kinds, unnamed, min(column.position for column in columns))


def _names(columns: Columns) -> tuple[str, ...]:
    return tuple(column.name for column in columns)
