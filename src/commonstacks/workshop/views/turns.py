"""Whose turn it is: a few things, many readers, and nobody served twice before all others once."""

from __future__ import annotations

import threading
import time
from collections import Counter, deque
from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

from commonstacks.kit.errors import Refusal
from commonstacks.workshop.killable import called_off, never

T = TypeVar("T")
_LOOK = 0.05  # seconds between two looks at the wish to cancel


class Busy(Refusal):
    """Too many wait already. The same question can be asked again in a moment."""


class _Ticket(Generic[T]):
    def __init__(self) -> None:
        self.called = threading.Event()
        self.thing: T | None = None


class Turns(Generic[T]):
    """Lends ``things``, each to one reader at a time, to waiting readers in turn.

    One reader holds all of them but one at most (or the only one). At most ``waiting`` wait
    together and ``each`` of one reader, and nobody longer than ``patience`` seconds.
    """

    def __init__(
        self, things: Iterable[T], *, waiting: int = 200, each: int = 8, patience: float = 30
    ) -> None:
        self._free = deque(things)
        self._most_held = max(1, len(self._free) - 1)
        self._waiting, self._each, self._patience = waiting, each, patience
        self._lock = threading.Lock()
        self._queues: dict[str, deque[_Ticket[T]]] = {}
        self._held: Counter[str] = Counter()

    def take(self, reader: str, cancelled: Callable[[], bool] = never) -> T:
        """A thing for ``reader``, to be given back with ``give``. Raises ``Busy`` where too many
        wait or none came in time, ``Stopped`` when ``cancelled()`` turns true."""
        ticket = self._queued(reader)
        until = time.monotonic() + self._patience
        while not ticket.called.wait(_LOOK):
            if cancelled():
                self._leave(reader, ticket)
                raise called_off()
            if time.monotonic() > until:
                self._leave(reader, ticket)
                raise _busy()
        if ticket.thing is None:
            raise AssertionError("called without a thing")
        return ticket.thing

    def give(self, reader: str, thing: T) -> None:
        """Takes back what ``take`` lent to ``reader``."""
        with self._lock:
            self._held[reader] -= 1
            if not self._held[reader]:
                del self._held[reader]
            self._free.append(thing)
            self._call()

    def _queued(self, reader: str) -> _Ticket[T]:
        with self._lock:
            own = self._queues.get(reader, ())
            if len(own) >= self._each or sum(map(len, self._queues.values())) >= self._waiting:
                raise _busy()
            ticket: _Ticket[T] = _Ticket()
            self._queues.setdefault(reader, deque()).append(ticket)
            self._call()
            return ticket

    def _call(self) -> None:
        """Serves whoever may be served; the reader who was goes behind all others."""
        while self._free:
            reader = next((name for name in self._queues if self._may(name)), None)
            if reader is None:
                return
            queue = self._queues.pop(reader)
            ticket = queue.popleft()
            if queue:
                self._queues[reader] = queue
            self._held[reader] += 1
            ticket.thing = self._free.popleft()
            ticket.called.set()

    def _may(self, reader: str) -> bool:
        return self._held[reader] < self._most_held

    def _leave(self, reader: str, ticket: _Ticket[T]) -> None:
        """Out of the queue; what was given at that very moment goes to the next."""
        with self._lock:
            if ticket.thing is None:
                self._queues[reader].remove(ticket)
                if not self._queues[reader]:
                    del self._queues[reader]
                return
        self.give(reader, ticket.thing)


def _busy() -> Busy:
    return Busy(
        "Many people are exploring at this moment, and your question has to wait.",
        "Try again in a few seconds.",
    )
