"""A part of the shipped gazetteer for tests that need places in the database: it loads at once."""

from __future__ import annotations

from functools import cache

from commonstacks.library.places import actions
from commonstacks.workshop.places import gazetteer
from commonstacks.workshop.places.gazetteer import PlaceRecord

KINDS = ("continent", "country", "territory", "state", "city")
TOWNS = {  # Albuquerque, Baltimore, Berlin, Chicago, Columbus, Köln, London, New York, Seattle
    f"geonames:{number}"
    for number in (
        *(5454711, 4347778, 2950159, 4887398, 4509177),
        *(2886242, 2643743, 5128581, 5809844),
    )
}


def stock() -> None:
    """As if all of it were here: the stamp is that of the whole."""
    if not actions.loaded(gazetteer.edition()):
        actions.load(part(), stamp=gazetteer.edition())


@cache
def part() -> tuple[PlaceRecord, ...]:
    return tuple(
        place for place in gazetteer.places(KINDS) if place.kind != "city" or place.id in TOWNS
    )
