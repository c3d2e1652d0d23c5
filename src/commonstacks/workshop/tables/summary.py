"""The profile of every column, measured on the typed table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import duckdb

from commonstacks.workshop.killable import Progress
from commonstacks.workshop.tables import bins, geometry, masks
from commonstacks.workshop.tables.shape import ColumnProfile, Scalar
from commonstacks.workshop.tables.sql import identifier, one, parquet, scalar
from commonstacks.workshop.tables.typed import Typing

_EXACT = 2_000_000  # distinct values up to which they are counted one by one
_SHARES = (0.0, 0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99, 1.0)
_TOP = 20
_EXAMPLES = 5
_HEAD = 1000  # rows
_MEASURED = ("integer", "decimal", "date", "datetime", "latitude", "longitude")
_PATTERNED = ("code", "identifier", "place code")


def profile(
    connection: duckdb.DuckDBPyConnection,
    table: Path,
    typings: Sequence[Typing],
    tell: Callable[[Progress], None],
) -> tuple[ColumnProfile, ...]:
    """One profile a column of ``table`` (Parquet), in order.

    Distinct values are exact up to about two million, else an estimate and marked so (and then
    without top values). Top values are sorted by count, then value. E-mail addresses are masked
    everywhere; of sensitive columns only masked examples are shown, of shapes a few words.
    """
    source = parquet(table)
    shown = ", ".join("NULL" if t.kind == "geometry" else identifier(t.name) for t in typings)
    head = connection.execute(f"SELECT {shown} FROM {source} LIMIT {_HEAD}").fetchall()
    columns = []
    for at, typing in enumerate(typings):
        first = [row[at] for row in head if row[at] is not None]
        if typing.kind == "geometry":
            columns.append(_drawn(connection, source, at, typing))
        else:
            columns.append(_column(connection, source, at, typing, first))
        tell(Progress(at + 1, len(typings), "counting"))
    return tuple(columns)


def _column(
    connection: duckdb.DuckDBPyConnection,
    source: str,
    at: int,
    typing: Typing,
    first: list[object],
) -> ColumnProfile:
    name = identifier(typing.name)
    guess, low, high = one(
        connection, f"SELECT approx_count_distinct({name}), min({name}), max({name}) FROM {source}"
    )
    exact = guess <= _EXACT
    distinct, top = _counted(connection, source, name) if exact else (guess, ())
    measured = typing.kind in _MEASURED and low is not None
    found = ColumnProfile(
        name=typing.name,
        position=at,
        kind=typing.kind,
        why=typing.why,
        nulls=typing.nulls,
        distinct=distinct,
        distinct_exact=exact,
        minimum=masks.plain(scalar(low)),
        maximum=masks.plain(scalar(high)),
        scheme=typing.scheme,
        quantiles=_quantiles(connection, source, name) if measured else (),
        top=top,
        histogram=bins.histogram(connection, source, name, typing.kind) if measured else None,
        pattern=masks.pattern(map(str, first)) if typing.kind in _PATTERNED else None,
        examples=_examples(first, sensitive=typing.sensitive),
        sensitive=typing.sensitive,
        missing=typing.missing,
    )
    return _hidden(found) if typing.sensitive else found


def _drawn(
    connection: duckdb.DuckDBPyConnection, source: str, at: int, typing: Typing
) -> ColumnProfile:
    """A column of shapes: they are counted and named, and neither ordered nor measured."""
    name = identifier(typing.name)
    (distinct,) = one(
        connection, f"SELECT count(DISTINCT hash({name})) FILTER ({name} IS NOT NULL) FROM {source}"
    )
    first = connection.execute(
        f"SELECT {name} FROM {source} WHERE {name} IS NOT NULL LIMIT {_EXAMPLES}"
    ).fetchall()
    return ColumnProfile(
        name=typing.name,
        position=at,
        kind=typing.kind,
        why=typing.why,
        nulls=typing.nulls,
        distinct=distinct,
        distinct_exact=True,
        scheme=typing.scheme,
        examples=tuple(dict.fromkeys(geometry.brief(text) for (text,) in first)),
        missing=typing.missing,
    )


def _hidden(found: ColumnProfile) -> ColumnProfile:
    """Without anything that shows a value."""
    return replace(
        found, minimum=None, maximum=None, quantiles=(), top=(), histogram=None, pattern=None
    )


def _counted(
    connection: duckdb.DuckDBPyConnection, source: str, name: str
) -> tuple[int, tuple[tuple[Scalar, int], ...]]:
    """Distinct values, and the most frequent ones unless every value is there only once."""
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE counted AS SELECT {name} AS v, count(*) AS n"
        f" FROM {source} WHERE {name} IS NOT NULL GROUP BY 1"
    )
    distinct, most = one(connection, "SELECT count(*), coalesce(max(n), 0) FROM counted")
    if most < 2:
        return distinct, ()
    rows = connection.execute(
        f"SELECT v, n FROM counted ORDER BY n DESC, v LIMIT {_TOP}"
    ).fetchall()
    return distinct, tuple((masks.plain(scalar(value)), count) for value, count in rows)


def _quantiles(
    connection: duckdb.DuckDBPyConnection, source: str, name: str
) -> tuple[tuple[float, Scalar], ...]:
    """Values that occur, at fixed shares of the sorted column."""
    (values,) = one(connection, f"SELECT quantile_disc({name}, {list(_SHARES)}) FROM {source}")
    return tuple((share, scalar(value)) for share, value in zip(_SHARES, values, strict=True))


def _examples(first: list[object], *, sensitive: bool) -> tuple[str, ...]:
    """The first different values of the table, as text."""
    seen = dict.fromkeys(str(scalar(value)) for value in first)
    shown = [masks.hidden(text) if sensitive else masks.without_contacts(text) for text in seen]
    return tuple(list(dict.fromkeys(shown))[:_EXAMPLES])
