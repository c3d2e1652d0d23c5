"""Ask the circle, object, work objections in, turn a proposal down."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from commonstacks.kit.errors import NotAllowed, Refusal
from commonstacks.library.governing import rules
from commonstacks.library.governing.actions.crediting import credit_part
from commonstacks.library.governing.actions.proposing import close
from commonstacks.library.governing.models import Position, Proposal, Round
from commonstacks.library.people.models import Account

Facts = dict[str, Any]


@transaction.atomic
def open_round(
    *, proposal: Proposal, weight: str, report: Facts, by: Account, now: datetime
) -> Round:
    """From discussion to the circle, with the report of the dry run; ``weight`` as it is now."""
    if not rules.may_release(by):
        rules.check_own(proposal, by)
    proposal.weight = weight
    rules.check_may_open(proposal, now=now)
    proposal.state = Proposal.State.CONSENT
    proposal.save(update_fields=["state", "weight"])
    return ask(proposal, report, now)


def ask(proposal: Proposal, report: Facts, now: datetime) -> Round:
    return Round.objects.create(
        proposal=proposal,
        number=proposal.rounds.count() + 1,
        opened_at=now,
        closes_at=now + rules.ROUND,
        report=report,
        operations=proposal.operations,
    )


@transaction.atomic
def take_position(*, round_: Round, stance: str, harm: str, by: Account, now: datetime) -> Position:
    """A member of the circle consents or objects; until the round is over they may change it."""
    rules.check_state(round_.proposal, Proposal.State.CONSENT)
    rules.check_round_open(round_, now=now)
    if not rules.in_circle(by):
        raise NotAllowed("The circle decides about the form.", "Say what you think below it.")
    rules.check_position(stance, harm)
    objects = stance == Position.Stance.OBJECTION
    made, _ = Position.objects.update_or_create(
        round=round_,
        agent=by.agent,
        defaults={
            "at": now,
            "stance": stance,
            "harm": harm.strip() if objects else "",
            "constituent": rules.is_constituent(by),
        },
    )
    if objects:
        credit_part(round_.proposal, by, "objector", "named a harm to the form's aim", now=now)
    return made


@transaction.atomic
def integrate(
    *,
    round_: Round,
    operations: Sequence[Facts],
    weight: str,
    report: Facts,
    how: str,
    by: Account,
    now: datetime,
) -> Round:
    """The proposer works the objections in, says how, and the circle is asked again."""
    proposal = round_.proposal
    rules.check_own(proposal, by)
    rules.check_state(proposal, Proposal.State.CONSENT)
    if round_.answered_at is not None:
        raise Refusal("This round is over.", "See the newest one.")
    rules.check_may_integrate(round_)
    if not how.strip():
        raise Refusal("Say how the objection was worked in.", "Those who objected read it.")
    round_.answered, round_.answered_at = how.strip(), now
    round_.save(update_fields=["answered", "answered_at"])
    proposal.operations, proposal.weight = list(operations), weight
    proposal.save(update_fields=["operations", "weight"])
    credit_part(proposal, by, "form proposer", "worked objections in", now=now)
    return ask(proposal, report, now)


@transaction.atomic
def reject(*, proposal: Proposal, reason: str, by: Account, now: datetime) -> None:
    """A steward turns down what the circle objects to; nobody turns down what it has not seen."""
    if not rules.may_release(by):
        raise NotAllowed("Only a steward turns a proposal down.", "You can object in its round.")
    rules.check_state(proposal, Proposal.State.CONSENT)
    latest = proposal.rounds.order_by("-number")[0]
    if now < latest.closes_at or not rules.objections(latest):
        raise Refusal(
            "It cannot be turned down.", "Only after a round that ended with an objection."
        )
    close(proposal, Proposal.State.REJECTED, reason, now)
