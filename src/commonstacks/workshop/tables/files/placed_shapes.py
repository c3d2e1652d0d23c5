"""Shapes put on the map: measured, moved to WGS 84 where that can be, and written as columns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow.parquet as pq

from commonstacks.kit.errors import phrase
from commonstacks.workshop.tables.shape import Kind, Step
from commonstacks.workshop.tables.sql import literal, one
from commonstacks.workshop.tables.systems import NOWHERE, WGS84, System
from commonstacks.workshop.tables.text import header
from commonstacks.workshop.tables.text_table import Known

_ROWS = 2048  # in a row group
_Cell = tuple[str, str, Known]  # name, SQL, kind


@dataclass(frozen=True, slots=True)
class Placed:
    path: Path
    names: tuple[str, ...]
    rows: int
    known: Mapping[int, Known]
    steps: tuple[Step, ...]
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Facts:
    """Of the column ``g`` of the table ``shapes``."""

    shapes: int
    unread: int
    points: bool
    high: int  # with a third coordinate
    measured: int  # with a measure, which no map shows
    bounds: tuple[float, float, float, float] | None

    @property
    def on_earth(self) -> bool:
        if self.bounds is None:
            return True
        west, south, east, north = self.bounds
        return west >= -180 and east <= 180 and south >= -90 and north <= 90


def place(
    connection: duckdb.DuckDBPyConnection, names: list[str], into: Path, system: System | None
) -> Placed:
    """Writes the table ``shapes`` (text c0, c1, …, ``wanted``, geometry ``g``) to Parquet.

    Points become coordinate columns, other shapes one column of well-known text in two
    dimensions. Every shape that is left out or cut is told in a step. Refuses a coordinate
    system, given by a person, that does not fit the coordinates.
    """
    empty = _without_empty(connection)
    facts = _facts(connection)
    known, moved = _moved(connection, facts, system)
    cells = _point_cells(facts, known=known) if facts.points else _shape_cells(known=known)
    repeated = _repeated(connection, names, cells)
    cells = [cell for cell in cells if cell[0] not in repeated]
    target = into / "placed.parquet"
    own = [f"c{at}" for at in range(len(names))]
    new = [f"{sql} AS c{len(names) + at}" for at, (_, sql, _) in enumerate(cells)]
    connection.execute(
        f"COPY (SELECT {', '.join([*own, *new])} FROM shapes) TO {literal(str(target))}"
        f" (FORMAT parquet, COMPRESSION lz4, ROW_GROUP_SIZE {_ROWS})"
    )
    connection.execute("DROP TABLE shapes")
    unique, renamed = header.unique([*names, *(name for name, _, _ in cells)])
    kinds = {len(names) + at: kind for at, (_, _, kind) in enumerate(cells)}
    rows = pq.read_metadata(target).num_rows
    steps = (*renamed, moved, *_told(repeated), *empty, *_left_out(facts))
    return Placed(target, unique, rows, kinds, steps, _warned(facts))


def _without_empty(connection: duckdb.DuckDBPyConnection) -> tuple[Step, ...]:
    """A shape without a single point is no shape."""
    (count,) = one(connection, "SELECT count(*) FILTER (ST_IsEmpty(g)) FROM shapes")
    if not count:
        return ()
    # UPDATE would put the rows that it changes behind all others.
    kept = "wanted AND NOT coalesce(ST_IsEmpty(g), false) AS wanted"
    drawn = "CASE WHEN NOT ST_IsEmpty(g) THEN g END AS g"
    query = f"SELECT * REPLACE ({kept}, {drawn}) FROM shapes"
    connection.execute(f"CREATE TEMP TABLE points AS {query}")
    connection.execute("DROP TABLE shapes")
    connection.execute("ALTER TABLE points RENAME TO shapes")
    what = _shapes(count)
    says = f"{what} without points, taken as missing"
    return (Step("empty shapes", says, count),)


def _facts(connection: duckdb.DuckDBPyConnection) -> _Facts:
    shapes, unread, points, high, measured, *bounds = one(
        connection,
        "SELECT count(g), count(*) FILTER (wanted AND g IS NULL),"
        " coalesce(bool_and(ST_GeometryType(g) = 'POINT'), false),"
        " count(*) FILTER (ST_HasZ(g)), count(*) FILTER (ST_HasM(g)),"
        " min(ST_XMin(g)), min(ST_YMin(g)), max(ST_XMax(g)), max(ST_YMax(g)) FROM shapes",
    )
    west, south, east, north = bounds
    found = None if west is None else (west, south, east, north)
    return _Facts(shapes, unread, points, high, measured, found)


def _moved(
    connection: duckdb.DuckDBPyConnection, facts: _Facts, system: System | None
) -> tuple[bool, Step]:
    """Moves ``g`` to WGS 84 if that can be done; says whether it is there now, and how."""
    if system is None:
        return False, Step("place", NOWHERE)
    if system.is_wgs84:
        if facts.on_earth:
            return True, Step("place", f"Coordinates are longitude and latitude, {system.says}")
    elif _transform(connection, system) and _facts(connection).on_earth:
        says = f"Coordinates moved from {system.name} ({system.says}) to longitude and latitude"
        return True, Step("place", says, facts.shapes)
    if system.given:
        raise system.misfit()
    misfit = f"The coordinates do not fit {system.name} ({system.says}) and are left as they are"
    return False, Step("place", f"{misfit}. {NOWHERE}")


def _transform(connection: duckdb.DuckDBPyConnection, system: System) -> bool:
    move = f"ST_Transform(g, {literal(system.code)}, '{WGS84}', always_xy := true)"
    try:
        connection.execute(f"CREATE TEMP TABLE moved AS SELECT * REPLACE ({move} AS g) FROM shapes")
    except duckdb.Error:
        return False
    finite = "bool_and(isfinite(ST_XMin(g)) AND isfinite(ST_YMin(g)))"
    if not one(connection, f"SELECT coalesce({finite}, true) FROM moved")[0]:
        connection.execute("DROP TABLE moved")
        return False
    connection.execute("DROP TABLE shapes")
    connection.execute("ALTER TABLE moved RENAME TO shapes")
    return True


def _point_cells(facts: _Facts, *, known: bool) -> list[_Cell]:
    why = "the {} of the row's point" if known else "the {} coordinate of the row's point"
    kinds: tuple[tuple[str, Kind], ...] = (
        (("longitude", "longitude"), ("latitude", "latitude"))
        if known
        else (("x", "decimal"), ("y", "decimal"))
    )
    flat = [
        (name, f"ST_{axis}(g)", Known(kind, why.format(name)))
        for (name, kind), axis in zip(kinds, "XY", strict=True)
    ]
    if not facts.high:
        return flat
    return [*flat, ("height", "ST_Z(g)", Known("decimal", "the third coordinate of its point"))]


def _repeated(
    connection: duckdb.DuckDBPyConnection, names: list[str], cells: list[_Cell]
) -> tuple[str, ...]:
    """The coordinates that a column of the same name holds already, to the last digit."""
    found = []
    for name, sql, _ in cells:
        same = [at for at, given in enumerate(names) if given.strip().lower() == name]
        if same and name in ("x", "y"):
            agree = f"try_cast(c{same[0]} AS DOUBLE) IS NOT DISTINCT FROM {sql}"
            if one(connection, f"SELECT bool_and({agree}) FROM shapes")[0]:
                found.append(name)
    return tuple(found)


def _told(repeated: tuple[str, ...]) -> tuple[Step, ...]:
    if not repeated:
        return ()
    says = f"The points are what the columns {' and '.join(repeated)} say, so they are not repeated"
    return (Step("points", says),)


def _shape_cells(*, known: bool) -> list[_Cell]:
    kind = Known("geometry", "the file draws a shape for each row", WGS84 if known else None)
    return [("geometry", "ST_AsText(ST_Force2D(g))", kind)]


def _left_out(facts: _Facts) -> tuple[Step, ...]:
    steps = []
    if facts.unread:
        what = _shapes(facts.unread)
        says = f"{what} could not be read and left empty"
        steps.append(Step("unread shapes", says, facts.unread))
    if facts.high and not facts.points:
        what = _shapes(facts.high)
        says = f"The third coordinate (height) of {what} was left out"
        steps.append(Step("height", says, facts.high))
    if facts.measured:
        what = _shapes(facts.measured)
        says = f"The measures along {what} were left out"
        steps.append(Step("measures", says, facts.measured))
    return tuple(steps)


def _warned(facts: _Facts) -> tuple[str, ...]:
    if not facts.unread:
        return ()
    return (f"{_shapes(facts.unread)} in the file could not be read.",)


def _shapes(count: int) -> str:
    return (phrase("1 shape") if count == 1 else phrase("{n:,} shapes")).format(n=count)
