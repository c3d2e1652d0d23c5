"""People say how a file is to be read, or that a doubted version is right; it holds for good."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction

from commonstacks.flows import drafting, reading, revisit, tables, wiring
from commonstacks.flows.shown import Lent
from commonstacks.flows.watching import Watch
from commonstacks.kit import clock
from commonstacks.kit.errors import NotAllowed, NotHeld, Refusal
from commonstacks.kit.refs import Ref
from commonstacks.library.catalog import actions as catalog
from commonstacks.library.catalog import queries as held
from commonstacks.library.catalog.models import Dataset
from commonstacks.library.credit import actions as credit
from commonstacks.library.people import rules
from commonstacks.library.people.models import Account, Agent
from commonstacks.workshop.tables import instructions
from commonstacks.workshop.vault.deposit import INSTRUCTIONS

Given = Mapping[str, str]


def given_for(dataset: Dataset) -> dict[str, str]:
    """What people have said so far about how its files are read."""
    said: dict[str, str] = json.loads(dataset.reading)
    return said


def given_of(lent: Lent) -> dict[str, str]:
    """The same, for a dataset that is lent to this reader already."""
    return given_for(Dataset.objects.get(pk=lent.id))


def check(given: Given, by: Account) -> None:
    """Before anything is asked for: may this person, and do the instructions mean something?"""
    if not rules.may_add(by):
        raise NotAllowed("You may not change how files are read.", "Ask the steward.")
    instructions.understood(given)


def read_differently(
    dataset_id: UUID, given: Given, *, by: Account, watch: Watch
) -> dict[str, Any]:
    """Every version is read again as the person says; nothing is kept of what cannot be read so."""
    check(given, by)
    dataset = Dataset.objects.get(pk=dataset_id)
    try_on(dataset, given, watch)
    keep(dataset, given, trusted(dataset), by)
    dataset.refresh_from_db()
    for version in dataset.versions.order_by("number"):
        tables.read_version(version, watch=watch)
        revisit.again(version)
        drafting.renew(version)
    return {"dataset": dataset.slug, "versions": dataset.versions.count()}


def try_on(dataset: Dataset, given: Given, watch: Watch) -> None:
    """Refuses instructions by which the files of the version that is lent cannot be read."""
    version = held.newest_readable(dataset)
    if version is None:
        raise Refusal("No version of this could be read.", "Look at what stands in the way first.")
    for file in version.files.filter(unreadable="").select_related("version__dataset"):
        refusal = tables.make_ready(file, watch, given).refusal
        if refusal:
            raise refusal


def trust(slug: str, number: int, *, by: Account) -> None:
    """A person has looked at a version in doubt and found it right: from now on it is lent."""
    if not rules.may_add(by):
        raise NotAllowed("You may not decide this.", "Ask the steward of this library.")
    dataset = reading.held_and_open(slug, by)
    version = held.version_of(dataset, number)
    if not version.doubt:
        raise NotHeld(
            "Version {number} is not in doubt.", "There is nothing to decide.", number=number
        )
    keep(dataset, given_for(dataset), trusted(dataset) | {number}, by)
    revisit.again(version)


def trusted(dataset: Dataset) -> frozenset[int]:
    return frozenset(dataset.versions.filter(trusted=True).values_list("number", flat=True))


def keep(dataset: Dataset, given: Given, right: frozenset[int], by: Account) -> None:
    """Into the vault first: a library made again from it reads the files the same way."""
    number = count_kept(dataset) + 1
    at = clock.now()
    document: dict[str, Any] = {
        "given": dict(given),
        "trusted": sorted(right),
        "by": str(by.agent_id),
        "at": clock.stamp(at),
    }
    wiring.vault().hold_instructions(
        dataset=str(dataset.pk), number=number, at=at, document=document
    )
    write(dataset, number, document, by.agent)


def count_kept(dataset: Dataset) -> int:
    own = (e for e in wiring.vault().entries() if e.dataset == str(dataset.pk))
    return sum(entry.facts.get("kind") == INSTRUCTIONS for entry in own)


@transaction.atomic
def write(dataset: Dataset, number: int, document: dict[str, Any], author: Agent) -> None:
    catalog.instruct(dataset=dataset, given=document["given"], trusted=document["trusted"])
    credit.record(
        work=Ref("dataset", str(dataset.pk)),
        part=f"instructions {number}",
        agent=author,
        role="cleaner",
        what="said how its files are to be read",
        by=author,
        now=clock.parse(document["at"]),
    )
