"""Which area a position lies in: outlines cut into small pieces, then one spatial join.

Reads the temporary table ``positions`` (x, y: longitude and latitude in degrees, each pair once).
"""

from __future__ import annotations

import duckdb
import pyarrow as pa

from commonstacks.workshop.places.boundaries import Boundaries
from commonstacks.workshop.places.outlines import well_known

NEAR = 10  # kilometres: coarse outlines cut off capes, islands and harbours
_KILOMETRES = 111.195  # of a degree of latitude, on a sphere of 6,371 km
_CELLS = (32, 8)  # degrees, from the coarsest on: cutting at once would take seconds
_CUT = """
    CREATE OR REPLACE TEMP TABLE pieces AS
    WITH parts AS (SELECT key, size, unnest(ST_Dump(shape)).geom AS shape FROM {source}),
    columns_ AS (
        SELECT *, unnest(generate_series(
            floor(ST_XMin(shape) / {cell})::INT, floor(ST_XMax(shape) / {cell})::INT)) AS i
        FROM parts
    ), cells AS (
        SELECT *, unnest(generate_series(
            floor(ST_YMin(shape) / {cell})::INT, floor(ST_YMax(shape) / {cell})::INT)) AS j
        FROM columns_
    ), cut AS (
        SELECT key, size, ST_CollectionExtract(ST_Intersection(shape, ST_MakeEnvelope(
            i * {cell}, j * {cell}, (i + 1) * {cell}, (j + 1) * {cell})), 3) AS shape
        FROM cells
    )
    SELECT * FROM cut WHERE NOT ST_IsEmpty(shape)
"""
_INSIDE = """
    CREATE OR REPLACE TEMP TABLE {into} AS
    SELECT x, y, arg_min(key, size) AS key, false AS near
    FROM positions JOIN pieces ON ST_Intersects(ST_Point(x, y), shape)
    GROUP BY x, y
"""
_NEAR = """
    INSERT INTO {into}
    WITH outside AS (
        SELECT x, y, $near / $kilometres AS tall, greatest(cos(radians(y)), 0.01) AS narrower
        FROM positions ANTI JOIN {into} USING (x, y)
    ), boxes AS (
        SELECT *, ST_MakeEnvelope(
            x - tall / narrower, y - tall, x + tall / narrower, y + tall) AS box
        FROM outside
    ), measured AS (
        SELECT x, y, key, ST_Distance(
            ST_Affine(shape, narrower, 0, 0, 1, 0, 0), ST_Point(x * narrower, y)) AS away, tall
        FROM boxes JOIN pieces ON ST_Intersects(box, shape)
    )
    SELECT x, y, any_value(key), true FROM measured WHERE away <= tall
    GROUP BY x, y HAVING count(DISTINCT key) = 1
"""


def locate(connection: duckdb.DuckDBPyConnection, found: Boundaries, into: str) -> None:
    """Makes the temporary table ``into`` (x, y, key, near) of positions and the area's code.

    Of areas that lie in one another, the smallest counts. A position up to 10 km outside of just
    one area is given to it, and ``near`` says so; what is missing lies in none.
    """
    _load(connection, found)
    for cell, source in zip(_CELLS, ("wholes", "pieces"), strict=True):
        connection.execute(_CUT.format(source=source, cell=cell))
    connection.execute(_INSIDE.format(into=into))
    connection.execute(_NEAR.format(into=into), {"near": NEAR, "kilometres": _KILOMETRES})


def _load(connection: duckdb.DuckDBPyConnection, found: Boundaries) -> None:
    given = pa.table(
        {
            "key": [area.key for area in found.areas],
            "wkt": [well_known(area.rings) for area in found.areas],
        }
    )
    connection.register("given", given)
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE wholes AS SELECT key, ST_Area(shape) AS size, shape FROM"
        " (SELECT key, ST_MakeValid(ST_GeomFromText(wkt)) AS shape FROM given)"
    )
    connection.unregister("given")
