"""Whatever can be asked in SQL: DuckDB itself, or a connection that is locked to one table."""

from __future__ import annotations

from typing import Any, Protocol

import duckdb

from commonstacks.workshop.views.sql import Statement


class Asking(Protocol):
    """A connection that counts days in UTC and can read the files of the table."""

    def execute(self, text: str, values: dict[str, object], /) -> duckdb.DuckDBPyConnection:
        """The connection, ready to fetch."""


def fetched(connection: Asking, asked: Statement) -> list[tuple[Any, ...]]:
    """All rows of the answer."""
    return connection.execute(asked.text, asked.values).fetchall()
