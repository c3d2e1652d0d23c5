"""Shapefiles (ESRI's technical description, 1998): their table by us, their shapes by GDAL."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from commonstacks.workshop.killable import Progress
from commonstacks.workshop.tables.files import dbase
from commonstacks.workshop.tables.files.records import Columns, pour
from commonstacks.workshop.tables.shape import Step
from commonstacks.workshop.tables.sql import literal, one, parquet
from commonstacks.workshop.tables.systems import System
from commonstacks.workshop.tables.text.aside import Aside

_HEAD = 100  # bytes of .shp and .shx before the first record


@dataclass(frozen=True, slots=True)
class Shapefile:
    """Its columns' names, rows and system; the rows lie in the table ``shapes``.

    ``letters`` are the positions of the columns of characters.
    """

    names: tuple[str, ...]
    letters: frozenset[int]
    rows: int
    system: System | None
    steps: tuple[Step, ...]


def load(
    connection: duckdb.DuckDBPyConnection,
    file: Path,
    kept: Aside,
    tell: Callable[[Progress], None],
) -> Shapefile:
    """Reads a shapefile, its parts beside each other, into the temporary table ``shapes``.

    Its cells become text (c0, c1, …), its shapes ``g``. Rows marked as deleted are set aside.
    Checked: rows of the table = shapes = rows out + set aside. Refuses a shapefile without its
    parts, and one that is cut off or damaged.
    """
    index, facts = file.with_suffix(".shx"), file.with_suffix(".dbf")
    if not (facts.exists() and _whole(file) and _whole(index)):
        raise dbase.broken()
    table = dbase.look(facts, _declared(file.with_suffix(".cpg")))
    if (index.stat().st_size - _HEAD) // 8 < table.records:
        raise dbase.broken()
    columns = Columns.of(dbase.entries(table), tell)
    target = file.with_suffix(".parquet")
    pour(dbase.entries(table), columns, target, kept, tell)
    facts.rename(facts.with_suffix(".table"))  # or GDAL would skip the deleted rows, uncounted
    try:
        system = _draw(connection, file, target, len(table.fields), table.records)
    except duckdb.Error as error:
        raise dbase.broken() from error
    names = tuple(field.name for field in table.fields)
    letters = frozenset(at for at, field in enumerate(table.fields) if field.kind == "C")
    return Shapefile(names, letters, columns.records, system, table.steps)


def _whole(part: Path) -> bool:
    """Whether a part is as long as its head says, in words of two bytes. GDAL does not look."""
    if not part.exists():
        return False
    with part.open("rb") as file:
        head = file.read(_HEAD)
    says = 2 * int.from_bytes(head[24:28], "big")
    return len(head) == _HEAD and head[:4] == b"\0\0\x27\x0a" and says <= part.stat().st_size


def _declared(part: Path) -> str:
    if not part.exists():
        return ""
    with part.open("rb") as file:
        return file.read(40).decode("ascii", "replace")


def _draw(
    connection: duckdb.DuckDBPyConnection, file: Path, target: Path, width: int, records: int
) -> System | None:
    shapes = f"ST_Read({literal(str(file))})"
    # GDAL's description of a file that it cannot open ends the process; this raises before.
    (found,) = one(connection, f"SELECT count(*) FROM {shapes}")
    if found != records:
        raise dbase.broken()
    (layers,) = one(connection, f"SELECT layers FROM ST_Read_Meta({literal(str(file))})")
    cells = ", ".join(f"t.c{at + 1} AS c{at}" for at in range(width))
    connection.execute(
        f"CREATE TEMP TABLE shapes AS SELECT {cells}, g IS NOT NULL AS wanted, g"
        f" FROM {parquet(target)} AS t JOIN (SELECT #1 AS number, #2 AS g FROM {shapes}) AS s"
        " ON CAST(t.c0 AS BIGINT) = s.number ORDER BY s.number"
    )
    return _system(layers[0]["geometry_fields"][0]["crs"])


def _system(crs: dict[str, Any] | None) -> System | None:
    if not crs:
        return None
    known = crs["auth_name"] == "EPSG" and crs["auth_code"]
    code = f"EPSG:{crs['auth_code']}" if known else str(crs["wkt"])
    name = str(crs["wkt"]).split('"')[1] if '"' in str(crs["wkt"]) else code
    return System(code, name, "as the file says")
