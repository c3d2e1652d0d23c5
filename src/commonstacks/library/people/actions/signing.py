"""Let people sign in with a link that works once."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from commonstacks.kit.digests import sha256
from commonstacks.kit.errors import NotAllowed
from commonstacks.library.people.models import Account, SignInLink

LINK_LIFE = timedelta(hours=12)


def new_token() -> tuple[str, str]:
    """A token nobody can guess, and its digest: only that is kept."""
    token = secrets.token_urlsafe(32)
    return token, digest_of(token)


def digest_of(token: str) -> str:
    return sha256(token.encode())


def make_sign_in_link(*, account: Account, now: datetime) -> str:
    """The token of a link that signs ``account`` in once."""
    token, digest = new_token()
    SignInLink.objects.create(token_digest=digest, account=account, expires_at=now + LINK_LIFE)
    return token


def use_sign_in_link(*, token: str, now: datetime) -> Account:
    used = SignInLink.objects.filter(
        token_digest=digest_of(token),
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
    return link.get(token_digest=digest_of(token)).account
