"""Somebody who was recorded without an account says: this is me. And how to reach them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from commonstacks.flows import accounts, wiring
from commonstacks.kit import clock
from commonstacks.kit.errors import NotHeld, Refusal
from commonstacks.library.people import actions as people
from commonstacks.library.people.models import Account, Agent, Contact, Membership


@dataclass(frozen=True, slots=True)
class ClaimLine:
    name: str
    by: str
    until: datetime


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody as their custodian and the stewards see them."""

    agent: Agent
    account: accounts.PersonLine | None
    contacts: tuple[Contact, ...]
    memberships: tuple[Membership, ...]
    claimable: bool


def person(key: UUID, by: Account) -> Person:
    agent = known(key)
    contacts = people.contacts_of(agent=agent, by=by)
    account = Account.objects.filter(agent=agent).select_related("agent").first()
    belongs = agent.memberships.filter(until=None).select_related("organisation")
    return Person(
        agent=agent,
        account=accounts.person_line(account) if account else None,
        contacts=tuple(contacts),
        memberships=tuple(belongs.order_by("organisation__name")),
        claimable=account is None and not agent.same_as_id and agent.kind == Agent.Kind.PERSON,
    )


def known(key: UUID) -> Agent:
    agent = Agent.objects.filter(pk=key).first()
    if agent is None:
        raise NotHeld("This person is not known here.", "See the list of people.")
    return agent


def keep_contact(key: UUID, kind: str, value: str, *, by: Account) -> None:
    people.keep_contact(agent=known(key), kind=kind, value=value, by=by, now=clock.now())
    accounts.keep_names()


def forget_contact(key: UUID, contact: int, *, by: Account) -> None:
    found = known(key).contacts.filter(pk=contact).first()
    if found is None:
        raise NotHeld("This is gone already.", "Nothing has to be done.")
    people.forget_contact(contact=found, by=by)
    accounts.keep_names()


def link_for(key: UUID, *, by: Account) -> str:
    """The address that the custodian hands to the person."""
    token = people.make_claim_link(agent=known(key), by=by, now=clock.now())
    return f"{wiring.library_address()}/claim/{token}"


def claim_line(token: str) -> ClaimLine:
    found = people.claimed_by_link(token=token, now=clock.now())
    return ClaimLine(found.agent.name, found.made_by.name, found.expires_at)


def claim(token: str, *, by: Account) -> Agent:
    """Joined to an account that is there."""
    with transaction.atomic():
        agent = people.claim(token=token, by=by, now=clock.now())
        accounts.keep_names()
    return agent


def claim_and_join(token: str, *, email: str) -> Account:
    """By somebody without an account: it is made, and is this agent from the start."""
    if wiring.sign_up() == "closed":
        raise Refusal("This library takes in nobody new.", "Ask a steward of this library.")
    with transaction.atomic():
        account = people.claim_by_new_account(token=token, email=email, now=clock.now())
        accounts.keep_names()
    return account


def recorded_by(account: Account) -> tuple[Agent, ...]:
    """Those in the care of this account."""
    return tuple(Agent.objects.filter(custodian=account.agent_id).order_by("name"))
