"""What a program suggests as an answer: kept apart from what people say, never counting."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID, uuid5

from django.db import transaction

from commonstacks.kit.digests import settled
from commonstacks.kit.errors import NotAllowed, Refusal
from commonstacks.library.catalog.models import Dataset
from commonstacks.library.catalog.queries import scopes_of
from commonstacks.library.context.models import Said, Statement
from commonstacks.library.people import rules
from commonstacks.library.people.models import Account, Agent
from commonstacks.workshop.drafts.draft import Cell, Draft
from commonstacks.workshop.forms.form import Form

DRAFTS = UUID("0d7a4c1e-52b7-5c0f-8d5b-6f3f1c9be2a4")
LEFT_OVER = "left over"  # the question under which lies what an import could not place
MINE: Final = {"voice": Said.Voice.MACHINE, "state": Said.State.DRAFT}
NOT_THIS = "A person looked at it and says: not this."


@dataclass(frozen=True, slots=True)
class Origin:
    """Where drafts come from. ``renewed``: a later look takes the place of an earlier one."""

    title: str
    read_on: date
    renewed: bool = False


@transaction.atomic
def offer(
    *,
    dataset: Dataset,
    form: Form,
    drafts: Iterable[Draft],
    origin: Origin,
    program: Agent,
    now: datetime,
) -> list[Statement]:
    """Keep drafts in the machine's voice. What a person set aside is not offered again.

    Where ``origin`` is renewed, its earlier drafts that are not among these go away.
    """
    offered = {draft_id(dataset, draft.mark): draft for draft in drafts}
    if origin.renewed:
        before = Statement.objects.filter(**MINE, dataset=dataset, asked_of=origin.title)
        before.exclude(pk__in=offered).delete()
    return [
        Statement.objects.get_or_create(
            pk=key,
            defaults={
                "dataset": dataset,
                "question": draft.question,
                "answer": settled(draft.answer),
                "note": draft.absent or draft.note,
                "asked_of": origin.title[:500],
                "asked_on": origin.read_on,
                "evidence": [draft.evidence.as_facts()],
                "voice": Said.Voice.MACHINE,
                "author": program,
                "said_at": now,
                "state": Said.State.DRAFT,
                "visibility": Said.Visibility.CIRCLE,
                "form": form.release,
            },
        )[0]
        for key, draft in offered.items()
    ]


def draft_id(dataset: Dataset, mark: str) -> UUID:
    """The same suggestion for the same dataset has one id, whoever makes it and when."""
    return uuid5(DRAFTS, f"{dataset.pk} {mark}")


def check_may_work(by: Account, dataset: Dataset) -> None:
    if not rules.may_answer(by, on=scopes_of(dataset)):
        raise NotAllowed("You may not work on this context.", "Ask the steward of this library.")


@transaction.atomic
def set_draft_aside(*, draft: Statement, by: Account) -> None:
    """It is not offered again; ``author`` becomes who decided."""
    check_may_work(by, draft.dataset)
    if draft.voice != Said.Voice.MACHINE or draft.state != Said.State.DRAFT:
        raise Refusal(
            "Only what a program suggested can be set aside.",
            "What people said stands; you can say something else beside it.",
        )
    draft.state, draft.reason, draft.author = Said.State.RETURNED, NOT_THIS, by.agent
    draft.save(update_fields=["state", "reason", "author"])


@transaction.atomic
def keep_left_over(
    *,
    dataset: Dataset,
    form: Form,
    cells: Iterable[Cell],
    origin: Origin,
    by: Account,
    now: datetime,
) -> Statement | None:
    """What an import could not place, as one note beside the drafts; none where all was placed."""
    check_may_work(by, dataset)
    said = [[cell.label, cell.text] for cell in cells]
    if not said:
        return None
    mark = f"{LEFT_OVER} {origin.title} {said}"
    return Statement.objects.get_or_create(
        pk=draft_id(dataset, mark),
        defaults={
            "dataset": dataset,
            "question": LEFT_OVER,
            "answer": settled(said),
            "asked_of": origin.title[:500],
            "asked_on": origin.read_on,
            "voice": Said.Voice.MACHINE,
            "author": by.agent,
            "said_at": now,
            "state": Said.State.DRAFT,
            "visibility": Said.Visibility.CIRCLE,
            "form": form.release,
        },
    )[0]
