"""Copy the shipped gazetteer into rows, once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.db import transaction

from commonstacks.kit.text import fold, spellings
from commonstacks.library.places.models import Alias, Parent, Place
from commonstacks.workshop.places.gazetteer import PlaceRecord


@transaction.atomic
def load(records: Iterable[PlaceRecord]) -> int:
    """All places with their names, codes and ancestors; what contains comes before its parts."""
    known = list(records)
    Place.objects.bulk_create(place_row(record) for record in known)
    Alias.objects.bulk_create(alias for record in known for alias in alias_rows(record))
    Parent.objects.bulk_create(parent_rows(known))
    return len(known)


def place_row(record: PlaceRecord) -> Place:
    longitude, latitude = record.point or (None, None)
    return Place(
        id=record.id,
        kind=record.kind,
        name=record.name,
        longitude=longitude,
        latitude=latitude,
        population=record.population,
    )


def alias_rows(record: PlaceRecord) -> Iterator[Alias]:
    """Every spelling of every name, and every code under its scheme."""
    seen: set[str] = set()
    for name in record.names:
        for folded in spellings(name.text):
            if folded not in seen:
                seen.add(folded)
                yield Alias(
                    place_id=record.id, text=name.text, folded=folded, language=name.language
                )
    for scheme, code in record.codes:
        yield Alias(place_id=record.id, text=code, folded=fold(code), scheme=scheme)


def parent_rows(records: list[PlaceRecord]) -> Iterator[Parent]:
    above: dict[str, dict[str, int]] = {}
    for record in records:
        distances: dict[str, int] = {}
        for parent in record.parents:
            for ancestor, distance in [(parent, 0), *above.get(parent, {}).items()]:
                distances[ancestor] = min(distances.get(ancestor, 99), distance + 1)
        above[record.id] = distances
        for ancestor, distance in distances.items():
            yield Parent(place_id=record.id, parent_id=ancestor, distance=distance)
