"""Make agents and accounts. Who is recorded without an account has a custodian."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from commonstacks.kit.errors import NotAllowed, Refusal
from commonstacks.library.people import rules
from commonstacks.library.people.models import Account, Agent, Role

LONGEST_NAME = 200
LONGEST_EMAIL = 254


def know_agent(*, kind: str, name: str, now: datetime) -> Agent:
    """The organisation or program of that name; made when it is new. People are never merged."""
    name = name.strip()
    if not name:
        raise Refusal("An agent needs a name.", "Write who it is, or say “not recorded”.")
    if kind not in {Agent.Kind.ORGANISATION, Agent.Kind.SOFTWARE}:
        return Agent.objects.create(kind=kind, name=name, created_at=now)
    return Agent.objects.get_or_create(kind=kind, name=name, defaults={"created_at": now})[0]


def chosen_name(name: str) -> str:
    """A name that somebody gives themselves; everybody reads it, so it is no address."""
    name = " ".join(name.split())
    if not name:
        raise Refusal("A name is missing.", "Any name will do; it need not be your legal one.")
    if len(name) > LONGEST_NAME:
        raise Refusal("This name is too long.", "Write at most {most} letters.", most=LONGEST_NAME)
    if "@" in name:
        raise Refusal("An e-mail address is not a name.", "Everybody reads it; choose a name.")
    return name


def checked_email(email: str) -> str:
    """In the one spelling by which an account is known."""
    email = email.strip().lower()
    name, _, house = email.rpartition("@")
    if not name or not house or " " in email or len(email) > LONGEST_EMAIL:
        raise Refusal("This is not an e-mail address.", "Write it like ada@example.org")
    return email


def record_agent(
    *, kind: str, name: str, by: Account, now: datetime, description: str = ""
) -> Agent:
    """Somebody without an account; who records them is their custodian."""
    if kind not in Agent.Kind.values:
        raise Refusal(
            "There is no agent of kind “{kind}”.",
            "Say: {kinds}",
            kind=kind,
            kinds=", ".join(Agent.Kind),
        )
    if not rules.may_facilitate(by):
        raise NotAllowed("You may not record people here.", "Ask the steward of this library.")
    agent = know_agent(kind=kind, name=name, now=now)
    if agent.custodian_id is None and not Account.objects.filter(agent=agent).exists():
        agent.custodian, agent.description = by.agent, description or agent.description
        agent.save(update_fields=["custodian", "description"])
    return agent


@transaction.atomic
def open_account(
    *, email: str, name: str, kind: str, roles: tuple[str, ...], now: datetime
) -> Account:
    """``roles`` are on the whole library. An account of that e-mail is left as it is."""
    email = email.strip().lower()
    known = Account.objects.filter(email=email).first()
    if known:
        return known
    agent = know_agent(kind=kind, name=name, now=now)
    account = Account(email=email, agent=agent, created_at=now)
    account.set_unusable_password()
    account.save(force_insert=True)
    Role.objects.bulk_create(Role(account=account, name=role) for role in roles)
    return account


def rename(*, agent: Agent, name: str, by: Account) -> None:
    """The name that is shown, everywhere and in what was written before: names are kept once."""
    if not rules.is_own(by, agent):
        raise NotAllowed("Only you change your name.", "Ask the person.")
    agent.name = chosen_name(name)
    taken = Agent.objects.filter(kind=agent.kind, name=agent.name).exclude(pk=agent.pk)
    if agent.kind in {Agent.Kind.ORGANISATION, Agent.Kind.SOFTWARE} and taken.exists():
        raise Refusal("This name is taken.", "Choose one that tells the two apart.")
    agent.save(update_fields=["name"])
