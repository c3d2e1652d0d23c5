"""Parquet files: their own types for numbers, dates and yes/no; their text is typed by us."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from commonstacks.kit.errors import Refusal
from commonstacks.workshop.tables import header, stored
from commonstacks.workshop.tables.detect import Found
from commonstacks.workshop.tables.shape import Step
from commonstacks.workshop.tables.sql import connect, parquet
from commonstacks.workshop.tables.text_table import TextTable


def read(found: Found, into: Path) -> TextTable:
    """The table as a view over the file itself: nothing is copied, so memory and disk stay flat.

    Whole numbers, decimals, yes/no, dates and times are trusted as stored; text is text, lists
    and structures are JSON text, bytes are hexadecimal. Numbers whose name says code or
    identifier are text too. Refuses a broken file and more than 10,000 columns.
    """
    rows, fields = _look(found.path)
    names, renamed = header.unique([field.name for field in fields])
    source = f"{parquet(found.path)} AS t({', '.join(f's{at}' for at in range(len(fields)))})"
    with connect(into) as connection:
        cells, more = _cells(connection, source, fields)
    view = f"(SELECT {', '.join(f'{c.sql} AS c{at}' for at, c in enumerate(cells))} FROM {source})"
    odd = into / "rows.jsonl"
    odd.touch()
    return TextTable(
        found.path,
        odd,
        names,
        rows,
        set_aside=0,
        ragged=0,
        delimiter="",
        steps=(*found.steps, Step("format", "The file is Parquet"), *renamed, *more),
        known={at: cell.known for at, cell in enumerate(cells) if cell.known},
        view=view,
    )


def _look(path: Path) -> tuple[int, list[pa.Field[Any]]]:
    try:
        with pq.ParquetFile(path) as file:
            rows, fields = file.metadata.num_rows, list(file.schema_arrow)
    except (pa.ArrowException, OSError) as error:
        raise _broken() from error
    if not fields:
        raise Refusal("The file is a Parquet file without columns.", "Ask the publisher.")
    if len(fields) > header.MOST_COLUMNS:
        raise header.too_wide(len(fields))
    return rows, fields


def _cells(
    connection: duckdb.DuckDBPyConnection, source: str, fields: list[pa.Field[Any]]
) -> tuple[list[stored.Cell], tuple[Step, ...]]:
    every = ", ".join(f"bit_xor(hash(s{at}))" for at in range(len(fields)))
    try:
        connection.execute(f"SELECT {every} FROM {source}")  # meets every damaged page
        return stored.cells(connection, source, fields)
    except duckdb.Error as error:
        raise _broken() from error


def _broken() -> Refusal:
    return Refusal(
        "The file is a Parquet file, but broken or cut off.",
        "Fetch it again, or ask the publisher.",
    )
