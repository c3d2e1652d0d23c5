"""The desk of a context: every question with what is said; answer, send in, agree."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from commonstacks.flows import finding, placing, publication, reading, sealing, telling, wiring
from commonstacks.flows.shown import Answer, GapLine, Stale
from commonstacks.kit import clock
from commonstacks.kit.errors import NotHeld, Refusal
from commonstacks.library.catalog import queries as held
from commonstacks.library.catalog.models import Dataset
from commonstacks.library.context import actions as context
from commonstacks.library.context import queries as said
from commonstacks.library.context import rules
from commonstacks.library.context.models import Context, Gap, Review, Statement
from commonstacks.library.people.models import Account
from commonstacks.workshop.forms.form import Form, Question
from commonstacks.workshop.forms.gaps import check_gap
from commonstacks.workshop.tables.shape import TableProfile


@dataclass(frozen=True, slots=True)
class Given:
    """What somebody wrote on the page of one question."""

    answer: Any = None
    absence: str = ""
    voice: str = "X"
    note: str = ""
    asked_of: str = ""
    asked_on: date | None = None
    evidence: list[dict[str, Any]] = field(default_factory=list)
    supersedes: str = ""  # the id of the answer it was written in view of
    visibility: str = "public"
    language: str = "en"


@dataclass(frozen=True, slots=True)
class QuestionLine:
    question: Question
    said: tuple[Answer, ...]
    open: bool
    why_open: str
    stale: Stale | None


@dataclass(frozen=True, slots=True)
class ReviewLine:
    opened_at: datetime
    opened_by: str
    reply: str
    told_on: date | None
    reply_why: str
    keys: tuple[tuple[str, datetime], ...]
    keys_needed: int
    missing: str  # whose yes is missing, in words
    free_on: date | None  # until when the publisher may reply
    ends_on: date  # a review that nobody ends goes back to the writers after this day


@dataclass(frozen=True, slots=True)
class Desk:
    slug: str
    title: str
    form: Form
    state: str
    lines: tuple[QuestionLine, ...]
    gaps: tuple[GapLine, ...]
    open: int
    asked: int
    profile: TableProfile | None
    review: ReviewLine | None
    published: bool


def desk(slug: str, by: Account | None) -> Desk:
    """Everything somebody needs who works on this context."""
    dataset = reading.held_and_open(slug, by)
    form = wiring.form()
    still_open = {q.id: q.why for q in said.open_questions(dataset, form)}
    stale = {m.question: m for m in said.stale_marks(dataset)}
    answers = answers_of(dataset, by)
    context_row = Context.objects.filter(dataset=dataset).first()
    return Desk(
        slug=dataset.slug,
        title=dataset.title,
        form=form,
        state=context_row.state if context_row else Context.State.COLLECTING,
        lines=tuple(
            QuestionLine(
                question=question,
                said=tuple(a for a in answers if a.question == question.id),
                open=question.id in still_open,
                why_open=still_open.get(question.id, ""),
                stale=stale_line(stale.get(question.id)),
            )
            for question in form.questions
        ),
        gaps=gaps_of(dataset, by),
        open=len(still_open),
        asked=said.gate_size(dataset, form),
        profile=profile_of(dataset),
        review=review_of(dataset),
        published=said.publication_of(dataset) is not None,
    )


def answers_of(dataset: Dataset, by: Account | None) -> tuple[Answer, ...]:
    """What this reader may hear, so that nothing said in private is told further."""
    rows = [said.statement_facts(s) for s in said.heard_statements(dataset, by)]
    names = reading.names_of({"statements": rows, "gaps": []})
    return tuple(reading.answer_of(row, names) for row in rows)


def gaps_of(dataset: Dataset, by: Account | None) -> tuple[GapLine, ...]:
    rows = [said.gap_facts(g) for g in said.heard_gaps(dataset, by)]
    names = reading.names_of({"statements": [], "gaps": rows})
    return reading.gap_lines(rows, names)


def stale_line(mark: Any) -> Stale | None:
    return Stale(mark.question, mark.level, mark.because, mark.version.number) if mark else None


def profile_of(dataset: Dataset) -> TableProfile | None:
    version = held.newest_readable(dataset)
    table = held.table_of(version) if version else None
    return TableProfile.from_json(table.profile) if table else None


def review_of(dataset: Dataset) -> ReviewLine | None:
    review = open_review(dataset)
    if review is None:
        return None
    keys = review.keys.select_related("agent").order_by("at")
    return ReviewLine(
        opened_at=review.opened_at,
        opened_by=review.opened_by.name,
        reply=review.reply,
        told_on=review.told_on,
        reply_why=review.reply_why,
        keys=tuple((key.agent.name, key.at) for key in keys),
        keys_needed=wiring.review_keys(),
        missing=rules.missing_keys(
            review, keys=wiring.review_keys(), people=said.about_people(dataset)
        ),
        free_on=rules.free_on(review),
        ends_on=(review.opened_at + rules.REVIEW_LIFE).date(),
    )


def open_review(dataset: Dataset) -> Review | None:
    found = Review.objects.filter(dataset=dataset, outcome=Review.Outcome.OPEN)
    return found.select_related("opened_by", "dataset").first()


def answer(slug: str, question: str, given: Given, *, by: Account) -> Statement:
    dataset = reading.held_and_open(slug, by)
    statement = context.answer(
        dataset=dataset,
        form=wiring.form(),
        question=question,
        answer=given.answer,
        absence=given.absence,
        voice=given.voice,
        note=given.note,
        asked_of=given.asked_of,
        asked_on=given.asked_on,
        evidence=given.evidence,
        supersedes=UUID(given.supersedes) if given.supersedes else None,
        visibility=given.visibility,
        language=given.language,
        by=by,
        now=clock.now(),
    )
    placing.place(dataset)
    sealing.keep_soon()
    return statement


def add_gap(slug: str, facts: dict[str, Any], *, by: Account) -> Gap:
    """``facts`` as the form writes a gap: kind, text, voice, place, columns and so on."""
    dataset = reading.held_and_open(slug, by)
    gap = check_gap(wiring.form(), facts)
    made = context.add_gap(dataset=dataset, gap=gap, by=by, now=clock.now())
    sealing.keep_soon()
    return made


def withdraw(slug: str, kind: str, key: str, *, reason: str, by: Account) -> None:
    dataset = reading.held_and_open(slug, by)
    rows = dataset.gaps if kind == "gap" else dataset.statements
    found = rows.filter(pk=key).first()
    if found is None:
        raise NotHeld("This was not found.", "Somebody may have taken it back already.")
    context.withdraw(said=found, by=by, reason=reason, now=clock.now())
    finding.index_dataset(dataset)
    sealing.keep_soon()


def send_in(slug: str, *, reply: str, told_on: date | None, why: str, by: Account) -> Review:
    review = context.send_in(
        dataset=reading.held_and_open(slug, by),
        form=wiring.form(),
        reply=rules.Reply(reply, told_on, why),
        by=by,
        now=clock.now(),
    )
    telling.tell("review opened", review.dataset, clock.now(), by)
    sealing.keep_soon()
    return review


def agree(slug: str, *, by: Account) -> int | None:
    """Turn a key; the number of the revision when that published it."""
    revision = publication.agree(review_in(slug, by), by=by)
    return revision.number if revision else None


def send_back(slug: str, reasons: dict[str, str], *, by: Account) -> None:
    review, now = review_in(slug, by), clock.now()
    context.send_back(review=review, reasons=reasons, by=by, now=now)
    open_now = [question for question in reasons if question]
    telling.tell("returned", review.dataset, now, by, questions=open_now)
    sealing.keep_soon()


def review_in(slug: str, by: Account) -> Review:
    review = open_review(reading.held_and_open(slug, by))
    if review is None:
        raise Refusal("This context is not in review.", "Send it in first.")
    return review
