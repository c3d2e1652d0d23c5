"""“This agent is me”: a link from the custodian joins an agent to the account that follows it."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from commonstacks.kit.errors import NotAllowed, NotHeld, Refusal
from commonstacks.kit.refs import Ref
from commonstacks.library.people import rules
from commonstacks.library.people.actions.opening import checked_email
from commonstacks.library.people.actions.signing import digest_of, new_token
from commonstacks.library.people.models import Account, Agent, Claim
from commonstacks.library.work import actions as work

CLAIM_LIFE = timedelta(days=30)


def make_claim_link(*, agent: Agent, by: Account, now: datetime) -> str:
    """The token; the custodian or a steward hands it to the person, by whatever way they have."""
    if not rules.may_care_for(by, agent):
        raise NotAllowed(
            "Only who recorded this person, or a steward, makes the link.", "Ask one of them."
        )
    check_claimable(agent)
    token, digest = new_token()
    Claim.objects.create(
        token_digest=digest, agent=agent, made_by=by.agent, expires_at=now + CLAIM_LIFE
    )
    return token


def check_claimable(agent: Agent) -> None:
    if agent.kind in {Agent.Kind.SOFTWARE, Agent.Kind.ORGANISATION}:
        raise Refusal("Only people are claimed.", "Make the person a member of the organisation.")
    if agent.same_as_id or Account.objects.filter(agent=agent).exists():
        raise Refusal("Somebody has claimed this already.", "Ask a steward if that is wrong.")


def claimed_by_link(*, token: str, now: datetime) -> Claim:
    found = Claim.objects.select_related("agent", "made_by").filter(
        token_digest=digest_of(token), used_at=None, expires_at__gt=now
    )
    claim = found.first()
    if claim is None:
        raise NotHeld(
            "This link no longer works.",
            "It works once and for thirty days. Ask the person who gave it to you for a new one.",
        )
    return claim


@transaction.atomic
def claim(*, token: str, by: Account, now: datetime) -> Agent:
    """Both agents stay with all their lines; that they are one person is known to that person."""
    held = claimed_by_link(token=token, now=now)
    agent = held.agent
    if agent.pk == by.agent_id:
        raise Refusal("This is you already.", "Nothing has to be joined.")
    check_claimable(agent)
    Claim.objects.filter(agent=agent).update(used_at=now)
    agent.same_as, agent.custodian = by.agent, None
    agent.save(update_fields=["same_as", "custodian"])
    note(held, by, now)
    return agent


@transaction.atomic
def claim_by_new_account(*, token: str, email: str, now: datetime) -> Account:
    """Somebody without an account: it is made without any right, and is this agent itself."""
    held = claimed_by_link(token=token, now=now)
    check_claimable(held.agent)
    email = checked_email(email)
    if Account.objects.filter(email=email).exists():
        raise Refusal("This person has an account here.", "Sign in, then open the link again.")
    account = Account(email=email, agent=held.agent, created_at=now)
    account.set_unusable_password()
    account.save(force_insert=True)
    Claim.objects.filter(agent=held.agent).update(used_at=now)
    Agent.objects.filter(pk=held.agent_id).update(custodian=None)
    note(held, account, now)
    return account


def note(held: Claim, by: Account, now: datetime) -> None:
    work.audit(
        actor=str(by.agent_id),
        action="claim",
        subject=str(Ref("agent", str(held.agent_id))),
        facts={"link by": str(held.made_by_id)},
        now=now,
    )
