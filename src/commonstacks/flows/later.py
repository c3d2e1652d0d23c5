"""Work that goes on after the answer: tasks take ids and call a flow; ``perform`` runs one job."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.utils.module_loading import import_string
from django_tasks import task

from commonstacks.flows import accession, collecting, instructing, stocking, tables, wiring
from commonstacks.flows.watching import Watch
from commonstacks.kit import clock
from commonstacks.kit.errors import Refusal, Stopped
from commonstacks.library.people.models import Account
from commonstacks.library.work import actions as work
from commonstacks.library.work.models import Job
from commonstacks.workshop.killable import Progress

log = logging.getLogger(__name__)


@task()
def take_in(
    *, subject: str, address: str, by: str, title: str = "", watch: Watch | None = None
) -> Any:
    """Bring the file at ``address`` into the library. ``subject`` is ``address:…``."""
    return accession.take_in(address, title=title, by=UUID(by), watch=watch or Watch())


@task()
def collect(
    *, subject: str, address: str, by: str, limit: int, each: bool, watch: Watch | None = None
) -> Any:
    """Take in what a portal lists at ``address``. ``subject`` is ``collect:…``."""
    watch = watch or Watch()
    run = collecting.collect(address, by=UUID(by), watch=watch, limit=limit, each=each)
    return run.as_facts()


@task()
def stock(*, subject: str, slug: str, by: str, watch: Watch | None = None) -> Any:
    """Put one book of the shelf into the library, with its context."""
    account = Account.objects.select_related("agent").get(pk=by)
    return stocking.stock(slug, by=account, watch=watch or Watch())


@task()
def read_again(*, subject: str, version: int, watch: Watch | None = None) -> Any:
    """Read the table of a version whose derived files are missing."""
    return tables.read_version_id(version, watch=watch or Watch())


@task()
def read_differently(
    *, subject: str, dataset: str, given: dict[str, str], by: str, watch: Watch | None = None
) -> Any:
    """Read every version of a dataset as a person says. ``subject`` is ``reading:…``."""
    account = Account.objects.select_related("agent").get(pk=by)
    return instructing.read_differently(UUID(dataset), given, by=account, watch=watch or Watch())


def next_job(worker: str, job_id: UUID | None = None) -> Job | None:
    return work.claim(worker=worker, now=clock.now(), lease=wiring.lease(), job_id=job_id)


def perform(job: Job, show: Callable[[Progress], None] | None = None) -> Job:
    """Run one claimed job to its end; whatever happens, the job says how it ended."""
    watch = Watch(job=job, show=show)
    try:
        result = import_string(job.task).call(**job.arguments, watch=watch)
    except Stopped as stop:
        if watch.stopped:
            work.stop(job=job, reason=stop.reason, now=clock.now())
        else:
            work.fail(job=job, reason=stop.reason, hint=stop.hint, now=clock.now())
    except Refusal as refusal:
        work.fail(job=job, reason=refusal.reason, hint=refusal.hint, now=clock.now())
    except Exception:
        log.exception("Job %s (%s of %s) broke", job.id, job.task, job.subject)
        work.fail(
            job=job,
            reason="Something broke on our side.",
            hint=f"The steward finds the details in the log under job {job.id}.",
            now=clock.now(),
        )
    else:
        work.finish(job=job, result=result, now=clock.now())
    job.refresh_from_db()
    return job
