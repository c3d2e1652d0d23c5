"""The places of the database, to be looked up; and the shipped ones, to be put there."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from commonstacks.flows import wiring
from commonstacks.library.places import actions, queries
from commonstacks.library.places.models import Place
from commonstacks.workshop.places import gazetteer
from commonstacks.workshop.places.resolve import Candidate


def stock() -> bool:
    """Bring in the places that come with the library, if this edition is not here. Says whether."""
    least = wiring.least_town()
    stamp = f"{gazetteer.edition()} from {least}" if least else gazetteer.edition()
    if actions.loaded(stamp):
        return False
    actions.load(gazetteer.places(least=least), stamp=stamp)
    return True


class Gazetteer:
    """Looked up by name and by code. ``shipped``: without the areas that datasets brought.

    What a dataset is about is looked up among the shipped places only: else it would depend on
    which datasets came before it, and a library made again from its vault would not be the same.
    """

    def __init__(self, *, shipped: bool = False) -> None:
        self._sources = (gazetteer.SOURCE,) if shipped else ()

    def _among(self, found: Place) -> bool:
        return not self._sources or found.source in self._sources

    def known(self, place: str) -> Candidate | None:
        found = Place.objects.filter(pk=place).first()
        return candidate(found) if found and self._among(found) else None

    def named(self, folded: str) -> Sequence[Candidate]:
        found = queries.named(folded)
        return [candidate(place, own=own) for place, own in found if self._among(place)]

    def names_among(self, folded: Collection[str]) -> Collection[str]:
        return queries.names_among(folded)

    def coded(self, scheme: str, codes: Sequence[str]) -> Mapping[str, Candidate]:
        found = queries.coded(scheme, codes)
        return {code: candidate(place) for code, place in found.items() if self._among(place)}

    def containing(self, places: Collection[str]) -> Mapping[str, Collection[str]]:
        return queries.ancestor_ids(places)


def candidate(place: Place, *, own: bool = False) -> Candidate:
    return Candidate(place.pk, place.kind, place.name, place.people, own)
