"""Places in memory, to be looked up by name and by code."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from commonstacks.kit.text import spellings
from commonstacks.workshop.places.gazetteer import PlaceRecord
from commonstacks.workshop.places.resolve import Candidate


class Atlas:
    """A ``Lookup`` over place records; each record comes after those that contain it."""

    def __init__(self, records: Iterable[PlaceRecord]) -> None:
        self._named: dict[str, dict[str, Candidate]] = {}
        self._coded: dict[tuple[str, str], Candidate] = {}
        self._above: dict[str, frozenset[str]] = {}
        for record in records:
            self._add(record)

    def _add(self, record: PlaceRecord) -> None:
        candidate = Candidate(record.id, record.kind, record.name, record.population)
        for name in record.names:
            for folded in spellings(name.text):
                self._named.setdefault(folded, {})[record.id] = candidate
        for scheme, code in record.codes:
            self._coded[scheme, code] = candidate
        above = (self._above[parent] | {parent} for parent in record.parents)
        self._above[record.id] = frozenset().union(*above)

    def named(self, folded: str) -> Sequence[Candidate]:
        return tuple(self._named.get(folded, {}).values())

    def coded(self, scheme: str, codes: Sequence[str]) -> Mapping[str, Candidate]:
        return {code: self._coded[scheme, code] for code in codes if (scheme, code) in self._coded}

    def containing(self, place: str) -> frozenset[str]:
        return self._above.get(place, frozenset())
