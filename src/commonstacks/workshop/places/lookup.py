"""Places in memory, to be looked up by name and by code."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from commonstacks.workshop.places.gazetteer import PlaceRecord, folds
from commonstacks.workshop.places.resolve import Candidate


class Atlas:
    """A ``Lookup`` over place records; each record comes after those that contain it."""

    def __init__(self, records: Iterable[PlaceRecord]) -> None:
        self._places: dict[str, PlaceRecord] = {}
        self._named: dict[str, dict[str, bool]] = {}  # folded name to ids; whether it is their own
        self._coded: dict[tuple[str, str], str] = {}
        self._above: dict[str, frozenset[str]] = {}
        for record in records:
            self._add(record)

    def _add(self, record: PlaceRecord) -> None:
        self._places[record.id] = record
        for name in record.names:
            for folded in folds(name.text):
                known = self._named.setdefault(folded, {})
                known[record.id] = known.get(record.id, False) or name.preferred
        for scheme, code in record.codes:
            self._coded[scheme, code] = record.id
        above = (self._above[parent] | {parent} for parent in record.parents)
        self._above[record.id] = frozenset().union(*above)

    def _candidate(self, place: str, *, own: bool = False) -> Candidate:
        record = self._places[place]
        return Candidate(record.id, record.kind, record.name, record.people, own)

    def known(self, place: str) -> Candidate | None:
        return self._candidate(place) if place in self._places else None

    def named(self, folded: str) -> Sequence[Candidate]:
        known = self._named.get(folded, {})
        return tuple(self._candidate(place, own=own) for place, own in known.items())

    def names_among(self, folded: Collection[str]) -> Collection[str]:
        return [name for name in folded if name in self._named]

    def coded(self, scheme: str, codes: Sequence[str]) -> Mapping[str, Candidate]:
        found = {code: self._coded.get((scheme, code)) for code in codes}
        return {code: self._candidate(place) for code, place in found.items() if place}

    def containing(self, places: Collection[str]) -> Mapping[str, frozenset[str]]:
        return {place: self._above.get(place, frozenset()) for place in places}
