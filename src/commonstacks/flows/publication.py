"""A context that is complete and agreed becomes public: frozen, kept, shown, found."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from commonstacks.flows import following, names, small_groups, telling, wiring
from commonstacks.kit import clock
from commonstacks.kit.digests import of_facts, settled
from commonstacks.kit.errors import Refusal
from commonstacks.kit.refs import Ref
from commonstacks.library.catalog import queries as held
from commonstacks.library.catalog.models import Dataset, Version
from commonstacks.library.context import actions as context
from commonstacks.library.context import queries as said
from commonstacks.library.context import rules
from commonstacks.library.context.actions.reviewing import check_gate
from commonstacks.library.context.models import Review, Revision
from commonstacks.library.credit import queries as ledger
from commonstacks.library.credit.models import Contribution
from commonstacks.library.people.models import Account


def agree(review: Review, *, by: Account) -> Revision | None:
    """Turn one key. With the last one the context is published, or waits for the publisher."""
    now, keys = clock.now(), wiring.review_keys()
    context.turn_key(review=review, by=by, keys=keys, now=now)
    if rules.missing_keys(review, keys=keys, people=said.about_people(review.dataset)):
        return None
    return publish(review, now=now, by=by)


def publish(review: Review, *, now: datetime, by: Account | None = None) -> Revision:
    """Vault first, then the rows, then the index: after a crash the start carries on from there."""
    following.catch_up()  # what a crash left between the vault and the rows
    review.refresh_from_db()
    dataset = review.dataset
    if review.outcome == Review.Outcome.PUBLISHED:
        return dataset.revisions.order_by("-number")[0]
    people = said.about_people(dataset)
    rules.check_may_end(review, now=now, keys=wiring.review_keys(), people=people)
    check_gate(dataset, wiring.form())
    version = version_to_publish(dataset)
    document = settled(frozen(review, version, now))
    wiring.vault().hold_context(
        dataset=str(dataset.pk), number=document["revision"], at=now, document=document
    )
    revision = context.record_revision(
        dataset=dataset, version=version, document=document, digest=of_facts(document), at=now
    )
    names.keep()
    small_groups.make_anew(dataset)
    telling.tell("published", dataset, now, by, number=revision.number)
    return revision


def version_to_publish(dataset: Dataset) -> Version:
    version = held.newest_readable(dataset)
    if version is None:
        raise Refusal(
            "There is no version that could be read, so there is nothing to describe.",
            "Look at the versions: each says what stands in the way.",
        )
    return version


def frozen(review: Review, version: Version, now: datetime) -> dict[str, Any]:
    """Everything the public reads of this context, with agents by id and never by name."""
    dataset, form = review.dataset, wiring.form()
    newest = dataset.revisions.order_by("-number").first()
    return {
        "dataset": str(dataset.pk),
        "slug": dataset.slug,
        "title": dataset.title,
        "revision": newest.number + 1 if newest else 1,
        "version": version.number,
        "form": form.release,
        "form_digest": form.digest,
        "published_at": clock.stamp(now),
        "statements": [
            said.statement_facts(statement) for statement in said.public_statements(dataset)
        ],
        "gaps": [said.gap_facts(gap) for gap in said.public_gaps(dataset)],
        "credits": [
            credit_facts(line) for line in ledger.lines_of(Ref("dataset", str(dataset.pk)))
        ],
        "review": review_facts(review),
    }


def review_facts(review: Review) -> dict[str, Any]:
    return {
        "id": str(review.pk),
        "opened_at": clock.stamp(review.opened_at),
        "opened_by": str(review.opened_by_id),
        "reply": review.reply,
        "told_on": review.told_on.isoformat() if review.told_on else None,
        "reply_why": review.reply_why,
        "keys_needed": wiring.review_keys(),
        "keys": [
            {
                "agent": str(key.agent_id),
                "at": clock.stamp(key.at),
                "contextualist": key.contextualist,
                "constituent": key.constituent,
            }
            for key in review.keys.order_by("at")
        ],
    }


def credit_facts(line: Contribution) -> dict[str, Any]:
    return {
        "id": str(line.pk),
        "work": line.work,
        "part": line.part,
        "agent": str(line.agent_id),
        "role": line.role,
        "level": line.level,
        "what": line.what,
        "at": clock.stamp(line.at),
        "period": line.period,
        "asserted_by": str(line.asserted_by_id),
        "evidence": line.evidence,
        "consent": line.consent,
        "state": line.state,
    }
