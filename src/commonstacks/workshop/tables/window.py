"""A few rows of a long table, without reading the rest of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pyarrow.parquet as pq

from commonstacks.kit.errors import Refusal
from commonstacks.workshop.tables.columns import geometry

Row = tuple[str | None, ...]


def rows(parquet: Path, *, first: int, limit: int) -> tuple[Row, ...]:
    """Rows ``first`` (from 1) to ``first + limit - 1`` as text; a missing value is None.

    Shapes are named ("area, 34 points"). Only the row groups that hold them are read. Past
    the end there are no rows. Refuses a ``first`` below 1 and a ``limit`` below 1.
    """
    if first < 1 or limit < 1:
        raise Refusal("Rows are counted from 1.", "Ask for a row number of at least 1.")
    with pq.ParquetFile(parquet) as file:
        groups, skipped = _groups(file, first - 1, limit)
        if not groups:
            return ()
        table = file.read_row_groups(groups)
        drawn = _drawn(file)
    window = table.slice(first - 1 - skipped, limit)
    columns = [
        [_named(value) if name in drawn else text(value) for value in column.to_pylist()]
        for name, column in zip(window.column_names, window.columns, strict=True)
    ]
    return tuple(zip(*columns, strict=True)) if columns else ()


def _drawn(file: pq.ParquetFile) -> frozenset[str]:
    """The columns that the file says hold shapes."""
    facts = file.metadata.metadata or {}
    return frozenset(json.loads(facts.get(geometry.MARK.encode(), b"[]")))


def _named(value: object) -> str | None:
    return None if value is None else geometry.brief(str(value))


def _groups(file: pq.ParquetFile, start: int, limit: int) -> tuple[list[int], int]:
    """The row groups that overlap the window, and how many rows lie before them."""
    groups, skipped, at = [], 0, 0
    for group in range(file.metadata.num_row_groups):
        size = file.metadata.row_group(group).num_rows
        if at + size <= start:
            skipped += size
        elif at < start + limit:
            groups.append(group)
        at += size
    return groups, skipped


def text(value: object) -> str | None:
    """One cell as people read it: dates in ISO 8601, numbers without an exponent."""
    if value is None:
        return None
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        fine = "microseconds" if value.microsecond % 1000 else "milliseconds"
        return value.isoformat(sep=" ", timespec=fine if value.microsecond else "auto")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return format(value, ".15g") if abs(value) < 1e15 else format(value, ".0f")
    return str(value)


def every_row(parquet: Path) -> Iterator[Row]:
    """All rows in order, one row group in memory at a time, as other programs read them.

    Dates and times in ISO 8601, ``true`` and ``false``; a missing value is None.
    """
    with pq.ParquetFile(parquet) as file:
        for group in range(file.metadata.num_row_groups):
            table = file.read_row_group(group)
            columns = [[plain(value) for value in column.to_pylist()] for column in table.columns]
            yield from zip(*columns, strict=True)


def plain(value: object) -> str | None:
    """One cell as the Data Package standard writes it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, datetime) else text(value)


def distinct(parquet: Path, column: str) -> tuple[str, ...]:
    """The different values of one column as text, sorted, one row group in memory at a time."""
    found: set[str] = set()
    with pq.ParquetFile(parquet) as file:
        for group in range(file.metadata.num_row_groups):
            values = file.read_row_group(group, columns=[column]).column(0).unique().to_pylist()
            found.update(str(value) for value in values if value is not None)
    return tuple(sorted(found))
