"""Follow something, stop, ask for letters; notices come, are read, are sent."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from django.db import transaction

from commonstacks.kit.errors import NotAllowed, Refusal
from commonstacks.kit.refs import Ref
from commonstacks.library.people.models import Account, Follow, Notice

FOLLOWED: Final = {"dataset", "place", "question"}
MOST: Final = 500  # things one person follows


@transaction.atomic
def follow(*, subject: Ref, by_mail: bool, by: Account, now: datetime) -> Follow:
    """Again with another wish for letters changes the wish."""
    if not by.is_active:
        raise NotAllowed("This account is closed.", "Ask the steward of this library.")
    if subject.kind not in FOLLOWED:
        raise Refusal("This cannot be followed.", "Follow a dataset, a place or a question.")
    if by.follows.exclude(subject=str(subject)).count() >= MOST:
        raise Refusal(
            "You follow {most} things already.", "Stop following some of them first.", most=MOST
        )
    return Follow.objects.update_or_create(
        account=by,
        subject=str(subject),
        defaults={"by_mail": by_mail},
        create_defaults={"by_mail": by_mail, "since": now},
    )[0]


def stop_following(*, subject: Ref, by: Account) -> None:
    by.follows.filter(subject=str(subject)).delete()


def no_more_letters(*, account: Account) -> int:
    """They go on following, and read it here; what waited for a letter is not sent."""
    account.notices.filter(mailed_at=None).update(to_mail=False)
    return account.follows.filter(by_mail=True).update(by_mail=False)


@transaction.atomic
def notify(
    *, who: Mapping[Account, bool], kind: str, subject: Ref, about: str, now: datetime
) -> int:
    """A notice for each, once; the mapping says who wants it by letter too. Returns how many."""
    made = 0
    for account, to_mail in who.items():
        _, new = Notice.objects.get_or_create(
            account=account,
            kind=kind,
            subject=str(subject),
            about=about[:200],
            defaults={"at": now, "to_mail": to_mail},
        )
        made += new
    return made


def mark_read(*, by: Account, now: datetime) -> int:
    return by.notices.filter(read_at=None).update(read_at=now)
