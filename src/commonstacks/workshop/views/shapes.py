"""Areas as a drawing: projected, simplified without gaps, small enough for a page."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from commonstacks.kit.errors import Refusal
from commonstacks.workshop.places.boundaries import Fit
from commonstacks.workshop.tables import spatial
from commonstacks.workshop.tables.shape import TableProfile
from commonstacks.workshop.tables.sql import identifier, one, parquet
from commonstacks.workshop.views import projections, tracing

MOST = 5000  # areas


@dataclass(frozen=True, slots=True)
class Shape:
    """One area: ``key`` is the value in the table, ``path`` the ``d`` of an SVG path (even-odd)."""

    key: str
    label: str
    path: str


@dataclass(frozen=True, slots=True)
class Shapes:
    """A drawing of ``width`` × ``height`` units, y downwards, fill-rule evenodd.

    ``geographic`` is true where the place on Earth is known, so that north is up; ``without`` are
    labels of areas that are not on this map. ``way`` names the projection: "world" (Equal Earth),
    "us" (Albers, Alaska at a third, Alaska, Hawaii and Puerto Rico moved), "local", "plane".
    """

    width: float
    height: float
    shapes: tuple[Shape, ...]
    geographic: bool
    without: tuple[str, ...] = ()
    way: str = "plane"


def from_table(file: Path, geometry: str, label: str) -> Shapes:
    """The polygons of a table (Parquet), given as WKT in the column ``geometry``.

    An area is called by its value in the column ``label``, or by its row's number from 1 if
    ``label`` is ""; rows of one name are one area. Degrees are drawn with one scale for both
    directions at the middle latitude, a plane as it is, by what profile.json beside the table says
    of the column. What is broken, empty or no polygon has no shape and stands in ``without``; rows
    without a name are left out. Refuses a table without areas and one of more than 5,000.
    """
    geographic = _scheme(file, geometry) == projections.LONG_LAT
    name = identifier(label) if label else "row_number() OVER ()"
    with spatial.connect() as connection:
        connection.execute(
            "CREATE TEMP TABLE areas AS"
            " SELECT min(nth) AS number, name AS key, name AS label,"
            f" {tracing.united(tracing.polygons('wkt'))} AS shape"
            f" FROM (SELECT row_number() OVER () AS nth, CAST({name} AS VARCHAR) AS name,"
            f" {identifier(geometry)} AS wkt FROM {parquet(file)})"
            " WHERE name IS NOT NULL GROUP BY name"
        )
        (areas,) = one(connection, "SELECT count(*) FROM areas WHERE NOT ST_IsEmpty(shape)")
        _bounded(areas)
        if geographic:
            projections.flatten(connection)
        return _drawn(tracing.trace(connection), "local" if geographic else "plane")


def from_boundaries(fit: Fit) -> Shapes:
    """The areas of the set that the values belong to, keyed by their codes.

    US states and counties: Albers' equal-area cone, with Alaska at 0.35 of its size, Hawaii (its
    main islands) and Puerto Rico with the Virgin Islands moved below. Counties of up to three
    states are drawn alone and larger. Countries: Equal Earth, an equal-area projection; Antarctica
    only where a value means it. The same values give the same drawing.
    """
    chosen = projections.chosen(fit)
    with spatial.connect() as connection:
        projections.project(connection, chosen)
        drawn = tracing.trace(connection)
    return _drawn(drawn, chosen.way, chosen.without)


def _scheme(file: Path, column: str) -> str | None:
    path = file.with_name("profile.json")
    if not path.is_file():
        return None
    return TableProfile.from_json(path.read_text(encoding="utf-8")).column(column).scheme


def _bounded(areas: int) -> None:
    if areas == 0:
        raise Refusal("This table has no areas to draw.", "Choose a column with polygons.")
    if areas > MOST:
        raise Refusal(
            "{areas:,} areas are too many for one drawing.",
            "Draw a table of at most {most:,} areas.",
            areas=areas,
            most=MOST,
        )


def _drawn(drawn: tracing.Drawing, way: str, without: tuple[str, ...] = ()) -> Shapes:
    return Shapes(
        drawn.width,
        drawn.height,
        tuple(Shape(each.key, each.label, each.path) for each in drawn.lines if each.path),
        way != "plane",
        (*(each.label for each in drawn.lines if not each.path), *without),
        way,
    )
