"""The life of a job: one queue, one lease, one owner."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from commonstacks.library.work import actions as work
from commonstacks.library.work.models import Job

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
LEASE = timedelta(seconds=30)


def enqueue(subject: str = "address:1") -> Job:
    return work.enqueue(task="flows.take_in", arguments={"a": 1}, subject=subject, now=NOON)


def claim(worker: str = "one", now: datetime = NOON) -> Job | None:
    return work.claim(worker=worker, now=now, lease=LEASE)


def test_a_second_click_finds_the_live_job() -> None:
    assert enqueue().pk == enqueue().pk
    assert Job.objects.count() == 1


def test_the_same_work_can_be_asked_for_again_when_it_has_ended() -> None:
    first = enqueue()
    taken = claim()
    assert taken is not None
    work.finish(job=taken, result={"ok": True}, now=NOON)
    assert enqueue().pk != first.pk


def test_the_oldest_waiting_job_is_claimed_once() -> None:
    first = enqueue("address:1")
    work.enqueue(task="t", arguments={}, subject="address:2", now=NOON + LEASE)
    taken = claim("one")
    assert taken is not None
    assert (taken.pk, taken.worker, taken.attempts) == (first.pk, "one", 1)
    second = claim("two")
    assert second is not None
    assert second.subject == "address:2"
    assert claim("three") is None


def test_a_beat_renews_the_lease_and_tells_when_to_stop() -> None:
    enqueue()
    job = claim()
    assert job is not None
    later = NOON + timedelta(seconds=20)
    assert not work.beat(job=job, now=later, lease=LEASE, done=1, total=2, what="reading")
    assert work.reap(now=NOON + timedelta(seconds=40)) == 0
    work.cancel(job=job, now=later)
    assert work.beat(job=job, now=later, lease=LEASE, done=1, total=2, what="reading")


def test_the_job_of_a_dead_worker_is_given_back_and_done_by_another() -> None:
    enqueue()
    dead = claim("dead")
    assert dead is not None
    after = NOON + timedelta(seconds=31)
    assert work.reap(now=after) == 1
    heir = claim("heir", after)
    assert heir is not None
    work.finish(job=dead, result="late", now=after)  # the dead one wakes up: it owns nothing
    heir.refresh_from_db()
    assert (heir.state, heir.worker, heir.attempts) == (Job.State.RUNNING, "heir", 2)
    assert work.beat(job=dead, now=after, lease=LEASE, done=0, total=0, what="")


def test_a_job_that_took_three_workers_down_is_given_up() -> None:
    job = enqueue()
    for attempt in range(work.ATTEMPTS):
        moment = NOON + attempt * 2 * LEASE
        assert claim(f"worker {attempt}", moment) is not None
        work.reap(now=moment + LEASE + timedelta(seconds=1))
    job.refresh_from_db()
    assert (job.state, job.attempts) == (Job.State.FAILED, 3)
    assert "3 times" in job.reason


def test_a_waiting_job_is_cancelled_at_once() -> None:
    job = enqueue()
    work.cancel(job=job, now=NOON)
    job.refresh_from_db()
    assert job.state == Job.State.CANCELLED
    assert claim() is None
