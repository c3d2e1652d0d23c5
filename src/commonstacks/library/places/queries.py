"""Places by name, by code, and with everything that contains them."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from commonstacks.kit.errors import NotHeld
from commonstacks.kit.text import fold
from commonstacks.library.places.models import Alias, Parent, Place

NEAR = 4_000  # names that begin alike and are compared letter by letter


def place_with(place_id: str) -> Place:
    place = Place.objects.filter(pk=place_id).first()
    if place is None:
        raise NotHeld("This library knows no such place.", "Search for the place by its name.")
    return place


def ancestors(place_ids: Iterable[str]) -> dict[str, list[Place]]:
    """For each place what contains it, nearest first. One query."""
    ids = list(place_ids)
    found: dict[str, list[Place]] = {place_id: [] for place_id in ids}
    links = Parent.objects.filter(place__in=ids).select_related("parent")
    for link in links.order_by("distance", "parent_id"):
        found[link.place_id].append(link.parent)
    return found


def ancestor_ids(place_ids: Collection[str]) -> dict[str, list[str]]:
    """The same, ids only. One query."""
    found: dict[str, list[str]] = {place_id: [] for place_id in place_ids}
    links = Parent.objects.filter(place__in=list(found)).order_by("distance", "parent_id")
    for place_id, parent_id in links.values_list("place_id", "parent_id"):
        found[place_id].append(parent_id)
    return found


def shown_names(place_ids: Iterable[str]) -> list[tuple[str, str]]:
    """Id and name of each, in the order of their ids."""
    found = Place.objects.filter(pk__in=list(place_ids)).order_by("pk")
    return list(found.values_list("pk", "name"))


def named(folded: str) -> list[tuple[Place, bool]]:
    """Places of this name, and whether it is their own, not one of their other names."""
    found: dict[str, tuple[Place, bool]] = {}
    aliases = Alias.objects.filter(folded=folded, scheme="").select_related("place")
    for alias in aliases.order_by("place_id", "preferred"):
        found[alias.place_id] = (alias.place, alias.preferred)
    return list(found.values())


def names_among(folded: Collection[str]) -> set[str]:
    """Those that are names of places. One query."""
    known = Alias.objects.filter(folded__in=list(folded), scheme="")
    return set(known.values_list("folded", flat=True))


def names_like(folded: str) -> list[str]:
    """Names that begin with the same two letters and are about as long, at most 4,000."""
    start = folded[:2]
    if len(folded) < 4:
        return []
    found = Alias.objects.filter(folded__gte=start, folded__lt=start[0] + chr(ord(start[1]) + 1))
    known = found.filter(scheme="", preferred=True).order_by("-place__people")
    return list(known.values_list("folded", flat=True)[:NEAR])


def coded(scheme: str, codes: Iterable[str]) -> dict[str, Place]:
    """Code to place, for one scheme; codes as they are written. One query."""
    wanted = list(codes)
    aliases = Alias.objects.filter(
        scheme=scheme, folded__in={fold(code) for code in wanted}, text__in=wanted
    )
    return {alias.text: alias.place for alias in aliases.select_related("place")}


def distances(place_id: str) -> list[tuple[str, int]]:
    """Everything that contains the place, with how far away it is, nearest first."""
    links = Parent.objects.filter(place=place_id).order_by("distance", "parent_id")
    return list(links.values_list("parent_id", "distance"))
