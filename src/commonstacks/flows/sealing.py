"""Work on a context that is nobody else's business, kept beside the vault: never in it.

Licence cases, suggestions set aside, what came of imports, everything that was said and does not
stand in public (with consents, links, disputes, pauses and open reviews), and proposals for the
form that no release came of lie encrypted in one file, with the key of the people file, so that a
library made again from its vault has them.
"""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.core import serializers
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.db.models import Q, QuerySet

from commonstacks.flows import open_proposals, sealed_file
from commonstacks.library.catalog.models import Dataset
from commonstacks.library.context.models import (
    Asking,
    Consent,
    Context,
    Dispute,
    Gap,
    Key,
    LicenceCase,
    Pause,
    Publication,
    Review,
    Said,
    Stance,
    Statement,
)

RECORD: Final = "the portal's record"
TABLE: Final = "the table itself"
"""Whence drafts come that every version makes anew; they need no keeping."""


def file() -> Path:
    return Path(settings.PEOPLE_FILE).with_name("desk.jsonl.enc")


def keep() -> None:
    """The file says all of it afterwards, and nothing of what was erased."""
    rows = (
        LicenceCase.objects.order_by("pk"),
        machine_work().order_by("pk"),
        *life(),
    )
    records = [row for kept in rows for row in serializers.serialize("python", kept)]
    lines = (
        json.dumps(row, sort_keys=True, cls=Exactly) for row in (*records, *open_proposals.rows())
    )
    sealed_file.keep(file(), {sealed_file.name_of(line): line for line in lines})


class Exactly(DjangoJSONEncoder):
    """Moments with their microseconds, so that what came back is what was kept."""

    def default(self, o: Any) -> Any:
        return o.isoformat() if isinstance(o, datetime) else super().default(o)


def keep_soon() -> None:
    """Once the rows are written, the file is too."""
    transaction.on_commit(keep)


def life() -> tuple[QuerySet[Any], ...]:
    """What people said and did that no revision of the vault tells as it is now."""
    accepted = Q(state=Said.State.ACCEPTED, visibility=Said.Visibility.PUBLIC)
    people = ~Q(voice=Said.Voice.MACHINE)
    return (
        Statement.objects.filter(people).exclude(accepted).order_by("said_at", "pk"),
        Gap.objects.filter(people).exclude(accepted).order_by("said_at", "pk"),
        Stance.objects.order_by("said_at", "pk"),
        Consent.objects.order_by("pk"),
        Dispute.objects.order_by("pk"),
        Asking.objects.order_by("pk"),
        Pause.objects.order_by("pk"),
        Review.objects.exclude(outcome=Review.Outcome.PUBLISHED).order_by("pk"),
        Key.objects.filter(review__outcome=Review.Outcome.OPEN).order_by("pk"),
        Context.objects.order_by("pk"),
    )


def machine_work() -> QuerySet[Statement]:
    """What a person decided or handed in; drafts of record and table are made anew."""
    renewed = Q(state=Said.State.DRAFT, asked_of__in=(RECORD, TABLE))
    mine = Statement.objects.filter(voice=Said.Voice.MACHINE)
    return mine.filter(state__in=(Said.State.DRAFT, Said.State.RETURNED)).exclude(renewed)


def restore() -> int:
    """Bring back what is not there yet, for datasets that are held; 0 where there is no file."""
    rows: list[dict[str, Any]] = [json.loads(line) for line in sealed_file.read(file()).values()]
    proposed = [row for row in rows if row["model"] == open_proposals.MODEL]
    others = sorted((row for row in rows if row["model"] in ORDER), key=place_of)
    held = {str(key) for key in Dataset.objects.values_list("pk", flat=True)}
    restored = 0
    with transaction.atomic():
        for found in serializers.deserialize("python", others):
            row = found.object
            if isinstance(row, KEPT) and dataset_of(row) in held and is_missing(row):
                found.save()
                restored += 1
        hide_paused()
    return restored + open_proposals.restore(proposed)


KEPT: Final = (
    LicenceCase, Statement, Gap, Stance, Consent, Dispute, Asking, Pause, Review, Key, Context
)  # fmt: skip
ORDER: Final = tuple(kind._meta.label_lower for kind in KEPT)
"""Each after those it points at; in the file a record stands where it was first written."""
LATER: Final = (Statement, Gap, Stance, Context)
"""The file knows of these what came after the revision: taken back, contested, in review."""


def place_of(row: dict[str, Any]) -> int:
    return ORDER.index(row["model"])


def dataset_of(row: Any) -> str:
    if isinstance(row, Consent):
        said = row.statement if row.statement_id else row.gap
        return str(said.dataset_id) if said else ""
    if isinstance(row, Stance):
        kept = Gap.objects.filter(pk=row.gap_id).values_list("dataset_id", flat=True).first()
        return str(kept or "")
    return str(row.review.dataset_id if isinstance(row, Key) else row.dataset_id)


def is_missing(row: Any) -> bool:
    if isinstance(row, Key):
        return not Key.objects.filter(review=row.review_id, agent=row.agent_id).exists()
    there = type(row)._default_manager.filter(pk=row.pk).values().first()
    if there is None:
        return True
    return isinstance(row, LATER) and any(getattr(row, name) != it for name, it in there.items())


def hide_paused() -> None:
    for pause in Pause.objects.filter(ended_at=None):
        Publication.objects.filter(dataset=pause.dataset_id).update(
            paused=True, paused_why=pause.why
        )
