"""Keep a view, say something about it, let go of it."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from commonstacks.kit.errors import NotAllowed, NotHeld, Refusal
from commonstacks.kit.refs import Ref
from commonstacks.library.explore import rules
from commonstacks.library.explore.models import LONGEST_VIEW, MOST_WORDS, SavedView
from commonstacks.library.people.models import Account

MOST: Final = 500  # views one person keeps


@transaction.atomic
def save_view(
    *, dataset: Ref, version: int, view: str, words: str, by: Account, now: datetime
) -> SavedView:
    """Again with other words changes the words, and not the day."""
    if not rules.may_save(by):
        raise NotAllowed("This account is closed.", "Ask the steward of this library.")
    if not view or len(view) > LONGEST_VIEW:
        raise Refusal("This is not the address of a view.", "Open the view, then keep it.")
    said = checked(words)
    others = by.saved_views.exclude(dataset=str(dataset), version=version, view=view)
    if others.count() >= MOST:
        raise Refusal("You keep {most} views already.", "Let go of some of them first.", most=MOST)
    return SavedView.objects.update_or_create(
        account=by,
        dataset=str(dataset),
        version=version,
        view=view,
        defaults={"words": said},
        create_defaults={"words": said, "saved_at": now},
    )[0]


@transaction.atomic
def describe(*, key: int, words: str, by: Account) -> SavedView:
    saved = own(key, by)
    saved.words = checked(words)
    saved.save(update_fields=["words"])
    return saved


def let_go(*, key: int, by: Account) -> None:
    own(key, by).delete()


def forget(*, dataset: UUID) -> int:
    """For a dataset that is erased: nobody keeps a view of it."""
    return SavedView.objects.filter(dataset=str(Ref("dataset", str(dataset)))).delete()[0]


def own(key: int, by: Account) -> SavedView:
    saved = SavedView.objects.filter(pk=key).first()
    if saved is None or not rules.is_own(by, saved):
        raise NotHeld("You keep no such view.", "See the list of your views.")
    return saved


def checked(words: str) -> str:
    text = "\n".join(line.strip() for line in words.strip().splitlines())
    if len(text) > MOST_WORDS:
        raise Refusal(
            "Your words are longer than {most} signs.", "Write them shorter.", most=MOST_WORDS
        )
    return text
