"""Timetables of public transport in the GTFS (General Transit Feed Specification) form."""

from __future__ import annotations

from collections.abc import Iterable

ORDER = (
    "agency.txt",
    "stops.txt",
    "routes.txt",
    "trips.txt",
    "stop_times.txt",
    "calendar.txt",
    "calendar_dates.txt",
    "fare_attributes.txt",
    "fare_rules.txt",
    "timeframes.txt",
    "rider_categories.txt",
    "fare_media.txt",
    "fare_products.txt",
    "fare_leg_rules.txt",
    "fare_leg_join_rules.txt",
    "fare_transfer_rules.txt",
    "areas.txt",
    "stop_areas.txt",
    "networks.txt",
    "route_networks.txt",
    "shapes.txt",
    "frequencies.txt",
    "transfers.txt",
    "pathways.txt",
    "levels.txt",
    "location_groups.txt",
    "location_group_stops.txt",
    "locations.geojson",
    "booking_rules.txt",
    "translations.txt",
    "feed_info.txt",
    "attributions.txt",
)
"""The files of a feed in the order of the reference (Schedule, 2024); most may be missing."""

_PLACES = {"stops.txt", "locations.geojson"}


def is_feed(names: Iterable[str]) -> bool:
    """Whether files of these names are a feed: routes, trips, and the places they stop at."""
    short = {name.lower() for name in names}
    return {"routes.txt", "trips.txt"} <= short and bool(short & _PLACES)


def rank(name: str) -> int:
    """Where a file stands in the reference; those it does not know come last."""
    return ORDER.index(name.lower()) if name.lower() in ORDER else len(ORDER)
