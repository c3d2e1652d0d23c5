"""Speak about a proposal, or stand behind it."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.db import transaction

from commonstacks.kit.errors import NotAllowed, Refusal
from commonstacks.library.governing import rules
from commonstacks.library.governing.actions.crediting import credit_part
from commonstacks.library.governing.models import Endorsement, Proposal, Remark
from commonstacks.library.people.models import Account

LONGEST: Final = 4000


@transaction.atomic
def remark(*, proposal: Proposal, text: str, by: Account, now: datetime) -> Remark:
    """Anybody who signs in takes part in the discussion."""
    rules.check_state(proposal, *rules.LIVE, Proposal.State.POSTPONED)
    text = text.strip()
    if not text:
        raise Refusal("There are no words yet.", "Write what you think.")
    if len(text) > LONGEST:
        raise Refusal(
            "That is {count} characters; {most} fit.",
            "Say it shorter.",
            count=len(text),
            most=LONGEST,
        )
    credit_part(proposal, by, "form proposer", "took part in the discussion", now=now, lead=False)
    return Remark.objects.create(proposal=proposal, agent=by.agent, at=now, text=text)


@transaction.atomic
def endorse(*, proposal: Proposal, by: Account, now: datetime) -> Endorsement:
    """Stand behind somebody else's proposal. Once; saying it again changes nothing."""
    rules.check_state(proposal, Proposal.State.DISCUSSION)
    if not rules.may_endorse(by, proposal):
        raise NotAllowed(
            "You cannot stand behind this one.",
            "It takes a role in this library, and it has to be somebody else's proposal.",
        )
    steward = rules.may_release(by)
    made, fresh = Endorsement.objects.get_or_create(
        proposal=proposal, agent=by.agent, defaults={"at": now, "steward": steward}
    )
    if fresh:
        credit_part(proposal, by, "form proposer", "stood behind the proposal", now=now, lead=False)
    return made
