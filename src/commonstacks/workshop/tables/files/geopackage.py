"""Layers of a GeoPackage (OGC 12-128r18): which column holds shapes, in which system, as what."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from pathlib import Path

from commonstacks.workshop.tables.files import sqlite_file
from commonstacks.workshop.tables.systems import System

_HEAD = 8  # bytes before the bounds
_BOUNDS = (0, 32, 48, 48, 64)  # bytes of the bounds, by their kind


@dataclass(frozen=True, slots=True)
class Layer:
    """The column of shapes, "" in a table without any, and the coordinate system they are in."""

    column: str = ""
    system: System | None = None


def layer(path: Path, table: str) -> Layer:
    """What the GeoPackage says of one of its tables."""
    with sqlite_file.opened(path) as connection:
        names = {one.name for one in sqlite_file.listed(connection)}
        if "gpkg_geometry_columns" not in names:
            return Layer()
        found = connection.execute(
            "SELECT column_name, srs_id FROM gpkg_geometry_columns WHERE lower(table_name) = ?",
            [table.lower()],
        ).fetchone()
        if not found:
            return Layer()
        return Layer(str(found[0]), _system(connection, found[1]))


def well_known(cell: object) -> bytes | None:
    """The well-known binary in a cell of shapes; None where the cell holds no such thing."""
    if not isinstance(cell, bytes) or cell[:2] != b"GP" or len(cell) < _HEAD:
        return None
    bounds = (cell[3] >> 1) & 7
    if bounds >= len(_BOUNDS):
        return None
    return cell[_HEAD + _BOUNDS[bounds] :]


def _system(connection: sqlite3.Connection, number: object) -> System | None:
    """The system of that number; 0 and -1 stand for an unknown one."""
    found = connection.execute(
        "SELECT srs_name, organization, organization_coordsys_id, definition"
        " FROM gpkg_spatial_ref_sys WHERE srs_id = ?",
        [number],
    ).fetchone()
    if not found or number in (0, -1):
        return None
    name, organization, code, definition = (str(part) for part in found)
    if organization.upper() == "EPSG":
        return System(f"EPSG:{code}", name, "as the file says")
    if "[" not in definition:
        return None
    return System(definition, name, "as the file says")
