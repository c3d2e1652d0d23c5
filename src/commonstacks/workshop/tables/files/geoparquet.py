"""Parquet files with shapes (GeoParquet 1.1, OGC 24-013; Parquet's own GEOMETRY)."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from commonstacks.workshop.tables import spatial
from commonstacks.workshop.tables.files import read_parquet
from commonstacks.workshop.tables.files.read_parquet import Typed
from commonstacks.workshop.tables.sql import identifier, parquet
from commonstacks.workshop.tables.systems import System

_NATIVE = re.compile(r"(?:Geometry|Geography)\((?:.*?crs=([^,)]*))?", re.IGNORECASE)
_EPSG = re.compile(r"(?:EPSG|OGC):\w{4,6}")
_WORLD = System("OGC:CRS84", "WGS 84", "as the standard of GeoParquet says")


@dataclass(frozen=True, slots=True)
class Drawn:
    """The columns but the shapes; ``bytes`` is SQL for FROM with the shapes' bytes, row by row."""

    typed: Typed
    bytes: str
    system: System | None


def is_drawn(path: Path) -> bool:
    """Whether a Parquet file says that it holds shapes; a broken file says nothing."""
    try:
        with pq.ParquetFile(path) as file:
            return bool(_columns(file))
    except (pa.ArrowException, OSError, MemoryError):
        return False


def connect(into: Path) -> duckdb.DuckDBPyConnection:
    """A connection that gives shapes as the bytes that they are, be they broken or not."""
    connection = spatial.connect(into)
    connection.execute("SET enable_geoparquet_conversion = false")
    return connection


def look(path: Path, into: Path) -> Drawn:
    """What the file holds, after a look at all its rows.

    Its main column of shapes is the one it names, else the first; others stay bytes. Refuses what
    ``read_parquet.read`` refuses.
    """
    with pq.ParquetFile(path) as file:
        columns = _columns(file)
    rows, fields = read_parquet.look(path)
    main = next(iter(columns))
    own = [field for field in fields if field.name != main]
    with connect(into) as connection:
        try:
            described = connection.execute(f"DESCRIBE FROM {parquet(path)}").fetchall()
        except duckdb.Error as error:
            raise read_parquet.broken() from error
    native = {str(row[0]) for row in described if str(row[1]).startswith("GEOMETRY")}
    cells = [_cell(field.name, native) for field in own]
    kept: list[pa.Field[Any]] = [
        pa.field(field.name, pa.binary()) if field.name in native else field for field in own
    ]
    relation = f"(SELECT {', '.join(cells) or 'NULL AS none'} FROM {parquet(path)})"
    kept = kept or [pa.field("none", pa.null())]
    typed = read_parquet.measured(path, relation, kept, rows, into, connect)
    shapes = f"(SELECT {_cell(main, native)} AS bytes FROM {parquet(path)})"
    return Drawn(typed, shapes, columns[main])


def _cell(name: str, native: set[str]) -> str:
    return f"ST_AsWKB({identifier(name)})" if name in native else identifier(name)


def _columns(file: pq.ParquetFile) -> dict[str, System | None]:
    """The columns of shapes and their systems, the main one first."""
    facts = _facts((file.metadata.metadata or {}).get(b"geo", b""))
    stated = facts.get("columns", {})
    names = [str(facts.get("primary_column")), *stated]
    found = {name: _system(stated[name]) for name in names if isinstance(stated.get(name), dict)}
    for at in range(len(file.schema)):
        column = file.schema.column(at)
        native = _NATIVE.match(str(column.logical_type))
        if native:
            found.setdefault(column.name, _named(native[1]))
    return {name: system for name, system in found.items() if name in file.schema_arrow.names}


def _named(code: str | None) -> System | None:
    """The system of a native column, by its word: none is WGS 84."""
    if not code:
        return _WORLD
    return System(code, code, "as the file says") if _EPSG.fullmatch(code) else None


def _facts(text: bytes) -> dict[str, Any]:
    try:
        facts = json.loads(text)
    except ValueError:
        return {}
    return facts if isinstance(facts, dict) and isinstance(facts.get("columns"), dict) else {}


def _system(column: dict[str, Any]) -> System | None:
    """The system a column states as PROJJSON; without a word it is WGS 84, null is unknown."""
    if "crs" not in column:
        return _WORLD
    stated = column["crs"]
    if not isinstance(stated, dict):
        return None
    known = stated.get("id", {})
    name = str(stated.get("name", "its system"))
    if isinstance(known, dict) and known.get("authority") in ("EPSG", "OGC"):
        code = f"{known['authority']}:{known.get('code')}"
        return System(code, name, "as the file says")
    return System(json.dumps(stated), name, "as the file says")
