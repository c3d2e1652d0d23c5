"""Erase a dataset: from vault, derived files, index and every row. A tombstone stays."""

from __future__ import annotations

import json
import shutil

from django.db import connection, transaction

from commonstacks.flows import finding, names, sealing, taking, wiring
from commonstacks.kit import clock
from commonstacks.kit.errors import NotAllowed, Refusal
from commonstacks.kit.refs import Ref
from commonstacks.library.catalog import actions as catalog
from commonstacks.library.catalog.models import Dataset, Hold, Table
from commonstacks.library.context.models import Publication
from commonstacks.library.credit.models import Contribution
from commonstacks.library.explore import actions as explore
from commonstacks.library.people import rules
from commonstacks.library.people.models import Account
from commonstacks.library.places import actions as places
from commonstacks.library.work import actions as work
from commonstacks.library.work import scribbles
from commonstacks.library.work.models import Job


def erase(dataset: Dataset, *, reason: str, by: Account) -> None:
    """Not to be taken back. Can be repeated after a crash: each step removes what is left."""
    if not rules.may_erase(by):
        raise NotAllowed("Only a steward erases.", "Ask the steward of this library.")
    if not reason.strip():
        raise Refusal("Say why; the reason stays public.", "Write the reason in a sentence.")
    now = clock.now()
    digests = set(Table.objects.filter(version__dataset=dataset).values_list("digest", flat=True))
    dataset_id, slug = dataset.pk, dataset.slug
    wiring.vault().erase(dataset=str(dataset_id), at=now, reason=reason)
    remove_rows(dataset, reason=reason, by=by)
    finding.index_all()  # a dropped document keeps its bytes until the index is made anew
    remove_derived(digests)
    sealing.keep()
    names.keep()
    forget_freed_pages()
    work.audit(
        actor=str(by.agent_id),
        action="erase",
        subject=str(Ref("dataset", str(dataset_id))),
        facts={"slug": slug},
        now=now,
    )


@transaction.atomic
def remove_rows(dataset: Dataset, *, reason: str, by: Account) -> None:
    ref = Ref("dataset", str(dataset.pk))
    catalog.put_tombstone(
        dataset_id=dataset.pk,
        slug=dataset.slug,
        kind=Hold.Kind.ERASED,
        reason=reason,
        now=clock.now(),
    )
    Contribution.objects.filter(work=str(ref)).delete()
    forget_jobs(dataset)
    scribbles.forget(dataset=str(dataset.pk))
    explore.forget(dataset=dataset.pk)
    places.take_away(dataset.slug)
    source = dataset.source
    Publication.objects.filter(dataset=dataset).delete()
    dataset.revisions.all().delete()
    dataset.statements.update(supersedes=None)
    dataset.gaps.update(supersedes=None)
    dataset.delete()
    if not source.datasets.exists():
        source.delete()


def forget_jobs(dataset: Dataset) -> None:
    """What brought it, alone or with a whole portal: their results name what they took."""
    Job.objects.filter(result__dataset=dataset.slug).delete()
    Job.objects.filter(arguments__address=dataset.address).delete()
    for job in Job.objects.filter(task__endswith=".collect"):
        if dataset.slug in json.dumps(job.result) or dataset.title in json.dumps(job.result):
            job.delete()


def remove_derived(digests: set[str]) -> None:
    """What was derived from these bytes only; another dataset may hold the same file. Files that
    were taken away told the story of the one that goes, so they go either way."""
    for digest in digests:
        taking.forget(digest)
    shared = set(Table.objects.filter(digest__in=digests).values_list("digest", flat=True))
    for digest in digests - shared:
        shutil.rmtree(wiring.table_folder(digest), ignore_errors=True)


def forget_freed_pages() -> None:
    """SQLite keeps deleted text in free pages and in its log until both are rewritten."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
