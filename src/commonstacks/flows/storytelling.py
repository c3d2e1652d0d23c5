"""From what is lent to the story that travels with every handout."""

from __future__ import annotations

from typing import Any

from commonstacks.flows import wiring
from commonstacks.flows.shown import Answer, Lent
from commonstacks.flows.shown import Story as Told
from commonstacks.kit.errors import Refusal
from commonstacks.library.governing.queries import renamed_questions
from commonstacks.workshop.forms.evidence import check_evidence
from commonstacks.workshop.forms.form import Form
from commonstacks.workshop.forms.words import in_words
from commonstacks.workshop.handouts.story import (
    Credit,
    HeldFile,
    Licence,
    Statement,
    Story,
    TableColumn,
)


def story(lent: Lent, token: str = "") -> Story:
    """Everything a handout says. Refuses a dataset whose context is not published."""
    told = published(lent)
    landing = f"{wiring.library_address()}/datasets/{lent.slug}/v/{lent.version.number}"
    return Story(
        title=lent.title,
        slug=lent.slug,
        publisher=lent.publisher,
        address=lent.address,
        attribution=lent.attribution,
        licence=licence(told),
        version=lent.version.number,
        version_on=lent.version.taken_at.date(),
        rows=lent.profile.rows,
        files=tuple(
            HeldFile(file.name, file.size, file.media_type, file.sha256)
            for file in lent.version.files
        ),
        columns=tuple(TableColumn(column.name, column.kind) for column in lent.profile.columns),
        statements=tuple(statement(told.form, answer) for answer in told.answers),
        gaps=tuple(line.gap for line in told.gaps),
        facts=told.facts,
        credits=credits_of(lent),
        landing_address=landing,
        revision=told.revision,
        form=told.form,
        renamed=renamed_questions(told.form.release),
        library=wiring.library_name(),
        view_address=f"{landing}/view/{token}" if token else "",
        context_address=f"{wiring.library_address()}/api/v1/datasets/{lent.slug}/context",
    )


def published(lent: Lent) -> Told:
    if lent.story is None:
        raise Refusal(
            "“{title}” is waiting for its context.",
            "Data are never handed out without it.",
            title=lent.title,
        )
    return lent.story


def licence(told: Told) -> Licence:
    """What the form's licence question was answered with; the contextualist's voice first."""
    asked = next(q for q in told.form.questions if q.type == "licence")
    found = sorted(told.to(asked.id), key=lambda answer: answer.voice != "X")
    facts: dict[str, Any] = next((a.answer for a in found if a.answer), {"state": "none_stated"})
    return Licence(facts["state"], facts.get("id", ""), facts.get("url", ""))


def told_to(lent: Lent, *asked: str) -> tuple[tuple[Statement, ...], ...]:
    """What was said to some of the questions, where nobody needs the rest; see ``Story.to``."""
    told = published(lent)
    now = dict(renamed_questions(told.form.release))
    return tuple(
        tuple(statement(told.form, answer) for answer in told.to(now.get(question, question)))
        for question in asked
    )


def statement(form: Form, answer: Answer) -> Statement:
    question = form.question(answer.question)
    return Statement(
        question=question.id,
        ask=question.ask.say(),
        voice=answer.voice,
        author=answer.author,
        said_on=answer.said_on,
        text="" if answer.absence else in_words(question, answer.answer),
        answer=None if answer.absence else answer.answer,
        absence=answer.absence,
        note=answer.note,
        asked_of=answer.asked_of,
        asked_on=answer.asked_on,
        evidence=tuple(check_evidence(form, facts) for facts in answer.evidence),
    )


def credits_of(lent: Lent) -> tuple[Credit, ...]:
    """Every line of the ledger that is shown, with consent already applied to the names."""
    return tuple(
        Credit(group.name, line.role, line.name or "1 contributor not named", line.what)
        for group in lent.credits
        for line in group.credits
    )
