"""Words of a search that are places: "rats in cologne", "crime columbus"."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from commonstacks.flows.gazetteer import Gazetteer
from commonstacks.kit.text import fold
from commonstacks.library.discovery.models import Footprint
from commonstacks.library.places import queries
from commonstacks.workshop.places.mentions import Mention, mentions, nearest
from commonstacks.workshop.places.resolve import Resolved


@dataclass(frozen=True, slots=True)
class Spotted:
    """What is left of the words, how the place was written, and the place; or several."""

    words: str
    written: str
    place: str  # empty: several have this name, and none or several of them have data here
    choices: tuple[str, ...]


def spot(words: str) -> Spotted | None:
    """The place that the words name, if they do. A name of several places means the one of them
    that has data here."""
    lookup = Gazetteer()
    found = mentions(words, lookup)
    sure = [one.found.place for one in found if isinstance(one.found, Resolved)]
    above = queries.ancestor_ids(sure)
    around = {up for ancestors in above.values() for up in ancestors}
    told = [one for one in found if not (place_of(one) and place_of(one) in around)]
    if not told:
        return None
    one = max(told, key=lambda each: (each.introduced, bool(place_of(each)), -each.start))
    wider = [each for each in found if place_of(each) in above.get(place_of(one), ())]
    rest = without(words, [one, *wider])
    written = words[one.start : one.end].split(maxsplit=1)[-1] if one.introduced else one.text
    if isinstance(one.found, Resolved):
        return Spotted(rest, written, one.found.place, ())
    ids = tuple(candidate.id for candidate in one.found.candidates)
    here = with_data(ids)
    return Spotted(rest, written, here.pop() if len(here) == 1 else "", ids)


def place_of(mention: Mention) -> str:
    return mention.found.place if isinstance(mention.found, Resolved) else ""


def without(words: str, cut: Collection[Mention]) -> str:
    for one in sorted(cut, key=lambda each: -each.start):
        words = f"{words[: one.start]} {words[one.end :]}"
    return " ".join(words.strip(" ,").split())


def with_data(ids: Collection[str]) -> set[str]:
    """Those that a published dataset is about, or a place in them."""
    prints = Footprint.objects.filter(dataset__publication__paused=False)
    own = prints.filter(place__in=ids).values_list("place", flat=True)
    inside = prints.filter(place__ancestors__parent__in=ids)
    return {*own, *inside.values_list("place__ancestors__parent", flat=True).distinct()}


def spelled_nearly(text: str) -> tuple[str, ...]:
    """Names of places that are spelled nearly like this one, as they are shown."""
    folded = fold(text.partition(",")[0])
    found = nearest(folded, queries.names_like(folded))
    return tuple(
        dict.fromkeys(place.name for name in found for place, _ in queries.named(name)[:1])
    )
