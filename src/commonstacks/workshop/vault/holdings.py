"""What the vault holds, as the log tells it; every number has one place."""

from __future__ import annotations

from dataclasses import dataclass, field

from commonstacks.kit.errors import NotHeld
from commonstacks.workshop.vault.base import Entry

HELD = "held"
ERASED = "erased"


@dataclass(frozen=True, slots=True)
class Place:
    """Where one version or revision lies, and the digest that seals its inventory."""

    dataset: str
    number: int
    kind: str
    object_id: str
    object_version: int
    inventory: str
    sequence: int

    @classmethod
    def of(cls, entry: Entry) -> Place:
        """The place an entry ``held`` speaks of."""
        facts = entry.facts
        return cls(
            entry.dataset,
            entry.number or 0,
            facts["kind"],
            facts["object"],
            facts["object_version"],
            facts["inventory"],
            entry.sequence,
        )


@dataclass(slots=True)
class Holdings:
    """Filled by reading the log from its beginning, entry by entry."""

    numbers: dict[tuple[str, str, int], Place] = field(default_factory=dict)
    objects: dict[str, dict[int, Place]] = field(default_factory=dict)
    erased: dict[str, Entry] = field(default_factory=dict)

    def add(self, entry: Entry) -> None:
        """Takes in the next entry of the log."""
        if entry.action == HELD:
            place = Place.of(entry)
            self.numbers[place.dataset, place.kind, place.number] = place
            self.objects.setdefault(place.object_id, {})[place.object_version] = place
        elif entry.action == ERASED:
            self.erased[entry.dataset] = entry
            self._forget(entry.dataset)

    def head(self, object_id: str) -> Place | None:
        """The newest version of an object, or ``None`` when there is no such object."""
        versions = self.objects.get(object_id)
        return versions[max(versions)] if versions else None

    def find(self, dataset: str, kind: str, number: int) -> Place | None:
        """The place of a number, or ``None``."""
        return self.numbers.get((dataset, kind, number))

    def get(self, dataset: str, kind: str, number: int) -> Place:
        """Refuses what is not held, and says so when it once was."""
        self.refuse_erased(dataset)
        place = self.find(dataset, kind, number)
        if not place:
            raise NotHeld(
                "Number {number} of this dataset's {kind} is not held here.",
                number=number,
                kind=kind,
            )
        return place

    def refuse_erased(self, dataset: str) -> None:
        """An erased id never comes back: its numbers would mean two things."""
        if dataset in self.erased:
            raise NotHeld(
                "This dataset was erased on {day}.",
                "If it may be kept after all, take it in as a new dataset.",
                day=self.erased[dataset].at[:10],
            )

    def _forget(self, dataset: str) -> None:
        gone = [key for key in self.numbers if key[0] == dataset]
        for key in gone:
            self.objects.pop(self.numbers.pop(key).object_id, None)
