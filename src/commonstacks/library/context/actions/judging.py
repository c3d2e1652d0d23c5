"""Return, countersign, prefer, give up or hide what was said; each asks whose voice it is."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.db import transaction

from commonstacks.kit.errors import NotAllowed, Refusal
from commonstacks.kit.refs import Ref
from commonstacks.library.catalog.queries import scopes_of
from commonstacks.library.context import queries, rules
from commonstacks.library.context.actions.saying import end, reopen
from commonstacks.library.context.models import Gap, Said, Statement
from commonstacks.library.credit import actions as credit
from commonstacks.library.people import rules as people_rules
from commonstacks.library.people.models import Account
from commonstacks.library.work import actions as work
from commonstacks.workshop.forms.form import Form

GROUNDS: Final = ("safety", "law")
THEIRS: Final = (Said.Voice.SUBJECT, Said.Voice.COMMUNITY)


@transaction.atomic
def return_said(*, said: Statement | Gap, reason: str, by: Account, now: datetime) -> None:
    """Proposed to returned: it needs work, and its author reads why."""
    if not people_rules.may_turn_key(by, on=scopes_of(said.dataset)):
        raise NotAllowed("You may not return this.", "Ask the steward of this library.")
    if said.voice in THEIRS and not rules.speaks_for(by, said.voice, said.dataset):
        raise NotAllowed("What these people said is theirs.", "Say something else beside it.")
    if said.state != Said.State.PROPOSED:
        raise Refusal("Only what is proposed can be returned.", "Contest it instead.")
    check_reason(reason)
    end(said, Said.State.RETURNED, reason.strip(), now=now)


@transaction.atomic
def deprecate(*, said: Statement | Gap, reason: str, by: Account, now: datetime) -> None:
    """It no longer holds, says its own voice. The words stay readable."""
    rules.check_may_take_away(said, by, said.dataset)
    check_stands(said)
    check_reason(reason)
    end(said, Said.State.DEPRECATED, reason.strip(), now=now)


@transaction.atomic
def prefer(*, statement: Statement, by: Account, now: datetime) -> None:
    """First within its own voice; other voices are not touched."""
    rules.check_may_take_away(statement, by, statement.dataset)
    check_stands(statement)
    voice = Statement.objects.filter(
        dataset=statement.dataset, question=statement.question, voice=statement.voice
    )
    voice.update(preferred=False)
    statement.preferred = True
    statement.save(update_fields=["preferred"])
    reopen(statement.dataset, now=now)


@transaction.atomic
def countersign(*, statement: Statement, form: Form, by: Account, now: datetime) -> None:
    """A second person agrees that a question does not apply here."""
    on = scopes_of(statement.dataset)
    if not people_rules.may_turn_key(by, on=on):
        raise NotAllowed("You may not countersign here.", "Ask the steward of this library.")
    if rules.is_by(by, statement.author):
        raise NotAllowed("It takes a second person.", "Somebody else has to agree.")
    check_stands(statement)
    if statement.absence not in form.question(statement.question).countersign:
        raise Refusal("This needs no second person.", "Nothing to do.")
    if statement.countersigned_by_id is not None:
        raise Refusal("Somebody agreed already.", "Nothing to do.")
    statement.countersigned_by = by.agent
    statement.save(update_fields=["countersigned_by"])
    reopen(statement.dataset, now=now)
    credit.record(
        work=Ref("dataset", str(statement.dataset_id)),
        part=f"question {statement.question}",
        agent=by.agent,
        role="reviewer",
        what="agreed that a question does not apply",
        by=by.agent,
        now=now,
    )


@transaction.atomic
def hide(*, said: Statement | Gap, ground: str, reason: str, by: Account, now: datetime) -> None:
    """For safety or law only. A public tombstone says that something stood here, and why not."""
    if not people_rules.may_moderate(by, on=scopes_of(said.dataset)):
        raise NotAllowed("Only a steward hides what was said.", "Contest it instead.")
    check_ground(ground)
    check_reason(reason)
    end(said, Said.State.HIDDEN, f"{ground}: {reason.strip()}", now=now)
    work.audit(
        actor=str(by.agent_id),
        action="hide",
        subject=str(Ref("statement", str(said.pk))),
        facts={"ground": ground},
        now=now,
    )


def check_ground(ground: str) -> None:
    if ground not in GROUNDS:
        raise Refusal(
            "Words are hidden only for safety or for law.",
            "Where you disagree, contest it or say something else beside it.",
        )


def check_reason(reason: str) -> None:
    if not reason.strip():
        raise Refusal("Say why.", "The reason stays beside the words.")


def check_stands(said: Statement | Gap) -> None:
    if said.state not in queries.STANDING:
        raise Refusal("This does not stand any more.", "Look at the page anew.")
