"""What places a dataset is about: what people say, and what its columns show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from commonstacks.flows import wiring
from commonstacks.library.catalog import queries as held
from commonstacks.library.catalog.models import Dataset
from commonstacks.library.context import queries as said
from commonstacks.library.discovery import actions as discovery
from commonstacks.library.discovery.actions import Trace
from commonstacks.library.places import queries as places
from commonstacks.library.places.models import Place
from commonstacks.workshop.places import resolve
from commonstacks.workshop.places.resolve import Candidate
from commonstacks.workshop.tables import window
from commonstacks.workshop.tables.shape import TableProfile

MOST_CODES = 10_000


class Gazetteer:
    """The places of the database, to be looked up by name and by code."""

    def named(self, folded: str) -> Sequence[Candidate]:
        return [candidate(place) for place in places.named(folded)]

    def coded(self, scheme: str, codes: Sequence[str]) -> Mapping[str, Candidate]:
        return {code: candidate(place) for code, place in places.coded(scheme, codes).items()}

    def containing(self, place: str) -> frozenset[str]:
        return frozenset(above.pk for above in places.ancestors([place])[place])


def candidate(place: Place) -> Candidate:
    return Candidate(place.pk, place.kind, place.name, place.population)


def place(dataset: Dataset) -> None:
    """Find the footprint anew."""
    discovery.set_footprint(dataset=dataset, traces=(*declared(dataset), *shown_by_codes(dataset)))


def declared(dataset: Dataset) -> Iterator[Trace]:
    """The place that people named where the form asks what should be in it."""
    form = wiring.form()
    asked = {f.name: q.id for q in form.questions for f in q.fields if f.type == "place"}
    for statement in said.standing_statements(dataset):
        name = next((n for n, q in asked.items() if q == statement.question), "")
        text = statement.answer.get(name, "") if isinstance(statement.answer, dict) else ""
        found = resolve.resolve(text, Gazetteer()) if text else None
        if isinstance(found, resolve.Resolved):
            yield Trace(found.place, "declared", f"The context names {text}.")


def shown_by_codes(dataset: Dataset) -> Iterator[Trace]:
    """Places whose codes stand in a column; what contains most of them comes first."""
    version = held.newest_readable(dataset)
    table = held.table_of(version) if version else None
    if table is None:
        return
    parquet = wiring.table_folder(table.digest) / "table.parquet"
    for column in TableProfile.from_json(table.profile).columns:
        if column.kind == "place code" and column.scheme and column.distinct <= MOST_CODES:
            values = window.distinct(parquet, column.name)
            coded = resolve.from_codes(values, column.scheme, Gazetteer())
            yield from around(coded.places, column.name)
            yield from (
                Trace(one, "column", f"Named in the column {column.name}.") for one in coded.places
            )


def around(found: Sequence[str], column: str) -> Iterator[Trace]:
    """The nearest place that contains nearly all of several places."""
    above = places.ancestors(found)
    counts: dict[str, int] = {}
    for place_id in found:
        for parent in above[place_id]:
            counts[parent.pk] = counts.get(parent.pk, 0) + 1
    full = [pk for pk, n in counts.items() if len(found) > 1 and n * 10 >= len(found) * 8]
    nearest = max(full, key=lambda pk: (len(places.ancestors([pk])[pk]), pk), default=None)
    if nearest:
        yield Trace(nearest, "column", f"{counts[nearest]} of its places in the column {column}.")
