"""What the vault holds of the form becomes rows: releases adopted here, own questions."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction

from commonstacks.library.governing.models import FormRelease, OwnQuestion, Proposal
from commonstacks.library.people.models import Agent

Facts = dict[str, Any]


@transaction.atomic
def record_release(
    *,
    proposal: Proposal,
    document: Facts,
    digest: str,
    weight: str,
    review_on: date,
    at: datetime,
) -> tuple[FormRelease, bool]:
    """The release that the vault holds, and whether it is new to these rows."""
    release, fresh = FormRelease.objects.get_or_create(
        number=document["form"],
        defaults={
            "document": document,
            "digest": digest,
            "weight": weight,
            "at": at,
            "review_on": review_on,
            "proposal": proposal,
        },
    )
    proposal.state, proposal.closed_at = Proposal.State.RELEASED, at
    proposal.save(update_fields=["state", "closed_at"])
    return release, fresh


@transaction.atomic
def keep_own_question(*, document: Facts, number: int, by: Agent, at: datetime) -> OwnQuestion:
    """The own question as the vault holds it; a newer deposit of the same name replaces it."""
    known = OwnQuestion.objects.filter(name=document["id"]).first()
    if known is None:
        return OwnQuestion.objects.create(
            name=document["id"], document=document, number=number, added_by=by, added_at=at
        )
    if known.number < number:
        known.document, known.number = document, number
        known.save(update_fields=["document", "number"])
    return known
