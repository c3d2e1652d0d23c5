"""Around a review: the queue, what time does, what is hidden, and what a second person signs."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from commonstacks.flows import disputing, finding, placing, publication, reading, sealing, wiring
from commonstacks.kit import clock
from commonstacks.kit.errors import NotAllowed, NotHeld, Refusal
from commonstacks.library.catalog.models import Dataset
from commonstacks.library.catalog.queries import scopes_of
from commonstacks.library.context import actions as context
from commonstacks.library.context import queries as said
from commonstacks.library.context import rules
from commonstacks.library.context.models import Context, Gap, Review, Statement
from commonstacks.library.people import rules as people_rules
from commonstacks.library.people.models import Account

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class QueueLine:
    """One review that waits, and for what."""

    slug: str
    title: str
    opened_on: date
    opened_by: str
    turned: int
    needed: int
    missing: str
    free_on: date | None
    ends_on: date
    may_turn: bool
    turned_by_me: bool


@dataclass(frozen=True, slots=True)
class Passed:
    """What the passing of time did."""

    expired: int
    published: int
    contested: int


@dataclass(frozen=True, slots=True)
class ContextAlone:
    """What everybody reads of a published context, also where the data are hidden."""

    slug: str
    title: str
    state: str
    contested: bool
    withheld: str
    pauses: tuple[tuple[date, date | None, str], ...]
    may_pause: bool
    paused: bool


def queue(by: Account) -> tuple[QueueLine, ...]:
    """All that is in review and that this person may read, the oldest first."""
    if not people_rules.may_somewhere(by, "turn key"):
        raise NotAllowed("The queue is for those who review.", "Ask the steward of this library.")
    begun = Review.objects.filter(outcome=Review.Outcome.OPEN).order_by("opened_at")
    reviews = begun.select_related("dataset__source", "opened_by")
    return tuple(
        queue_line(review, by) for review in reviews if rules.in_circle(review.dataset, by)
    )


def queue_line(review: Review, by: Account) -> QueueLine:
    dataset, keys = review.dataset, wiring.review_keys()
    waits = rules.free_on(review)
    return QueueLine(
        slug=dataset.slug,
        title=dataset.title,
        opened_on=review.opened_at.date(),
        opened_by=review.opened_by.name,
        turned=review.keys.count(),
        needed=keys,
        missing=rules.missing_keys(review, keys=keys, people=said.about_people(dataset)),
        free_on=waits if waits and waits > clock.now().date() else None,
        ends_on=(review.opened_at + rules.REVIEW_LIFE).date(),
        may_turn=people_rules.may_turn_key(by, on=scopes_of(dataset)),
        turned_by_me=review.keys.filter(agent=by.agent_id).exists(),
    )


def let_time_pass(now: datetime) -> Passed:
    """Once a day: old reviews end, silence means go, long disputes mark their context."""
    expired = context.expire_reviews(now=now)
    ready = [review for review in begun() if may_end(review, now) and published(review, now)]
    contested = context.mark_contested(now=now)
    if expired or ready or contested:
        sealing.keep()
    return Passed(len(expired), len(ready), len(contested))


def published(review: Review, now: datetime) -> bool:
    """One that cannot be published, such as after a new form, does not keep the others."""
    try:
        publication.publish(review, now=now)
    except Refusal as refusal:
        log.warning("The review of %s waits: %s", review.dataset_id, refusal.reason)
        return False
    return True


def begun() -> list[Review]:
    return list(Review.objects.filter(outcome=Review.Outcome.OPEN).select_related("dataset"))


def may_end(review: Review, now: datetime) -> bool:
    waits = rules.free_on(review)
    people = said.about_people(review.dataset)
    missing = rules.missing_keys(review, keys=wiring.review_keys(), people=people)
    return not missing and (waits is None or now.date() >= waits)


def tell_of_reply(slug: str, reply: rules.Reply, *, by: Account) -> None:
    review = review_in(slug, by)
    context.tell_of_reply(review=review, reply=reply, by=by, now=clock.now())
    sealing.keep_soon()


def review_in(slug: str, by: Account) -> Review:
    dataset = reading.held_and_open(slug, by)
    review = Review.objects.filter(dataset=dataset, outcome=Review.Outcome.OPEN).first()
    if review is None:
        raise NotHeld("This context is not in review.", "Send it in first.")
    return review


def alone(slug: str, reader: Account | None) -> ContextAlone:
    dataset = disputing.open_to(slug, reader)
    row = Context.objects.filter(dataset=dataset).first()
    shown = said.publication_of(dataset)
    return ContextAlone(
        slug=dataset.slug,
        title=dataset.title,
        state=row.state if row else Context.State.COLLECTING,
        contested=row is not None and row.contested_at is not None,
        withheld=rules.why_withheld(dataset),
        pauses=tuple(
            (each.at.date(), each.ended_at.date() if each.ended_at else None, each.why)
            for each in dataset.pauses.all()
        ),
        may_pause=people_rules.may_pause(reader, on=scopes_of(dataset)),
        paused=shown is not None and shown.paused,
    )


def pause(slug: str, why: str, *, by: Account) -> None:
    """Hidden from every door at once, also from search."""
    dataset = disputing.open_to(slug, by)
    with transaction.atomic():
        context.pause(dataset=dataset, why=why, by=by, now=clock.now())
    show_anew(dataset)


def resume(slug: str, *, by: Account) -> None:
    dataset = disputing.open_to(slug, by)
    context.resume(dataset=dataset, by=by, now=clock.now())
    show_anew(dataset)


def archive(slug: str, *, by: Account) -> None:
    context.archive(dataset=disputing.open_to(slug, by), by=by, now=clock.now())
    sealing.keep_soon()


def open_again(slug: str, *, by: Account) -> None:
    context.open_again(dataset=disputing.open_to(slug, by), by=by, now=clock.now())
    sealing.keep_soon()


def show_anew(dataset: Dataset) -> None:
    placing.place(dataset)
    finding.index_dataset(dataset)
    sealing.keep_soon()


def countersign(slug: str, key: UUID, *, by: Account) -> None:
    statement = disputing.statement_in(reading.held_and_open(slug, by), str(key), by)
    context.countersign(statement=statement, form=wiring.form(), by=by, now=clock.now())
    sealing.keep_soon()


def prefer(slug: str, key: UUID, *, by: Account) -> None:
    statement = disputing.statement_in(disputing.open_to(slug, by), str(key), by)
    context.prefer(statement=statement, by=by, now=clock.now())
    sealing.keep_soon()


def deprecate(slug: str, key: UUID, reason: str, *, by: Account) -> None:
    dataset = disputing.open_to(slug, by)
    context.deprecate(said=said_in(dataset, key, by), reason=reason, by=by, now=clock.now())
    sealing.keep_soon()


def return_said(slug: str, key: UUID, reason: str, *, by: Account) -> None:
    dataset = reading.held_and_open(slug, by)
    context.return_said(said=said_in(dataset, key, by), reason=reason, by=by, now=clock.now())
    sealing.keep_soon()


def hide(slug: str, key: UUID, ground: str, reason: str, *, by: Account) -> None:
    dataset = disputing.open_to(slug, by)
    found = said_in(dataset, key, by)
    context.hide(said=found, ground=ground, reason=reason, by=by, now=clock.now())
    show_anew(dataset)


def said_in(dataset: Dataset, key: UUID, by: Account) -> Statement | Gap:
    heard: list[Statement | Gap] = [
        *said.heard_statements(dataset, by),
        *said.heard_gaps(dataset, by),
    ]
    found = next((each for each in heard if each.pk == key), None)
    if found is None:
        raise NotHeld("This does not stand any more.", "Look at the page anew.")
    return found
