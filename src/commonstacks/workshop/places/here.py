"""Which area a point lies in: by the outlines that come with the library."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from commonstacks.kit.errors import Refusal
from commonstacks.workshop.places.boundaries import Area, Boundaries
from commonstacks.workshop.places.outlines import Ring


def area_at(found: Boundaries, longitude: float, latitude: float) -> Area | None:
    """The area that holds the point, in degrees (WGS 84); ``None`` where no area does. The
    outlines are those of ``found.scale``: near a border the neighbour may be named. Refuses a
    point that is not on the earth."""
    if not (-180 <= longitude <= 180 and -90 <= latitude <= 90):
        raise Refusal("This is no point on the earth.", "Choose a place by its name.")
    for area in found.areas:
        if any(_inside(polygon, longitude, latitude) for polygon in area.rings):
            return area
    return None


def _inside(polygon: Iterable[Ring], x: float, y: float) -> bool:
    """Even and odd: every ring that a line to the west crosses turns inside into outside."""
    return sum(_crossed(ring, x, y) for ring in polygon) % 2 == 1


def _crossed(ring: Ring, x: float, y: float) -> int:
    return sum(
        (y0 > y) != (y1 > y) and x < (x1 - x0) * (y - y0) / (y1 - y0) + x0
        for (x0, y0), (x1, y1) in pairwise(ring)
    )
