"""Places by name, by code, and with everything that contains them."""

from __future__ import annotations

from collections.abc import Iterable

from commonstacks.kit.errors import NotHeld
from commonstacks.library.places.models import Alias, Parent, Place


def place_with(place_id: str) -> Place:
    place = Place.objects.filter(pk=place_id).first()
    if place is None:
        raise NotHeld("This library knows no such place.", "Search for the place by its name.")
    return place


def ancestors(place_ids: Iterable[str]) -> dict[str, list[Place]]:
    """For each place what contains it, nearest first. One query."""
    ids = list(place_ids)
    found: dict[str, list[Place]] = {place_id: [] for place_id in ids}
    for link in Parent.objects.filter(place__in=ids).select_related("parent"):
        found[link.place_id].append(link.parent)
    return found


def shown_names(place_ids: Iterable[str]) -> list[tuple[str, str]]:
    """Id and name of each, in the order of their ids."""
    found = Place.objects.filter(pk__in=list(place_ids)).order_by("pk")
    return list(found.values_list("pk", "name"))


def named(folded: str) -> list[Place]:
    ids = Alias.objects.filter(folded=folded, scheme="").values("place")
    return list(Place.objects.filter(pk__in=ids).order_by("pk"))


def coded(scheme: str, codes: Iterable[str]) -> dict[str, Place]:
    """Code to place, for one scheme. One query."""
    aliases = Alias.objects.filter(scheme=scheme, text__in=list(codes)).select_related("place")
    return {alias.text: alias.place for alias in aliases}
