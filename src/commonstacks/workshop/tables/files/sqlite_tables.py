"""Which tables of an SQLite database are the publisher's: all but those that serve a program."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

from commonstacks.kit.errors import Refusal
from commonstacks.workshop.tables.files import sqlite_file
from commonstacks.workshop.tables.files.found import FileKind, Found
from commonstacks.workshop.tables.files.sqlite_file import Listed
from commonstacks.workshop.tables.shape import Step
from commonstacks.workshop.tables.sql import identifier

_GEOPACKAGE = re.compile(r"gpkg_.*|rtree_.*|layer_styles|qgis_projects|ogr_empty_table")
_SPATIALITE = re.compile(
    r"geometry_columns.*|spatial_ref_sys.*|spatialite_history|sql_statements_log|views_geometry_.*"
    r"|virts_geometry_.*|vector_layers.*|data_licenses|elementarygeometries|spatialindex|knn2?"
    r"|idx_.*|iso_metadata.*|raster_coverages.*|se_.*|stored_(?:procedures|variables)|networks"
    r"|topologies|rl2map_.*|wms_.*|geom_cols_ref_sys|layer_styles|layer_statistics",
    re.IGNORECASE,
)
_OTHER = re.compile(r"android_metadata|django_migrations|alembic_version", re.IGNORECASE)


def find(path: Path) -> Found:
    """The tables and views of a database (SQLite 3) or GeoPackage (OGC 12-128), in its order.

    What serves a program (lists of coordinate systems, indexes, styles) is left out; indexes for
    searching, views that cannot be read, and picture maps are told in a step. Refuses a broken
    database and one without tables.
    """
    with sqlite_file.opened(path) as connection:
        every = sqlite_file.listed(connection)
        names = {one.name for one in every}
        geopackage = {"gpkg_contents", "gpkg_spatial_ref_sys"} <= names
        own = [one for one in every if not _is_served(one, names, geopackage=geopackage)]
        pictures = _pictures(connection) if geopackage else set()
        left = [f"{name}: a picture map" for name in sorted(pictures)]
        tables: list[str] = []
        for one in (one for one in own if one.name not in pictures):
            reason = _no_reason(connection, one)
            if reason:
                left.append(f"{one.name}: {reason}")
            else:
                tables.append(one.name)
    if not tables:
        raise Refusal(
            "The database has no tables to read.", "; ".join(left[:3]) or "Ask the publisher."
        )
    kind: FileKind = "geopackage" if geopackage else "sqlite"
    return Found(kind, path, tuple((name, name) for name in tables), steps=_told(left))


def _is_served(one: Listed, names: set[str], *, geopackage: bool) -> bool:
    spatialite = {"spatial_ref_sys", "geometry_columns"} <= {name.lower() for name in names}
    return (
        one.kind == "shadow"
        or bool(_OTHER.fullmatch(one.name))
        or (geopackage and bool(_GEOPACKAGE.fullmatch(one.name)))
        or (spatialite and bool(_SPATIALITE.fullmatch(one.name)))
    )


def _pictures(connection: sqlite3.Connection) -> set[str]:
    kinds = "('features', 'attributes')"
    query = f"SELECT table_name FROM gpkg_contents WHERE data_type NOT IN {kinds}"
    return {str(name) for (name,) in connection.execute(query)}


def _no_reason(connection: sqlite3.Connection, one: Listed) -> str:
    """Why a part of the database cannot be a table; "" if it can."""
    if one.kind == "virtual":
        return "an index or a link to something outside, not a table of its own"
    try:
        connection.execute(f"SELECT * FROM {identifier(one.name)} LIMIT 0")
    except sqlite3.DatabaseError as error:
        return f"cannot be read ({error})"
    return ""


def _told(left: list[str]) -> tuple[Step, ...]:
    if not left:
        return ()
    count = len(left)
    says = f"{count:,} {'part' if count == 1 else 'parts'} of the database left in it"
    return (Step("left in the database", says, count, tuple(text[:160] for text in left[:5])),)
