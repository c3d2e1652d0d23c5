"""Put what a revision of the vault says back into the tables, with the same ids."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from commonstacks.kit import clock
from commonstacks.library.catalog.models import Dataset
from commonstacks.library.context.actions import know_author
from commonstacks.library.context.models import Gap, Key, Review, Said, Stance, Statement
from commonstacks.library.credit.models import Contribution


def restore_said(dataset: Dataset, document: dict[str, Any]) -> None:
    for row in document["statements"]:
        Statement.objects.get_or_create(
            pk=row["id"],
            defaults={
                "dataset": dataset,
                "question": row["question"],
                "answer": row["answer"],
                "absence": row["absence"],
                "note": row["note"],
                "asked_of": row["asked_of"],
                "asked_on": date.fromisoformat(row["asked_on"]) if row["asked_on"] else None,
                "scope": row["scope"],
                "language": row["language"],
                "form": row["form"],
                "preferred": row.get("preferred", False),
                "supersedes": known(Statement.objects.all(), row["supersedes"]),
                "countersigned_by_id": (
                    agent(row["countersigned_by"], row) if row["countersigned_by"] else None
                ),
                **said(row),
            },
        )
    for row in document["gaps"]:
        gap = restore_gap(dataset, row)
        restore_stances(gap, row.get("says", ()), at=clock.parse(document["published_at"]))
    for row in document["credits"]:
        restore_credit(row)


def restore_gap(dataset: Dataset, row: dict[str, Any]) -> Gap:
    return Gap.objects.get_or_create(
        pk=row["id"],
        defaults={
            "dataset": dataset,
            "question": row["question"],
            "kind": row["kind"],
            "facts": row["facts"],
            "supersedes": known(Gap.objects.all(), row["supersedes"]),
            **said(row),
        },
    )[0]


def restore_stances(gap: Gap, words: Iterable[dict[str, Any]], *, at: datetime) -> None:
    """Who confirmed and who disputed it on the day of the revision; who did before and is not
    among them had taken it back by then."""
    words = list(words)
    before = gap.stances.filter(state=Said.State.ACCEPTED, said_at__lt=at)
    before.exclude(pk__in=[word["id"] for word in words]).update(
        state=Said.State.WITHDRAWN, ended_at=at
    )
    for word in words:
        facts = {"gap": gap, "side": word["side"], "text": word["text"], **said(word)}
        Stance.objects.get_or_create(pk=word["id"], defaults=facts)


def said(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "voice": row["voice"],
        "author_id": agent(row["author"], row),
        "said_at": datetime.fromisoformat(row["said_at"]),
        "evidence": row["evidence"],
        "state": Said.State.ACCEPTED,
    }


def known(rows: QuerySet[Any], key: str | None) -> Any:
    """The one superseded, where a revision held it; else the link starts here."""
    return rows.filter(pk=key).first() if key else None


def agent(key: str, row: dict[str, Any]) -> UUID:
    moment = row.get("said_at") or row["at"]
    return know_author(UUID(key), now=datetime.fromisoformat(moment)).pk


def restore_credit(row: dict[str, Any]) -> None:
    Contribution.objects.get_or_create(
        pk=UUID(row["id"]),
        defaults={
            **{name: row[name] for name in LEDGER},
            "agent_id": agent(row["agent"], row),
            "asserted_by_id": agent(row["asserted_by"], row),
            "at": clock.parse(row["at"]),
        },
    )


LEDGER = ("work", "part", "role", "what", "level", "period", "evidence", "consent", "state")


def restore_review(dataset: Dataset, document: dict[str, Any], *, at: datetime) -> None:
    row = document["review"]
    review, _ = Review.objects.get_or_create(
        pk=row["id"],
        defaults={
            "dataset": dataset,
            "opened_at": clock.parse(row["opened_at"]),
            "opened_by_id": agent(row["opened_by"], {"at": row["opened_at"]}),
            "reply": row["reply"],
            "told_on": date.fromisoformat(row["told_on"]) if row["told_on"] else None,
            "reply_why": row["reply_why"],
            "outcome": Review.Outcome.PUBLISHED,
            "closed_at": at,
        },
    )
    for key in row["keys"]:
        Key.objects.get_or_create(
            review=review,
            agent_id=agent(key["agent"], key),
            defaults={
                "at": clock.parse(key["at"]),
                "contextualist": key.get("contextualist", False),
                "constituent": key.get("constituent", False),
            },
        )
