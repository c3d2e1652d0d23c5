"""The worker is a program: it is started, asked to leave and killed here as it is in life."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.doors import homes

Start = Callable[..., subprocess.Popen[bytes]]


@pytest.fixture
def start(own_home: Path) -> Iterator[Start]:
    running: list[subprocess.Popen[bytes]] = []

    def begin(*arguments: str, **more: str) -> subprocess.Popen[bytes]:
        running.append(homes.start_worker(own_home, *arguments, **more))
        return running[-1]

    yield begin
    for each in running:
        each.kill()
        each.wait()


def notes(home: Path) -> list[str]:
    file = home / "notes"
    return file.read_text().splitlines() if file.exists() else []


def test_the_job_of_a_worker_that_died_is_done_by_another(own_home: Path, start: Start) -> None:
    key = homes.put_job(
        own_home,
        "work_to_do.quick",
        state="running",
        worker="elsewhere:1",
        attempts=1,
        lease_until=homes.ago(5),
    )
    start()
    homes.until(lambda: homes.job(own_home, key)["state"] == "done")
    done = homes.job(own_home, key)
    assert (done["result"], done["attempts"]) == ('{"ok": true}', 2)
    assert done["worker"] != "elsewhere:1"
    assert notes(own_home) == ["quick"]


def test_a_lease_that_still_runs_is_left_alone(own_home: Path, start: Start) -> None:
    held = {"state": "running", "worker": "elsewhere:1", "lease_until": homes.ago(-60)}
    key = homes.put_job(own_home, "work_to_do.quick", **held)
    other = homes.put_job(own_home, "work_to_do.quick")
    start()
    homes.until(lambda: homes.job(own_home, other)["state"] == "done")
    assert homes.job(own_home, key)["worker"] == "elsewhere:1"


def test_asked_to_leave_it_gives_the_job_back(own_home: Path, start: Start) -> None:
    key = homes.put_job(own_home, "work_to_do.patient")
    worker = start()
    homes.until(lambda: notes(own_home) == ["started"])
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(timeout=5) == 0
    given_back = homes.job(own_home, key)
    assert (given_back["state"], given_back["worker"]) == ("waiting", "")
    assert (given_back["attempts"], given_back["lease_until"]) == (0, None)
    assert (given_back["cancel_requested"], given_back["reason"]) == (0, "")


def test_with_nothing_to_do_it_leaves_at_once(own_home: Path, start: Start) -> None:
    key = homes.put_job(own_home, "work_to_do.quick")
    worker = start()
    homes.until(lambda: homes.job(own_home, key)["state"] == "done")
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(timeout=2) == 0


def test_a_job_that_breaks_never_ends_the_worker(own_home: Path, start: Start) -> None:
    first = homes.put_job(own_home, "work_to_do.broken", enqueued_at=homes.ago(3))
    strange = homes.put_job(own_home, "work_to_do.unknown", enqueued_at=homes.ago(2))
    last = homes.put_job(own_home, "work_to_do.quick", enqueued_at=homes.ago(1))
    start()
    homes.until(lambda: homes.job(own_home, last)["state"] == "done")
    assert homes.job(own_home, first)["state"] == "failed"
    assert homes.job(own_home, strange)["state"] == "failed"


def test_a_long_step_keeps_its_lease(own_home: Path, start: Start) -> None:
    """Nobody else begins the same work while a worker is alive, however silent it is."""
    key = homes.put_job(own_home, "work_to_do.silent")
    start(COMMONSTACKS_LEASE_SECONDS="1")
    start(COMMONSTACKS_LEASE_SECONDS="1")
    homes.until(lambda: homes.job(own_home, key)["state"] == "done")
    assert notes(own_home) == ["started", "ended"]


def test_it_ends_when_its_parent_is_killed(own_home: Path) -> None:
    """In the middle of a job, too; and the job goes back."""
    key = homes.put_job(own_home, "work_to_do.patient")
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT, str(own_home)], stdout=subprocess.PIPE, text=True
    )
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    homes.until(lambda: notes(own_home) == ["started"])
    parent.kill()
    parent.wait()
    parent.stdout.close()
    homes.until(lambda: homes.gone(child), seconds=5)
    assert homes.job(own_home, key)["state"] == "waiting"


PARENT = """
import os, sys
from pathlib import Path
from tests.doors import homes

worker = homes.start_worker(Path(sys.argv[1]), "--parent", str(os.getpid()))
print(worker.pid, flush=True)
worker.wait()
"""
