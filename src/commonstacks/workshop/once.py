"""Work that several people wait for is done once, in a thread that goes on when they leave."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(slots=True)
class _Work(Generic[T]):
    done: threading.Event = field(default_factory=threading.Event)
    answer: T | None = None
    error: BaseException | None = None


class Once(Generic[T]):
    """At most ``at_once`` pieces of work go on together, each named by a key; whoever asks for a
    key that is being worked on waits for that work. What is done is not remembered."""

    def __init__(self, at_once: int) -> None:
        self._slots = threading.BoundedSemaphore(at_once)
        self._lock = threading.Lock()
        self._going: dict[str, _Work[T]] = {}

    def ask(self, key: str, make: Callable[[], T], *, patience: float) -> T | None:
        """What ``make`` returned, or None where it took longer than ``patience`` seconds: it goes
        on, and can be asked for again. Raises what ``make`` raised, to all who wait."""
        with self._lock:
            work = self._going.get(key)
            if work is None:
                work = self._going[key] = _Work()
                threading.Thread(target=self._do, args=(key, work, make), daemon=True).start()
        if not work.done.wait(patience):
            return None
        if work.error is not None:
            raise work.error
        return work.answer

    def _do(self, key: str, work: _Work[T], make: Callable[[], T]) -> None:
        try:
            with self._slots:
                work.answer = make()
        except BaseException as error:  # noqa: BLE001  # it is raised where somebody waits for it
            work.error = error
        finally:
            with self._lock:
                del self._going[key]
            work.done.set()
