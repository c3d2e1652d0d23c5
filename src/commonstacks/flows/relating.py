"""Other published datasets that are about the same place, one around it, or one inside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.db.models import Q, QuerySet

from commonstacks.flows import shelving
from commonstacks.flows.shown import Lent
from commonstacks.library.discovery.models import Footprint

MOST: Final = 6
LOOKED_AT: Final = 60  # footprints of others, for each way to be related
NAMED: Final = {"declared", "title"}  # by people; all else is what rows show
FACTS: Final = ("dataset__slug", "dataset__title", "how", "place_id", "place__name")
STEPS: Final = "place__ancestors__distance"
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


@dataclass(frozen=True, slots=True)
class Other:
    """A footprint of another dataset, in the order of ``FACTS``."""

    slug: str
    title: str
    how: str  # it was found: declared, by its title, in its rows
    place_id: str
    place: str


def footprints_of_others(lent: Lent) -> QuerySet[Footprint]:
    published = Footprint.objects.filter(dataset__publication__paused=False)
    others = published.exclude(dataset=UUID(lent.id))
    return others.order_by("-dataset__publication__first_at", "dataset", "place")


def some(others: QuerySet[Footprint]) -> Iterator[Other]:
    """Only what a page says of them is read."""
    return (Other(*facts) for facts in others.values_list(*FACTS)[:LOOKED_AT])


def meeting(others: QuerySet[Footprint], lent: Lent) -> Iterator[Neighbour]:
    """Their places among all of ours, even those that only our rows name; ours among theirs."""
    own = {place.id: place.name for place in lent.places}
    ours = Footprint.objects.filter(dataset=UUID(lent.id)).values("place")
    for each in some(others.filter(Q(place__in=own) | shelving.widest() & Q(place__in=ours))):
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
    for each in some(others.filter(shelving.widest(), place__in=around)):
        yield neighbour(each, "wider", *around[each.place_id])


def contained(others: QuerySet[Footprint], lent: Lent) -> Iterable[Neighbour]:
    own = {place.id: place.name for place in lent.places}
    inside = others.filter(shelving.widest(), place__ancestors__parent__in=own)
    nearest = inside.order_by(STEPS, "-dataset__publication__first_at", "dataset")
    found = nearest.values_list("place__ancestors__parent", STEPS, *FACTS)
    return [
        neighbour(Other(*facts), "inside", own[above], steps)
        for above, steps, *facts in found[:LOOKED_AT]
    ]


def neighbour(of: Other, how: str, own: str = "", steps: int = 0) -> Neighbour:
    return Neighbour(of.slug, of.title, how, of.place_id, of.place, own, steps)
