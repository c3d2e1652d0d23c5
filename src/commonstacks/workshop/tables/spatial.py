"""DuckDB that knows shapes, from the installed package and never from the network."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import duckdb

from commonstacks.kit.errors import Refusal
from commonstacks.workshop.tables.sql import literal

_PACKAGE = "duckdb_extension_spatial"


def connect(scratch: Path | None = None, *, memory: str = "1GB") -> duckdb.DuckDBPyConnection:
    """An empty database in memory with the spatial extension of the wheel beside DuckDB's.

    Nothing is fetched: automatic installing and loading are off. It spills to the folder
    ``scratch``, or not at all where none is given, and holds at most ``memory`` in its buffers.
    Refuses where the package with the extension is missing or belongs to another DuckDB.
    """
    connection = duckdb.connect(
        config={
            "temp_directory": str(scratch or ""),
            "memory_limit": memory,
            "threads": 2,
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
        }
    )
    try:
        load(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def load(connection: duckdb.DuckDBPyConnection) -> None:
    """Teaches a connection shapes. Refuses what ``connect`` refuses; may be called twice."""
    connection.execute(f"LOAD {literal(str(_extension()))}")


def _extension() -> Path:
    spec = find_spec(_PACKAGE)
    folder = Path(spec.origin).parent if spec and spec.origin else Path()
    path = folder / "extensions" / f"v{duckdb.__version__}" / "spatial.duckdb_extension"
    if not path.is_file():
        raise Refusal(
            "Shapes cannot be read here: DuckDB's spatial extension is not installed.",
            "Install the package duckdb-extension-spatial {version}.",
            version=duckdb.__version__,
        )
    return path
