#!/usr/bin/env python3
"""Makes the shipped outlines: python tools/boundaries.py FOLDER

FOLDER holds the npm packages us-atlas 3.0.1 and world-atlas 2.0.2, each unpacked under its name.
Names, codes and places come from the shipped gazetteer, so make that first. Outlines are only
sorted, merged along borders they share and split into islands; no point is moved but those of the
few small countries that the coarser set lacks, by at most half a step.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

import meridian

from commonstacks.workshop.places import gazetteer

PLACES = Path(__file__).parent.parent / "src/commonstacks/workshop/places"
CENSUS = "U.S. Census Bureau, cartographic boundary files, 2017, 1:10 million (us-atlas 3.0.1)"
EARTH = "Natural Earth 4.1, admin 0 countries, 1:50 million (world-atlas 2.0.2)"
STATE = ("us-state", "us-fips")
COUNTRY = ("iso-alpha2", "iso-alpha3", "iso-numeric")
# Natural Earth draws these with another country; ISO 3166-1 gives them a code of their own.
APART = (
    ("BQ", "528", (-70, 11, -62, 18)),
    ("CC", "Indian Ocean Ter.", (96, -13, 97, -11)),
    ("CX", "Indian Ocean Ter.", (105, -11, 106, -10)),
    ("GF", "250", (-55, 2, -51, 6)),
    ("GP", "250", (-62, 15.8, -61, 16.6)),
    ("MQ", "250", (-61.5, 14.3, -60.5, 15)),
    ("RE", "250", (55, -22, 56, -20)),
    ("SJ", "578", (-10, 70.5, -7, 72)),
    ("SJ", "578", (10, 74, 40, 82)),
    ("TK", "554", (-173, -10, -171, -8)),
    ("YT", "250", (44, -14, 46, -12)),
)
# ISO 3166-1 knows no code for these and counts them with another.
WITH = {"Somaliland": "706", "N. Cyprus": "196", "Ashmore and Cartier Is.": "036"}
KOSOVO = "000"
INDEPENDENT_CITY = 510  # the Census numbers cities that lie in no county from here on
FROM_FINER = ("292", "581", "798")

Polygon = list[list[int]]
Line = list[tuple[int, int]]


@dataclass
class Piece:
    """One area in the making."""

    codes: dict[str, str]
    name: str
    names: list[str]
    place: str
    polygons: list[Polygon]


def main() -> None:
    folder = Path(sys.argv[1])
    write("us", united_states(folder / "us-atlas"))
    write("countries", countries(folder / "world-atlas"))


def write(name: str, topology: dict[str, Any]) -> None:
    text = json.dumps(topology, ensure_ascii=False, separators=(",", ":"))
    path = PLACES / f"boundaries-{name}.json.gz"
    path.write_bytes(gzip.compress(text.encode(), compresslevel=9, mtime=0))
    counts = {part: len(each["geometries"]) for part, each in topology["objects"].items()}
    sys.stdout.write(f"{path.name}: {counts}, {path.stat().st_size:,} bytes\n")


def united_states(folder: Path) -> dict[str, Any]:
    atlas = json.loads((folder / "counties-10m.json").read_text(encoding="utf-8"))
    arcs = [line_of(arc) for arc in atlas["arcs"]]
    known = by_code("us-fips")
    states = [
        piece(known[each["id"]], STATE, each["properties"]["name"], polygons_of(each))
        for each in geometries(atlas, "states")
    ]
    names = {state.codes["us-fips"]: state.name for state in states}
    places = by_code("us-county-fips")
    counties = [county(each, names, places) for each in geometries(atlas, "counties")]
    states.sort(key=lambda one: one.codes["us-fips"])
    counties.sort(key=lambda one: one.codes["us-county-fips"])
    about = {
        "source": CENSUS,
        "year": 2017,
        "scale": 10_000_000,
        "titles": {"states": "US states", "counties": "US counties"},
    }
    return packed(about, atlas["transform"], arcs, {"states": states, "counties": counties})


def county(
    found: dict[str, Any], states: dict[str, str], places: dict[str, gazetteer.PlaceRecord]
) -> Piece:
    code, name = found["id"], found["properties"]["name"]
    short = name.removesuffix(" City").removesuffix(" city")
    city = int(code[2:]) >= INDEPENDENT_CITY and short == name
    shown = f"{name} city" if city else name
    names = [] if city else [f"{name} {word}, {states[code[:2]]}" for word in words_for(code)]
    place = places.get(code)
    return Piece(
        {"us-county-fips": code},
        f"{shown}, {states[code[:2]]}",
        names,
        place.id if place else "",
        polygons_of(found),
    )


def words_for(code: str) -> tuple[str, ...]:
    special = {"22": ("Parish",), "02": ("Borough", "Census Area"), "72": ("Municipio",)}
    return special.get(code[:2], ("County",))


def countries(folder: Path) -> dict[str, Any]:
    atlas = json.loads((folder / "countries-50m.json").read_text(encoding="utf-8"))
    finer = json.loads((folder / "countries-10m.json").read_text(encoding="utf-8"))
    arcs = [line_of(arc) for arc in atlas["arcs"]]
    drawn = cut_apart(merged(geometries(atlas, "countries")), arcs, steps_around(atlas))
    drawn |= added(finer, atlas["transform"], arcs)
    apart = split(drawn, degrees(arcs, atlas["transform"]))
    known, letters = by_code("iso-numeric"), by_code("iso-alpha2")
    pieces = [
        piece(known[KOSOVO if code == "Kosovo" else code], COUNTRY, name, polygons)
        for code, (name, polygons) in drawn.items()
        if code in known or code == "Kosovo"
    ]
    pieces += [piece(letters[code], COUNTRY, "", part) for code, part in apart.items()]
    about = {
        "source": EARTH,
        "year": 2018,
        "scale": 50_000_000,
        "titles": {"countries": "Countries and territories"},
    }
    pieces.sort(key=lambda one: one.codes["iso-alpha2"])
    return packed(about, atlas["transform"], arcs, {"countries": pieces})


def merged(found: Iterable[dict[str, Any]]) -> dict[str, tuple[str, list[Polygon]]]:
    """Number, or name where there is none, to name and polygons; what belongs together is one."""
    drawn: dict[str, tuple[str, list[Polygon]]] = {}
    for each in sorted(found, key=lambda one: one["properties"]["name"] in WITH):
        name = each["properties"]["name"]
        code = WITH.get(name) or each.get("id") or name
        if code in drawn:
            drawn[code] = (drawn[code][0], dissolved([*drawn[code][1], *polygons_of(each)]))
        else:
            drawn[code] = (name, polygons_of(each))
    return drawn


def dissolved(polygons: list[Polygon]) -> list[Polygon]:
    """Without the arcs that two polygons share; what is left is stitched at common ends."""
    used = Counter(at for polygon in polygons for ring in polygon for at in ring)
    touching = [one for one in polygons if any(used[~at] for ring in one for at in ring)]
    if not touching:
        return polygons
    assert len(touching) == 2
    assert all(len(one) == 1 for one in touching)
    left, right = ([at for at in turned(one[0], used) if not used[~at]] for one in touching)
    return [*(one for one in polygons if one not in touching), [[*left, *right]]]


def turned(ring: list[int], used: Counter[int]) -> list[int]:
    """The ring, begun right after the last of the shared arcs, which follow one another."""
    for at, (before, after) in enumerate(pairwise([ring[-1], *ring])):
        if used[~before] and not used[~after]:
            return ring[at:] + ring[:at]
    raise AssertionError("The areas share their whole border.")


def cut_apart(
    drawn: dict[str, tuple[str, list[Polygon]]], arcs: list[Line], around: int
) -> dict[str, tuple[str, list[Polygon]]]:
    """What crosses the 180th meridian in two pieces; the atlas is drawn on a globe."""
    beyond: dict[int, list[Polygon]] = {}
    for at, arc in enumerate(arcs.copy()):
        if any(abs(a - c) > around / 2 for (a, _), (c, _) in pairwise(arc)):
            arcs[at], islands = meridian.cut(arc, around)
            beyond[at] = [[[len(arcs) + more]] for more in range(len(islands))]
            arcs.extend(islands)
    return {
        code: (name, [piece for each in polygons for piece in (each, *over(each, beyond))])
        for code, (name, polygons) in drawn.items()
    }


def over(polygon: Polygon, beyond: dict[int, list[Polygon]]) -> Iterable[Polygon]:
    return (piece for ring in polygon for at in ring for piece in beyond.get(max(at, ~at), ()))


def steps_around(topology: dict[str, Any]) -> int:
    """How many steps of the transform the world is wide."""
    return round(360 / topology["transform"]["scale"][0])


def added(
    finer: dict[str, Any], transform: dict[str, Any], arcs: list[Line]
) -> dict[str, tuple[str, list[Polygon]]]:
    """Small countries that only the finer set has, their points on the steps of the coarser."""
    lines = [line_of(arc) for arc in finer["arcs"]]
    drawn = {}
    for each in geometries(finer, "countries"):
        if each.get("id") not in FROM_FINER:
            continue
        polygons = []
        for polygon in polygons_of(each):
            line = on_steps([run_of(at, lines) for at in polygon[0]], finer["transform"], transform)
            if len(line) > 3:
                arcs.append(line)
                polygons.append([[len(arcs) - 1]])
        drawn[each["id"]] = (each["properties"]["name"], polygons)
    return drawn


def on_steps(lines: list[Line], have: dict[str, Any], want: dict[str, Any]) -> Line:
    points = [
        tuple(
            round(
                (each * have["scale"][at] + have["translate"][at] - want["translate"][at])
                / want["scale"][at]
            )
            for at, each in enumerate(point)
        )
        for line in lines
        for point in line
    ]
    return [after for before, after in pairwise([None, *points]) if after != before]


def split(
    drawn: dict[str, tuple[str, list[Polygon]]], points: list[list[tuple[float, float]]]
) -> dict[str, list[Polygon]]:
    """Takes the islands of ``APART`` out of the countries they are drawn with."""
    apart: dict[str, list[Polygon]] = {}
    for code, whole, (west, south, east, north) in APART:
        name, polygons = drawn[whole]
        inside = [
            polygon
            for polygon in polygons
            if all(
                west <= x <= east and south <= y <= north
                for at in polygon[0]
                for x, y in points[at if at >= 0 else ~at]
            )
        ]
        assert inside, f"nothing of {code}"
        drawn[whole] = (name, [polygon for polygon in polygons if polygon not in inside])
        apart.setdefault(code, []).extend(inside)
    return apart


def degrees(arcs: list[Line], transform: dict[str, Any]) -> list[list[tuple[float, float]]]:
    (wide, tall), (west, south) = transform["scale"], transform["translate"]
    return [[(x * wide + west, y * tall + south) for x, y in arc] for arc in arcs]


def piece(
    place: gazetteer.PlaceRecord, schemes: tuple[str, ...], drawn: str, polygons: list[Polygon]
) -> Piece:
    """The gazetteer's name comes first; a name on the map counts unless it is cut short."""
    codes = {scheme: code for scheme, code in place.codes if scheme in schemes}
    if codes.get("iso-numeric") == KOSOVO:
        del codes["iso-numeric"]  # GeoNames' sign for "none"
    names = [name.text for name in place.names]
    names += [drawn] if drawn and "." not in drawn else []
    names += [name.replace(" and ", " & ") for name in names]
    names += [name.replace("Saint ", "St. ") for name in names if name.startswith("Saint ")]
    names += [name.replace("St. ", "Saint ") for name in names if name.startswith("St. ")]
    others = [name for name in dict.fromkeys(names) if name != place.name]
    return Piece(codes, place.name, others, place.id, polygons)


def by_code(scheme: str) -> dict[str, gazetteer.PlaceRecord]:
    return {
        code: place for place in gazetteer.places() for kind, code in place.codes if kind == scheme
    }


def geometries(topology: dict[str, Any], part: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = topology["objects"][part]["geometries"]
    return found


def polygons_of(geometry: dict[str, Any]) -> list[Polygon]:
    arcs: list[Polygon] = geometry["arcs"]
    return arcs if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]


def line_of(steps: list[list[int]]) -> Line:
    """The points of an arc that is given as steps from one to the next."""
    return [
        (x, y) for x, y in accumulate(steps, lambda at, step: (at[0] + step[0], at[1] + step[1]))
    ]


def packed(
    about: dict[str, Any],
    transform: dict[str, Any],
    arcs: list[Line],
    parts: dict[str, list[Piece]],
) -> dict[str, Any]:
    """A TopoJSON document with the arcs that are used, in the order of their use."""
    number: dict[int, int] = {}
    for pieces in parts.values():
        for one in pieces:
            one.polygons = [kept for each in one.polygons if (kept := with_area(each, arcs))]
            for at in (at for polygon in one.polygons for ring in polygon for at in ring):
                number.setdefault(max(at, ~at), len(number))
    return {
        "type": "Topology",
        "about": about,
        "transform": transform,
        "objects": {
            part: {
                "type": "GeometryCollection",
                "geometries": [geometry(one, number) for one in pieces],
            }
            for part, pieces in parts.items()
        },
        "arcs": [steps_of(arcs[at]) for at in number],
    }


def with_area(polygon: Polygon, arcs: list[Line]) -> Polygon:
    """The rings that have not shrunk to a line, as the one of Falls Church has."""
    return [ring for ring in polygon if has_area(ring, arcs)]


def has_area(ring: list[int], arcs: list[Line]) -> bool:
    points = [point for at in ring for point in run_of(at, arcs)]
    return sum(a * d - b * c for (a, b), (c, d) in pairwise(points)) != 0


def geometry(one: Piece, number: dict[int, int]) -> dict[str, Any]:
    return {
        "type": "MultiPolygon",
        "properties": {
            "codes": one.codes,
            "name": one.name,
            "names": one.names,
            "place": one.place,
        },
        "arcs": [
            [[number[at] if at >= 0 else ~number[~at] for at in ring] for ring in polygon]
            for polygon in one.polygons
        ],
    }


def run_of(at: int, arcs: list[Line]) -> Line:
    return arcs[at] if at >= 0 else arcs[~at][::-1]


def steps_of(line: Line) -> list[list[int]]:
    return [list(line[0]), *([c - a, d - b] for (a, b), (c, d) in pairwise(line))]


if __name__ == "__main__":
    main()
