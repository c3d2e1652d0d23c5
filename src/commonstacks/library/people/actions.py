"""Make agents and accounts, and let people sign in with a link that works once."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from django.db import transaction

from commonstacks.kit.digests import sha256
from commonstacks.kit.errors import NotAllowed, Refusal
from commonstacks.library.people.models import Account, Agent, Role, SignInLink

LINK_LIFE = timedelta(hours=12)


def know_agent(*, kind: str, name: str, now: datetime) -> Agent:
    """The organisation or program of that name; made when it is new. People are never merged."""
    name = name.strip()
    if not name:
        raise Refusal("An agent needs a name.", "Write who it is, or say “not recorded”.")
    if kind == Agent.Kind.PERSON:
        return Agent.objects.create(kind=kind, name=name, created_at=now)
    return Agent.objects.get_or_create(kind=kind, name=name, defaults={"created_at": now})[0]


@transaction.atomic
def open_account(
    *, email: str, name: str, kind: str, roles: tuple[str, ...], now: datetime
) -> Account:
    known = Account.objects.filter(email=email).first()
    if known:
        return known
    agent = know_agent(kind=kind, name=name, now=now)
    account = Account.objects.create(email=email, agent=agent, created_at=now)
    account.set_unusable_password()
    account.save()
    Role.objects.bulk_create(Role(account=account, name=role) for role in roles)
    return account


def make_sign_in_link(*, account: Account, now: datetime) -> str:
    """The token of a link that signs ``account`` in once; only its digest is kept."""
    token = secrets.token_urlsafe(32)
    SignInLink.objects.create(
        token_digest=sha256(token.encode()), account=account, expires_at=now + LINK_LIFE
    )
    return token


def use_sign_in_link(*, token: str, now: datetime) -> Account:
    used = SignInLink.objects.filter(
        token_digest=sha256(token.encode()),
        used_at=None,
        expires_at__gt=now,
        account__is_active=True,
    ).update(used_at=now)
    if not used:
        raise NotAllowed(
            "This sign-in link no longer works.",
            "Links work once and for twelve hours. Ask for a new one: stacks init --link",
        )
    link = SignInLink.objects.select_related("account__agent")
    return link.get(token_digest=sha256(token.encode())).account
