"""TopoJSON (specification 1.0): shapes that share their borders, cut apart into GeoJSON shapes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from commonstacks.kit.errors import Refusal

_Points = list[list[Any]]
_DEEPEST = 20  # collections inside each other


def features(topology: dict[str, Any], name: str) -> Iterator[dict[str, Any]]:
    """The object ``name`` as GeoJSON features: one for each shape of a collection, else one.

    Takes the whole topology as JSON gives it. Refuses arcs that are not there.
    """
    try:
        arcs = _Arcs(topology)
        for shape in _members(topology["objects"][name]):
            kept = {key: value for key, value in shape.items() if key in ("id", "properties")}
            yield {"type": "Feature", **kept, "geometry": arcs.shape(shape)}
    except (IndexError, KeyError, TypeError, ValueError, AttributeError) as error:
        raise Refusal(
            "The file is TopoJSON, but its shapes do not fit its arcs.",
            "Fetch it again, or ask the publisher.",
        ) from error


def _members(shape: dict[str, Any]) -> list[dict[str, Any]]:
    whole = shape.get("type") == "GeometryCollection" and "properties" not in shape
    return shape["geometries"] if whole else [shape]


class _Arcs:
    def __init__(self, topology: dict[str, Any]) -> None:
        transform = topology.get("transform")
        self._scale = [float(n) for n in transform["scale"]] if transform else []
        self._move = [float(n) for n in transform["translate"]] if transform else []
        self._arcs = [self._line(arc) for arc in topology["arcs"]]

    def shape(self, shape: dict[str, Any], depth: int = 0) -> dict[str, Any] | None:
        """GeoJSON of one shape; None for a shape without a type."""
        kind = shape.get("type")
        if kind is None:
            return None
        if kind == "GeometryCollection":
            if depth > _DEEPEST:
                raise ValueError("nested too deep")
            inner = [self.shape(part, depth + 1) for part in shape["geometries"]]
            return {"type": kind, "geometries": [part for part in inner if part]}
        return {"type": kind, "coordinates": self._coordinates(kind, shape)}

    def _coordinates(self, kind: str, shape: dict[str, Any]) -> list[Any]:
        if kind == "Point":
            return self._absolute(shape["coordinates"])
        if kind == "MultiPoint":
            return [self._absolute(point) for point in shape["coordinates"]]
        arcs = shape["arcs"]
        if kind == "LineString":
            return self._joined(arcs)
        if kind in ("MultiLineString", "Polygon"):
            return [self._joined(part) for part in arcs]
        if kind == "MultiPolygon":
            return [[self._joined(ring) for ring in area] for area in arcs]
        raise ValueError(kind)

    def _joined(self, arcs: list[Any]) -> _Points:
        """Arcs end to end; where two meet they have a point in common. ~n is arc n backwards."""
        points: _Points = []
        for number in arcs:
            at = int(number)
            arc = self._arcs[at] if at >= 0 else self._arcs[~at][::-1]
            points.extend(arc[1:] if points else arc)
        return points

    def _line(self, arc: list[Any]) -> _Points:
        if not self._scale:
            return arc
        x = y = 0.0
        points = []
        for step in arc:  # each point is written as its distance from the one before
            x, y = x + float(step[0]), y + float(step[1])
            points.append([*self._absolute([x, y]), *step[2:]])
        return points

    def _absolute(self, point: list[Any]) -> list[Any]:
        if not self._scale:
            return point
        places = zip(point[:2], self._scale, self._move, strict=True)
        return [*(float(n) * scale + move for n, scale, move in places), *point[2:]]
