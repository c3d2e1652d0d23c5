"""Other published datasets that are about the same place, one around it, or one inside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.db.models import F, Q, QuerySet

from commonstacks.flows import shelving
from commonstacks.flows.shown import Lent
from commonstacks.library.discovery.models import Footprint

MOST: Final = 6
LOOKED_AT: Final = 60  # footprints of others, for each way to be related
NAMED: Final = {"declared", "title"}  # by people; all else is what rows show
NEARNESS: Final = ("same", "here", "there", "inside", "wider")


@dataclass(frozen=True, slots=True)
class Neighbour:
    """How another dataset is related to the one shown.

    ``how``: same (both are about ``place``), here (rows shown here name its ``place``), there (its
    rows name the ``place`` shown here), inside (its ``place`` lies in ours), wider (contains ours).
    """

    slug: str
    title: str
    how: str
    place_id: str
    place: str
    own: str  # the place shown here that its place lies in or contains
    steps: int  # between the two places


def by_place(lent: Lent) -> tuple[Neighbour, ...]:
    """The nearest first, each dataset once. Three queries."""
    if not lent.places:
        return ()
    others = footprints_of_others(lent)
    found = [*meeting(others, lent), *containing(others, lent), *contained(others, lent)]
    nearest: dict[str, Neighbour] = {}
    for each in sorted(found, key=lambda it: (NEARNESS.index(it.how), it.steps)):
        nearest.setdefault(each.slug, each)
    return tuple(nearest.values())[:MOST]


def footprints_of_others(lent: Lent) -> QuerySet[Footprint]:
    published = Footprint.objects.filter(dataset__publication__paused=False)
    others = published.exclude(dataset=UUID(lent.id)).select_related("dataset", "place")
    return others.order_by("-dataset__publication__first_at", "dataset", "place")


def meeting(others: QuerySet[Footprint], lent: Lent) -> Iterator[Neighbour]:
    """Their places among all of ours, even those that only our rows name; ours among theirs."""
    own = {place.id: place.name for place in lent.places}
    ours = Footprint.objects.filter(dataset=UUID(lent.id)).values("place")
    met = others.filter(Q(place__in=own) | shelving.widest() & Q(place__in=ours))
    for each in met[:LOOKED_AT]:
        if each.place_id not in own:
            yield neighbour(each, "here")
        else:
            yield neighbour(each, "same" if each.how in NAMED else "there")


def containing(others: QuerySet[Footprint], lent: Lent) -> Iterator[Neighbour]:
    around = {
        above: (place.name, step)
        for place in lent.places
        for step, (above, _) in enumerate(place.inside, 1)
    }
    for each in others.filter(shelving.widest(), place__in=around)[:LOOKED_AT]:
        yield neighbour(each, "wider", *around[each.place_id])


def contained(others: QuerySet[Footprint], lent: Lent) -> Iterable[Neighbour]:
    own = {place.id: place.name for place in lent.places}
    inside = others.filter(shelving.widest(), place__ancestors__parent__in=own)
    steps = inside.annotate(
        steps=F("place__ancestors__distance"), above=F("place__ancestors__parent")
    ).order_by("steps", "-dataset__publication__first_at", "dataset")
    return [neighbour(each, "inside", own[each.above], each.steps) for each in steps[:LOOKED_AT]]


def neighbour(of: Footprint, how: str, own: str = "", steps: int = 0) -> Neighbour:
    return Neighbour(
        slug=of.dataset.slug,
        title=of.dataset.title,
        how=how,
        place_id=of.place_id,
        place=of.place.name,
        own=own,
        steps=steps,
    )
