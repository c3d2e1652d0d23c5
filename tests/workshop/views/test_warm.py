"""A worker is dear to start: who leaves early does not end it."""

from __future__ import annotations

import threading

import pytest

from commonstacks.kit.errors import Stopped
from commonstacks.workshop.views.runner import Runner
from tests.workshop.views import jobs_for_runner as jobs


def always() -> bool:
    return True


def test_nobodys_leaving_ends_a_worker_that_starts() -> None:
    with Runner(size=1, megabytes=1500) as runner:
        runner.warm()
        before = runner.pids()
        with pytest.raises(Stopped, match="cancelled"):
            runner.ask(jobs.sleep, 60, reader="a", cancelled=always)
        assert runner.ask(jobs.pid, reader="a") == str(before[0]).encode()


def test_work_of_less_than_a_second_is_brought_to_its_end() -> None:
    gone = threading.Event()
    with Runner(size=1, megabytes=1500) as runner:
        before = runner.ask(jobs.pid, reader="a")
        timer = threading.Timer(0.05, gone.set)
        timer.start()
        assert runner.ask(jobs.sleep, 0.3, reader="a", cancelled=gone.is_set) == before
        assert gone.is_set()
        timer.join()
