"""The rules of the context's life: who may read what, and when a review may end in yes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from commonstacks.kit.errors import NotAllowed, Refusal
from commonstacks.library.catalog.models import Dataset
from commonstacks.library.context.models import Publication, Review
from commonstacks.library.people import rules as people_rules
from commonstacks.library.people.models import Account

RIGHT_OF_REPLY: Final = timedelta(days=14)
REVIEW_LIFE: Final = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Reply:
    """Whether the publisher could reply before publication: told, replied, or not told and why."""

    state: str
    told_on: date | None = None
    why: str = ""


def may_read(dataset: Dataset, reader: Account | None) -> bool:
    """The one rule of lending: everybody when published, else only those who work on it."""
    published = Publication.objects.filter(dataset=dataset, paused=False).exists()
    return published or people_rules.may_turn_key(reader)


def check_reply(reply: Reply) -> None:
    if reply.state not in Review.Reply.values:
        raise Refusal("Say whether the publisher was told.", "One of: told, replied, not told.")
    if reply.state == Review.Reply.TOLD and reply.told_on is None:
        raise Refusal("Say on which day the publisher was told.", "Write the date.")
    if reply.state == Review.Reply.NOT_TOLD and not reply.why.strip():
        raise Refusal(
            "Say why the publisher was not told.", "The reason is printed with the context."
        )


def check_may_end(review: Review, *, now: datetime, keys: int) -> None:
    """Refuses while a key is missing, the publisher may still reply, or the review is too old."""
    if now - review.opened_at > REVIEW_LIFE:
        raise Refusal("This review is over sixty days old.", "Send the context in again.")
    if review.reply == Review.Reply.TOLD and review.told_on is not None:
        free_on = review.told_on + RIGHT_OF_REPLY
        if now.date() < free_on:
            raise Refusal(
                f"The publisher may reply until {free_on:%d %B %Y}.",
                "Publish after that day, or record the reply.",
            )
    turned = review.keys.count()
    if turned < keys:
        raise Refusal(
            f"{turned} of {keys} keys are turned.", "Another person has to read and agree."
        )


def check_may_turn_key(review: Review, account: Account, *, authors: set[UUID], keys: int) -> None:
    """With two keys, one belongs to somebody who wrote none of it."""
    if not people_rules.may_turn_key(account):
        raise NotAllowed("You may not publish here.", "Ask the steward of this library.")
    by_authors = review.keys.filter(agent__in=authors).exclude(agent=account.agent).count()
    if keys > 1 and account.agent_id in authors and by_authors >= keys - 1:
        raise NotAllowed(
            "One key has to be turned by somebody who wrote none of it.",
            "Ask another reader.",
        )
