"""While a job is being done: renew its lease, and let go of it when this worker has to leave."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.db import DatabaseError, connection

from commonstacks.flows import wiring
from commonstacks.kit import clock
from commonstacks.library.work import actions as work
from commonstacks.library.work.models import Job

log = logging.getLogger(__name__)

LOOK = 0.1  # seconds between two questions whether to leave
LAST_WORDS = timedelta(seconds=10)  # if we are killed meanwhile, the reaper gives it back


@contextmanager
def kept(job: Job, stop: Callable[[], bool]) -> Iterator[None]:
    """Keep the lease of ``job`` alive in the background, through steps that never beat.

    When ``stop()`` turns true the lease is taken from the work, which notices at its next beat
    and ends; then the job stands in the queue as if this worker had never come.
    """
    over = threading.Event()
    keeper = threading.Thread(target=keep, args=(job, stop, over), daemon=True)
    keeper.start()
    try:
        yield
    finally:
        over.set()
        keeper.join()
        work.give_back(job=job)


def keep(job: Job, stop: Callable[[], bool], over: threading.Event) -> None:
    try:
        renew_at = time.monotonic()
        while not over.wait(LOOK):
            if stop():
                work.let_go(job=job, now=clock.now(), last_words=LAST_WORDS)
                return
            if time.monotonic() >= renew_at:
                renew(job)
                renew_at = time.monotonic() + wiring.lease().total_seconds() / 3
    finally:
        connection.close()


def renew(job: Job) -> None:
    try:
        work.renew(job=job, now=clock.now(), lease=wiring.lease())
    except DatabaseError:
        log.warning("The lease of job %s could not be renewed this time", job.pk, exc_info=True)
