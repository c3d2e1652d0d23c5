"""The log together with what it says is held; one per vault, shared by its threads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from threading import Lock
from typing import Any

from commonstacks.kit.clock import stamp
from commonstacks.workshop.vault.base import Entry
from commonstacks.workshop.vault.holdings import Holdings
from commonstacks.workshop.vault.log import Log, Mark
from commonstacks.workshop.vault.store import Store


class Ledger:
    """Reads the log once and then only what is new; another process may have written it."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._log = Log(store.log)
        self._mark = Mark()
        self._holdings = Holdings()
        self._turn = Lock()

    def now(self) -> Holdings:
        """What is held at this moment. Refuses a broken log as ``Damaged``."""
        with self._turn:
            for entry in self._log.read(self._mark):
                self._holdings.add(entry)
            return self._holdings

    def entries(self) -> Iterator[Entry]:
        """Every entry from the first, each checked again."""
        return self._log.read(Mark())

    def append(
        self,
        *,
        at: datetime,
        action: str,
        dataset: str,
        number: int | None,
        facts: Mapping[str, Any],
    ) -> Entry:
        """Writes an entry; the caller holds the writer's lock."""
        self.now()
        entry = self._log.append(
            replace(self._mark),
            self._store.step,
            at=stamp(at),
            action=action,
            dataset=dataset,
            number=number,
            facts=facts,
        )
        self._store.step("logged")
        self.now()
        return entry

    def torn(self) -> bytes:
        """What stands after the last whole line of the log."""
        return self._log.torn()

    def cut(self, tail: bytes) -> None:
        """Takes a torn ``tail`` off the log."""
        self._log.cut(tail)
