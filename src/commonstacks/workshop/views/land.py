"""Coasts and borders under a grid map, so that a reader sees where its squares lie."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from commonstacks.workshop.places import boundaries
from commonstacks.workshop.places.outlines import Point, Ring

_STATES = (-128.0, 23.0, -64.0, 51.0)
"""A map inside this box shows the states of the US, every other one shows countries."""
_FINE = 2.2
"""Units between two points of a line: finer ones would not be seen."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A box in degrees, drawn at ``x``, ``y`` with that width and height, north up."""

    west: float
    south: float
    east: float
    north: float
    x: float
    y: float
    width: float
    height: float

    def at(self, point: Point) -> Point:
        """Where a longitude and a latitude are drawn."""
        across = (point[0] - self.west) / (self.east - self.west)
        up = (point[1] - self.south) / (self.north - self.south)
        return self.x + across * self.width, self.y + (1 - up) * self.height


@dataclass(frozen=True, slots=True)
class Land:
    """The lines as the ``d`` of an SVG path, and whose they are; both "" where no line crosses."""

    path: str = ""
    title: str = ""


NO_LAND = Land()


@lru_cache(maxsize=64)
def land(frame: Frame) -> Land:
    """The coasts and borders that come with the library, cut at the frame, each line once; as
    straight lines in degrees, as the grid itself is. The same frame gives the same path."""
    box = (frame.west, frame.south, frame.east, frame.north)
    states = all((_inside(box[:2], _STATES), _inside(box[2:], _STATES)))
    found = boundaries.of("us-state" if states else "iso-alpha2")
    if found is None:
        return NO_LAND
    path = "".join(_drawn(line, frame) for line in _lines(found) if _near(line, box))
    title = f"{found.title}, {found.source.split(',')[0]}, {found.year}"
    return Land(path, title) if path else NO_LAND


def _lines(found: boundaries.Boundaries) -> Iterator[Ring]:
    """Neighbours share a line; it is drawn once."""
    seen: set[int] = set()
    for area in found.areas:
        for ring in (ring for polygon in area.outline.polygons for ring in polygon):
            for arc in ring:
                number = arc if arc >= 0 else ~arc
                if number not in seen:
                    seen.add(number)
                    yield area.outline.borders.arcs[number]


def _near(line: Ring, box: tuple[float, ...]) -> bool:
    xs, ys = [x for x, _ in line], [y for _, y in line]
    across = min(xs) <= box[2] and max(xs) >= box[0]
    return across and min(ys) <= box[3] and max(ys) >= box[1]


def _drawn(line: Ring, frame: Frame) -> str:
    """Whole units, each step from the one before: a third of the letters, and nobody sees it."""
    box = (frame.x, frame.y, frame.x + frame.width, frame.y + frame.height)
    path, pen = [], None
    for one, two in pairwise(_coarse(map(frame.at, line))):
        cut = _cut(one, two, box)
        if cut is None:
            continue
        start, end = ((round(x), round(y)) for x, y in cut)
        if start == end:
            continue
        path.append("" if start == pen else f"M{start[0]} {start[1]}l")
        path.append(f"{end[0] - start[0]} {end[1] - start[1]} ")
        pen = end
    return "".join(path).replace(" -", "-").replace(" M", "M").rstrip()


def _coarse(points: Iterable[Point]) -> Iterator[Point]:
    """Both ends, and between them no two points closer than ``_FINE``."""
    kept = last = None
    for point in points:
        last = point
        if kept is None or max(abs(point[0] - kept[0]), abs(point[1] - kept[1])) >= _FINE:
            kept = point
            yield point
    if last is not None and last != kept:
        yield last


def _cut(one: Point, two: Point, box: tuple[float, ...]) -> tuple[Point, Point] | None:
    """The part of a line inside the box (Liang and Barsky 1984); ``None`` where there is none."""
    across, down = two[0] - one[0], two[1] - one[1]
    low, high = 0.0, 1.0
    for step, room in (
        (-across, one[0] - box[0]),
        (across, box[2] - one[0]),
        (-down, one[1] - box[1]),
        (down, box[3] - one[1]),
    ):
        if step == 0 and room < 0:
            return None
        if step < 0:
            low = max(low, room / step)
        elif step > 0:
            high = min(high, room / step)
    if low > high:
        return None
    return _along(one, across, down, low), _along(one, across, down, high)


def _along(one: Point, across: float, down: float, part: float) -> Point:
    return one[0] + part * across, one[1] + part * down


def _inside(point: tuple[float, ...], box: tuple[float, ...]) -> bool:
    return box[0] <= point[0] <= box[2] and box[1] <= point[1] <= box[3]
