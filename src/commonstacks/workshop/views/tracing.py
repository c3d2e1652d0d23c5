"""From polygons in a plane to SVG paths: framed, simplified with shared borders, rounded.

The polygons stand in the temporary table ``areas`` (number, key, label, shape), y upwards.
"""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from itertools import pairwise

import duckdb

from commonstacks.workshop.tables.sql import one

WIDE, TALL = 680.0, 620.0  # the largest drawing, in units
ENOUGH = 60_000  # bytes, gzipped
_STEPS = (0.3, 0.5, 0.8, 1.3, 2.0)  # units, from the finest on
_HALVES = (1.3, 2.0, 3.0)  # the same with corners at half units; the last is taken as it is
_TRIES = [(step, 1) for step in _STEPS] + [(step, 5) for step in _HALVES]
_SPECK = 10  # square tenths: smaller islands are left out if the area has a larger one
_GRID = 0.001  # units: points that are nearer than this become one
_TOGETHER = """
    WITH whole AS (
        SELECT ST_CoverageSimplify(list(shape ORDER BY number), $step) AS shapes FROM areas
    ), parts AS (SELECT unnest(ST_Dump(shapes)) AS part FROM whole)
    SELECT part.path[1], string_agg(ST_AsText(part.geom), ' ' ORDER BY part.path)
    FROM parts GROUP BY part.path[1]
"""
_ALONE = """
    SELECT row_number() OVER (ORDER BY number), ST_AsText(ST_SimplifyPreserveTopology(shape, $step))
    FROM areas
"""
_RING = re.compile(r"\(([^()]+)\)")

Tenths = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Line:
    """One area; ``path`` is empty if it has no shape."""

    key: str
    label: str
    path: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """``width`` and ``height`` in units; paths with one decimal, y downwards."""

    width: float
    height: float
    lines: tuple[Line, ...]


def polygons(wkt: str) -> str:
    """An expression: the valid polygons in the WKT of the expression ``wkt``, empty if none."""
    shape = f"TRY(ST_CollectionExtract(ST_MakeValid(ST_Force2D(ST_GeomFromText({wkt}))), 3))"
    return f"coalesce({shape}, ST_GeomFromText('POLYGON EMPTY'))"


def united(shape: str) -> str:
    """An aggregate: one area of several rows."""
    return f"CASE WHEN count(*) = 1 THEN any_value({shape}) ELSE ST_Union_Agg({shape}) END"


def trace(connection: duckdb.DuckDBPyConnection) -> Drawing:
    """The areas as paths, in their order. Borders that two areas share stay shared.

    Simplified by Visvalingam and Whyatt's areas, just so much that the whole is small enough.
    """
    width, height = _frame(connection)
    names = connection.execute("SELECT key, label FROM areas ORDER BY number").fetchall()
    paths: list[str] = []
    for step, grain in _TRIES:
        texts = _simplified(connection, step)
        paths = [path(texts.get(place, ""), grain) for place in range(1, len(names) + 1)]
        if len(zlib.compress("".join(paths).encode())) <= ENOUGH:
            break
    lines = (Line(key, label, d) for (key, label), d in zip(names, paths, strict=True))
    return Drawing(width, height, tuple(lines))


def path(polygons: str, grain: int = 1) -> str:
    """A polygon's WKT as the ``d`` of an SVG path, in steps of ``grain`` tenths; a dot if it is
    tiny."""
    rings = [_tenths(text, grain) for text in _RING.findall(polygons)]
    kept = [ring for ring in rings if _size(ring) >= _SPECK]
    if rings and not kept:
        x, y = max(rings, key=_size)[0]
        return f"M{_short(x - 5)} {_short(y - 5)}h1v1h-1z"
    return "".join(map(_line, kept))


def _frame(connection: duckdb.DuckDBPyConnection) -> tuple[float, float]:
    """Moves the areas into the drawing, y downwards; says how wide and tall it is."""
    west, south, east, north = one(
        connection,
        "SELECT min(ST_XMin(shape)), min(ST_YMin(shape)), max(ST_XMax(shape)),"
        " max(ST_YMax(shape)) FROM areas WHERE NOT ST_IsEmpty(shape)",
    )
    wide, tall = east - west or 1e-9, north - south or 1e-9
    scale = min(WIDE / wide, TALL / tall)
    connection.execute(
        "UPDATE areas SET shape ="
        " ST_ReducePrecision(ST_Affine(shape, $scale, 0, 0, -$scale, $x, $y), $grid)",
        {"grid": _GRID, "scale": scale, "x": -west * scale, "y": north * scale},
    )
    return round(wide * scale, 1), round(tall * scale, 1)


def _simplified(connection: duckdb.DuckDBPyConnection, step: float) -> dict[int, str]:
    """Place in the order, from 1, to WKT; what is empty may be absent."""
    try:
        found = connection.execute(_TOGETHER, {"step": step}).fetchall()
    except duckdb.InvalidInputException:  # GEOS gives up on some lines that cross themselves
        found = connection.execute(_ALONE, {"step": step}).fetchall()
    return dict(found)


def _tenths(text: str, grain: int) -> list[Tenths]:
    """The ring's corners, each once, and at least one."""
    points = [
        (round(float(x) * 10 / grain) * grain, round(float(y) * 10 / grain) * grain)
        for x, y in (point.split() for point in text.split(","))
    ]
    return [here for before, here in pairwise(points) if here != before] or points[:1]


def _size(ring: list[Tenths]) -> float:
    turns = zip(ring, [*ring[1:], ring[0]], strict=True)
    return abs(sum(a * d - b * c for (a, b), (c, d) in turns)) / 2


def _line(ring: list[Tenths]) -> str:
    (x, y), steps = ring[0], pairwise(ring)
    moves = (f"{_short(c - a)}{_spaced(_short(d - b))}" for (a, b), (c, d) in steps)
    return f"M{_short(x)}{_spaced(_short(y))}l{''.join(map(_spaced, moves)).lstrip()}z"


def _short(tenths: int) -> str:
    """12 → "1.2", -3 → "-.3", 40 → "4"."""
    whole, rest = divmod(abs(tenths), 10)
    digits = f"{whole or ''}.{rest}" if rest else str(whole)
    return f"-{digits}" if tenths < 0 else digits


def _spaced(number: str) -> str:
    return number if number.startswith("-") else f" {number}"
