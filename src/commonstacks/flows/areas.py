"""Rows that are areas become places, as soon as the dataset they stand in is lent."""

from __future__ import annotations

import json
from collections.abc import Iterator

from commonstacks.flows import wiring
from commonstacks.kit.errors import NotHeld, Refusal
from commonstacks.library.catalog import queries as held
from commonstacks.library.catalog.models import Dataset, Table
from commonstacks.library.context import queries as said
from commonstacks.library.places import actions, queries
from commonstacks.workshop.places.areas import Areas, areas_of, middle
from commonstacks.workshop.places.gazetteer import SOURCE
from commonstacks.workshop.tables import window
from commonstacks.workshop.tables.shape import TableProfile

Point = tuple[float, float] | None


def told(dataset: Dataset) -> Areas | None:
    """What was said of its rows when the dataset came."""
    return Areas.from_json(json.loads(dataset.areas)) if dataset.areas else None


def make_areas(dataset: Dataset, areas: Areas) -> int:
    """Places from the newest table; returns how many changed, appeared or went.

    Nothing before the context is published: names of areas are rows, and rows are not shown
    until then. Repeated with the same rows it changes nothing.
    """
    publication = said.publication_of(dataset)
    if publication is None or publication.paused or publication.context_only:
        return actions.take_away(dataset.slug)
    table = table_of(dataset, areas)
    if table is None:
        raise Refusal(
            "No table of “{title}” has the columns “{name}” and “{code}”.",
            "Name the columns as the table does.",
            title=dataset.title,
            name=areas.name,
            code=areas.code,
        )
    found = areas_of(areas, rows(table, areas), dataset=dataset.slug)
    return actions.bring(found, source=dataset.slug, inside=around(areas.inside))


def table_of(dataset: Dataset, areas: Areas) -> Table | None:
    """The first table that has the columns, of the newest version that has one."""
    wanted = {areas.name, areas.code} - {""}
    version = held.newest_readable(dataset)
    for table in version.tables.all() if version else ():
        columns = {column.name for column in TableProfile.from_json(table.profile).columns}
        if wanted <= columns and areas.table in ("", table.name):
            return table
    return None


def around(place_id: str) -> list[tuple[str, int]]:
    """The place that contains the areas and everything around it, with the distance."""
    if queries.place_with(place_id).source != SOURCE:
        raise NotHeld("“{id}” is no place of the gazetteer.", "Name one with its id.", id=place_id)
    return [(place_id, 1), *((pk, at + 1) for pk, at in queries.distances(place_id))]


def rows(table: Table, areas: Areas) -> Iterator[tuple[str | None, str | None, Point]]:
    """Name, code and a point of each row."""
    profile = TableProfile.from_json(table.profile)
    at = {column.name: column.position for column in profile.columns}
    by_kind = {column.kind: column for column in reversed(profile.columns)}
    pair = [by_kind[kind].position for kind in ("longitude", "latitude") if kind in by_kind]
    shapes = [c.position for c in profile.columns if str(c.kind) == "geometry" and c.scheme]
    for row in window.every_row(wiring.table_folder(table.digest) / "table.parquet"):
        point: Point = None
        if len(pair) == 2:
            point = position(row[pair[0]], row[pair[1]])
        elif shapes:
            point = middle(row[shapes[0]] or "")
        yield row[at[areas.name]], row[at[areas.code]] if areas.code else None, point


def position(longitude: str | None, latitude: str | None) -> Point:
    return (float(longitude), float(latitude)) if longitude and latitude else None
