"""Well-known text (OGC Simple Features) as GeoJSON geometries (RFC 7946)."""

from __future__ import annotations

import re
from math import isfinite
from typing import Any

Geometry = dict[str, Any]
_TOKEN = re.compile(r"[(),]|[^\s(),]+")
_NAMES = {
    name.upper(): name
    for name in ("Point", "LineString", "Polygon", "MultiPoint", "MultiLineString", "MultiPolygon")
}


class _UnreadableError(ValueError):
    pass


def point(x: object, y: object) -> Geometry | None:
    """The point at longitude ``x`` and latitude ``y`` in degrees; None where that is none."""
    try:
        place = [float(str(x)), float(str(y))]
    except ValueError:
        return None
    return {"type": "Point", "coordinates": place} if _on_earth(*place) else None


def geometry(text: object) -> Geometry | None:
    """The geometry of well-known text in degrees of WGS 84; None where it is empty or none at all.

    A third and a fourth number of a position are dropped; rings get the direction of RFC 7946.
    """
    tokens = _TOKEN.findall(str(text or ""))
    try:
        found, at = _shape(tokens, 0)
    except (_UnreadableError, IndexError):
        return None
    return found if at == len(tokens) else None


def _shape(tokens: list[str], at: int) -> tuple[Geometry | None, int]:
    kind = tokens[at].upper()
    at += 2 if tokens[at + 1].upper() in ("Z", "M", "ZM") else 1
    if tokens[at].upper() == "EMPTY":
        return None, at + 1
    if kind == "GEOMETRYCOLLECTION":
        return _collection(tokens, at)
    if kind not in _NAMES:
        raise _UnreadableError(kind)
    parts, at = _parts(tokens, at)
    return {"type": _NAMES[kind], "coordinates": _coordinates(kind, parts)}, at


def _collection(tokens: list[str], at: int) -> tuple[Geometry, int]:
    shapes = []
    while tokens[at] in "(,":
        shape, at = _shape(tokens, at + 1)
        shapes += [shape] if shape else []
    _need(tokens[at] == ")")
    return {"type": "GeometryCollection", "geometries": shapes}, at + 1


def _parts(tokens: list[str], at: int) -> tuple[list[Any], int]:
    """What stands in brackets: positions as lists of numbers, or further brackets."""
    _need(tokens[at] == "(")
    found: list[Any] = []
    while tokens[at] in ("(", ","):
        at += 1
        if tokens[at] == "(":
            part, at = _parts(tokens, at)
            found.append(part)
        else:
            start = at
            while tokens[at] not in ("(", ")", ","):
                at += 1
            found.append(_position(tokens[start:at]))
    _need(tokens[at] == ")")
    return found, at + 1


def _position(words: list[str]) -> list[float]:
    try:
        numbers = [float(word) for word in words]
    except ValueError as error:
        raise _UnreadableError(str(words)) from error
    _need(len(numbers) >= 2 and _on_earth(*numbers[:2]))
    return numbers[:2]


def _coordinates(kind: str, parts: list[Any]) -> list[Any]:
    if kind == "POINT":
        return list(parts[0])
    if kind == "MULTIPOINT":  # each position may stand in brackets of its own
        return [part[0] if isinstance(part[0], list) else part for part in parts]
    if kind == "POLYGON":
        return _polygon(parts)
    return [_polygon(part) for part in parts] if kind == "MULTIPOLYGON" else parts


def _polygon(rings: list[Any]) -> list[Any]:
    """The outer ring against the clock, holes with it (RFC 7946, 3.1.6)."""
    return [
        ring if (_area(ring) > 0) == (number == 0) else ring[::-1]
        for number, ring in enumerate(rings)
    ]


def _area(ring: list[list[float]]) -> float:
    """Twice the area; above zero where the ring runs against the clock."""
    pairs = zip(ring, [*ring[1:], ring[0]], strict=True)
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairs)


def _on_earth(x: float, y: float) -> bool:
    return isfinite(x) and isfinite(y) and -180 <= x <= 180 and -90 <= y <= 90


def _need(right: bool) -> None:
    if not right:
        raise _UnreadableError
