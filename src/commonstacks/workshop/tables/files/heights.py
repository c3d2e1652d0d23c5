"""Shapes whose points have a height only here and there, which GeoJSON (RFC 7946) allows."""

from __future__ import annotations

from typing import Any

_DEEPEST = 4  # lists inside each other: areas, rings, points, numbers
_FLAT = 2  # numbers of a point without height


def levelled(shape: object) -> object:
    """The shape with a height at all of its points or at none: then the few there are left out.

    DuckDB 1.5 fills what is missing in areas with whatever lies in memory.
    """
    if not isinstance(shape, dict):
        return shape
    if isinstance(shape.get("geometries"), list):
        return {**shape, "geometries": [levelled(part) for part in shape["geometries"]]}
    places = shape.get("coordinates")
    if shape.get("type") == "Point" or len(_sizes(places, _DEEPEST)) < _FLAT:
        return shape
    return {**shape, "coordinates": _cut(places, _DEEPEST)}


def _sizes(places: Any, deep: int) -> set[int]:
    """How many numbers its points have, more than three counted as three."""
    if not _is_list_of_lists(places) or not deep:
        return set()
    if not _is_list_of_lists(places[0]):
        return {min(len(point), _FLAT + 1) for point in places if isinstance(point, list)}
    return set[int]().union(*(_sizes(part, deep - 1) for part in places))


def _cut(places: Any, deep: int) -> Any:
    if not isinstance(places, list) or not deep:
        return places
    if not _is_list_of_lists(places):
        return places[:_FLAT]
    return [_cut(part, deep - 1) for part in places]


def _is_list_of_lists(places: Any) -> bool:
    return isinstance(places, list) and bool(places) and isinstance(places[0], list)
