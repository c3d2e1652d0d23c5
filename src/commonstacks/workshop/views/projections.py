"""Boundaries laid flat: the world by Equal Earth, the United States by Albers, a region as it is.

Fills the temporary table ``areas`` (number, key, label, shape) with metres in a plane, y upwards.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import duckdb
import pyarrow as pa

from commonstacks.workshop.places.boundaries import Area, Fit
from commonstacks.workshop.places.outlines import Ring, well_known
from commonstacks.workshop.tables.sql import one

LONG_LAT = "EPSG:4326"
FEW_STATES = 3
ANTARCTICA = ("AQ", "ATA", "010")
_MAIN_ISLANDS = -161.0  # degrees: Hawaii's islands to the west are tiny and nearly uninhabited
_WORLD = "+proj=eqearth"


@dataclass(frozen=True, slots=True)
class Inset:
    """A projection, and where its plane lies: scaled, then moved by so many metres."""

    crs: str
    scale: float = 1.0
    east: float = 0.0
    north: float = 0.0


_LOWER = Inset("+proj=aea +lat_1=29.5 +lat_2=45.5 +lat_0=23 +lon_0=-96 +datum=NAD83")
_ALASKA = Inset("+proj=aea +lat_1=55 +lat_2=65 +lat_0=50 +lon_0=-154", 0.35, -1_590_000, 0)
_HAWAII = Inset("+proj=aea +lat_1=8 +lat_2=18 +lat_0=13 +lon_0=-157", 1, -620_000, -400_000)
_CARIBBEAN = Inset("+proj=aea +lat_1=8 +lat_2=18 +lat_0=18 +lon_0=-66", 1, 1_950_000, 250_000)
_HAWAII_KEYS = ("HI", "15")
_INSETS = {
    **dict.fromkeys(("AK", "02"), _ALASKA),
    **dict.fromkeys(_HAWAII_KEYS, _HAWAII),
    **dict.fromkeys(("PR", "72", "VI", "78"), _CARIBBEAN),
}
_TOO_FAR = ("AS", "60", "GU", "66", "MP", "69", "UM", "74")


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is drawn in which way; ``without`` are names of areas that are not on the map."""

    areas: tuple[Area, ...]
    way: str
    without: tuple[str, ...]


def chosen(fit: Fit) -> Chosen:
    """The areas to draw for these values, and how."""
    areas, keys = fit.boundaries.areas, frozenset(fit.keys.values())
    if not fit.boundaries.scheme.startswith("us-"):
        shown = (area for area in areas if area.key in keys or area.key not in ANTARCTICA)
        return Chosen(tuple(shown), "world", ())
    states = {key[:2] for key in keys}
    if fit.boundaries.scheme == "us-county-fips" and len(states) <= FEW_STATES:
        return Chosen(tuple(area for area in areas if area.key[:2] in states), "local", ())
    far = [area for area in areas if area.key[:2] in _TOO_FAR]
    return Chosen(
        tuple(area for area in areas if area not in far), "us", tuple(area.name for area in far)
    )


def project(connection: duckdb.DuckDBPyConnection, drawn: Chosen) -> None:
    """Makes the table ``areas`` of what was chosen."""
    _load(connection, drawn)
    shape = "ST_GeomFromText(wkt)"
    if drawn.way != "local":
        shape = (
            f"ST_Affine(ST_Transform({shape}, '{LONG_LAT}', crs, true),"
            " scale, 0, 0, scale, east, north)"
        )
    connection.execute(
        "CREATE TEMP TABLE areas AS SELECT number, key, label,"
        f" ST_CollectionExtract(ST_MakeValid({shape}), 3) AS shape FROM given"
    )
    if drawn.way == "local":
        flatten(connection)


def flatten(connection: duckdb.DuckDBPyConnection) -> None:
    """Degrees in ``areas`` become a plane that is true at the middle latitude."""
    south, north = one(connection, "SELECT min(ST_YMin(shape)), max(ST_YMax(shape)) FROM areas")
    narrower = max(0.01, math.cos(math.radians((south + north) / 2)))
    connection.execute(
        "UPDATE areas SET shape = ST_Affine(shape, $narrower, 0, 0, 1, 0, 0)",
        {"narrower": narrower},
    )


def _load(connection: duckdb.DuckDBPyConnection, drawn: Chosen) -> None:
    insets = [_inset(area, drawn.way) for area in drawn.areas]
    given = pa.table(
        {
            "number": range(len(drawn.areas)),
            "key": [area.key for area in drawn.areas],
            "label": [area.name for area in drawn.areas],
            "wkt": [well_known(_near(area)) for area in drawn.areas],
            "crs": [inset.crs for inset in insets],
            "scale": [inset.scale for inset in insets],
            "east": [inset.east for inset in insets],
            "north": [inset.north for inset in insets],
        }
    )
    connection.register("given", given)


def _inset(area: Area, way: str) -> Inset:
    return _INSETS.get(area.key[:2], _LOWER) if way == "us" else Inset(_WORLD)


def _near(area: Area) -> tuple[tuple[Ring, ...], ...]:
    """The polygons that are drawn."""
    if area.key[:2] not in _HAWAII_KEYS:
        return area.rings
    return tuple(each for each in area.rings if min(x for x, _ in each[0]) > _MAIN_ISLANDS)
