"""Ask for a file to be taken in, and follow the work."""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

from django_tasks.base import Task

from commonstacks.flows import instructing, later, reading
from commonstacks.flows.shown import JobLine
from commonstacks.kit import clock
from commonstacks.kit.digests import of_facts, sha256
from commonstacks.kit.errors import NotAllowed, NotHeld, Refusal, phrase
from commonstacks.library.people import rules
from commonstacks.library.people.models import Account
from commonstacks.library.work import actions as work
from commonstacks.library.work.models import Job
from commonstacks.workshop.killable import Progress

WORDS = {
    "commonstacks.flows.later.take_in": phrase("Taking in"),
    "commonstacks.flows.later.collect": phrase("Collecting from"),
    "commonstacks.flows.later.stock": phrase("Stocking the shelf with"),
    "commonstacks.flows.later.read_again": phrase("Reading"),
    "commonstacks.flows.later.read_differently": phrase("Reading again"),
}


def add(address: str, *, by: Account, title: str = "") -> JobLine:
    """Put it into the queue; the worker does it. The same address twice is one job."""
    address = asked_for(address, by)
    subject = f"address:{sha256(address.encode())}"
    result = later.take_in.enqueue(subject=subject, address=address, title=title, by=str(by.pk))
    return line(Job.objects.get(pk=result.id))


def collect(address: str, *, by: Account, limit: int = 0, each: bool = False) -> JobLine:
    """The same for everything a portal or a package lists there, up to ``limit`` datasets."""
    address = asked_for(address, by)
    subject = f"collect:{sha256(f'{address} {limit} {each}'.encode())}"
    result = later.collect.enqueue(
        subject=subject, address=address, by=str(by.pk), limit=limit, each=each
    )
    return line(Job.objects.get(pk=result.id))


def read_differently(slug: str, given: dict[str, str], *, by: Account) -> JobLine:
    """Every version of the dataset is to be read as ``given`` says."""
    instructing.check(given, by)
    dataset = reading.held_and_open(slug, by)
    subject = f"reading:{dataset.pk}:{of_facts(given)}"
    result = later.read_differently.enqueue(
        subject=subject, dataset=str(dataset.pk), given=given, by=str(by.pk)
    )
    return line(Job.objects.get(pk=result.id))


def asked_for(address: str, by: Account) -> str:
    if not rules.may_add(by):
        raise NotAllowed("You may not add datasets.", "Ask the steward of this library.")
    address = address.strip()
    if not address:
        raise Refusal("There is no address.", "Paste the address of a file, such as a CSV.")
    return address if "://" in address else str(Path(address).expanduser().resolve())


def add_from_web(address: str, *, by: Account) -> JobLine:
    """The same for a page: only addresses, never a path of the machine the library runs on."""
    if not address.strip().lower().startswith(("https://", "http://")):
        raise Refusal(
            "This is not a web address.", "It begins with https:// — for a file use: stacks add"
        )
    return add(address, by=by)


def run_now(
    address: str, *, by: Account, title: str = "", show: Callable[[Progress], None] | None = None
) -> JobLine:
    """The same, done here and now."""
    return wait_for(add(address, by=by, title=title).id, show)


def do_here(
    task: Task[Any, Any], *, show: Callable[[Progress], None] | None = None, **arguments: str
) -> JobLine:
    """Enqueue a task and do it here and now."""
    return wait_for(task.enqueue(**arguments).id, show)


def wait_for(job_id: str, show: Callable[[Progress], None] | None) -> JobLine:
    """Do the job in this process. If a worker was quicker, wait for the worker."""
    name = f"{socket.gethostname()}:{os.getpid()}"
    while True:
        work.reap(now=clock.now())
        mine = later.next_job(name, UUID(job_id))
        if mine is not None:
            return line(later.perform(mine, show))
        current = Job.objects.get(pk=job_id)
        if not current.live:
            return line(current)
        if show is not None:
            show(Progress(current.progress_done, current.progress_total, current.progress_what))
        time.sleep(0.3)


def job(job_id: str, reader: Account | None) -> JobLine:
    return line(find(job_id, reader))


def jobs(reader: Account | None) -> tuple[JobLine, ...]:
    if not rules.may_add(reader):
        raise NotAllowed("Only those who work here see the list of work.", "Sign in.")
    return tuple(line(found) for found in Job.objects.order_by("-enqueued_at")[:100])


def cancel(job_id: str, *, by: Account) -> JobLine:
    work.cancel(job=find(job_id, by), now=clock.now())
    return job(job_id, by)


def find(job_id: str, reader: Account | None) -> Job:
    if not rules.may_add(reader):
        raise NotAllowed("Only those who work here see the work.", "Sign in.")
    found = Job.objects.filter(pk=job_id).first()
    if found is None:
        raise NotHeld("There is no such work.", "See the list of work.")
    return found


def line(job: Job) -> JobLine:
    return JobLine(
        id=str(job.pk),
        what=WORDS.get(job.task, job.task.rsplit(".", 1)[-1]),
        subject=str(job.arguments.get("address", job.subject)),
        state=job.state,
        done=job.progress_done,
        total=job.progress_total,
        step=job.progress_what,
        reason=job.reason,
        hint=job.hint,
        result=job.result or {},
        live=job.live,
    )
