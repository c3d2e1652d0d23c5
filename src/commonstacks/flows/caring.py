"""The daily look at every published context: what time alone has put in doubt is marked."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Q

from commonstacks.flows import telling, wiring
from commonstacks.library.catalog import queries as held
from commonstacks.library.catalog.models import Column, Dataset, Version
from commonstacks.library.context import actions as context
from commonstacks.library.context import queries as said
from commonstacks.library.context import rules
from commonstacks.library.context.models import Dispute, Publication, Revision
from commonstacks.library.context.models import StaleMark as StaleRow
from commonstacks.workshop.forms.gap import Gap
from commonstacks.workshop.forms.overdue import SOFT, Today, overdue_marks
from commonstacks.workshop.forms.stale import StaleMark

log = logging.getLogger(__name__)

FRESH: Final = timedelta(days=2)


def look(now: datetime) -> int:
    """Every published dataset. A second look on the same day finds nothing new."""
    shown = Publication.objects.select_related("dataset", "revision__version")
    found = 0
    for each in shown.order_by("pk").iterator(chunk_size=100):
        try:
            found += look_at(each, now)
        except Exception:
            log.exception("The look at %s broke; the others have their turn", each.pk)
    return found


def after_version(version: Version, now: datetime) -> None:
    """The same when a version has come; of what came long ago nobody is told again."""
    published = said.publication_of(version.dataset)
    if published is None:
        return
    if is_fresh(version, now):
        look_at(published, now)
    else:
        mark(published, now)


def is_fresh(version: Version, now: datetime) -> bool:
    """A library made again from its vault reads old versions anew; those are no news."""
    return now - version.taken_at < FRESH


@transaction.atomic
def look_at(published: Publication, now: datetime) -> int:
    """The new marks of one dataset; whoever follows it or wrote there hears of them."""
    new = mark(published, now)
    if new:
        asked = [each.question for each in new]
        number = new[0].version.number
        telling.tell("stale", published.dataset, now, number=number, questions=asked)
    return len(new)


def mark(published: Publication, now: datetime) -> list[StaleRow]:
    dataset = published.dataset
    version = held.newest_readable(dataset)
    if version is None:
        return []
    rows = dataset.stale_marks.filter(Q(cleared_at=None) | Q(version=version))
    known = set(rows.values_list("question", "because"))
    found = [*marks_of(published.revision, version, now), *contested(dataset, now)]
    new = tuple(each for each in found if (each.question, each.because[:300]) not in known)
    return context.mark_stale(dataset=dataset, version=version, marks=new)


def marks_of(revision: Revision, version: Version, now: datetime) -> tuple[StaleMark, ...]:
    """As the published revision has it, read in the form it was written in."""
    document = said.without_the_gone(revision)
    return overdue_marks(
        wiring.form(revision.form),
        [said.row_as_said(row) for row in document["statements"]],
        [Gap.from_json(row["facts"]) for row in document["gaps"]],
        Today(
            day=now.date(),
            version=version.number,
            version_on=version.published_on or version.taken_at.date(),
            written_on=revision.at.date(),
            written_for=revision.version.number,
            columns=columns_of(version),
            columns_before=columns_of(revision.version),
        ),
    )


def answered(dataset: Dataset) -> set[str]:
    """The questions to which the published revision says something."""
    published = said.publication_of(dataset)
    return answered_in(published.revision) if published else set()


def answered_in(revision: Revision) -> set[str]:
    document = revision.document
    return {row["question"] for part in ("statements", "gaps") for row in document[part]}


def columns_of(version: Version) -> tuple[str, ...]:
    names = Column.objects.filter(table__version=version).values_list("name", flat=True)
    return tuple(names.order_by("table", "position"))


def contested(dataset: Dataset, now: datetime) -> list[StaleMark]:
    """A dispute that nobody has answered for over thirty days puts its question in doubt."""
    old = dataset.disputes.filter(
        outcome=Dispute.Outcome.OPEN, opened_at__lt=now - rules.DISPUTE_LIFE
    )
    return [
        StaleMark(each.question, SOFT, f"Disputed since {day(each.opened_at)}, and not settled.")
        for each in old
    ]


def day(moment: datetime) -> str:
    return f"{moment.day} {moment:%B %Y}"
