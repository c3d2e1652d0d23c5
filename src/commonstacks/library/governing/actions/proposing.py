"""Draft a proposal, change the draft, put it up, take it back, put it off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from commonstacks.kit.errors import NotAllowed, Refusal
from commonstacks.library.governing import rules
from commonstacks.library.governing.actions.crediting import credit_part
from commonstacks.library.governing.models import Proposal
from commonstacks.library.people.models import Account

Facts = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Reasons:
    """What a proposal says beside its operations; ``datasets`` are ids."""

    title: str = ""
    wrong: str = ""
    datasets: tuple[str, ...] = ()
    alternatives: str = ""
    gains: str = ""
    bears: str = ""


@transaction.atomic
def draft(
    *, release: int, by: Account, now: datetime, replaces: Proposal | None = None
) -> Proposal:
    """A new, empty proposal for the form as it stands in ``release``."""
    if not rules.may_propose(by):
        raise NotAllowed("You may not propose changes of the form.", "Ask a contextualist to.")
    newest = Proposal.objects.aggregate(n=Max("number"))["n"] or 0
    return Proposal.objects.create(
        number=newest + 1, based_on=release, proposed_by=by.agent, made_at=now, replaces=replaces
    )


@transaction.atomic
def change(
    *,
    proposal: Proposal,
    by: Account,
    operations: Sequence[Facts] | None = None,
    weight: str = "",
    reasons: Reasons | None = None,
) -> None:
    """Other operations (with the class that was computed of them), other words, or both."""
    rules.check_own(proposal, by)
    rules.check_state(proposal, Proposal.State.DRAFT)
    if operations is not None:
        proposal.operations, proposal.weight = list(operations), weight
    if reasons is not None:
        proposal.title, proposal.wrong = reasons.title, reasons.wrong
        proposal.datasets, proposal.alternatives = list(reasons.datasets), reasons.alternatives
        proposal.gains, proposal.bears = reasons.gains, reasons.bears
    proposal.save()


@transaction.atomic
def put_up(*, proposal: Proposal, weight: str, by: Account, now: datetime) -> None:
    """From draft to discussion; from now on everybody reads it. What it replaces is closed."""
    rules.check_own(proposal, by)
    rules.check_state(proposal, Proposal.State.DRAFT)
    if not rules.may_propose(by):
        raise NotAllowed("You may not propose changes of the form.", "Ask a contextualist to.")
    rules.check_complete(proposal)
    proposal.weight, proposal.put_up_at = weight, now
    proposal.state = Proposal.State.DISCUSSION
    proposal.save()
    old = proposal.replaces
    if old is not None and old.state not in (Proposal.State.RELEASED, Proposal.State.REJECTED):
        rules.check_own(old, by)
        old.state, old.closed_at = Proposal.State.SUPERSEDED, now
        old.save(update_fields=["state", "closed_at"])
    credit_part(proposal, by, "form proposer", "proposed a change of the form", now=now)


@transaction.atomic
def withdraw(*, proposal: Proposal, reason: str, by: Account, now: datetime) -> None:
    """Its proposer takes it back; what was said about it stays."""
    rules.check_own(proposal, by)
    rules.check_state(proposal, Proposal.State.DRAFT, *rules.LIVE, Proposal.State.POSTPONED)
    close(proposal, Proposal.State.WITHDRAWN, reason, now)


@transaction.atomic
def postpone(*, proposal: Proposal, reason: str, by: Account, now: datetime) -> None:
    """Put off by its proposer or a steward; it can be taken up again."""
    if not rules.may_release(by):
        rules.check_own(proposal, by)
    rules.check_state(proposal, *rules.LIVE)
    close(proposal, Proposal.State.POSTPONED, reason, now)


@transaction.atomic
def resume(*, proposal: Proposal, by: Account, now: datetime) -> None:
    """A proposal that was put off is discussed again, from the beginning: two weeks."""
    if not rules.may_release(by):
        rules.check_own(proposal, by)
    rules.check_state(proposal, Proposal.State.POSTPONED)
    proposal.state, proposal.reason = Proposal.State.DISCUSSION, ""
    proposal.put_up_at, proposal.closed_at = now, None
    proposal.save()


def close(proposal: Proposal, state: Proposal.State, reason: str, now: datetime) -> None:
    if not reason.strip() and proposal.put_up_at is not None:
        raise Refusal("Say why.", "The reason stands at the top of the proposal.")
    proposal.state, proposal.reason, proposal.closed_at = state, reason.strip(), now
    proposal.save(update_fields=["state", "reason", "closed_at"])
