"""Start, rebuild, verify, count: what a steward asks of the library."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db.models import Count, Sum

from commonstacks.flows import (
    drafting,
    finding,
    following,
    names,
    placing,
    revisit,
    sealing,
    tables,
    wiring,
)
from commonstacks.flows.watching import Watch
from commonstacks.kit import clock
from commonstacks.library.catalog.models import Dataset, File, Version
from commonstacks.library.context.models import Publication
from commonstacks.library.work.models import Job
from commonstacks.workshop.vault.base import Report

ABANDONED = timedelta(days=1)  # what arrived that long ago belongs to a process that died


def start() -> int:
    """What every start does: bring the rows up to the vault's log. Returns the entries followed."""
    half_made = [*wiring.scratch().iterdir(), *wiring.derived().glob(".*")]
    for folder in half_made:
        if clock.now().timestamp() - folder.stat().st_mtime > ABANDONED.total_seconds():
            shutil.rmtree(folder, ignore_errors=True)
    return following.catch_up()


def rebuild(watch: Watch) -> dict[str, Any]:
    """From the vault to a whole library: rows, tables, changes, revisions, credit, index."""
    restored = names.restore()
    entries = following.catch_up()
    versions = Version.objects.select_related("dataset").order_by("dataset", "number")
    for version in versions:
        tables.read_version(version, watch=watch)
        revisit.new_version(version)
        drafting.renew(version)
    sealing.restore()
    for dataset in Dataset.objects.order_by("pk"):
        placing.place(dataset)
    return {
        "names": restored,
        "entries": entries,
        "versions": versions.count(),
        "found": finding.index_all(),
    }


@dataclass(frozen=True, slots=True)
class Status:
    """How the library is, in numbers."""

    home: str
    datasets: int
    published: int
    waiting: int
    versions: int
    bytes: int
    unreadable: int
    jobs: dict[str, int]
    found: int


def status() -> Status:
    published = Publication.objects.count()
    datasets = Dataset.objects.count()
    jobs = Job.objects.values_list("state").annotate(n=Count("pk")).order_by("state")
    return Status(
        home=str(settings.HOME),
        datasets=datasets,
        published=published,
        waiting=datasets - published,
        versions=Version.objects.count(),
        bytes=File.objects.aggregate(n=Sum("size"))["n"] or 0,
        unreadable=Version.objects.exclude(unreadable="").count(),
        jobs=dict(jobs),
        found=finding.count(),
    )


def verify(show: Callable[[Report], None]) -> Report:
    """Read every byte of the vault and compare it with what was put there."""
    report = Report()
    for report in wiring.vault().verify():
        show(report)
    return report
