"""The shipped outlines: TopoJSON, in which neighbours share their border, read into rings."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources
from itertools import accumulate, chain
from typing import Any

Point = tuple[float, float]
Ring = tuple[Point, ...]
_DECIMALS = 5  # of a degree: about a metre


class Borders:
    """The lines that the areas of one file share; worked out when the first shape is wanted, as
    names and codes alone are wanted far more often."""

    def __init__(self, topology: Mapping[str, Any]) -> None:
        self._topology = topology

    @cached_property
    def arcs(self) -> list[Ring]:
        return decoded(self._topology)


@dataclass(frozen=True, slots=True)
class Outline:
    """One area as shipped: its codes by scheme, its names, its polygons of rings of arcs."""

    codes: Mapping[str, str]
    name: str
    names: tuple[str, ...]
    place: str
    polygons: Sequence[Sequence[Sequence[int]]]
    borders: Borders

    @property
    def rings(self) -> tuple[tuple[Ring, ...], ...]:
        """Its polygons, each an outer ring and its holes."""
        arcs = self.borders.arcs
        return tuple(tuple(stitched(ring, arcs) for ring in each) for each in self.polygons)


@dataclass(frozen=True, slots=True)
class Outlines:
    """One file. ``vintage`` is the year of the outlines and their scale, 1 to so much."""

    source: str
    vintage: tuple[int, int]
    titles: Mapping[str, str]
    parts: Mapping[str, tuple[Outline, ...]]


@cache
def shipped(name: str) -> Outlines:
    """The outlines in ``boundaries-<name>.json.gz``, made by tools/boundaries.py."""
    packed = resources.files(__package__).joinpath(f"boundaries-{name}.json.gz").read_bytes()
    return read(json.loads(gzip.decompress(packed)))


def read(topology: Mapping[str, Any]) -> Outlines:
    """Outlines of a TopoJSON document with quantised arcs; ``about`` says whose and when."""
    borders = Borders(topology)
    about = topology["about"]
    return Outlines(
        about["source"],
        (about["year"], about["scale"]),
        about["titles"],
        {
            part: tuple(_outline(each, borders) for each in collection["geometries"])
            for part, collection in topology["objects"].items()
        },
    )


def decoded(topology: Mapping[str, Any]) -> list[Ring]:
    """The arcs in degrees: steps are summed, scaled and moved, as TopoJSON's transform says."""
    (scale_x, scale_y), (move_x, move_y) = (
        topology["transform"][each] for each in ("scale", "translate")
    )
    return [
        tuple(
            (round(x * scale_x + move_x, _DECIMALS), round(y * scale_y + move_y, _DECIMALS))
            for x, y in accumulate(arc, lambda at, step: (at[0] + step[0], at[1] + step[1]))
        )
        for arc in topology["arcs"]
    ]


def stitched(ring: Iterable[int], arcs: Sequence[Ring]) -> Ring:
    """One closed line of its arcs, end to end; ``~n`` is arc n backwards."""
    lines = [arcs[at] if at >= 0 else arcs[~at][::-1] for at in ring]
    return (*chain.from_iterable(line[:-1] for line in lines), lines[0][0])


def well_known(polygons: Iterable[Iterable[Ring]]) -> str:
    """Polygons as well-known text (OGC 06-103r4), longitude before latitude."""
    listed = ",".join(
        "(" + ",".join(f"({','.join(f'{x} {y}' for x, y in ring)})" for ring in polygon) + ")"
        for polygon in polygons
    )
    return f"MULTIPOLYGON ({listed})" if listed else "MULTIPOLYGON EMPTY"


def _outline(geometry: Mapping[str, Any], borders: Borders) -> Outline:
    facts = geometry["properties"]
    polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    return Outline(
        facts["codes"],
        facts["name"],
        tuple(facts["names"]),
        facts["place"],
        polygons,
        borders,
    )
