"""Tables with shapes: GeoJSON, TopoJSON and zipped shapefiles."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import duckdb

from commonstacks.workshop.killable import Progress
from commonstacks.workshop.tables import archive, shapefile, spatial, systems
from commonstacks.workshop.tables.aside import Aside
from commonstacks.workshop.tables.detect import Found
from commonstacks.workshop.tables.features import SHAPE, MapFile
from commonstacks.workshop.tables.placed_shapes import Placed, place
from commonstacks.workshop.tables.read_json import members_beside, unpacked
from commonstacks.workshop.tables.records import Columns, pour
from commonstacks.workshop.tables.shape import Step
from commonstacks.workshop.tables.sql import parquet
from commonstacks.workshop.tables.systems import System
from commonstacks.workshop.tables.text_table import TextTable

_RFC = System("OGC:CRS84", "WGS 84", "as the standard of GeoJSON says")


def read(
    found: Found,
    layer: str,
    into: Path,
    given: Mapping[str, str],
    tell: Callable[[Progress], None],
) -> TextTable:
    """Reads one layer of features into Parquet in ``into``: their facts as text, then the shape.

    Points become two columns (longitude and latitude, or x and y), and "height" if they have a
    third coordinate; other shapes one column of well-known text. They are moved to WGS 84 where
    the file or ``given["crs"]`` states a coordinate system, else left as they are, with a step
    that says so. Refuses broken files and a coordinate system that does not fit.
    """
    system = systems.given(given)
    with spatial.connect(into) as connection:
        if found.kind == "shapefiles":
            file = archive.unpack_shapefile(found.path, layer, into)
            return _shapefile(connection, file, into, system, tell)
        return _map(connection, MapFile(found, layer), into, system, tell)


def _map(
    connection: duckdb.DuckDBPyConnection,
    file: MapFile,
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
    stated = system or (
        System(file.system, file.system, "as the file says") if file.system else _RFC
    )
    placed = place(connection, [name for _, name in columns.names][:-1], into, stated)
    what = "TopoJSON" if file.found.kind == "topojson" else "GeoJSON"
    first = Step("format", f"The file is {what}: features with shapes")
    steps = (*unpacked(file.found), first, *members_beside(file.beside), *asides)
    return _table(placed, odd, columns.records, columns.entries - columns.records, steps)


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
