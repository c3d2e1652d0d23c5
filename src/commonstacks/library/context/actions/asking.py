"""A signed link lets somebody without an account say exactly one thing, and take it back later."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.core import signing
from django.db import transaction

from commonstacks.kit.digests import sha256
from commonstacks.kit.errors import NotAllowed, NotHeld, Refusal
from commonstacks.library.catalog.models import Dataset
from commonstacks.library.catalog.queries import scopes_of
from commonstacks.library.context import queries
from commonstacks.library.context.actions.disputing import TAKEN_BACK, Objection, put, settle
from commonstacks.library.context.actions.saying import end, question_of
from commonstacks.library.context.actions.testifying import (
    Agreed,
    Told,
    put_statement,
    put_told,
    respondent,
)
from commonstacks.library.context.models import Asking, Dispute, Gap, Review, Said, Statement
from commonstacks.library.people import actions as people
from commonstacks.library.people import rules as people_rules
from commonstacks.library.people.models import Account, Agent
from commonstacks.workshop.forms.answers import check_voice
from commonstacks.workshop.forms.form import Form
from commonstacks.workshop.forms.gap import Gap as GapValue

LINK_LIFE: Final = timedelta(days=60)
SALT: Final = "commonstacks.asking"
REPLY: Final = "I2"
NO_LINK = NotHeld(
    "This link does not work.", "It may be too old. Ask who gave it to you for a new one."
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a link is for. ``sent_to`` is private: it helps to know to whom it went."""

    purpose: str
    question: str = ""
    voice: str = Said.Voice.SUBJECT
    sent_to: str = ""


@transaction.atomic
def make_asking(
    *, dataset: Dataset, form: Form, wanted: Wanted, by: Account, now: datetime
) -> tuple[Asking, str]:
    """The link's token is told once; only its digest is kept."""
    if not people_rules.may_facilitate(by, on=scopes_of(dataset)):
        raise NotAllowed("You may not invite people to answer.", "Ask the steward.")
    if wanted.purpose not in Asking.Purpose.values:
        raise Refusal("Say what the link is for.", "A question, the reply, or “about me”.")
    voice = Said.Voice.PUBLISHER if wanted.purpose == Asking.Purpose.REPLY else wanted.voice
    if wanted.purpose == Asking.Purpose.QUESTION:
        asked = question_of(form, wanted.question)
        check_voice(asked, voice, tuple(each for each in Said.Voice.values if each != "M"))
    elif wanted.purpose == Asking.Purpose.ABOUT_ME and voice not in ("S", "C"):
        raise Refusal("This link is for the people the data are about.", "Choose their voice.")
    token = signing.dumps(secrets.token_urlsafe(24), salt=SALT, compress=False)
    made = Asking.objects.create(
        token_digest=sha256(token.encode()),
        dataset=dataset,
        purpose=wanted.purpose,
        question=wanted.question if wanted.purpose == Asking.Purpose.QUESTION else "",
        voice=voice,
        sent_to=wanted.sent_to.strip()[:300],
        made_by=by.agent,
        made_at=now,
        expires_at=now + LINK_LIFE,
    )
    return made, token


def asking_of(*, token: str, now: datetime) -> Asking:
    """What a link is for. Once used it stays good, so that what was said can be taken back."""
    try:
        signing.loads(token, salt=SALT)
    except signing.BadSignature:
        raise NO_LINK from None
    found = Asking.objects.select_related("dataset", "made_by", "respondent").filter(
        token_digest=sha256(token.encode())
    )
    asking = found.first()
    if asking is None or (asking.used_at is None and asking.expires_at <= now):
        raise NO_LINK
    return asking


def check_unused(asking: Asking) -> None:
    if asking.used_at is not None:
        raise Refusal("You have answered already.", "You can take it back here.")


@transaction.atomic
def say_by_link(
    *,
    token: str,
    form: Form,
    told: Told | GapValue | Objection,
    name: str,
    agreed: Agreed,
    now: datetime,
) -> Asking:
    """One thing, in the voice of the link; to the question of the link where it names one."""
    asking = asking_of(token=token, now=now)
    check_unused(asking)
    if told.voice != asking.voice:
        raise NotAllowed("This link speaks in another voice.", "Open the link anew.")
    if asking.question and told.question != asking.question:
        raise NotAllowed("This link is for one question.", "Open the link anew.")
    who = respondent(name=name, keeper=asking.made_by, now=now)
    if isinstance(told, Objection):
        asking.dispute = put(asking.dataset, form, told, who, asking.made_by, now)
    else:
        said = put_told(asking.dataset, form, told, who, agreed, asking.made_by, now)
        asking.statement = said if isinstance(said, Statement) else None
        asking.gap = said if isinstance(said, Gap) else None
    return used(asking, who, now)


def used(asking: Asking, who: Agent, now: datetime) -> Asking:
    asking.respondent, asking.used_at = who, now
    asking.save()
    return asking


@transaction.atomic
def withdraw_by_link(*, token: str, reason: str, now: datetime) -> None:
    """Whoever holds the link takes back what was said with it; a tombstone stays."""
    asking = asking_of(token=token, now=now)
    said = asking.statement or asking.gap
    if said is not None and said.state != Said.State.WITHDRAWN:
        end(said, Said.State.WITHDRAWN, reason.strip(), now=now)
    elif asking.dispute is not None and asking.dispute.outcome == Dispute.Outcome.OPEN:
        settle(asking.dispute, Dispute.Outcome.STANDS, TAKEN_BACK, asking.dispute.by, now)
    else:
        raise Refusal("There is nothing to take back.", "It was taken back, or never said.")


@transaction.atomic
def reply_by_link(*, token: str, form: Form, text: str, now: datetime) -> Asking:
    """The publisher's reply: words in their voice, or only that they have read it."""
    asking = asking_of(token=token, now=now)
    if asking.purpose != Asking.Purpose.REPLY:
        raise NotAllowed("This link is not for the publisher.", "Ask who gave it to you.")
    check_unused(asking)
    who = publisher_of(asking.dataset, asking.made_by, now)
    said = put_reply(asking.dataset, form, text, who, now)
    asking.statement = said
    return used(asking, who, now)


@transaction.atomic
def reply(*, dataset: Dataset, form: Form, text: str, by: Account, now: datetime) -> None:
    """The same by somebody who has the role of publisher."""
    if not people_rules.may_reply_as_publisher(by, on=scopes_of(dataset)):
        raise NotAllowed("Only the publisher replies here.", "Contest an answer instead.")
    put_reply(dataset, form, text, by.agent, now)


def publisher_of(dataset: Dataset, keeper: Agent, now: datetime) -> Agent:
    name = dataset.publisher.strip()[:200]
    if not name:
        return respondent(name="", keeper=keeper, now=now)
    return people.know_agent(kind=Agent.Kind.ORGANISATION, name=name, now=now)


def put_reply(
    dataset: Dataset, form: Form, text: str, who: Agent, now: datetime
) -> Statement | None:
    """A reply ends nobody's review; it is printed beside what it answers."""
    said = None
    if text.strip():
        before = [
            each
            for each in queries.standing_statements(dataset)
            if each.question == REPLY and each.voice == Said.Voice.PUBLISHER
        ]
        said = put_statement(dataset, form, reply_told(text), who, Said.Visibility.PUBLIC, now)
        said.supersedes = before[0] if before else None
        said.save(update_fields=["supersedes"])
    Review.objects.filter(dataset=dataset, outcome=Review.Outcome.OPEN).update(
        reply=Review.Reply.REPLIED, reply_why=""
    )
    return said


def reply_told(text: str) -> Told:
    return Told(REPLY, answer=text, voice=Said.Voice.PUBLISHER)
