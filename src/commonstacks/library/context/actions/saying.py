"""Say something, or take it back. Nothing said is ever edited; a change supersedes."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from commonstacks.kit.digests import settled
from commonstacks.kit.errors import NotAllowed, NotHeld, Refusal
from commonstacks.kit.refs import Ref
from commonstacks.library.catalog.models import Dataset
from commonstacks.library.catalog.queries import scopes_of
from commonstacks.library.context import queries, rules
from commonstacks.library.context.models import (
    Context,
    Gap,
    Publication,
    Review,
    Said,
    Statement,
)
from commonstacks.library.credit import actions as credit
from commonstacks.library.people import rules as people_rules
from commonstacks.library.people.models import Account
from commonstacks.workshop.forms.answers import check_absence, check_answer, check_voice
from commonstacks.workshop.forms.form import Form, Question
from commonstacks.workshop.forms.gap import Gap as GapValue

CHANGED_MEANWHILE = Refusal(
    "Somebody changed this answer in the meantime.",
    "Nothing of yours was lost: read the new answer, then say yours again.",
)


def open_context(*, dataset: Dataset, form: Form, now: datetime) -> Context:
    return Context.objects.get_or_create(
        dataset=dataset, defaults={"form": form.release, "opened_at": now}
    )[0]


def check_may_answer(by: Account, dataset: Dataset, voice: str = "") -> None:
    if not people_rules.may_answer(by, voice=voice, on=scopes_of(dataset)):
        raise NotAllowed("You may not answer here.", "Ask the steward of this library.")
    check_not_archived(dataset)


def check_not_archived(dataset: Dataset) -> None:
    if Context.objects.filter(dataset=dataset, state=Context.State.ARCHIVED).exists():
        raise Refusal("This context is archived.", "A steward can open it again.")


def question_of(form: Form, question: str) -> Question:
    if not form.has(question):
        raise NotHeld(
            "The form has no question “{question}”.",
            "See the list of questions.",
            question=question[:20],
        )
    return form.question(question)


@transaction.atomic
def answer(  # noqa: PLR0913  # a statement has these parts, each named by its keyword
    *,
    dataset: Dataset,
    form: Form,
    question: str,
    by: Account,
    now: datetime,
    answer: Any = None,
    absence: str = "",
    voice: str = Said.Voice.CONTEXTUALIST,
    note: str = "",
    asked_of: str = "",
    asked_on: date | None = None,
    evidence: list[dict[str, Any]] | None = None,
    supersedes: UUID | None = None,
    visibility: str = Said.Visibility.PUBLIC,
    language: str = "en",
) -> Statement:
    """Propose an answer or a typed absence. Credits its author in the same transaction."""
    check_may_answer(by, dataset, voice)
    check_visibility(visibility)
    asked = question_of(form, question)
    check_voice(asked, voice, form.vocabulary("voices").ids)
    answer = None if absence else settled(check_answer(asked, answer))
    if absence:
        check_absence(asked, absence, note=note)
    before = standing_before(dataset, question, voice, supersedes)
    if before:
        rules.check_may_replace(before, by, dataset)
    statement = supersede(
        Statement(
            dataset=dataset,
            question=asked.id,
            answer=answer,
            absence=absence,
            voice=voice,
            author=by.agent,
            said_at=now,
            note=note,
            asked_of=asked_of,
            asked_on=asked_on,
            evidence=evidence or [],
            form=form.release,
            visibility=visibility,
            language=language[:12],
        ),
        before,
    )
    reopen(dataset, now=now)
    credit.record(
        work=Ref("dataset", str(dataset.pk)),
        part=f"question {asked.id}",
        agent=by.agent,
        role="contextualist",
        what="answered questions of the context",
        by=by.agent,
        now=now,
    )
    return statement


def check_visibility(visibility: str) -> None:
    if visibility not in Said.Visibility.values:
        raise Refusal("Say who may read it.", "One of: public, circle, private.")


def standing_before(
    dataset: Dataset, question: str, voice: str, supersedes: UUID | None
) -> Statement | None:
    """The answer of this voice that a new one takes the place of; the writer must have seen it."""
    standing = [s for s in queries.standing_statements(dataset) if s.question == question]
    voiced = [s for s in standing if s.voice == voice]
    own = next((s for s in voiced if s.pk == supersedes), voiced[0] if voiced else None)
    if (own.pk if own else None) != supersedes:
        raise CHANGED_MEANWHILE
    return own


def supersede(new: Statement, before: Statement | None) -> Statement:
    new.supersedes = before
    try:
        with transaction.atomic():
            new.save(force_insert=True)
    except IntegrityError as error:
        if before is None:
            raise
        raise CHANGED_MEANWHILE from error
    return new


@transaction.atomic
def add_gap(
    *,
    dataset: Dataset,
    gap: GapValue,
    by: Account,
    now: datetime,
    visibility: str = Said.Visibility.PUBLIC,
) -> Gap:
    check_may_answer(by, dataset, gap.voice)
    check_visibility(visibility)
    made = Gap.objects.create(
        dataset=dataset,
        question=gap.question,
        kind=gap.kind,
        facts=settled(gap.to_json()),
        voice=gap.voice,
        author=by.agent,
        said_at=now,
        evidence=[each.as_facts() for each in gap.evidence],
        visibility=visibility,
    )
    reopen(dataset, now=now)
    credit.record(
        work=Ref("dataset", str(dataset.pk)),
        part="gaps",
        agent=by.agent,
        role="contextualist",
        what="described what is left out or not recorded",
        by=by.agent,
        now=now,
    )
    return made


@transaction.atomic
def withdraw(*, said: Statement | Gap, by: Account, reason: str, now: datetime) -> None:
    """Only the author takes back what was said; that something stood here stays visible."""
    if not rules.is_by(by, said.author):
        raise NotAllowed(
            "Only who said this can take it back.", "You can say something else beside it."
        )
    end(said, Said.State.WITHDRAWN, reason, now=now)


def end(said: Statement | Gap, state: str, reason: str, *, now: datetime) -> None:
    """It no longer stands; the words, the reason and the day stay."""
    said.state, said.reason, said.ended_at = state, reason, now
    said.save(update_fields=["state", "reason", "ended_at"])
    reopen(said.dataset, now=now)


def reopen(dataset: Dataset, *, now: datetime) -> None:
    """Something was said after the review began: it starts again, and no key counts."""
    changed = Context.objects.filter(dataset=dataset, state=Context.State.IN_REVIEW)
    if changed.update(state=resting_state(dataset)):
        Review.objects.filter(dataset=dataset, outcome=Review.Outcome.OPEN).update(
            outcome=Review.Outcome.RETURNED,
            reasons={"": "changed during the review"},
            closed_at=now,
        )


def resting_state(dataset: Dataset) -> str:
    """Where a context is when no review goes on: published stays published."""
    published = Publication.objects.filter(dataset=dataset).exists()
    return Context.State.PUBLISHED if published else Context.State.COLLECTING
