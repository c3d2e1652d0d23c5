"""Nobody waits any more: a worker that hangs is ended when the page lets go of its question."""

from __future__ import annotations

import os
import re
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from commonstacks.doors.cli.serving.server import PROCESSES
from tests.browser.looking import Reader
from tests.browser.running import Hand, Library
from tests.browser.test_large_table import (
    DAY,
    DELAY,
    DISTANCE,
    Charts,
    Shelf,
    agree,
    kernels,
    open_at,
    shelf,
)

pytestmark = pytest.mark.browser

__all__ = ["open_at", "shelf"]

WORKERS = 2  # of each process that answers
SOON = 12.0  # seconds, on a machine that is busy; a question without end lasts thirty
ASKED = re.compile("/active[?]")
NEVER_ASKED = (0.23, 0.83)  # by no other test of this library: what is known is not counted again


@pytest.fixture
def hung(hand: Hand, shelf: Shelf, library: Library) -> Iterator[Callable[[], list[int]]]:
    """Stops all processes that count, those of every process that answers; they end with the
    test, and others stand in their place."""
    stopped: list[int] = []

    def stop() -> list[int]:
        until = time.monotonic() + 90
        while not ready(kernels(library)):
            assert time.monotonic() < until
            with httpx.Client(base_url=library.address, cookies=hand.client.cookies) as client:
                assert client.get(shelf.path).status_code == 200
        stopped.extend(kernels(library))
        for worker in stopped:
            os.kill(worker, signal.SIGSTOP)
        return stopped

    yield stop
    for worker in filter(alive, stopped):
        os.kill(worker, signal.SIGKILL)


def ready(workers: list[int]) -> bool:
    """Are all there, and have read their code? What starts is not ended."""
    before = [spent(worker) for worker in workers]
    time.sleep(1)
    now = [spent(worker) for worker in workers]
    return len(workers) == PROCESSES * WORKERS and before == now and min(now) > 30


def spent(worker: int) -> int:
    """Its time on the processor, in hundredths of a second; 0 while it works or waits for a disk."""
    state, *fields = Path(f"/proc/{worker}/stat").read_text().rpartition(")")[2].split()
    return int(fields[10]) + int(fields[11]) if state == "S" else 0


def alive(worker: int) -> bool:
    return Path(f"/proc/{worker}").exists()


def ended(workers: list[int], many: int) -> float:
    """Seconds until so many of them have ended."""
    began = time.monotonic()
    while len([worker for worker in workers if not alive(worker)]) < many:
        assert time.monotonic() - began < SOON
        time.sleep(0.02)
    return time.monotonic() - began


def signs(library: Library) -> set[str]:
    """The questions that somebody said nobody waits for."""
    return {sign.name for sign in (library.home / "derived/left").glob("*")}


def test_who_leaves_the_page_or_asks_for_something_else_holds_no_worker(
    open_at: Callable[..., tuple[Reader, Charts]],
    shelf: Shelf,
    hung: Callable[[], list[int]],
    library: Library,
) -> None:
    reader, charts = open_at()
    charts.brush(DELAY, *NEVER_ASKED)
    agree(charts, shelf)
    before = signs(library)
    workers = hung()
    with charts.page.expect_request(ASKED):
        charts.figure(DAY).locator("[data-plot]").hover()
    time.sleep(1)
    assert all(map(alive, workers))
    with charts.page.expect_request(ASKED):  # the first question is dropped
        charts.figure(DISTANCE).locator("[data-plot]").hover()
    dropped = ended(workers, 1)
    time.sleep(1)
    assert len(list(filter(alive, workers))) == len(workers) - 1
    reader.go("/about")
    left = ended(workers, 2)
    print(f"ended {dropped:.1f} s after it was dropped, {left:.1f} s after the page was left")
    assert len(signs(library) - before) == 2

    for worker in filter(alive, workers):
        os.kill(worker, signal.SIGKILL)
    reader.explorer(shelf.path)
    charts.brush(DELAY, 0.3, 0.7)
    agree(charts, shelf)
    assert len(kernels(library)) >= WORKERS
