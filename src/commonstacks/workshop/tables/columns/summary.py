"""The profile of every column, measured on the typed table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import duckdb

from commonstacks.workshop.killable import Progress
from commonstacks.workshop.tables.columns import bins, counted, geometry, masks
from commonstacks.workshop.tables.columns.typed import Typing
from commonstacks.workshop.tables.shape import NUMBERS, ColumnProfile, Kind
from commonstacks.workshop.tables.sql import identifier, one, parquet, scalar

_EXAMPLES = 5
_HEAD = 1000  # rows
_PATTERNED = ("code", "identifier", "place code")
_MEASURED: frozenset[Kind] = NUMBERS | {"date", "datetime", "latitude", "longitude"}


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
    rows = one(connection, f"SELECT count(*) FROM {source}")[0]
    found = counted.count(connection, source, name, rows)
    known = ColumnProfile(
        name=typing.name,
        position=at,
        kind=typing.kind,
        why=typing.why,
        nulls=typing.nulls,
        distinct=found.distinct,
        distinct_exact=found.exact,
        scheme=typing.scheme,
        examples=_examples(first, sensitive=typing.sensitive),
        sensitive=typing.sensitive,
        missing=typing.missing,
    )
    if typing.sensitive:  # nothing that shows a value
        return known
    shown = replace(
        known,
        minimum=masks.plain(scalar(found.low)),
        maximum=masks.plain(scalar(found.high)),
        top=tuple(
            (masks.plain(scalar(value)), count) for value, count in counted.top(connection, found)
        ),
        pattern=masks.pattern(map(str, first)) if typing.kind in _PATTERNED else None,
    )
    if typing.kind not in _MEASURED or found.low is None:
        return shown
    values, spread = counted.quantiles(connection, source, name, found, typing.kind)
    shares = (share / 100 for share in counted.SHARES)
    return replace(
        shown,
        quantiles=tuple(zip(shares, map(scalar, values), strict=True)),
        histogram=bins.histogram(connection, found.values, typing.kind, spread),
    )


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


def _examples(first: list[object], *, sensitive: bool) -> tuple[str, ...]:
    """The first different values of the table, as text."""
    seen = dict.fromkeys(str(scalar(value)) for value in first)
    shown = [masks.hidden(text) if sensitive else masks.without_contacts(text) for text in seen]
    return tuple(list(dict.fromkeys(shown))[:_EXAMPLES])
