"""The rules of the context's life: who may read what, and when a review may end in yes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import permutations
from typing import Final
from uuid import UUID

from commonstacks.kit.errors import NotAllowed, Refusal, phrase
from commonstacks.library.catalog.models import Dataset
from commonstacks.library.catalog.queries import scopes_of
from commonstacks.library.context.models import Dispute, Key, Publication, Review, Said
from commonstacks.library.people import rules as people_rules
from commonstacks.library.people.models import Account, Agent, Role

RIGHT_OF_REPLY: Final = timedelta(days=14)
REVIEW_LIFE: Final = timedelta(days=60)
DISPUTE_LIFE: Final = timedelta(days=30)

OWN_VOICES: Final = {  # whose a voice is: only they, or who said it, take an answer of it away
    Said.Voice.PUBLISHER: (Role.Name.PUBLISHER,),
    Said.Voice.WORKER: (Role.Name.PUBLISHER,),
    Said.Voice.SUBJECT: (Role.Name.CONSTITUENT, Role.Name.LABEL_HOLDER),
    Said.Voice.COMMUNITY: (Role.Name.CONSTITUENT, Role.Name.LABEL_HOLDER),
    Said.Voice.CONTEXTUALIST: (Role.Name.CONTEXTUALIST,),
}


@dataclass(frozen=True, slots=True)
class Reply:
    """Whether the publisher could reply before publication: told, replied, or not told and why."""

    state: str
    told_on: date | None = None
    why: str = ""


def may_read(dataset: Dataset, reader: Account | None) -> bool:
    """The one rule of lending: everybody when published, else only those who work on it."""
    shown = Publication.objects.filter(dataset=dataset, paused=False, context_only=False)
    return shown.exists() or people_rules.may_read(reader, on=scopes_of(dataset))


def why_withheld(dataset: Dataset) -> str:
    """Why the public reads only the context; empty where the data are lent or nothing is shown."""
    shown = Publication.objects.filter(dataset=dataset).first()
    if shown is None:
        return ""
    if shown.paused:
        return phrase("The data are hidden for now. {why}").format(why=shown.paused_why).strip()
    if shown.context_only:
        return phrase("Here only the context is published, not the data.")
    return ""


def may_hear(said: Said, reader: Account | None, *, in_circle: bool) -> bool:
    """Public: everybody. Circle: who has a role on it. Private: who said it, and who records."""
    if said.visibility == Said.Visibility.PUBLIC:
        return True
    if reader is None or not reader.is_active:
        return False
    if is_by(reader, said.author):
        return True
    return in_circle and said.visibility == Said.Visibility.CIRCLE


def in_circle(dataset: Dataset, reader: Account | None) -> bool:
    return people_rules.may_read(reader, on=scopes_of(dataset))


def hears_private(dataset: Dataset, reader: Account | None) -> bool:
    """Stewards and facilitators: they answer for what was entrusted to the library."""
    return people_rules.may_facilitate(reader, on=scopes_of(dataset))


def is_by(account: Account, author: Agent) -> bool:
    """Said by this account, or by somebody without an account in its care."""
    return people_rules.is_own(account, author) or author.custodian_id == account.agent_id


def speaks_for(account: Account, voice: str, dataset: Dataset) -> bool:
    """Whether a voice is this account's own, not one it only writes down for others."""
    names = OWN_VOICES.get(Said.Voice(voice), ())
    return people_rules.holds(account, names, on=scopes_of(dataset))


def check_may_take_away(said: Said, by: Account, dataset: Dataset) -> None:
    """Nobody takes away what another voice said."""
    if not (is_by(by, said.author) or speaks_for(by, said.voice, dataset)):
        raise NotAllowed(
            "Nobody takes away what another voice said.", "You can say something else beside it."
        )


def check_may_replace(said: Said, by: Account, dataset: Dataset) -> None:
    """What somebody wrote down for others may be put right by the next who does; what a voice
    said of itself only by them, or by another of that voice."""
    own = Account.objects.filter(agent=said.author).first()
    if own is None:
        lived = said.author.custodian_id or said.voice in (Said.Voice.SUBJECT, Said.Voice.COMMUNITY)
    else:
        lived = speaks_for(own, said.voice, dataset)
    if lived:
        check_may_take_away(said, by, dataset)


def check_reply(reply: Reply) -> None:
    if reply.state not in Review.Reply.values:
        raise Refusal("Say whether the publisher was told.", "One of: told, replied, not told.")
    if reply.state == Review.Reply.TOLD and reply.told_on is None:
        raise Refusal("Say on which day the publisher was told.", "Write the date.")
    if reply.state == Review.Reply.NOT_TOLD and not reply.why.strip():
        raise Refusal(
            "Say why the publisher was not told.", "The reason is printed with the context."
        )


def is_too_old(review: Review, *, now: datetime) -> bool:
    return now - review.opened_at > REVIEW_LIFE


def free_on(review: Review) -> date | None:
    """Until when the publisher may reply; silence after that day means go."""
    waits = review.reply == Review.Reply.TOLD and review.told_on is not None
    return review.told_on + RIGHT_OF_REPLY if waits and review.told_on else None


def check_may_end(review: Review, *, now: datetime, keys: int, people: bool = False) -> None:
    """Refuses while a key is missing, the publisher may still reply, or the review is too old.

    ``people``: the data are about people, so one of two keys is a constituent's.
    """
    if is_too_old(review, now=now):
        raise Refusal("This review is over sixty days old.", "Send the context in again.")
    waits = free_on(review)
    if waits and now.date() < waits:
        raise Refusal(
            "The publisher may reply until {day:%d %B %Y}.",
            "Publish after that day, or record the reply.",
            day=waits,
        )
    missing = missing_keys(review, keys=keys, people=people)
    if missing:
        raise Refusal(
            "{turned} of {keys} keys are turned.",
            "Another person has to read and agree: {missing}.",
            turned=review.keys.count(),
            keys=keys,
            missing=missing,
        )


def missing_keys(review: Review, *, keys: int, people: bool) -> str:
    """Whose yes is missing, in words; empty when the keys open. Two keys are of two kinds."""
    turned = list(review.keys.all())
    if keys < 2:
        return "" if turned else "anybody who may publish"
    if not any(key.contextualist for key in turned):
        return "a contextualist who wrote none of it"
    if people and not any(key.constituent for key in turned):
        return "a reader for the people the data are about"
    if not people and len(turned) < keys:
        return "a second person"
    if not any(opens(*pair, people) for pair in permutations(turned, 2)):
        return "a second contextualist who wrote none of it, or a second reader for the people"
    return ""


def opens(one: Key, other: Key, people: bool) -> bool:
    return one.contextualist and (other.constituent or not people)


def check_may_turn_key(review: Review, account: Account, *, authors: set[UUID], keys: int) -> None:
    """With two keys, one belongs to somebody who wrote none of it."""
    if not people_rules.may_turn_key(account, on=scopes_of(review.dataset)):
        raise NotAllowed("You may not publish here.", "Ask the steward of this library.")
    if review.outcome != Review.Outcome.OPEN:
        raise Refusal("This review is over.", "Look at the page anew.")
    by_authors = review.keys.filter(agent__in=authors).exclude(agent=account.agent).count()
    if keys > 1 and account.agent_id in authors and by_authors >= keys - 1:
        raise NotAllowed(
            "One key has to be turned by somebody who wrote none of it.",
            "Ask another reader.",
        )


def is_long_open(dispute: Dispute, *, now: datetime) -> bool:
    return dispute.outcome == Dispute.Outcome.OPEN and now - dispute.opened_at > DISPUTE_LIFE
