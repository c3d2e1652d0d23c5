"""Words of SQL, quoted, and values that come back, as JSON knows them."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path
from typing import Any

import duckdb

from commonstacks.workshop.tables.shape import Scalar

_THREADS = min(4, os.cpu_count() or 1)  # each holds buffers of its own: more make it no faster


def connect(scratch: Path) -> duckdb.DuckDBPyConnection:
    """An empty database in memory that spills to ``scratch`` and fetches no extensions.

    It keeps within a gigabyte and four threads, and prints nothing, not even how far it is.
    """
    connection = duckdb.connect(
        config={
            "temp_directory": str(scratch),
            "memory_limit": "1GB",
            "threads": _THREADS,
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
        }
    )
    connection.execute("SET enable_progress_bar = false")
    return connection


def identifier(name: str) -> str:
    """A column's name in SQL."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """Text in SQL."""
    return "'" + text.replace("'", "''") + "'"


def parquet(path: Path) -> str:
    """The table in a Parquet file, as SQL for FROM; the name is taken to the letter."""
    escaped = "".join(f"[{sign}]" if sign in "*?[" else sign for sign in str(path))
    return f"read_parquet({literal(escaped)})"


def one(connection: duckdb.DuckDBPyConnection, query: str) -> tuple[Any, ...]:
    """The only row of an aggregate."""
    row = connection.execute(query).fetchone()
    assert row is not None
    return tuple(row)


def scalar(value: object) -> Scalar:
    """A value of a cell as JSON knows it: dates and times in ISO 8601."""
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, dt.date):
        return value.isoformat()
    raise TypeError(f"No JSON for {type(value).__name__}")
