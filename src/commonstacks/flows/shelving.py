"""The shelf as lists show it: what is lent, what came again, what waits; never a query for each.

Only what is published leaves these functions; of the rest its stub, as ``reading`` shows it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, TypeVar
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from commonstacks.flows import reading, wiring
from commonstacks.flows.groups import policy_by
from commonstacks.flows.shown import Card, PlaceLine, Stub
from commonstacks.library.catalog.models import Dataset, Table, Version
from commonstacks.library.context import queries as said
from commonstacks.library.context.models import Context, Gap, Publication, Statement
from commonstacks.library.discovery.models import Footprint
from commonstacks.library.places import queries as places
from commonstacks.workshop.forms import gate
from commonstacks.workshop.forms.gap import RANKS
from commonstacks.workshop.forms.gap import Gap as GapValue

CLOSED: Final = {"suggested", "repaired"}  # states of a gap that is not to be warned of
Spoken = TypeVar("Spoken", Statement, Gap)


@dataclass(frozen=True, slots=True)
class Shelved:
    """A published dataset in a list, with what a reader should know before opening it."""

    card: Card
    licence: str  # stated, inferred, conflicting, none_stated; empty: nobody has answered
    licence_name: str
    left_out: GapValue | None  # the gap that matters most


@dataclass(frozen=True, slots=True)
class NewVersion:
    slug: str
    title: str
    number: int
    taken_at: datetime
    label: str  # the publisher's own name of it
    published_on: date | None
    change: str


@dataclass(frozen=True, slots=True)
class PlaceCount:
    id: str
    name: str
    datasets: int


def public() -> QuerySet[Publication]:
    return Publication.objects.filter(paused=False)


def published_count() -> int:
    return public().count()


def shelf(*, limit: int, offset: int = 0) -> tuple[Shelved, ...]:
    """What is published, the newest first."""
    found = public().select_related("dataset", "revision").order_by("-first_at", "dataset_id")
    return shelved(found[offset : offset + limit])


def shelved(published: Iterable[Publication]) -> tuple[Shelved, ...]:
    """The same for any publications that came with their dataset and revision. Five queries."""
    wanted = list(published)
    ids = [each.dataset_id for each in wanted]
    tables, where = newest_tables(ids), shown_places(ids)
    told = said.as_read([each.revision for each in wanted])
    return tuple(
        one_shelved(
            each,
            told[each.revision_id],
            tables.get(each.dataset_id),
            where.get(each.dataset_id, ()),
        )
        for each in wanted
    )


def one_shelved(
    published: Publication, told: dict[str, Any], table: Table | None, where: tuple[PlaceLine, ...]
) -> Shelved:
    dataset, revision = published.dataset, published.revision
    state, name = licence_of(told)
    return Shelved(
        card=Card(
            slug=dataset.slug,
            title=dataset.title,
            publisher=dataset.publisher,
            address=dataset.address,
            lead=reading.lead_of(told),
            rows=table.rows if table else 0,
            version=table.version.number if table else 0,
            taken_at=table.version.taken_at if table else revision.at,
            places=where,
            language=reading.first_said(told).get("language", ""),
        ),
        licence=state,
        licence_name=name,
        left_out=worst_gap(told),
    )


def newest_tables(datasets: Sequence[UUID]) -> dict[UUID, Table]:
    """The first table of the newest readable version of each."""
    readable = Version.objects.filter(dataset=OuterRef("version__dataset"), tables__isnull=False)
    newest = readable.order_by("-number").values("pk")[:1]
    found = Table.objects.filter(version__dataset__in=datasets, version=Subquery(newest))
    tables: dict[UUID, Table] = {}
    for table in found.select_related("version").defer("profile", "placed"):
        tables.setdefault(table.version.dataset_id, table)
    return tables


def widest() -> Q:
    """Footprints that people named, or that no other footprint of the dataset contains."""
    around = Footprint.objects.filter(
        dataset=OuterRef("dataset"), place__descendants__place=OuterRef("place")
    )
    return Q(how="declared") | ~Q(Exists(around))


def shown_places(datasets: Sequence[UUID]) -> dict[UUID, tuple[PlaceLine, ...]]:
    """As ``reading.places_of`` shows them, for many datasets at once."""
    found = Footprint.objects.filter(widest(), dataset__in=datasets).select_related("place")
    prints = list(found.order_by("place__name"))
    declared = {each.dataset_id for each in prints if each.how == "declared"}
    said = [p for p in prints if p.how == "declared" or p.dataset_id not in declared]
    above = places.ancestors({each.place_id for each in said})
    shown: dict[UUID, tuple[PlaceLine, ...]] = {}
    for each in said:
        inside = tuple((place.pk, place.name) for place in above[each.place_id])
        line = PlaceLine(each.place_id, each.place.name, inside)
        shown[each.dataset_id] = (*shown.get(each.dataset_id, ()), line)
    return shown


def licence_of(document: dict[str, Any]) -> tuple[str, str]:
    """State and name; where voices differ, the contextualist's answer counts."""
    form = wiring.form(document["form"])
    asked = {question.id for question in form.questions if question.type == "licence"}
    said_so = [row for row in document["statements"] if row["question"] in asked and row["answer"]]
    answers: list[dict[str, Any]] = [
        row["answer"] for row in sorted(said_so, key=lambda row: bool(row["voice"] != "X"))
    ]
    return (answers[0]["state"], str(answers[0].get("id", ""))) if answers else ("", "")


def worst_gap(document: dict[str, Any]) -> GapValue | None:
    return worst(GapValue.from_json(row["facts"]) for row in document["gaps"])


def worst(gaps: Iterable[GapValue]) -> GapValue | None:
    """What a reader has to know first: who is left out, then what was never written down."""
    told = [gap for gap in gaps if gap.voice != "M" and gap.status not in CLOSED]
    return min(told, key=lambda gap: (gap.question != "C1", -RANKS.index(gap.worst)), default=None)


def new_versions(*, limit: int) -> tuple[NewVersion, ...]:
    """Datasets that came again, the last change first; a first version is new on the shelf."""
    newer = Version.objects.filter(dataset=OuterRef("dataset"), number__gt=OuterRef("number"))
    found = Version.objects.filter(~Exists(newer), number__gt=1, dataset__publication__paused=False)
    shown = found.select_related("dataset__publication__revision", "change").order_by(
        "-taken_at", "dataset"
    )[:limit]
    return tuple(
        NewVersion(
            slug=version.dataset.slug,
            title=version.dataset.title,
            number=version.number,
            taken_at=version.taken_at,
            label=version.label,
            published_on=version.published_on,
            change=change_told(version),
        )
        for version in shown
    )


def change_told(version: Version) -> str:
    """How many rows changed; nothing of tables that people are in."""
    told = (
        hasattr(version, "change")
        and not policy_by(version.dataset, version.dataset.publication).on
    )
    return version.change.summary if told else ""


def top_places(*, limit: int) -> tuple[PlaceCount, ...]:
    """The places that most published datasets are about, as people named them."""
    named = Footprint.objects.filter(how="declared", dataset__publication__paused=False)
    counted = named.values("place", "place__name").annotate(n=Count("dataset", distinct=True))
    return tuple(
        PlaceCount(row["place"], row["place__name"], row["n"])
        for row in counted.order_by("-n", "place__name")[:limit]
    )


def waiting_count() -> int:
    return Dataset.objects.filter(publication=None).count()


def waiting(*, limit: int, offset: int = 0) -> tuple[Stub, ...]:
    """The stubs of what waits for its context, as ``reading`` shows one. Five queries."""
    unpublished = Dataset.objects.filter(publication=None).order_by("-created_at", "slug")
    datasets = list(unpublished[offset : offset + limit])
    ids = [dataset.pk for dataset in datasets]
    where = shown_places(ids)
    states = dict(Context.objects.filter(dataset__in=ids).values_list("dataset", "state"))
    statements = standing(Statement.objects.filter(dataset__in=ids))
    gaps = standing(Gap.objects.filter(dataset__in=ids))
    return tuple(
        one_stub(
            dataset,
            where.get(dataset.pk, ()),
            states.get(dataset.pk, Context.State.COLLECTING),
            [said.as_said(each) for each in statements.get(dataset.pk, ())],
            said.gap_values(gaps.get(dataset.pk, [])),
        )
        for dataset in datasets
    )


def standing(of: QuerySet[Spoken]) -> dict[UUID, list[Spoken]]:
    """What is said now, by dataset: proposed or accepted, and not superseded."""
    said_now = list(of.filter(state__in=said.STANDING, visibility="public"))
    heirs = {each.supersedes_id for each in said_now if each.supersedes_id}
    found: dict[UUID, list[Spoken]] = {}
    for each in said_now:
        if each.pk not in heirs:
            found.setdefault(each.dataset_id, []).append(each)
    return found


def one_stub(
    dataset: Dataset,
    where: tuple[PlaceLine, ...],
    state: str,
    said_now: Sequence[gate.Said],
    gaps: tuple[GapValue, ...],
) -> Stub:
    form = wiring.form()
    people = gate.about_people(said_now)
    asked = sum(q.gate == "always" or (people and q.gate == "people") for q in form.questions)
    return Stub(
        slug=dataset.slug,
        title=dataset.title,
        publisher=dataset.publisher,
        address=dataset.address,
        places=where,
        open=len(gate.open_questions(form, said_now, gaps)),
        asked=asked,
        state=state,
    )
