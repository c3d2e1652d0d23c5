"""Parquet and Arrow files: their own types for numbers, dates, yes/no; text is typed by us."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from commonstacks.kit.errors import Refusal, phrase
from commonstacks.workshop.killable import Progress, ignore
from commonstacks.workshop.tables.files import arrow_file, stored
from commonstacks.workshop.tables.files.found import Found
from commonstacks.workshop.tables.shape import Step
from commonstacks.workshop.tables.sql import connect, parquet
from commonstacks.workshop.tables.text import header
from commonstacks.workshop.tables.text_table import Known, TextTable

_PARQUET = phrase("The file is Parquet")
_ARROW = phrase("The file is Arrow (also called Feather)")


@dataclass(frozen=True, slots=True)
class Typed:
    """A Parquet file whose types are trusted: SQL for each column, over ``source``."""

    path: Path
    rows: int
    names: tuple[str, ...]
    cells: tuple[stored.Cell, ...]
    source: str
    steps: tuple[Step, ...]

    @property
    def known(self) -> dict[int, Known]:
        return {at: cell.known for at, cell in enumerate(self.cells) if cell.known}

    @property
    def columns(self) -> str:
        """SQL for SELECT: the cells, called c0, c1, …"""
        return ", ".join(f"{cell.sql} AS c{at}" for at, cell in enumerate(self.cells))


def read(found: Found, into: Path, tell: Callable[[Progress], None] = ignore) -> TextTable:
    """The table as a view over the file itself: nothing is copied, so memory and disk stay flat.

    Whole numbers, decimals, yes/no, dates and times are trusted as stored; text is text, lists
    and structures are JSON text, bytes are hexadecimal. Numbers whose name says code or
    identifier are text too. An Arrow file is written as Parquet into ``into`` first. Refuses a
    broken file, one that says it has other rows than it holds, and more than 10,000 columns.
    """
    if found.kind == "parquet":
        return table(
            typed(found.path, into), into, (*found.steps, _format(phrase("The file is Parquet")))
        )
    target = into / "arrow.parquet"
    fields = arrow_file.to_parquet(found.path, target, tell)
    return table(typed(target, into, fields), into, (*found.steps, _format(_ARROW)))


def typed(path: Path, into: Path, names: tuple[str, ...] = ()) -> Typed:
    """What the file's own types say, after a look at all its rows.

    ``names`` are those of its columns, where they are not its own. Refuses what ``read`` refuses.
    """
    rows, fields = look(path)
    if names:
        fields = [field.with_name(name) for field, name in zip(fields, names, strict=True)]
    return measured(path, parquet(path), fields, rows, into)


def measured(
    path: Path,
    relation: str,
    fields: list[pa.Field[Any]],
    rows: int,
    into: Path,
    opened: Callable[[Path], duckdb.DuckDBPyConnection] = connect,
) -> Typed:
    """The same of any relation (SQL for FROM) over ``path`` with these columns and rows."""
    unique, renamed = header.unique([field.name for field in fields])
    source = f"{relation} AS t({', '.join(f's{at}' for at in range(len(fields)))})"
    with opened(into) as connection:
        cells, more = _cells(connection, source, fields, rows)
    return Typed(path, rows, unique, tuple(cells), source, (*renamed, *more))


def table(typed: Typed, into: Path, steps: tuple[Step, ...]) -> TextTable:
    """The table that a reader leaves, with its steps before those of the columns."""
    odd = into / "rows.jsonl"
    odd.touch()
    return TextTable(
        typed.path,
        odd,
        typed.names,
        typed.rows,
        set_aside=0,
        ragged=0,
        delimiter="",
        steps=(*steps, *typed.steps),
        known=typed.known,
        view=f"(SELECT {typed.columns} FROM {typed.source})",
    )


def _format(says: str) -> Step:
    return Step("format", says)


def look(path: Path) -> tuple[int, list[pa.Field[Any]]]:
    """How many rows the file says it has, and its columns. Refuses a broken file."""
    try:
        with pq.ParquetFile(path) as file:
            rows, fields = file.metadata.num_rows, list(file.schema_arrow)
    except (pa.ArrowException, OSError, MemoryError) as error:
        raise broken() from error
    if not fields:
        raise Refusal("The file is a Parquet file without columns.", "Ask the publisher.")
    if len(fields) > header.MOST_COLUMNS:
        raise header.too_wide(len(fields))
    return rows, fields


def _cells(
    connection: duckdb.DuckDBPyConnection, source: str, fields: list[pa.Field[Any]], rows: int
) -> tuple[list[stored.Cell], tuple[Step, ...]]:
    every = ", ".join(f"bit_xor(hash(s{at}))" for at in range(len(fields)))
    try:
        # Meets every damaged page; the count is of rows that are there, not of the file's word.
        met = connection.execute(f"SELECT count(*), {every} FROM {source}").fetchone()
        if met is None or met[0] != rows:
            raise broken()
        return stored.cells(connection, source, fields)
    except duckdb.Error as error:
        raise broken() from error


def broken() -> Refusal:
    """For a file that is not what it says it is."""
    return Refusal(
        "The file is a Parquet file, but broken or cut off.",
        "Fetch it again, or ask the publisher.",
    )
