"""What one column says of another: latitude needs longitude, and per cent its siblings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import duckdb

from commonstacks.workshop.tables.columns import currencies, naming
from commonstacks.workshop.tables.columns.evidence import quoted, trimmed
from commonstacks.workshop.tables.columns.number_styles import DOT_GROUPS
from commonstacks.workshop.tables.columns.typed import Typing
from commonstacks.workshop.tables.shape import Kind
from commonstacks.workshop.tables.sql import one

_MANY_DIGITS = 0.8  # share of values with more than two decimals
_MOST_DOTTED = 0.5  # share of values with two dots or more
_COUNTED = ("decimal", "integer")


def decide(connection: duckdb.DuckDBPyConnection, typings: Sequence[Typing]) -> tuple[Typing, ...]:
    """The same typings, with coordinates, percentages and money where names and values say so."""
    placed = _placed(connection, _ruined(connection, typings))
    return _translated([_money(typing) for typing in _percentages(connection, placed)])


def _translated(typings: Sequence[Typing]) -> tuple[Typing, ...]:
    """Text beside names of places that is called the same but for its language."""
    stems = {naming.stem(typing.name) for typing in typings if typing.kind == "place name"}
    why = "it is called like a column of places, in another language"
    return tuple(
        replace(typing, kind="place name", why=why)
        if typing.kind == "text"
        and not (typing.warning or typing.forced)
        and naming.stem(typing.name) in stems
        else typing
        for typing in typings
    )


def _placed(connection: duckdb.DuckDBPyConnection, typings: Sequence[Typing]) -> tuple[Typing, ...]:
    """Latitude and longitude by name and range, where both are there."""
    drawn = any(typing.kind in ("geometry", "longitude") for typing in typings)
    numeric = [typing for typing in typings if typing.kind in _COUNTED and not typing.forced]
    numeric = [t for t in numeric if not naming.is_axis(t.name) or _on_earth(connection, t, drawn)]
    north = [t for t in numeric if naming.is_latitude(t.name) and _within(connection, t, 90)]
    east = [t for t in numeric if naming.is_longitude(t.name) and _within(connection, t, 180)]
    if not (north and east):
        return tuple(typings)
    decided = {
        **{t.column: _coordinate(t, "latitude", 90) for t in north},
        **{t.column: _coordinate(t, "longitude", 180) for t in east},
    }
    return tuple(decided.get(typing.column, typing) for typing in typings)


def _ruined(connection: duckdb.DuckDBPyConnection, typings: Sequence[Typing]) -> tuple[Typing, ...]:
    """Degrees into which a spreadsheet put dots for thousands stay text: nobody can mend them."""
    read = [t for t in typings if t.kind in _COUNTED and not (t.known or t.forced)]
    named = [t for t in read if any(naming.may_be_coordinate(t.name))]
    north, east = ([t for t in named if naming.may_be_coordinate(t.name)[at]] for at in (0, 1))
    if not (north and east):
        return tuple(typings)
    dotted = {t.column for t in named if _dotted(connection, t)}
    return tuple(_undone(t) if t.column in dotted else t for t in typings)


def _dotted(connection: duckdb.DuckDBPyConnection, typing: Typing) -> bool:
    """Whether every value is written with dots for thousands, and most with two or more."""
    cell, words = trimmed(typing.column), quoted(["", *(word for word, _ in typing.missing)])
    query = (
        f"SELECT bool_and(regexp_full_match(v, '{DOT_GROUPS}')),"
        f" avg(CAST(v LIKE '%.%.%' AS INTEGER)) FROM (SELECT {cell} AS v FROM raw)"
        f" WHERE v NOT IN ({words})"
    )
    every, twice = one(connection, query)
    return bool(every) and float(twice) > _MOST_DOTTED


def _undone(typing: Typing) -> Typing:
    warning = (
        f"{typing.name}: its values are called like coordinates, but have dots between thousands."
        " A spreadsheet could have ruined them, so the column stays text."
    )
    why = "dots for thousands stand in what is called a coordinate"
    return replace(typing, kind="text", sql="{v}", why=why, warning=warning, told="")


def _on_earth(connection: duckdb.DuckDBPyConnection, typing: Typing, drawn: bool) -> bool:
    """Whether x or y may be degrees: no shape says where the row is, and they have many digits."""
    if drawn or typing.known:
        return False
    value = f"100 * CAST({typing.expression()} AS DOUBLE)"
    query = f"SELECT avg(CAST(abs({value} - round({value})) > 1e-6 AS INTEGER)) FROM raw"
    row = connection.execute(query).fetchone()
    return row is not None and row[0] is not None and float(row[0]) >= _MANY_DIGITS


def _within(connection: duckdb.DuckDBPyConnection, typing: Typing, most: int) -> bool:
    greatest = _greatest(connection, typing)
    return greatest is not None and greatest <= most


def _greatest(connection: duckdb.DuckDBPyConnection, typing: Typing) -> float | None:
    row = connection.execute(f"SELECT max(abs({typing.expression()})) FROM raw").fetchone()
    return None if row is None or row[0] is None else float(row[0])


def _coordinate(typing: Typing, kind: Kind, most: int) -> Typing:
    why = f"its name says {kind}, all values lie between -{most} and {most}, and its twin is there"
    sql = f"CAST({typing.sql} AS DOUBLE)"
    return replace(typing, kind=kind, why=why, sql=sql)


def _percentages(
    connection: duckdb.DuckDBPyConnection, typings: Sequence[Typing]
) -> tuple[Typing, ...]:
    """Numbers in columns named for per cent, if one of them is greater than 1.

    Else they may be parts of one, and stay numbers: 0.35 would be a hundred times too small.
    """
    named = [t for t in typings if t.kind in _COUNTED and not t.known and naming.is_percent(t.name)]
    greatest = [_greatest(connection, typing) or 0.0 for typing in named]
    if not named or max(greatest) <= 1:
        return tuple(typings)
    columns = {typing.column for typing in named if not typing.forced}
    return tuple(_percentage(t) if t.column in columns else t for t in typings)


def _percentage(typing: Typing) -> Typing:
    why = f"its name says per cent, and {typing.why}"
    return replace(
        typing, kind="percentage", scheme="%", why=why, sql=f"CAST({typing.sql} AS DOUBLE)"
    )


def _money(typing: Typing) -> Typing:
    scheme = currencies.named(typing.name) if typing.kind in _COUNTED else None
    if scheme is None or typing.forced:
        return typing
    why = f"its name says {scheme}, and {typing.why}"
    return replace(typing, kind="money", scheme=scheme, why=why)
