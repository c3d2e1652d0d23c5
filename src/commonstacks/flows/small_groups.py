"""From how many rows on groups of a dataset are told: as its context says, or a steward decides."""

from __future__ import annotations

from contextlib import suppress
from typing import Any, Final

from django.db import transaction

from commonstacks.flows import exploration, finding, placing, reading, wiring
from commonstacks.flows.groups import policy_of
from commonstacks.flows.shown import Lent
from commonstacks.flows.watching import Watch
from commonstacks.kit import clock
from commonstacks.kit.errors import NotAllowed, Refusal
from commonstacks.kit.refs import Ref
from commonstacks.library.catalog import actions as catalog
from commonstacks.library.catalog import queries as held
from commonstacks.library.catalog.models import Dataset, Table
from commonstacks.library.credit import actions as credit
from commonstacks.library.people import rules
from commonstacks.library.people.models import Account, Agent
from commonstacks.workshop.tables.shape import TableProfile
from commonstacks.workshop.vault.deposit import GROUPS
from commonstacks.workshop.views import preparing

MOST: Final = 1000
LONGEST: Final = 500


def decide(slug: str, threshold: int, reason: str, *, by: Account) -> None:
    """Say from how many rows on groups are shown, and why: it stands beside the charts.

    Into the vault first, so that a library made again from it protects the same.
    """
    dataset = reading.find(slug)
    check(dataset, threshold, reason, by)
    keep(dataset, threshold, " ".join(reason.split()), by)
    make_anew(dataset)


def need_right(lent: Lent, by: Account) -> None:
    """Before the page is shown: may this person decide?"""
    check_right(reading.find(lent.slug), by)


def check_right(dataset: Dataset, by: Account) -> None:
    if not rules.may_set_groups(by, on=held.scopes_of(dataset)):
        raise NotAllowed("You may not decide this.", "Ask the steward of this library.")


def check(dataset: Dataset, threshold: int, reason: str, by: Account) -> None:
    check_right(dataset, by)
    if not 1 <= threshold <= MOST:
        raise Refusal(
            "Groups are shown from 1 to {most} rows on.", "Write a number between.", most=MOST
        )
    if not 1 <= len(reason.strip()) <= LONGEST:
        raise Refusal(
            "The reason stands beside the charts, so it has to be said.",
            "Write one or two sentences, at most {most} letters.",
            most=LONGEST,
        )


def keep(dataset: Dataset, threshold: int, reason: str, by: Account) -> None:
    number, at = wiring.vault().newest(GROUPS, str(dataset.pk)) + 1, clock.now()
    document: dict[str, Any] = {
        "threshold": threshold,
        "reason": reason,
        "by": str(by.agent_id),
        "at": clock.stamp(at),
    }
    wiring.vault().hold_groups(dataset=str(dataset.pk), number=number, at=at, document=document)
    write(dataset, number, document, by.agent)


@transaction.atomic
def write(dataset: Dataset, number: int, document: dict[str, Any], author: Agent) -> None:
    catalog.set_groups(dataset=dataset, facts=document)
    credit.record(
        work=Ref("dataset", str(dataset.pk)),
        part=f"small groups {number}",
        agent=author,
        role="curator",
        what="decided from how many rows on groups are shown",
        by=author,
        now=clock.parse(document["at"]),
    )


def make_anew(dataset: Dataset) -> None:
    """After the policy of a dataset changed: what was made under another one goes at once, also
    from the search; the tables that are shown first are prepared in a process of their own.

    What cannot be prepared now is prepared when somebody looks. Nothing prepared under another
    policy is ever served, gone or not: it has another name.
    """
    policy = policy_of(dataset)
    tables = Table.objects.filter(version__dataset=dataset).distinct()
    changed = [
        table
        for table in tables
        if preparing.forget_others(wiring.table_folder(table.digest), policy)
    ]
    placing.place(dataset)
    finding.index_dataset(dataset)
    version = held.newest_readable(dataset)
    for table in changed:
        if version is not None and table.version_id == version.pk:
            with suppress(Refusal):
                exploration.prepare(
                    wiring.table_folder(table.digest),
                    TableProfile.from_json(table.placed or table.profile),
                    Watch(),
                    policy,
                )
