"""Which rows of a table lie in a place: by a column that holds the codes of areas."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from commonstacks.workshop.places import boundaries
from commonstacks.workshop.places.boundaries import Area
from commonstacks.workshop.tables.shape import ColumnProfile, TableProfile


class Containing(Protocol):
    """What knows which places contain a place; ``workshop.places.resolve.Lookup`` is one."""

    def containing(self, places: Collection[str]) -> Mapping[str, Collection[str]]:
        """For each place the ids of all that contain it."""


@dataclass(frozen=True, slots=True)
class Cut:
    """The rows whose ``column`` has one of ``values``, as text, lie in the place."""

    column: str
    values: tuple[str, ...]


def cut_of(profile: TableProfile, place: str, known: Containing) -> Cut | None:
    """The rows of a table that lie in ``place``: an id such as ``geonames:5110302``.

    ``profile`` names the columns of ``places.parquet`` too. Of the columns whose codes name areas
    that come with the library, one that names the place itself is taken before one that names its
    parts, and large parts before small ones. ``None`` where no column tells, as for a town in a
    table of states.
    """
    best = min(
        _fits(profile, place, known),
        key=lambda fit: (all(area.place != place for area in fit[1]), len(fit[1])),
        default=None,
    )
    if best is None:
        return None
    column, areas = best
    return Cut(column.name, tuple(sorted(set(_written(areas)))))


def _fits(
    profile: TableProfile, place: str, known: Containing
) -> Iterator[tuple[ColumnProfile, list[Area]]]:
    for column in profile.columns:
        found = boundaries.of(column.scheme) if column.scheme else None
        if found is None or column.sensitive:
            continue
        above = known.containing([area.place for area in found.areas if area.place])
        inside = [
            area
            for area in found.areas
            if area.place and (area.place == place or place in above.get(area.place, ()))
        ]
        if inside:
            yield column, inside


def _written(areas: list[Area]) -> Iterator[str]:
    """Codes as they stand, and numbers as spreadsheets leave them."""
    for area in areas:
        yield area.key
        if area.key.isdigit():
            yield area.key.lstrip("0") or "0"
