"""What the types stored in a Parquet file say of its columns, and the SQL that reads them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import duckdb
import pyarrow as pa

from commonstacks.workshop.tables.columns import naming
from commonstacks.workshop.tables.shape import Step
from commonstacks.workshop.tables.sql import one
from commonstacks.workshop.tables.text_table import Known

_EXACT = 2**53  # whole numbers up to which a float holds every one
_LONGEST = 18  # digits of a number that surely fits 64 bits


@dataclass(frozen=True, slots=True)
class Cell:
    """SQL over the column ``s0``, ``s1``, …; without ``known`` it gives text, "" for missing."""

    sql: str
    known: Known | None = None


@dataclass(frozen=True, slots=True)
class _Seen:
    """``even``: all decimals are whole, or all times midnight. ``strange``: no finite numbers."""

    even: bool = False
    strange: int = 0


def cells(
    connection: duckdb.DuckDBPyConnection, source: str, fields: list[pa.Field[Any]]
) -> tuple[list[Cell], tuple[Step, ...]]:
    """One cell a field, after one look at all decimals and times of ``source``.

    Decimals that are all whole become whole numbers, times that are all midnight become dates;
    what is no finite number is missing, with a step.
    """
    seen = _look(connection, source, fields)
    found = [_cell(f"s{at}", field, seen.get(at, _Seen())) for at, field in enumerate(fields)]
    strange = sum(one.strange for one in seen.values())
    if not strange:
        return found, ()
    says = f"{strange:,} cells hold no finite number (NaN or infinity) and are missing"
    return found, (Step("no numbers", says, strange),)


def _look(
    connection: duckdb.DuckDBPyConnection, source: str, fields: list[pa.Field[Any]]
) -> dict[int, _Seen]:
    measures: list[str] = []
    places: list[int] = []
    for at, field in enumerate(fields):
        name = f"s{at}"
        if pa.types.is_floating(field.type):
            places.append(at)
            whole = f"{name} = trunc({name}) AND abs({name}) < {_EXACT}"
            measures += [
                f"coalesce(bool_and({whole}) FILTER (isfinite({name})), false)",
                f"count(*) FILTER (NOT isfinite({name}))",
            ]
        elif pa.types.is_timestamp(field.type):
            places.append(at)
            measures += [f"coalesce(bool_and({name} = date_trunc('day', {name})), false)", "0"]
    if not places:
        return {}
    found: tuple[Any, ...] = one(connection, f"SELECT {', '.join(measures)} FROM {source}")
    pairs = zip(found[::2], found[1::2], strict=True)
    return {at: _Seen(even, strange) for at, (even, strange) in zip(places, pairs, strict=True)}


def _cell(name: str, field: pa.Field[Any], seen: _Seen) -> Cell:
    kind = field.type
    if pa.types.is_boolean(kind):
        return Cell(name, Known("boolean", "stored as yes or no in the file"))
    if pa.types.is_date(kind):
        return Cell(f"CAST({name} AS DATE)", Known("date", "stored as a date in the file"))
    if pa.types.is_timestamp(kind):
        return _time(name, kind, seen)
    number = _number(name, kind, seen)
    if number and not (naming.is_id(field.name) or naming.is_code(field.name)):
        return number
    return Cell(_text(number.sql if number and "DOUBLE" not in number.sql else name, kind))


def _time(name: str, kind: pa.TimestampType[Any, Any], seen: _Seen) -> Cell:
    if kind.tz:
        why = "stored as a moment in the file, kept in UTC"
        return Cell(f"make_timestamp(epoch_us({name}))", Known("datetime", why))
    if seen.even:
        why = "stored as a date and time in the file, always at midnight"
        return Cell(f"CAST({name} AS DATE)", Known("date", why))
    why = "stored as a date and time in the file"
    return Cell(f"CAST({name} AS TIMESTAMP)", Known("datetime", why))


def _number(name: str, kind: pa.DataType, seen: _Seen) -> Cell | None:
    short = pa.types.is_decimal(kind) and kind.scale == 0 and kind.precision <= _LONGEST
    if short or (pa.types.is_integer(kind) and not pa.types.is_uint64(kind)):
        whole = Known("integer", "stored as a whole number in the file")
        return Cell(f"CAST({name} AS BIGINT)", whole)
    if pa.types.is_floating(kind) and seen.even:
        why = "stored as a number in the file, and every one is whole"
        sql = f"CASE WHEN isfinite({name}) THEN CAST({name} AS BIGINT) END"
        return Cell(sql, Known("integer", why))
    if pa.types.is_floating(kind) or pa.types.is_decimal(kind):
        sql = f"CASE WHEN isfinite(CAST({name} AS DOUBLE)) THEN CAST({name} AS DOUBLE) END"
        return Cell(sql, Known("decimal", "stored as a number in the file"))
    return None


def _text(name: str, kind: pa.DataType) -> str:
    sql = f"CAST({name} AS VARCHAR)"
    if pa.types.is_nested(kind) and not pa.types.is_dictionary(kind):
        sql = f"CAST(to_json({name}) AS VARCHAR)"
    elif pa.types.is_binary(kind) or pa.types.is_large_binary(kind):
        sql = f"hex({name})"
    return f"coalesce({sql}, '')"
