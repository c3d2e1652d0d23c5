"""Values of a JSON file as records: objects, lists whose names are known, facts in envelopes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from commonstacks.workshop.tables.files.found import Found, Listing
from commonstacks.workshop.tables.files.json_place import values
from commonstacks.workshop.tables.files.json_text import Walk, cell, written
from commonstacks.workshop.tables.files.records import Entry, Name, Odd
from commonstacks.workshop.tables.text import aside, encoding

_LONGEST = 200  # characters of a member that is told of


@dataclass(slots=True)
class Records:
    """The records of one listing; ``beside`` and ``names`` are known after a walk."""

    found: Found
    listing: Listing
    beside: dict[str, str] = field(default_factory=dict)
    names: tuple[Name, ...] = ()  # of records that are lists

    def entries(self) -> Iterator[Entry]:
        """Each record by its names, or an ``Odd`` for what is none."""
        if self.listing.form == "keyed":
            return self._keyed()
        return self._listed() if self.listing.rows else self._objects()

    def _objects(self) -> Iterator[Entry]:
        for at, value in values(self.found, self.listing, self._note):
            yield entry(at, value, self.listing.inner)

    def _listed(self) -> Iterator[Entry]:
        """Records that are lists; without names the first of them is the header."""
        rows = values(self.found, self.listing, self._note)
        titles: Any = self.listing.names or next(rows)[1]
        self.names = tuple((str(at), cell(title)) for at, title in enumerate(titles))
        for at, value in rows:
            yield _row(at, value, self.names)

    def _keyed(self) -> Iterator[Entry]:
        assert self.found.letters is not None
        with encoding.text(self.found.path, self.found.letters) as source:
            walk = Walk(source)
            for at, name in enumerate(walk.members(), 1):
                record = entry(at, walk.value(), ())
                if self.listing.key and isinstance(record, dict):
                    record = {("", self.listing.key): name, **record}
                yield record
            walk.end()

    def _note(self, name: str, value: object) -> None:
        self.beside[name] = told(value)


def told(value: object) -> str:
    """A value in at most 200 characters."""
    text = value if isinstance(value, str) else written(value)
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"


def entry(at: int, value: object, inner: tuple[str, ...]) -> Entry:
    """A record with the facts that lie in its member ``inner`` as its own."""
    if isinstance(value, Odd):
        return value
    if not isinstance(value, dict):
        return Odd(at, aside.NO_OBJECT, told(value))
    record: dict[Name, object] = {}
    part: Any = value
    for depth, name in enumerate(inner):
        if not isinstance(part.get(name), dict):
            break
        record |= {("." * depth, own): item for own, item in part.items() if own != name}
        part = part[name]
    else:
        return record | {("." * len(inner), own): item for own, item in part.items()}
    return {("", own): item for own, item in value.items()}


def _row(at: int, value: object, names: tuple[Name, ...]) -> Entry:
    if isinstance(value, dict) and set(value) == {"key", "values"}:
        value = [*value["key"], *value["values"]]
    if isinstance(value, Odd):
        return value
    if not isinstance(value, list):
        return Odd(at, aside.RAGGED, told(value))
    if len(value) != len(names):
        return Odd(at, aside.RAGGED, told(value))
    return dict(zip(names, value, strict=True))
