"""What the source says of a dataset now: licence, publisher, address. A change is not silent."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from django.db import transaction

from commonstacks.flows import telling, wiring
from commonstacks.library.catalog import queries as held
from commonstacks.library.catalog.models import Dataset, Version
from commonstacks.library.context import actions as context
from commonstacks.library.context import queries as said
from commonstacks.workshop.forms import stale
from commonstacks.workshop.portals.base import RemoteDataset

FACTS: Final = {"licence": 100, "publisher": 300, "address": 500}  # and the room for each


def put(dataset: Dataset, remote: RemoteDataset) -> tuple[str, ...]:
    """The facts as the source has them, on the dataset in hand; which of them are others now.

    A source that says nothing of a fact does not change it; but a portal that described the
    dataset and no longer names a licence has taken it away.
    """
    found = []
    for name, room in FACTS.items():
        now = str(getattr(remote, name))[:room]
        taken_away = name == "licence" and not now and remote.harvested
        if (now or taken_away) and now != getattr(dataset, name):
            setattr(dataset, name, now)
            found.append(name)
    return tuple(found)


@transaction.atomic
def record(dataset: Dataset, changed: tuple[str, ...], *, now: datetime) -> None:
    """The same files, but other facts: they are written down and mark what depends on them."""
    version = held.newest_version(dataset)
    if not changed or version is None:
        return
    save(dataset, changed)
    mark(dataset, version, changed, now=now)


def save(dataset: Dataset, changed: Iterable[str]) -> None:
    names = tuple(changed)
    if names:
        dataset.save(update_fields=names)


def between(before: Version, after: Version) -> tuple[str, ...]:
    """Which facts the deposits of two versions do not share, as the vault has them."""
    return differing(*deposits(before, after))


def deposits(*versions: Version) -> list[dict[str, Any]]:
    return [wiring.vault().facts(str(each.dataset_id), each.number) for each in versions]


def differing(was: dict[str, Any], now: dict[str, Any]) -> tuple[str, ...]:
    return tuple(name for name in FACTS if was.get(name, "") != now.get(name, ""))


def recall(version: Version) -> None:
    """A library made again from its vault learns with each version what had changed by then."""
    earlier = version.dataset.versions.filter(number=version.number - 1).first()
    if earlier is None:
        return
    was, now = deposits(earlier, version)
    for name in differing(was, now):
        rows = Dataset.objects.filter(pk=version.dataset_id, **{name: was.get(name, "")})
        rows.update(**{name: now.get(name, "")})


def mark(dataset: Dataset, version: Version, changed: tuple[str, ...], *, now: datetime) -> None:
    published = said.publication_of(dataset)
    if published is None:
        return
    rows = sum(table.rows for table in version.tables.all())
    change = stale.Change(
        rows,
        rows,
        licence_changed="licence" in changed,
        publisher_changed="publisher" in changed,
        address_changed="address" in changed,
    )
    answered = {row["question"] for row in published.revision.document["statements"]}
    marks = stale.stale_marks(wiring.form(published.revision.form), change, answered=answered)
    if not marks:
        return
    # with the day, as the same fact may change twice while the files stay the same
    seen = f"; seen on {now.day} {now:%B %Y}."
    marks = tuple(replace(each, because=each.because.rstrip(".") + seen) for each in marks)
    context.mark_stale(dataset=dataset, version=version, marks=marks)
    telling.tell(
        "stale",
        dataset,
        now,
        number=version.number,
        questions=[each.question for each in marks],
    )
