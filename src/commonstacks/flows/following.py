"""The database follows the vault's log forward, never the other way round."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from commonstacks.flows import (
    finding,
    form_releases,
    instructing,
    placing,
    small_groups,
    wiring,
)
from commonstacks.kit import clock
from commonstacks.kit.digests import of_facts
from commonstacks.kit.errors import NotHeld
from commonstacks.kit.refs import Ref
from commonstacks.library.catalog import actions as catalog
from commonstacks.library.catalog.models import Dataset, Hold, Version
from commonstacks.library.context import actions as context
from commonstacks.library.context import restoring
from commonstacks.library.context.models import Revision
from commonstacks.library.credit import actions as credit
from commonstacks.library.people.models import Agent
from commonstacks.library.work.models import Bookmark
from commonstacks.workshop.vault.base import Entry

LOG = "vault log"


def catch_up() -> int:
    """Make what the log speaks of and a crash kept from being made: rows, places, index."""
    bookmark, _ = Bookmark.objects.get_or_create(name=LOG)
    entries = list(wiring.vault().entries(after=bookmark.position))
    for entry in entries:
        follow(entry)
    for dataset in Dataset.objects.filter(pk__in={entry.dataset for entry in entries}):
        placing.place(dataset)
        finding.index_dataset(dataset)
    if entries:
        Bookmark.objects.filter(name=LOG).update(position=entries[-1].sequence)
    return len(entries)


def follow(entry: Entry) -> None:
    """One line of the log becomes a row. What was erased since is no longer there to restore."""
    try:
        if entry.action == "erased":
            restore_erased(entry)
        elif entry.action == "held":
            restore_held(entry)
    except NotHeld:
        if not erased_since(entry):
            raise


def restore_held(entry: Entry) -> None:
    kind, number = entry.facts["kind"], entry.number or 0
    if kind == "data":
        restore_version(entry)
    elif kind == "instructions":
        restore_instructions(entry)
    elif kind == "groups":
        restore_groups(entry)
    elif kind == "form":
        form_releases.restore(number)
    elif kind == "question":
        form_releases.restore_question(number)
    else:
        restore_revision(entry)


def erased_since(entry: Entry) -> bool:
    later = wiring.vault().entries(after=entry.sequence)
    return any(e.action == "erased" and e.dataset == entry.dataset for e in later)


def restore_version(entry: Entry) -> None:
    """The row of a version that the vault holds. Its table is read when somebody needs it."""
    if Version.objects.filter(dataset_id=UUID(entry.dataset), number=entry.number or 0).exists():
        return
    held = wiring.vault().held(entry.dataset, entry.number or 0)
    facts = wiring.vault().facts(entry.dataset, held.number)
    author = context.know_author(UUID(facts["by"]), now=clock.parse(facts["created_at"]))
    dataset = catalog.restore_dataset(dataset_id=UUID(entry.dataset), facts=facts)
    with transaction.atomic():
        version = catalog.record_version(
            dataset=dataset,
            number=held.number,
            inventory=held.inventory_sha512,
            files=held.files,
            facts=facts,
        )
        credit_keeping(version, author)
        context.open_context(dataset=dataset, form=wiring.form(), now=dataset.created_at)


def restore_revision(entry: Entry) -> None:
    if Revision.objects.filter(dataset_id=UUID(entry.dataset), number=entry.number or 0).exists():
        return
    document = wiring.vault().context(entry.dataset, entry.number or 0)
    dataset = Dataset.objects.get(pk=entry.dataset)
    version = dataset.versions.get(number=document["version"])
    with transaction.atomic():
        restoring.restore_said(dataset, document)
        revision = context.record_revision(
            dataset=dataset,
            version=version,
            document=document,
            digest=of_facts(document),
            at=clock.parse(document["published_at"]),
        )
        restoring.restore_review(dataset, document, at=revision.at)


def restore_instructions(entry: Entry) -> None:
    document = wiring.vault().instructions(entry.dataset, entry.number or 0)
    dataset = Dataset.objects.get(pk=entry.dataset)
    author = context.know_author(UUID(document["by"]), now=clock.parse(document["at"]))
    instructing.write(dataset, entry.number or 0, document, author)


def restore_groups(entry: Entry) -> None:
    document = wiring.vault().groups(entry.dataset, entry.number or 0)
    dataset = Dataset.objects.get(pk=entry.dataset)
    author = context.know_author(UUID(document["by"]), now=clock.parse(document["at"]))
    small_groups.write(dataset, entry.number or 0, document, author)


def restore_erased(entry: Entry) -> None:
    if Hold.objects.filter(dataset_id=entry.dataset).exists():
        return
    Dataset.objects.filter(pk=entry.dataset).delete()
    catalog.put_tombstone(
        dataset_id=UUID(entry.dataset),
        slug=entry.dataset,  # the log holds no names
        kind=Hold.Kind.ERASED,
        reason=entry.facts["reason"],
        now=clock.parse(entry.at),
    )


def credit_keeping(version: Version, by: Agent) -> None:
    credit.record(
        work=Ref("dataset", str(version.dataset_id)),
        part=f"version {version.number}",
        agent=by,
        role="curator",
        what="brought it into the library and keeps it",
        by=by,
        now=version.taken_at,
    )
