"""The typed table on its way to Parquet: zstd, rows in their order, and the facts it needs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import duckdb
import pyarrow.parquet as pq

from commonstacks.workshop.tables.columns import geometry
from commonstacks.workshop.tables.columns.typed import Typing
from commonstacks.workshop.tables.sql import identifier, literal, one, parquet
from commonstacks.workshop.tables.text_table import TextTable

MARK = "commonstacks"
"""The key in a Parquet file's own facts for what its columns are: see ``facts``."""

_GROUP = 102_400  # rows
_DRAWN_GROUP = 2048  # rows of tables with shapes, which are long


def write(
    connection: duckdb.DuckDBPyConnection, typings: Sequence[Typing], table: Path, name: str
) -> None:
    """Writes the table ``raw``, typed, to ``table``, in the order of its rows.

    Rows are shown to people in the order of the publisher's file, so they are not sorted. The file
    says what its columns are (``MARK``) and which hold shapes (``geometry.MARK``).
    """
    cells = ", ".join(f"{typing.expression()} AS {identifier(typing.name)}" for typing in typings)
    drawn = [typing.name for typing in typings if typing.kind == "geometry"]
    marks = {MARK: facts(typings, name)} | ({geometry.MARK: json.dumps(drawn)} if drawn else {})
    told = ", ".join(f"{identifier(key)}: {literal(text)}" for key, text in marks.items())
    connection.execute(
        f"COPY (SELECT {cells} FROM raw) TO {literal(str(table))}"
        f" (FORMAT parquet, COMPRESSION zstd, KV_METADATA {{{told}}},"
        f" ROW_GROUP_SIZE {_DRAWN_GROUP if drawn else _GROUP})"
    )


def facts(typings: Sequence[Typing], name: str) -> str:
    """JSON: the table's name, and of each column its name, kind and scheme (if any)."""
    columns = [
        {"name": typing.name, "kind": typing.kind}
        | ({"scheme": typing.scheme} if typing.scheme else {})
        for typing in typings
    ]
    return json.dumps({"name": name, "columns": columns}, ensure_ascii=False)


def check(
    connection: duckdb.DuckDBPyConnection, text: TextTable, typings: Sequence[Typing], table: Path
) -> None:
    """Crashes where typing lost a row or a value."""
    assert pq.read_metadata(table).num_rows == text.rows, "typing lost rows"
    counts = ", ".join(f"count({identifier(typing.name)})" for typing in typings)
    for typing, count in zip(
        typings, one(connection, f"SELECT {counts} FROM {parquet(table)}"), strict=True
    ):
        assert count == text.rows - typing.nulls, f"typing lost values of {typing.name}"
