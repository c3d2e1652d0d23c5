"""Tables with shapes: GeoJSON, TopoJSON, KML, GPX, GeoPackage, GeoParquet, zipped shapefiles."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from commonstacks.kit.errors import phrase
from commonstacks.workshop.killable import Progress
from commonstacks.workshop.tables import spatial, systems
from commonstacks.workshop.tables.files import (
    archive,
    geopackage,
    geoparquet,
    partial_answer,
    read_sqlite,
    shapefile,
)
from commonstacks.workshop.tables.files.features import SHAPE, MapFile
from commonstacks.workshop.tables.files.found import Found
from commonstacks.workshop.tables.files.placed_shapes import Placed, place
from commonstacks.workshop.tables.files.read_json import members_beside, unpacked
from commonstacks.workshop.tables.files.read_parquet import Typed
from commonstacks.workshop.tables.files.records import Columns, pour
from commonstacks.workshop.tables.shape import Step
from commonstacks.workshop.tables.sql import parquet
from commonstacks.workshop.tables.systems import System
from commonstacks.workshop.tables.text.aside import Aside
from commonstacks.workshop.tables.text_table import TextTable

if TYPE_CHECKING:
    from commonstacks.workshop.tables.files.gpx import Places as Tracks
    from commonstacks.workshop.tables.files.kml import Places

_RFC = System("OGC:CRS84", "WGS 84", "as its standard says")
_WHAT = {
    "geojson": "GeoJSON",
    "esri": phrase("an answer of an ArcGIS server (JSON)"),
    "topojson": "TopoJSON",
    "kml": "KML",
    "gpx": "GPX",
}


def read(
    found: Found,
    layer: str,
    into: Path,
    crs: str,
    tell: Callable[[Progress], None],
) -> TextTable:
    """Reads one layer of features into Parquet in ``into``: their facts as text, then the shape.

    Points become two columns (longitude and latitude, or x and y), and "height" if they have a
    third coordinate; other shapes one column of well-known text. They are moved to WGS 84 where
    the file, or a person with ``crs``, states a coordinate system, else left as they are, with a
    step that says so. Refuses broken files and a coordinate system that does not fit.
    """
    system = systems.given(crs)
    if found.kind == "geopackage":
        return _geopackage(found, layer, into, system, tell)
    if found.kind == "geoparquet":
        return _geoparquet(found, into, system)
    with spatial.connect(into) as connection:
        if found.kind == "shapefiles":
            with archive.opened(found.path) as box:
                file = box.unpack_shapefile(layer, into)
            table = _shapefile(connection, file, into, system, tell)
            return replace(table, steps=(*found.steps, *table.steps))
        if found.kind == "kml":
            return _map(connection, _kml(found), into, system, tell)
        if found.kind == "gpx":
            return _map(connection, _gpx(found, layer), into, system, tell)
        return _map(connection, MapFile(found, layer), into, system, tell)


def _kml(found: Found) -> Places:
    from commonstacks.workshop.tables.files.kml import Places  # lxml is slow to import

    return Places(found)


def _gpx(found: Found, kind: str) -> Tracks:
    from commonstacks.workshop.tables.files.gpx import Places  # lxml is slow to import

    return Places(found, kind)


def _map(
    connection: duckdb.DuckDBPyConnection,
    file: MapFile | Places | Tracks,
    into: Path,
    system: System | None,
    tell: Callable[[Progress], None],
) -> TextTable:
    columns = Columns.of(file.entries(), tell)
    columns.names.pop(SHAPE, None)
    columns.names[SHAPE] = None  # last
    target, odd = into / "features.parquet", into / "features.jsonl"
    with Aside(odd) as kept:
        pour(file.entries(), columns, target, kept, tell)
        asides = kept.steps()
    last = len(columns.names) - 1
    connection.execute(
        f"CREATE TEMP TABLE shapes AS SELECT * EXCLUDE (c{last}), c{last} <> '' AS wanted,"
        f" TRY(ST_GeomFromGeoJSON(nullif(c{last}, ''))) AS g FROM {parquet(target)}"
    )
    target.unlink()
    names = [name for _, name in columns.names][:-1]
    placed = place(connection, names, into, system or _stated(file))
    what = _WHAT[file.found.kind]
    first = Step("format", f"The file is {what}: features with shapes")
    steps = (*unpacked(file.found), first, *members_beside(file.beside), *file.steps(), *asides)
    table = _table(placed, odd, columns.records, columns.entries - columns.records, steps)
    parts = partial_answer.warnings(file.beside, columns.entries)
    return replace(table, warnings=(*table.warnings, *parts))


def _stated(file: MapFile | Places | Tracks) -> System | None:
    """The system that the file names, or that its standard demands; ArcGIS has no such rule."""
    if file.system:
        return System(file.system, file.system[:40], "as the file says")
    if file.found.kind == "esri":
        return None
    return replace(_RFC, says=f"as the standard of {_WHAT[file.found.kind]} says")


def _shapefile(
    connection: duckdb.DuckDBPyConnection,
    path: Path,
    into: Path,
    system: System | None,
    tell: Callable[[Progress], None],
) -> TextTable:
    odd = into / "features.jsonl"
    with Aside(odd) as kept:
        file = shapefile.load(connection, path, kept, tell)
        asides = kept.steps()
        deleted = kept.counts.total()
    placed = place(connection, list(file.names), into, system or file.system)
    steps = (Step("format", "The file is a zipped shapefile"), *file.steps, *asides)
    return replace(_table(placed, odd, file.rows, deleted, steps), lettered=file.letters)


def _geopackage(
    found: Found,
    name: str,
    into: Path,
    system: System | None,
    tell: Callable[[Progress], None],
) -> TextTable:
    layer = geopackage.layer(found.path, name)
    first = Step("format", f"The file is a GeoPackage; the table is {name}")
    shape = (layer.column, geopackage.well_known)
    poured = read_sqlite.pour(found.path, name, into, tell, shape)
    if not poured.shaped:
        return read_sqlite.plain_table(found, poured, into, first)
    typed = poured.typed(into)
    shapes = f"(SELECT {read_sqlite.SHAPE} AS bytes, wanted FROM {parquet(poured.path)})"
    steps = (*found.steps, first, *poured.steps(), *typed.steps)
    with spatial.connect(into) as connection:
        _draw(connection, typed, shapes)
        placed = place(connection, list(typed.names), into, system or layer.system)
    table = _table(placed, _nothing_odd(into), typed.rows, 0, steps)
    return replace(table, known={**typed.known, **placed.known}, lettered=poured.lettered)


def _geoparquet(found: Found, into: Path, system: System | None) -> TextTable:
    drawn = geoparquet.look(found.path, into)
    typed = drawn.typed
    steps = (*found.steps, Step("format", "The file is GeoParquet"), *typed.steps)
    with geoparquet.connect(into) as connection:
        _draw(connection, typed, f"(SELECT *, bytes IS NOT NULL AS wanted FROM {drawn.bytes})")
        placed = place(connection, list(typed.names), into, system or drawn.system)
    table = _table(placed, _nothing_odd(into), typed.rows, 0, steps)
    return replace(table, known={**typed.known, **placed.known})


def _draw(connection: duckdb.DuckDBPyConnection, typed: Typed, shapes: str) -> None:
    """Makes the table ``shapes`` of typed columns and shapes in bytes, which may be broken.

    In two steps: TRY of DuckDB 1.5 fails for all rows of a column that shares its values.
    """
    joined = f"{typed.source} POSITIONAL JOIN {shapes}"
    connection.execute(
        f"CREATE TEMP TABLE written AS SELECT {typed.columns}, wanted, bytes FROM {joined}"
    )
    connection.execute(
        "CREATE TEMP TABLE shapes AS SELECT * EXCLUDE (bytes), TRY(ST_GeomFromWKB(bytes)) AS g"
        " FROM written"
    )
    connection.execute("DROP TABLE written")


def _nothing_odd(into: Path) -> Path:
    odd = into / "features.jsonl"
    odd.touch()
    return odd


def _table(placed: Placed, odd: Path, rows: int, aside: int, steps: tuple[Step, ...]) -> TextTable:
    assert placed.rows == rows, "shapes are missing"
    return TextTable(
        placed.path,
        odd,
        placed.names,
        rows,
        aside,
        0,
        ",",
        (*steps, *placed.steps),
        known=placed.known,
        warnings=placed.warnings,
    )
