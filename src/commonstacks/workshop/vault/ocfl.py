"""The vault: keeps every byte that was given, as an OCFL 1.1 storage root, and lends it checked.

One object for each dataset and year, one for the revisions of its context, and a log beside them.
Everything an acknowledged call wrote survives kill -9 and power loss; anybody can read and check
the tree with the tools its README names.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from commonstacks.kit import digests
from commonstacks.kit.errors import NotHeld, Refusal
from commonstacks.workshop.vault import (
    deposit,
    erasing,
    names,
    reading,
    recovery,
    root,
    verify,
    writer,
)
from commonstacks.workshop.vault.base import Entry, Held, Recovery, Report
from commonstacks.workshop.vault.deposit import (
    CONTEXT,
    DATA,
    DEPOSIT,
    DOCUMENTS,
    FORM,
    GROUPS,
    INSTRUCTIONS,
    QUESTION,
    THE_FORM,
    Deposit,
)
from commonstacks.workshop.vault.holdings import ERASED, HELD, Holdings, Place
from commonstacks.workshop.vault.inventory import Inventory, object_id
from commonstacks.workshop.vault.ledger import Ledger
from commonstacks.workshop.vault.store import Store, unwatched


class Vault:
    """A storage root on a local disk. Safe to share between threads and between processes.

    ``after_step`` is told the name of every single write that was just done; ``patience`` is how
    many seconds a writer waits for another one before it refuses.
    """

    def __init__(
        self,
        root: Path,
        *,
        after_step: Callable[[str], None] = unwatched,
        patience: float = 60.0,
    ) -> None:
        self.store = Store(root, after_step, patience)
        self._ledger = Ledger(self.store)

    @property
    def root(self) -> Path:
        """The storage root."""
        return self.store.root

    def open(self, *, at: datetime) -> Recovery:
        """Makes the root when there is none, and puts right what a dead writer left.

        Deletes only what was never acknowledged and lies in staging; everything else it cannot
        use goes to quarantine. Calling it twice changes nothing. Refuses a folder with other
        things in it, and a log whose chain is broken (``Damaged``).
        """
        names.refuse_local_time(at)
        root.lay(self.store)
        with self.store.alone():
            return recovery.recover(self.store, self._ledger, at)

    def hold_version(
        self,
        *,
        dataset: str,
        number: int,
        at: datetime,
        files: Mapping[str, Path],
        facts: Mapping[str, Any],
    ) -> Held:
        """Keeps ``files`` byte for byte as version ``number``; ``at`` is when they were fetched.

        ``facts`` are JSON values and go into ``deposit.json``. The same number with the same
        bytes and facts again returns what is held; with others it is refused. Also refuses bad
        names, an erased dataset, and a vault that another writer keeps for too long.
        """
        return self._hold(deposit.of_data(dataset, number, at, files, facts), at)

    def hold_context(
        self, *, dataset: str, number: int, at: datetime, document: Mapping[str, Any]
    ) -> Held:
        """Keeps ``document`` (JSON values) as revision ``number`` of the dataset's context.

        It is stored as canonical JSON (RFC 8785). Repeats and refuses as ``hold_version`` does.
        """
        return self._hold(deposit.of_page(CONTEXT, dataset, number, at, document), at)

    def hold_instructions(
        self, *, dataset: str, number: int, at: datetime, document: Mapping[str, Any]
    ) -> Held:
        """Keeps what people said about how the files are to be read, as ``hold_context`` does."""
        return self._hold(deposit.of_page(INSTRUCTIONS, dataset, number, at, document), at)

    def hold_groups(
        self, *, dataset: str, number: int, at: datetime, document: Mapping[str, Any]
    ) -> Held:
        """Keeps from how many rows on groups of the dataset are told, as ``hold_context`` does."""
        return self._hold(deposit.of_page(GROUPS, dataset, number, at, document), at)

    def hold_form(self, *, number: int, at: datetime, document: Mapping[str, Any]) -> Held:
        """Keeps a release of the form that was adopted here, with how it came about.

        One object holds them all; ``number`` is the release. Repeats and refuses as
        ``hold_context`` does.
        """
        return self._hold(deposit.of_page(FORM, THE_FORM, number, at, document), at)

    def hold_question(self, *, number: int, at: datetime, document: Mapping[str, Any]) -> Held:
        """Keeps a question of this library's own, as ``hold_form`` does; ``number`` counts on."""
        return self._hold(deposit.of_page(QUESTION, THE_FORM, number, at, document), at)

    @contextmanager
    def lend(self, dataset: str, number: int, name: str) -> Iterator[Path]:
        """The path of an original, after every byte of it was read and found right. Only read it.

        Refuses what is not held (``NotHeld``) and wrong bytes (``Damaged``).
        """
        place = self._holdings().get(dataset, DATA, number)
        yield reading.checked_path(self.store, place, f"data/{name}")

    def facts(self, dataset: str, number: int) -> dict[str, Any]:
        """``deposit.json`` of a version, checked: the facts given, and beside them ``dataset``,
        ``version``, ``kind``, ``profile`` and ``files`` (name, sha512, sha256, size in bytes).

        Refuses what is not held (``NotHeld``) and wrong bytes (``Damaged``).
        """
        return self._page(self._holdings().get(dataset, DATA, number), DEPOSIT)

    def context(self, dataset: str, number: int) -> dict[str, Any]:
        """The document of a context revision, checked. Refuses as ``facts`` does."""
        return self._document(dataset, CONTEXT, number)

    def instructions(self, dataset: str, number: int) -> dict[str, Any]:
        """What ``hold_instructions`` kept, checked. Refuses as ``facts`` does."""
        return self._document(dataset, INSTRUCTIONS, number)

    def groups(self, dataset: str, number: int) -> dict[str, Any]:
        """What ``hold_groups`` kept, checked. Refuses as ``facts`` does."""
        return self._document(dataset, GROUPS, number)

    def form(self, number: int) -> dict[str, Any]:
        """What ``hold_form`` kept, checked. Refuses as ``facts`` does."""
        return self._document(THE_FORM, FORM, number)

    def question(self, number: int) -> dict[str, Any]:
        """What ``hold_question`` kept, checked. Refuses as ``facts`` does."""
        return self._document(THE_FORM, QUESTION, number)

    def newest(self, kind: str, dataset: str = THE_FORM) -> int:
        """The number of the newest page of this kind, 0 where there is none. Reads no content."""
        head = self._holdings().head(object_id(dataset, kind))
        return head.number if head else 0

    def held(self, dataset: str, number: int, kind: str = DATA) -> Held:
        """What was acknowledged for a version, or with ``kind="context"`` for a revision.

        Refuses as ``facts`` does.
        """
        return reading.held(self.store, self._holdings().get(dataset, kind, number))

    def append(
        self,
        *,
        at: datetime,
        action: str,
        dataset: str,
        number: int | None = None,
        facts: Mapping[str, Any],
    ) -> Entry:
        """Writes an event into the log; ``facts`` are ids and digests, never content or names.

        The actions ``held`` and ``erased`` are the vault's own (``ValueError``).
        """
        if action in {HELD, ERASED}:
            raise ValueError(f"{action!r} is written by the vault itself")
        names.refuse_bad_dataset(dataset)
        with self._writing(at):
            return self._ledger.append(
                at=at, action=action, dataset=dataset, number=number, facts=facts
            )

    def entries(self, after: int = 0) -> Iterator[Entry]:
        """The log after sequence number ``after``, its whole chain checked from the first line.

        Refuses a broken chain as ``Damaged``, when the walk comes to the break.
        """
        return (entry for entry in self._ledger.entries() if entry.sequence > after)

    def erase(self, *, dataset: str, at: datetime, reason: str) -> Entry:
        """Deletes every byte of a dataset, its context and its quarantine; returns the tombstone.

        The log keeps its lines, which hold ids and digests only; ``reason`` joins them, so it
        names nobody. Erasing again returns the same tombstone. Refuses what was never held.
        """
        names.refuse_bad_dataset(dataset)
        with self._writing(at) as holdings:
            if dataset not in holdings.erased:
                if not any(place.dataset == dataset for place in holdings.numbers.values()):
                    raise NotHeld("Nothing of this dataset is held here.")
                erasing.order(self.store, dataset, at, reason)
                list(erasing.finish(self.store, self._ledger))
            return self._holdings().erased[dataset]

    def verify(self) -> Iterator[Report]:
        """Reads every byte; the report so far after each object, the last one complete."""
        return verify.walk(self.store)

    def _hold(self, given: Deposit, at: datetime) -> Held:
        with self._writing(at) as holdings:
            holdings.refuse_erased(given.dataset)
            place = holdings.find(given.dataset, given.kind, given.number)
            if place:
                return self._again(given, place)
            return self._anew(given, holdings.head(given.object_id), at)

    def _again(self, given: Deposit, place: Place) -> Held:
        if given.weighed() != reading.checked_bytes(self.store, place, DEPOSIT):
            raise Refusal(
                "Number {number} of this dataset's {what} is held with other content.",
                "Numbers are never reused: take the next one.",
                number=given.number,
                what=given.kind,
            )
        return reading.held(self.store, place)

    def _anew(self, given: Deposit, head: Place | None, at: datetime) -> Held:
        before = reading.inventory(self.store, head) if head else Inventory(given.object_id)
        written = writer.commit(self.store, self.store.tray(), given, before, at)
        inventory = digests.sha512(written.inventory)
        whose = (given.dataset, given.number, given.kind, given.object_id)
        entry = recovery.log_held(self._ledger, Place(*whose, written.version, inventory, 0), at)
        files = deposit.files_in(written.described)
        return Held(*whose, written.version, files, inventory, entry.sequence)

    @contextmanager
    def _writing(self, at: datetime) -> Iterator[Holdings]:
        names.refuse_local_time(at)
        root.refuse_unlaid(self.store)
        with self.store.alone():
            self._put_right(at)
            try:
                yield self._holdings()
                self.store.sweep()
            except BaseException:
                # A full disk may be too full for this as well; then the next writer does it.
                with suppress(OSError):
                    self._put_right(at)
                raise

    def _put_right(self, at: datetime) -> None:
        if self.store.unfinished() or self._ledger.torn():
            recovery.recover(self.store, self._ledger, at)

    def _holdings(self) -> Holdings:
        root.refuse_unlaid(self.store)
        return self._ledger.now()

    def _document(self, dataset: str, kind: str, number: int) -> dict[str, Any]:
        return self._page(self._holdings().get(dataset, kind, number), DOCUMENTS[kind])

    def _page(self, place: Place, logical: str) -> dict[str, Any]:
        page: dict[str, Any] = json.loads(reading.checked_bytes(self.store, place, logical))
        return page
