"""Send a context in, agree, send it back; what the publisher replies, and what time does."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from commonstacks.kit.errors import NotAllowed, Refusal
from commonstacks.kit.refs import Ref
from commonstacks.library.catalog.models import Dataset
from commonstacks.library.catalog.queries import scopes_of
from commonstacks.library.context import queries, rules
from commonstacks.library.context.actions.saying import check_not_archived, resting_state
from commonstacks.library.context.models import Context, Key, Review
from commonstacks.library.credit import actions as credit
from commonstacks.library.people import rules as people_rules
from commonstacks.library.people.models import Account
from commonstacks.workshop.forms import gate
from commonstacks.workshop.forms.form import Form

TOO_OLD = "Sixty days went by without a second yes. Nothing was lost: send it in again."


@transaction.atomic
def send_in(
    *, dataset: Dataset, form: Form, reply: rules.Reply, by: Account, now: datetime
) -> Review:
    """Collecting to in review. The gate refuses with the list of open questions."""
    if not people_rules.may_answer(by, on=scopes_of(dataset)):
        raise NotAllowed("You may not send this in.", "Ask the steward of this library.")
    check_not_archived(dataset)
    check_gate(dataset, form)
    rules.check_reply(reply)
    check_told(reply.told_on, now)
    if Review.objects.filter(dataset=dataset, outcome=Review.Outcome.OPEN).exists():
        raise Refusal("This context is already in review.", "See the review queue.")
    Context.objects.filter(dataset=dataset).update(state=Context.State.IN_REVIEW)
    return Review.objects.create(
        dataset=dataset,
        opened_at=now,
        opened_by=by.agent,
        reply=reply.state,
        told_on=reply.told_on,
        reply_why=reply.why,
    )


def check_gate(dataset: Dataset, form: Form) -> None:
    """Only what everybody may read counts."""
    said = [queries.as_said(s) for s in queries.public_statements(dataset)]
    gate.guard(form, said, queries.gap_values(queries.public_gaps(dataset)))


def check_told(told_on: date | None, now: datetime) -> None:
    if told_on and told_on > now.date():
        raise Refusal("That day has not come yet.", "Write the day on which they were told.")


@transaction.atomic
def turn_key(*, review: Review, by: Account, keys: int, now: datetime) -> None:
    dataset, on = review.dataset, scopes_of(review.dataset)
    authors = queries.authors_of(dataset)
    rules.check_may_turn_key(review, by, authors=authors, keys=keys)
    counts = {
        "contextualist": by.agent_id not in authors and people_rules.may_answer(by, on=on),
        "constituent": people_rules.may_read_as_constituent(by, on=on),
    }
    _, made = Key.objects.get_or_create(
        review=review, agent=by.agent, defaults={"at": now, **counts}
    )
    if made:
        credit.record(
            work=Ref("dataset", str(review.dataset_id)),
            part=f"review {review.pk}",
            agent=by.agent,
            role="reviewer",
            what="read the context and agreed to publish it",
            by=by.agent,
            now=now,
        )


@transaction.atomic
def send_back(*, review: Review, reasons: dict[str, str], by: Account, now: datetime) -> None:
    """In review to collecting, with a reason for each question."""
    if not people_rules.may_turn_key(by, on=scopes_of(review.dataset)):
        raise NotAllowed("You may not send this back.", "Ask the steward of this library.")
    check_open(review)
    if not any(reason.strip() for reason in reasons.values()):
        raise Refusal("Say why, for at least one question.", "The writers see your reasons.")
    close(review, Review.Outcome.RETURNED, reasons, now)


def check_open(review: Review) -> None:
    if review.outcome != Review.Outcome.OPEN:
        raise Refusal("This review is over.", "Look at the page anew.")


def close(review: Review, outcome: str, reasons: dict[str, str], now: datetime) -> None:
    review.outcome, review.reasons, review.closed_at = outcome, reasons, now
    review.save(update_fields=["outcome", "reasons", "closed_at"])
    in_review = Context.objects.filter(dataset=review.dataset, state=Context.State.IN_REVIEW)
    in_review.update(state=resting_state(review.dataset))


@transaction.atomic
def tell_of_reply(*, review: Review, reply: rules.Reply, by: Account, now: datetime) -> None:
    """The publisher was told, or replied, after the review began: told days count from then."""
    if not people_rules.may_answer(by, on=scopes_of(review.dataset)):
        raise NotAllowed("You may not write this down.", "Ask the steward of this library.")
    check_open(review)
    rules.check_reply(reply)
    check_told(reply.told_on, now)
    if review.reply == Review.Reply.REPLIED and reply.state != Review.Reply.REPLIED:
        raise Refusal("The publisher has replied.", "A reply is not taken back by others.")
    review.reply, review.told_on, review.reply_why = reply.state, reply.told_on, reply.why
    review.save(update_fields=["reply", "told_on", "reply_why"])


@transaction.atomic
def expire_reviews(*, now: datetime) -> list[Review]:
    """What nobody finished in sixty days goes back to collecting with every word."""
    begun = Review.objects.filter(outcome=Review.Outcome.OPEN).select_related("dataset")
    old = [review for review in begun if rules.is_too_old(review, now=now)]
    for review in old:
        close(review, Review.Outcome.EXPIRED, {"": TOO_OLD}, now)
    return old
