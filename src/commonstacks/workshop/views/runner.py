"""Answers questions in warm processes that can be killed: fairly, within limits, each once.

A job is a function of ours and returns bytes. A worker that takes too long, needs too much, dies or
is no longer wanted is killed and another one stands in its place; whoever asked is told so once.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Self

from commonstacks.kit import digests
from commonstacks.kit.errors import Refusal, Stopped
from commonstacks.workshop.killable import NONE, called_off, never
from commonstacks.workshop.views.turns import Busy, Turns
from commonstacks.workshop.views.warm import Job, Worker

_LOOK = 0.05  # seconds between two looks at the wish to cancel


def result_key(job: str, table: str, spec: object, policy: object) -> str:
    """The hex SHA-256 that names one result: of ``job`` for the table of that digest, with the
    ``spec`` and the suppression ``policy`` as JSON values."""
    return digests.of_facts({"job": job, "table": table, "spec": spec, "policy": policy})


class Runner:
    """A pool of ``size`` warm workers, a fair queue before it and a bounded memory behind it."""

    def __init__(
        self,
        *,
        size: int = 2,
        seconds: float = 10,
        megabytes: int = 3000,
        preload: Sequence[str] = (),
        environment: Mapping[str, str] = NONE,
        waiting: int = 200,
        kept_megabytes: float = 64,
        uses: int = 500,
    ) -> None:
        """Starts nothing before it is asked, or told to ``warm`` up.

        ``seconds`` bound one job, ``megabytes`` the address space of one worker (maps included),
        ``waiting`` those who wait; a worker is replaced after ``uses`` answers. It imports the
        modules ``preload`` before its first job, and knows ``environment`` beside our own.
        """
        self._seconds, self._megabytes = seconds, megabytes
        self._preload, self._environment = tuple(preload), dict(environment)
        self._uses = uses
        self._places = [_Place(self._new) for _ in range(size)]
        self._turns = Turns(self._places, waiting=waiting)
        self._results = _Results(round(kept_megabytes * 1e6))
        self._flights: dict[str, _Flight] = {}
        self._lock = threading.Lock()

    def ask(
        self,
        job: Job,
        /,
        *args: object,
        reader: str,
        key: str = "",
        cancelled: Callable[[], bool] = never,
        **kwargs: object,
    ) -> bytes:
        """What ``job(*args, **kwargs)`` returns. Readers are served in turn; ``reader`` names one.

        Answers with the same ``key`` (see ``result_key``) are computed once, also when they are
        asked for at the same time; without a key nothing is kept. Raises what the job refused,
        ``Busy``, and ``Stopped`` for time, memory, ``cancelled()`` and a crash.
        """
        work = partial(job, *args, **kwargs)
        while key:
            flight, leads = self._flight(key)
            if leads:
                with self._led(flight, key, cancelled):
                    flight.answer = self._run(work, reader, cancelled)
                return flight.answer
            found = flight.wait(cancelled)
            if found is not None:
                return found
        return self._run(work, reader, cancelled)

    def warm(self) -> None:
        """Starts all workers that do not run, and does not wait for them."""
        for place in self._places:
            place.start(hold=False)

    def pids(self) -> list[int]:
        """The processes that run now."""
        return [place.worker.pid for place in self._places if place.worker]

    def close(self) -> None:
        """Kills all workers; a job that runs is told that it crashed."""
        for place in self._places:
            place.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _run(self, work: Job, reader: str, cancelled: Callable[[], bool]) -> bytes:
        place = self._turns.take(reader, cancelled)
        try:
            worker = place.start(hold=True)
            return worker.ask(work, seconds=self._seconds, cancelled=cancelled)
        finally:
            place.renew(self._uses)
            self._turns.give(reader, place)

    def _new(self) -> Worker:
        return Worker(
            megabytes=self._megabytes, preload=self._preload, environment=self._environment
        )

    def _flight(self, key: str) -> tuple[_Flight, bool]:
        """What is known or being computed of ``key``, and whether it is ours to compute."""
        with self._lock:
            kept = self._results.get(key)
            if kept is not None:
                return _Flight(kept), False
            flight = self._flights.get(key)
            if flight:
                return flight, False
            self._flights[key] = flight = _Flight()
            return flight, True

    @contextmanager
    def _led(self, flight: _Flight, key: str, cancelled: Callable[[], bool]) -> Iterator[None]:
        """Tells those who wait for the same answer how it went. What only the reader's leaving or
        the queue prevented, another of them tries again."""
        try:
            yield
        except Refusal as refusal:
            flight.refusal = None if cancelled() or isinstance(refusal, Busy) else refusal
            raise
        finally:
            with self._lock:
                if flight.answer is not None:
                    self._results.put(key, flight.answer)
                del self._flights[key]
            flight.landed.set()


class _Place:
    """Where one worker stands: in the hands of one thread, until ``close`` comes."""

    def __init__(self, new: Callable[[], Worker]) -> None:
        self.worker: Worker | None = None
        self._new = new
        self._lock = threading.Lock()
        self._held = self._closed = False

    def start(self, *, hold: bool) -> Worker:
        """The worker, started if need be; ``hold`` says that it is going to be asked."""
        with self._lock:
            if self._closed:
                raise Stopped("The library is closing.", "Try again in a minute.")
            self._clear(usable=False)
            self.worker = self.worker or self._new()
            self._held = self._held or hold
            return self.worker

    def renew(self, uses: int) -> None:
        """A dead or worn-out worker gives way, so that the next one is warm when it is needed."""
        with self._lock:
            self._held = False
            worn = self.worker is not None and self.worker.answered >= uses
            gone = self._clear(usable=worn or self._closed)
            if gone and not self._closed:
                self.worker = self._new()

    def close(self) -> None:
        with self._lock:
            self._closed = True
            if self.worker and self._held:
                self.worker.kill()
            else:
                self._clear(usable=True)

    def _clear(self, *, usable: bool) -> bool:
        """Ends a dead worker, also a ``usable`` one if told so. Was there one to end?"""
        if self.worker is None or (self.worker.usable and not usable):
            return False
        self.worker.end()
        self.worker = None
        return True


class _Flight:
    """A result that several may wait for."""

    def __init__(self, answer: bytes | None = None) -> None:
        self.answer = answer
        self.refusal: Refusal | None = None
        self.landed = threading.Event()
        if answer is not None:
            self.landed.set()

    def wait(self, cancelled: Callable[[], bool]) -> bytes | None:
        """The answer; ``None`` where whoever computed it gave up, and it is to be tried again."""
        while not self.landed.wait(_LOOK):
            if cancelled():
                raise called_off()
        if self.refusal:
            raise self.refusal
        return self.answer


class _Results:
    """The results asked for last, at most so many bytes of them."""

    def __init__(self, most: int) -> None:
        self._most, self._size = most, 0
        self._kept: OrderedDict[str, bytes] = OrderedDict()

    def get(self, key: str) -> bytes | None:
        if key in self._kept:
            self._kept.move_to_end(key)
        return self._kept.get(key)

    def put(self, key: str, value: bytes) -> None:
        if len(value) * 4 > self._most:
            return
        self._kept[key] = value
        self._size += len(value)
        while self._size > self._most:
            self._size -= len(self._kept.popitem(last=False)[1])
