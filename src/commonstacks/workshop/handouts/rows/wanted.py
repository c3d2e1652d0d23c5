"""Which rows somebody takes away, and what must travel with them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

import pyarrow as pa
import pyarrow.parquet as pq

from commonstacks.workshop.views import locked, sql
from commonstacks.workshop.views.filters import Filter
from commonstacks.workshop.views.placing import Cut
from commonstacks.workshop.views.spec import Sort
from commonstacks.workshop.views.sql_filters import Rows, where

BATCH = 100_000
"""Rows that are held in memory at once."""


@dataclass(frozen=True, slots=True)
class Beside:
    """What goes with the rows. ``shows`` is the filter sentence, ``context`` canonical JSON,
    ``package`` the datapackage.json of the CSV; ``made_at`` is when the version was taken in, so
    that the same rows and the same story are the same bytes on every day."""

    name: str
    title: str
    shows: str
    citation: str
    licence: str
    address: str
    context: bytes
    markdown: str
    package: bytes
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Wanted:
    """Rows of one table: its files (``table.parquet`` first, then ``places.parquet`` where it is
    there), the filters with the kinds of charts and the cuts they are read by, and a sort. ``x``
    and ``y`` name the columns of longitude and latitude, ``outline`` that of shapes (WKT), empty
    where there is none; either may lie in the second file."""

    files: tuple[str, ...]
    filters: tuple[Filter, ...] = ()
    kinds: Mapping[tuple[str, ...], str] = field(default_factory=dict)
    cuts: Mapping[str, Cut] = field(default_factory=dict)
    sort: Sort | None = None
    x: str = ""
    y: str = ""
    outline: str = ""

    @property
    def schema(self) -> pa.Schema:
        """The columns of the table itself, with what its file says of itself."""
        return pq.read_schema(self.files[0])


def batches(wanted: Wanted, also: tuple[str, ...] = ()) -> Iterator[pa.Table]:
    """The rows in the order of the file, or sorted, ``BATCH`` at a time, typed as they are kept:
    the table's own columns, and behind them ``also`` of the file beside it.

    Refuses columns that the table does not have, and places its rows cannot be told by.
    """
    connection = locked.connect(wanted.files, megabytes=1500)
    try:
        schema = wanted.schema
        asked = _asked(connection, wanted, [*schema.names, *also])
        found = connection.execute(asked.text, asked.values).to_arrow_reader(BATCH)
        for batch in found:
            table = pa.Table.from_batches([batch])
            yield _typed(table, schema)
    finally:
        connection.close()


def count(wanted: Wanted) -> int:
    """How many rows that are."""
    connection = locked.connect(wanted.files, megabytes=1500)
    try:
        statement = sql.Statement()
        rows = _rows(connection, wanted)
        source = statement.rows(wanted.files)
        statement.text = (
            f"SELECT count(*) FROM {source} WHERE {where(statement, rows, wanted.filters)}"
        )
        ((found,),) = connection.execute(statement.text, statement.values).fetchall()
        return int(found)
    finally:
        connection.close()


def _asked(connection: locked.Locked, wanted: Wanted, columns: list[str]) -> sql.Statement:
    statement = sql.Statement()
    rows = _rows(connection, wanted)
    read = [f"read_parquet({statement.bind(file)}) AS t{n}" for n, file in enumerate(wanted.files)]
    chosen = ", ".join(sql.identifier(name) for name in columns)
    statement.text = (
        f"SELECT {chosen} FROM {' POSITIONAL JOIN '.join(read)} "
        f"WHERE {where(statement, rows, wanted.filters)}"
    )
    if wanted.sort:
        by = f"{sql.identifier(wanted.sort.column)} {'DESC' if wanted.sort.falling else ''}"
        statement.text += f" ORDER BY {by} NULLS LAST, t0.file_row_number"
    return statement


def _rows(connection: locked.Locked, wanted: Wanted) -> Rows:
    asked = sql.described(wanted.files)
    stored = dict(connection.execute(asked.text, asked.values).fetchall())
    return Rows(wanted.files, stored, wanted.kinds, wanted.cuts)


def _typed(table: pa.Table, schema: pa.Schema) -> pa.Table:
    """The table's own columns in their own types; those of the other file stay as they come."""
    fields = [
        schema.field(name) if name in schema.names else table.schema.field(name)
        for name in table.column_names
    ]
    return table.cast(pa.schema(fields))
