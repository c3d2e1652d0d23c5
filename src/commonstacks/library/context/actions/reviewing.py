"""Send a context in, agree, or send it back."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from commonstacks.kit.errors import NotAllowed, Refusal
from commonstacks.kit.refs import Ref
from commonstacks.library.catalog.models import Dataset
from commonstacks.library.context import queries, rules
from commonstacks.library.context.models import Context, Key, Review
from commonstacks.library.credit import actions as credit
from commonstacks.library.people import rules as people_rules
from commonstacks.library.people.models import Account
from commonstacks.workshop.forms import gate
from commonstacks.workshop.forms.form import Form


@transaction.atomic
def send_in(
    *, dataset: Dataset, form: Form, reply: rules.Reply, by: Account, now: datetime
) -> Review:
    """Collecting to in review. The gate refuses with the list of open questions."""
    if not people_rules.may_answer(by):
        raise NotAllowed("You may not send this in.", "Ask the steward of this library.")
    said = [queries.as_said(s) for s in queries.standing_statements(dataset)]
    gate.guard(form, said, queries.gap_values(queries.standing_gaps(dataset)))
    rules.check_reply(reply)
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


@transaction.atomic
def turn_key(*, review: Review, by: Account, keys: int, now: datetime) -> None:
    authors = {s.author_id for s in queries.standing_statements(review.dataset)}
    rules.check_may_turn_key(review, by, authors=authors, keys=keys)
    _, made = Key.objects.get_or_create(review=review, agent=by.agent, defaults={"at": now})
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
    if not people_rules.may_turn_key(by):
        raise NotAllowed("You may not send this back.", "Ask the steward of this library.")
    if not any(reason.strip() for reason in reasons.values()):
        raise Refusal("Say why, for at least one question.", "The writers see your reasons.")
    review.outcome = Review.Outcome.RETURNED
    review.reasons, review.closed_at = reasons, now
    review.save(update_fields=["outcome", "reasons", "closed_at"])
    Context.objects.filter(dataset=review.dataset).update(state=Context.State.COLLECTING)
