"""Shapes as ArcGIS servers write them (Esri's REST geometry objects), turned into GeoJSON."""

from __future__ import annotations

from typing import Any

_BROKEN = "broken"
_OWN = 37_000  # numbers from here on are Esri's own
_Ring = list[list[Any]]


def system(shape: object) -> str:
    """The coordinate system that a shape or an answer states: "EPSG:…", "ESRI:…", WKT, or ""."""
    stated = shape.get("spatialReference") if isinstance(shape, dict) else None
    if not isinstance(stated, dict):
        return ""
    number = str(stated.get("latestWkid") or stated.get("wkid") or "")
    if number.isascii() and number.isdigit():
        return f"ESRI:{number}" if int(number) >= _OWN else f"EPSG:{number}"
    return str(stated.get("wkt") or stated.get("wkt2") or "")


def shape(value: object) -> dict[str, Any] | None:
    """A geometry object as GeoJSON; None for none, and for a point that is nowhere.

    Of areas the rings that turn with the clock are outer ones, the others are holes in them.
    What cannot be read becomes a shape that cannot be read.
    """
    if not isinstance(value, dict):
        return None
    if "x" in value:
        return _point(value)
    if "points" in value:
        return {"type": "MultiPoint", "coordinates": value["points"]}
    if "paths" in value:
        return _line(value["paths"])
    if "rings" in value:
        return _areas(value["rings"])
    return {"type": "Point", "coordinates": _BROKEN} if value else None


def _point(value: dict[str, Any]) -> dict[str, Any] | None:
    place = [value.get("x"), value.get("y"), value.get("z")]
    if place[0] in (None, "NaN"):
        return None
    if place[2] in (None, "NaN"):
        del place[2]
    return {"type": "Point", "coordinates": place}


def _line(paths: Any) -> dict[str, Any]:
    if isinstance(paths, list) and len(paths) == 1:
        return {"type": "LineString", "coordinates": paths[0]}
    return {"type": "MultiLineString", "coordinates": paths}


def _areas(rings: Any) -> dict[str, Any]:
    try:
        outer = [[ring] for ring in rings if ring and _turn(ring) <= 0]
        holes = [ring for ring in rings if ring and _turn(ring) > 0]
        for hole in holes:
            home = next((area for area in outer if _holds(area[0], hole[0])), None)
            if home:
                home.append(hole)
            else:
                outer.append([hole])
    except (TypeError, ValueError, IndexError):
        return {"type": "Polygon", "coordinates": _BROKEN}
    if len(outer) == 1:
        return {"type": "Polygon", "coordinates": outer[0]}
    return {"type": "MultiPolygon", "coordinates": outer}


def _turn(ring: _Ring) -> float:
    """Twice the area of a ring: above 0 if it turns against the clock."""
    pairs = zip(ring, [*ring[1:], ring[0]], strict=True)
    return sum(float(a[0]) * float(b[1]) - float(b[0]) * float(a[1]) for a, b in pairs)


def _holds(ring: _Ring, point: list[Any]) -> bool:
    """Whether a point lies in a ring: a line from it to the east crosses the ring oddly often."""
    x, y = float(point[0]), float(point[1])
    inside = False
    for first, second in zip(ring, [*ring[1:], ring[0]], strict=True):
        x1, y1, x2, y2 = (float(n) for n in (*first[:2], *second[:2]))
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside
