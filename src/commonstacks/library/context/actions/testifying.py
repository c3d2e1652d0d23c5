"""What somebody without an account says, and to what they agreed. It is theirs, not its writer's.

Testimony is read in the circle until its giver agrees to more.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final

from django.db import transaction

from commonstacks.kit.digests import settled
from commonstacks.kit.errors import NotAllowed, Refusal
from commonstacks.kit.refs import Ref
from commonstacks.library.catalog.models import Dataset
from commonstacks.library.catalog.queries import scopes_of
from commonstacks.library.context import rules
from commonstacks.library.context.actions.saying import (
    check_not_archived,
    check_visibility,
    question_of,
    reopen,
)
from commonstacks.library.context.models import Consent, Gap, Said, Statement
from commonstacks.library.credit import actions as credit
from commonstacks.library.people import actions as people
from commonstacks.library.people import rules as people_rules
from commonstacks.library.people.models import Account, Agent
from commonstacks.workshop.forms.answers import check_absence, check_answer, check_voice
from commonstacks.workshop.forms.form import Form
from commonstacks.workshop.forms.gap import Gap as GapValue

UNNAMED: Final = "Somebody who is not named here"
TESTIMONY: Final = {"kind": "testimony", "title": "their own words"}


@dataclass(frozen=True, slots=True)
class Agreed:
    """How somebody agreed, on which day, how far it may be read, and whether it may be quoted."""

    how: str
    given_on: date
    level: str = Said.Visibility.CIRCLE
    may_quote: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """What was told to one question: an answer or an absence with its words."""

    question: str
    answer: Any = None
    absence: str = ""
    note: str = ""
    voice: str = Said.Voice.SUBJECT
    language: str = ""  # not known, unless somebody says it
    evidence: list[dict[str, Any]] = field(default_factory=lambda: [dict(TESTIMONY)])


@transaction.atomic
def respondent(*, name: str, keeper: Agent, now: datetime) -> Agent:
    """Somebody new in ``keeper``'s care; without a name one of an unnamed group."""
    name = name.strip()
    kind = Agent.Kind.PERSON if name else Agent.Kind.UNNAMED
    shown = people.chosen_name(name) if name else UNNAMED
    agent = people.know_agent(kind=kind, name=shown, now=now)
    agent.custodian = keeper
    agent.save(update_fields=["custodian"])
    return agent


@transaction.atomic
def record_testimony(
    *,
    dataset: Dataset,
    form: Form,
    told: Told | GapValue,
    who: Agent,
    agreed: Agreed,
    by: Account,
    now: datetime,
) -> Statement | Gap:
    """A facilitator writes down what somebody said. Both are credited for their part."""
    if not people_rules.may_facilitate(by, on=scopes_of(dataset)):
        raise NotAllowed("You may not record what people said.", "Ask the steward.")
    said = put_told(dataset, form, told, who, agreed, by.agent, now)
    credit.record(
        work=Ref("dataset", str(dataset.pk)),
        part="testimony",
        agent=by.agent,
        role="facilitator",
        what="wrote down what people said who have no account",
        by=by.agent,
        now=now,
    )
    return said


def put_told(
    dataset: Dataset,
    form: Form,
    told: Told | GapValue,
    who: Agent,
    agreed: Agreed,
    writer: Agent,
    now: datetime,
) -> Statement | Gap:
    check_agreed(agreed, now)
    check_not_archived(dataset)
    if isinstance(told, GapValue):
        said: Statement | Gap = put_gap(dataset, told, who, agreed.level, now)
    else:
        said = put_statement(dataset, form, told, who, agreed.level, now)
    link = {"gap": said} if isinstance(said, Gap) else {"statement": said}
    Consent.objects.create(
        how=agreed.how.strip()[:300],
        given_on=agreed.given_on,
        level=agreed.level,
        may_quote=agreed.may_quote,
        recorded_by=writer,
        **link,
    )
    reopen_where_read(said, now)
    credit_witness(said, writer, now)
    return said


def check_agreed(agreed: Agreed, now: datetime) -> None:
    check_visibility(agreed.level)
    if not agreed.how.strip():
        raise Refusal("Say how they agreed.", "For example: spoken, in writing, by this link.")
    if agreed.given_on > now.date():
        raise Refusal("That day has not come yet.", "Write the day on which they agreed.")


def put_statement(
    dataset: Dataset, form: Form, told: Told, who: Agent, level: str, now: datetime
) -> Statement:
    asked = question_of(form, told.question)
    check_voice(asked, told.voice, form.vocabulary("voices").ids)
    answer = None if told.absence else settled(check_answer(asked, told.answer))
    if told.absence:
        check_absence(asked, told.absence, note=told.note)
    return Statement.objects.create(
        dataset=dataset,
        question=asked.id,
        answer=answer,
        absence=told.absence,
        note=told.note,
        language=told.language,
        asked_of=who.name if told.absence else "",
        asked_on=now.date() if told.absence else None,
        voice=told.voice,
        author=who,
        said_at=now,
        evidence=told.evidence,
        visibility=level,
        form=form.release,
    )


def put_gap(dataset: Dataset, gap: GapValue, who: Agent, level: str, now: datetime) -> Gap:
    return Gap.objects.create(
        dataset=dataset,
        question=gap.question,
        kind=gap.kind,
        facts=settled(gap.to_json()),
        voice=gap.voice,
        author=who,
        said_at=now,
        evidence=[dict(TESTIMONY)],
        visibility=level,
    )


def reopen_where_read(said: Statement | Gap, now: datetime) -> None:
    """A review is of what the public will read; what stays in the circle does not end it."""
    if said.visibility == Said.Visibility.PUBLIC:
        reopen(said.dataset, now=now)


def credit_witness(said: Statement | Gap, writer: Agent, now: datetime) -> None:
    """Only for what everybody may read, so that no line of credit tells who spoke in private."""
    if said.visibility == Said.Visibility.PUBLIC:
        credit.record(
            work=Ref("dataset", str(said.dataset_id)),
            part=f"question {said.question}",
            agent=said.author,
            role="witness",
            what="told what they know",
            by=writer,
            now=now,
        )


@transaction.atomic
def change_consent(*, said: Statement | Gap, agreed: Agreed, by: Account, now: datetime) -> None:
    """Further or less far than before, as its giver says. The words are not touched."""
    if not rules.is_by(by, said.author):
        raise NotAllowed("Only who keeps the consent changes it.", "Ask who wrote it down.")
    consent = Consent.objects.filter(statement=said.pk) | Consent.objects.filter(gap=said.pk)
    check_agreed(agreed, now)
    found = consent.first()
    if found is None:
        raise Refusal("No consent was written down for this.", "Say it anew.")
    found.how, found.given_on = agreed.how.strip()[:300], agreed.given_on
    found.level, found.may_quote = agreed.level, agreed.may_quote
    found.save()
    before, said.visibility = said.visibility, agreed.level
    said.save(update_fields=["visibility"])
    if Said.Visibility.PUBLIC in (before, said.visibility):
        reopen(said.dataset, now=now)
    credit_witness(said, by.agent, now)
