"""What the vault holds becomes what the public reads; what no longer holds is marked."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from commonstacks.library.catalog.models import Dataset, Version
from commonstacks.library.context.models import (
    Context,
    Gap,
    Publication,
    Review,
    Revision,
    Said,
    StaleMark,
    Statement,
)
from commonstacks.library.people.models import Agent
from commonstacks.workshop.forms.stale import StaleMark as StaleValue

ACCESS: Final = "G5"
CLOSED: Final = ("context_only", "community_only")


@transaction.atomic
def record_revision(
    *, dataset: Dataset, version: Version, document: dict[str, Any], digest: str, at: datetime
) -> Revision:
    """The revision that the vault holds now becomes what the public reads."""
    revision, made = Revision.objects.get_or_create(
        dataset=dataset,
        number=document["revision"],
        defaults={
            "version": version,
            "form": document["form"],
            "document": document,
            "digest": digest,
            "at": at,
        },
    )
    if made:
        show(revision)
        clear_stale(dataset, version, at)
    return revision


def show(revision: Revision) -> None:
    """Its statements are accepted, its review is closed, the public reads it from now on."""
    dataset, at, document = revision.dataset, revision.at, revision.document
    shown = {"revision": revision, "context_only": context_only(document)}
    Publication.objects.update_or_create(
        dataset=dataset, defaults=shown, create_defaults={**shown, "first_at": at}
    )
    ids = [said["id"] for said in [*document["statements"], *document["gaps"]]]
    for rows in (Statement.objects, Gap.objects):
        rows.filter(pk__in=ids, state=Said.State.PROPOSED).update(state=Said.State.ACCEPTED)
    Review.objects.filter(dataset=dataset, outcome=Review.Outcome.OPEN).update(
        outcome=Review.Outcome.PUBLISHED, closed_at=at
    )
    Context.objects.filter(dataset=dataset).update(state=Context.State.PUBLISHED)


def context_only(document: dict[str, Any]) -> bool:
    """Whether anybody who was asked says that the public may not see the data."""
    answers = [row["answer"] for row in document["statements"] if row["question"] == ACCESS]
    return any(answer in CLOSED for answer in answers)


def clear_stale(dataset: Dataset, version: Version, at: datetime) -> None:
    """A revision written for version n answers what became stale up to n."""
    marks = StaleMark.objects.filter(dataset=dataset, cleared_at=None)
    marks.filter(version__number__lte=version.number).update(cleared_at=at)


def mark_stale(
    *, dataset: Dataset, version: Version, marks: tuple[StaleValue, ...]
) -> list[StaleMark]:
    return [
        StaleMark.objects.get_or_create(
            dataset=dataset,
            question=mark.question,
            version=version,
            because=mark.because[:300],
            defaults={"level": mark.level},
        )[0]
        for mark in marks
    ]


def know_author(agent_id: UUID, *, now: datetime) -> Agent:
    """An agent of a revision whose name this library does not hold."""
    return Agent.objects.get_or_create(
        pk=agent_id,
        defaults={"kind": Agent.Kind.PERSON, "name": "name not held", "created_at": now},
    )[0]
