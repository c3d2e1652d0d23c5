"""Contest an answer and answer the dispute; everybody reads both beside the question."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from commonstacks.flows import answering, reading, sealing, telling, wiring
from commonstacks.flows.shown import Answer, GapLine
from commonstacks.kit import clock
from commonstacks.kit.errors import NotHeld
from commonstacks.library.catalog.models import Dataset
from commonstacks.library.catalog.queries import scopes_of
from commonstacks.library.context import actions as context
from commonstacks.library.context import queries as said
from commonstacks.library.context import rules
from commonstacks.library.context.actions.disputing import Objection
from commonstacks.library.context.models import Dispute, Statement
from commonstacks.library.people import rules as people_rules
from commonstacks.library.people.models import Account
from commonstacks.workshop.forms.form import Question


@dataclass(frozen=True, slots=True)
class DisputeLine:
    id: str
    question: str
    statement: str  # the id of the answer it is about; empty: the whole question
    text: str
    evidence: tuple[dict[str, Any], ...]
    by: str
    opened_on: date
    open: bool
    outcome: str
    answer: str
    answered_by: str
    answered_on: date | None
    mine: bool


@dataclass(frozen=True, slots=True)
class Tombstone:
    """Something stood here; what, in which voice, and why it is gone."""

    question: str
    voice: str
    state: str
    reason: str
    day: date | None


@dataclass(frozen=True, slots=True)
class Contested:
    """The page of the disputes of one question."""

    slug: str
    title: str
    question: Question
    answers: tuple[Answer, ...]
    gaps: tuple[GapLine, ...]
    disputes: tuple[DisputeLine, ...]
    tombstones: tuple[Tombstone, ...]
    may_contest: bool
    may_facilitate: bool
    may_answer: bool
    may_hide: bool
    own: tuple[str, ...]  # voices that this reader may give up


@dataclass(frozen=True, slots=True)
class Wrong:
    """What somebody wrote on the page."""

    text: str
    evidence: tuple[dict[str, Any], ...]
    statement: str = ""
    of: str | None = None  # written down for somebody without an account; their name, or nothing


def page(slug: str, question: str, reader: Account | None) -> Contested:
    dataset = open_to(slug, reader)
    asked = context_question(question)
    on = scopes_of(dataset)
    answers, gaps = standing(dataset, reader)
    return Contested(
        slug=dataset.slug,
        title=dataset.title,
        question=asked,
        answers=tuple(each for each in answers if each.question == question),
        gaps=tuple(g for g in gaps if g.gap.question == question),
        disputes=tuple(each for each in lines(dataset, reader) if each.question == question),
        tombstones=tuple(each for each in stones(dataset) if each.question == question),
        may_contest=people_rules.may_contest(reader),
        may_facilitate=people_rules.may_facilitate(reader, on=on),
        may_answer=people_rules.may_answer(reader, on=on),
        may_hide=people_rules.may_moderate(reader, on=on),
        own=tuple(
            voice
            for voice in rules.OWN_VOICES
            if reader and rules.speaks_for(reader, voice, dataset)
        ),
    )


def standing(
    dataset: Dataset, reader: Account | None
) -> tuple[tuple[Answer, ...], tuple[GapLine, ...]]:
    """What those who work here hear; for everybody else what is published, and no more."""
    published = said.publication_of(dataset)
    if published is None or rules.in_circle(dataset, reader):
        return answering.answers_of(dataset, reader), answering.gaps_of(dataset, reader)
    document = said.without_the_gone(published.revision)
    names = reading.names_of(document)
    return (
        tuple(reading.answer_of(row, names) for row in document["statements"]),
        reading.gap_lines(document["gaps"], names),
    )


def open_to(slug: str, reader: Account | None) -> Dataset:
    """A dataset whose context this reader may read: published, or one they work on."""
    dataset = reading.find(slug)
    if said.publication_of(dataset) is None and not rules.in_circle(dataset, reader):
        raise reading.waits(dataset)
    return dataset


def context_question(question: str) -> Question:
    form = wiring.form()
    if not form.has(question):
        raise NotHeld(
            "The form has no question “{question}”.",
            "See the list of questions.",
            question=question[:20],
        )
    return form.question(question)


def lines(dataset: Dataset, reader: Account | None = None) -> tuple[DisputeLine, ...]:
    return tuple(line_of(each, reader) for each in said.disputes_of(dataset))


def open_lines(slug: str) -> tuple[DisputeLine, ...]:
    """The banners of a dataset: every dispute that nobody has answered."""
    return tuple(each for each in lines(reading.find(slug)) if each.open)


def line_of(dispute: Dispute, reader: Account | None) -> DisputeLine:
    return DisputeLine(
        id=str(dispute.pk),
        question=dispute.question,
        statement=str(dispute.statement_id or ""),
        text=dispute.text,
        evidence=tuple(dispute.evidence),
        by=dispute.by.name,
        opened_on=dispute.opened_at.date(),
        open=dispute.outcome == Dispute.Outcome.OPEN,
        outcome=dispute.outcome,
        answer=dispute.answer,
        answered_by=dispute.answered_by.name if dispute.answered_by else "",
        answered_on=dispute.answered_at.date() if dispute.answered_at else None,
        mine=reader is not None and rules.is_by(reader, dispute.by),
    )


def stones(dataset: Dataset) -> tuple[Tombstone, ...]:
    return tuple(
        Tombstone(s.question, s.voice, s.state, s.reason, s.ended_at.date() if s.ended_at else None)
        for s in said.tombstones(dataset)
    )


def contest(slug: str, question: str, wrong: Wrong, *, by: Account) -> Dispute:
    dataset, now = open_to(slug, by), clock.now()
    meant = statement_in(dataset, wrong.statement, by) if wrong.statement else None
    objection = Objection(question, wrong.text, list(wrong.evidence), meant)
    who = None
    if wrong.of is not None:
        who = context.respondent(name=wrong.of, keeper=by.agent, now=now)
    made = context.contest(
        dataset=dataset, form=wiring.form(), objection=objection, by=by, of=who, now=now
    )
    telling.tell("dispute", dataset, now, by, questions=[question])
    sealing.keep_soon()
    return made


def statement_in(dataset: Dataset, key: str, by: Account) -> Statement:
    found = next((s for s in said.heard_statements(dataset, by) if str(s.pk) == key), None)
    if found is None:
        raise NotHeld("This answer does not stand any more.", "Look at the page anew.")
    return found


def answer(slug: str, key: UUID, outcome: str, text: str, *, by: Account) -> None:
    context.answer_dispute(
        dispute=dispute_in(slug, key, by), outcome=outcome, answer=text, by=by, now=clock.now()
    )
    sealing.keep_soon()


def take_back(slug: str, key: UUID, *, by: Account) -> None:
    context.take_dispute_back(dispute=dispute_in(slug, key, by), by=by, now=clock.now())
    sealing.keep_soon()


def hide(slug: str, key: UUID, ground: str, reason: str, *, by: Account) -> None:
    context.hide_dispute(
        dispute=dispute_in(slug, key, by), ground=ground, reason=reason, by=by, now=clock.now()
    )
    sealing.keep_soon()


def dispute_in(slug: str, key: UUID, by: Account) -> Dispute:
    found = open_to(slug, by).disputes.filter(pk=key).select_related("by", "statement", "dataset")
    dispute = found.first()
    if dispute is None:
        raise NotHeld("This dispute was not found.", "Look at the page anew.")
    return dispute
