"""Enqueue, claim, beat, finish: the whole life of a job. Every step is one atomic update."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F, QuerySet

from commonstacks.library.work.models import Audit, Job

NOBODY = ""
ATTEMPTS = 3  # a job that took three workers down with it is not tried again


def enqueue(*, task: str, arguments: dict[str, Any], subject: str, now: datetime) -> Job:
    """A second click finds the live job instead of making another."""
    try:
        with transaction.atomic():
            return Job.objects.create(
                task=task, arguments=arguments, subject=subject, enqueued_at=now
            )
    except IntegrityError:
        return Job.objects.get(
            task=task, subject=subject, state__in=[Job.State.WAITING, Job.State.RUNNING]
        )


def claim(
    *, worker: str, now: datetime, lease: timedelta, job_id: UUID | None = None
) -> Job | None:
    """The oldest waiting job (or this one), leased to ``worker``; None when there is none."""
    waiting = Job.objects.filter(state=Job.State.WAITING).order_by("enqueued_at", "id")
    if job_id is not None:
        waiting = waiting.filter(id=job_id)
    for candidate in waiting.values_list("id", flat=True)[:5]:
        taken = Job.objects.filter(id=candidate, state=Job.State.WAITING).update(
            state=Job.State.RUNNING,
            worker=worker,
            lease_until=now + lease,
            attempts=F("attempts") + 1,
            started_at=now,
        )
        if taken:
            return Job.objects.get(id=candidate)
    return None


def beat(  # the three numbers of progress travel together
    *, job: Job, now: datetime, lease: timedelta, done: int, total: int, what: str
) -> bool:
    """Renew the lease and say how far the work is. True when the work must stop."""
    kept = mine(job).update(
        lease_until=now + lease, progress_done=done, progress_total=total, progress_what=what
    )
    return not kept or Job.objects.filter(id=job.id, cancel_requested=True).exists()


def finish(*, job: Job, result: Any, now: datetime) -> None:
    end(job, Job.State.DONE, now, result=result, reason="", hint="")


def fail(*, job: Job, reason: str, hint: str, now: datetime) -> None:
    end(job, Job.State.FAILED, now, reason=reason, hint=hint)


def stop(*, job: Job, reason: str, now: datetime) -> None:
    end(job, Job.State.CANCELLED, now, reason=reason)


def end(job: Job, state: str, now: datetime, **facts: Any) -> None:
    """Only the worker that holds the lease may end a job."""
    mine(job).update(state=state, ended_at=now, lease_until=None, **facts)


def cancel(*, job: Job, now: datetime) -> None:
    """A waiting job ends at once; a running one is asked to stop at its next beat."""
    waiting = Job.objects.filter(id=job.id, state=Job.State.WAITING)
    if not waiting.update(state=Job.State.CANCELLED, ended_at=now, reason="Cancelled."):
        Job.objects.filter(id=job.id, state=Job.State.RUNNING).update(cancel_requested=True)


def reap(*, now: datetime) -> int:
    """Give back the jobs of workers that died; give up on those that died too often."""
    lost = Job.objects.filter(state=Job.State.RUNNING, lease_until__lt=now)
    given_up = lost.filter(attempts__gte=ATTEMPTS).update(
        state=Job.State.FAILED,
        ended_at=now,
        lease_until=None,
        reason=f"The work stopped {ATTEMPTS} times without an answer.",
        hint="Look at the log of the worker, then start it again.",
    )
    return given_up + lost.update(state=Job.State.WAITING, worker="", lease_until=None)


def renew(*, job: Job, now: datetime, lease: timedelta) -> None:
    """Keep the lease through a step that has nothing to tell."""
    mine(job).update(lease_until=now + lease)


def let_go(*, job: Job, now: datetime, last_words: timedelta) -> None:
    """Take the lease from the work: its next beat says stop. The reaper comes if it never beats."""
    mine(job).update(worker=NOBODY, lease_until=now + last_words)


def give_back(*, job: Job) -> None:
    """A job that was let go waits again; the try that was cut short does not count."""
    dropped = Job.objects.filter(id=job.id, state=Job.State.RUNNING, worker=NOBODY)
    dropped.filter(attempts__gt=0).update(
        state=Job.State.WAITING, lease_until=None, attempts=F("attempts") - 1
    )


def mine(job: Job) -> QuerySet[Job]:
    """The job, as long as the worker that claimed it still holds it."""
    return Job.objects.filter(id=job.id, state=Job.State.RUNNING, worker=job.worker)


def audit(*, actor: str, action: str, subject: str, facts: dict[str, Any], now: datetime) -> Audit:
    return Audit.objects.create(at=now, actor=actor, action=action, subject=subject, facts=facts)
