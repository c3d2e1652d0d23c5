"""A release that the vault holds comes into force: rows, statements, contexts. Can be repeated."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from commonstacks.flows import rehearsing, wiring
from commonstacks.flows.rehearsing import Rehearsal
from commonstacks.kit import clock
from commonstacks.library.catalog import queries as held
from commonstacks.library.catalog.models import Dataset
from commonstacks.library.context import actions as context
from commonstacks.library.context import queries as said
from commonstacks.library.context import restoring
from commonstacks.library.context.actions.carrying import carry, take_form
from commonstacks.library.context.models import Said, Statement
from commonstacks.library.governing import actions as governing
from commonstacks.library.governing import restoring as proposals
from commonstacks.library.governing.models import FormRelease
from commonstacks.library.people.models import Agent
from commonstacks.workshop.forms import dry_run
from commonstacks.workshop.forms.difference import MAJOR
from commonstacks.workshop.forms.dry_run import Touched
from commonstacks.workshop.forms.migrate import Moved, Spoken, migrate
from commonstacks.workshop.forms.stale import StaleMark

GRACE: Final = timedelta(days=180)


@transaction.atomic
def take_over(document: Mapping[str, Any]) -> FormRelease:
    """Makes rows of what ``hold_form`` kept, the proposal among them, and migrates every context
    once. Nothing is made up: what nobody said under the new form is open."""
    at = clock.parse(document["at"])
    proposal = proposals.restore_proposal(document["proposal"], agent_known)
    for line in document["credits"]:
        restoring.restore_credit(line)
    release, fresh = governing.record_release(
        proposal=proposal,
        document=document["form"],
        digest=document["digest"],
        weight=document["weight"],
        review_on=date.fromisoformat(document["review_on"]),
        at=at,
    )
    if fresh:
        migrate_contexts(release)
    return release


def agent_known(key: str, at: datetime) -> Agent:
    return context.know_author(UUID(key), now=at)


def migrate_contexts(release: FormRelease) -> None:
    rehearsal = rehearsing.rehearse_on(release.number - 1, release.proposal.operations)
    for dataset in Dataset.objects.exclude(context=None).order_by("created_at", "pk"):
        migrate_context(dataset, rehearsal, release)


def migrate_context(dataset: Dataset, rehearsal: Rehearsal, release: FormRelease) -> None:
    before = rehearsing.context_said(dataset)
    touched = next(iter(dry_run.dry_run(rehearsal.patched.steps, [before]).touched), None)
    for moved in migrate(rehearsal.patched.steps, (*before.spoken, *drafts(dataset))):
        if moved.changed:
            carry(statement=statement_of(moved), said=moved.after, form=release.number)
    reasons = dict.fromkeys(touched.opens if touched else (), since(release))
    take_form(
        dataset=dataset, form=release.number, opens=tuple(reasons), reasons=reasons, now=release.at
    )
    mark(dataset, touched, rehearsal, release)


def drafts(dataset: Dataset) -> Iterator[Spoken]:
    """What a program suggested: it counts nowhere, but stands at a question too."""
    for each in dataset.statements.filter(state=Said.State.DRAFT):
        yield Spoken(str(each.pk), said.as_said(each), public=False)


def statement_of(moved: Moved) -> Statement:
    return Statement.objects.get(pk=moved.key)


def since(release: FormRelease) -> str:
    return f"The form asks this differently since release {release.number}."


def mark(
    dataset: Dataset, touched: Touched | None, rehearsal: Rehearsal, release: FormRelease
) -> None:
    """A major release makes a published context stale, softly, where it asks something else."""
    version = held.newest_version(dataset)
    if release.weight != MAJOR or version is None or said.publication_of(dataset) is None:
        return
    answered = set(dataset.statements.values_list("question", flat=True))
    heavier = {each.question for each in rehearsal.differences if each.weight == MAJOR} & answered
    asked = {*heavier, *(touched.opens if touched else ())}
    asked |= {each.question for each in touched.by_hand} if touched else set()
    because = f"{since(release)} There is time until {release.at + GRACE:%d %B %Y}."
    marks = tuple(StaleMark(question, "soft", because) for question in sorted(asked))
    context.mark_stale(dataset=dataset, version=version, marks=marks)


def restore(number: int) -> None:
    """What the log speaks of and a crash or a rebuild kept from being made."""
    take_over(wiring.vault().form(number))


def restore_question(number: int) -> None:
    kept = wiring.vault().question(number)
    at = clock.parse(kept["at"])
    governing.keep_own_question(
        document=kept["question"], number=number, by=agent_known(kept["by"], at), at=at
    )
