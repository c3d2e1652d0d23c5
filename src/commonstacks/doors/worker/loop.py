"""The worker's day: give back what dead workers held, take the next job, do it, look again."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

from django.db import close_old_connections

from commonstacks.doors.worker.keeping import kept
from commonstacks.flows import daily, later, posting
from commonstacks.kit import clock
from commonstacks.library.work import actions as work
from commonstacks.library.work.models import Job

log = logging.getLogger(__name__)

PAUSE = 0.5  # seconds between two looks at an empty queue


def run(name: str, *, stop: Callable[[], bool], pause: float = PAUSE) -> None:
    """Work until ``stop()`` is true. Then the job in hand goes back to the queue, unharmed."""
    while not stop():
        if not turn(name, stop):
            rest(pause, stop)


def turn(name: str, stop: Callable[[], bool]) -> bool:
    """One look at the queue. True when there was something to do; no job ever ends the loop."""
    close_old_connections()
    keep_day()
    try:
        work.reap(now=clock.now())
        job = later.next_job(name)
        if job is not None:
            do(job, stop)
    except Exception:
        log.exception("The worker %s stumbled and goes on", name)
        return False
    return job is not None


def keep_day() -> None:
    """Once a day, between two jobs; when it breaks, the next day has its own."""
    try:
        daily.keep_day(posting.send, now=clock.now())
    except Exception:
        log.exception("The daily look at what needs care broke")


def do(job: Job, stop: Callable[[], bool]) -> None:
    with kept(job, stop):
        later.perform(job)


def rest(pause: float, stop: Callable[[], bool]) -> None:
    until = time.monotonic() + pause
    while not stop() and (left := until - time.monotonic()) > 0:
        time.sleep(min(left, 0.1))
