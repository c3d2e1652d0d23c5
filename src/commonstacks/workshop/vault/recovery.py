"""Puts right what a dead writer left. Only the holder of the lock may call this; twice is fine."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from commonstacks.kit import clock
from commonstacks.kit.errors import NotHeld
from commonstacks.workshop.vault import erasing, reading, tree
from commonstacks.workshop.vault.base import Damaged, Entry, Recovery
from commonstacks.workshop.vault.deposit import DATA, DEPOSIT, PAGES
from commonstacks.workshop.vault.holdings import HELD, Holdings, Place
from commonstacks.workshop.vault.inventory import INVENTORY, SIDECAR, Inventory, sidecar
from commonstacks.workshop.vault.ledger import Ledger
from commonstacks.workshop.vault.store import Store, sync


def recover(store: Store, ledger: Ledger, at: datetime) -> Recovery:
    """Drops trays, finishes erasures, moves strays to quarantine, mends sidecars and the log.

    What it cannot explain by an interrupted write it leaves for ``verify`` to find.
    """
    torn = _take_torn_line(store, ledger, at)
    dropped = store.sweep()
    erased = tuple(erasing.finish(store, ledger))
    beyond: list[str] = []
    sidecars: list[str] = []
    lost: list[tuple[str, Place]] = []
    holdings = ledger.now()
    for home in tree.objects(store.root):
        with suppress(Damaged, OSError, ValueError, KeyError):
            inventory = Inventory.parse((home / INVENTORY).read_bytes())
            if _mend_sidecar(store, home, inventory):
                sidecars.append(str((home / SIDECAR).relative_to(store.root)))
            beyond += _take_beyond_head(store, home, inventory, at)
            lost += _unlogged(store, home, inventory, holdings)
    logged = tuple(_log(ledger, lost, at))
    return Recovery(dropped, (*torn, *beyond), tuple(sidecars), (*erased, *logged))


def _take_torn_line(store: Store, ledger: Ledger, at: datetime) -> tuple[str, ...]:
    tail = ledger.torn()
    if not tail:
        return ()
    path = _ward(store, at) / "log-tail"
    store.write(path, tail)
    sync(path.parent)
    ledger.cut(tail)
    store.step("log cut")
    return (str(path.relative_to(store.root)),)


def _take_beyond_head(
    store: Store, home: Path, inventory: Inventory, at: datetime
) -> Iterator[str]:
    for number, folder in sorted(tree.versions(home).items()):
        if number > inventory.head:
            # The object's own folder name stays in the path, so that erasing finds it here too.
            ward = _ward(store, at) / home.name
            ward.mkdir()
            sync(ward.parent)
            store.place(folder, ward / folder.name, "quarantined")
            yield str((ward / folder.name).relative_to(store.root))


def _mend_sidecar(store: Store, home: Path, inventory: Inventory) -> bool:
    """Only where the newest version's own inventory and sidecar bear the root inventory out."""
    root, newest = (home / INVENTORY).read_bytes(), home / f"v{inventory.head}"
    right = sidecar(root)
    borne_out = (newest / INVENTORY).read_bytes() == root and (
        newest / SIDECAR
    ).read_bytes() == right
    beside = home / SIDECAR
    if not borne_out or (beside.exists() and beside.read_bytes() == right):
        return False
    tray = store.tray()
    store.write(tray / SIDECAR, right)
    store.place(tray / SIDECAR, beside, "sidecar mended")
    store.remove(tray)
    return True


def _unlogged(
    store: Store, home: Path, inventory: Inventory, holdings: Holdings
) -> Iterator[tuple[str, Place]]:
    known = holdings.objects.get(inventory.object_id, {})
    for count, state in enumerate(inventory.states, 1):
        if count not in known:
            yield state.created, _place(store, home, inventory.object_id, count)


def _place(store: Store, home: Path, object_id: str, count: int) -> Place:
    said = (home / f"v{count}" / SIDECAR).read_text().partition(" ")[0]
    dataset, _, shelf = object_id.partition("/")
    kind = shelf if shelf in PAGES else DATA
    unread = Place(dataset, 0, kind, object_id, count, said, 0)
    found = json.loads(reading.checked_bytes(store, unread, DEPOSIT))
    return Place(dataset, found["version"], kind, object_id, count, said, 0)


def _log(ledger: Ledger, lost: list[tuple[str, Place]], at: datetime) -> Iterator[Entry]:
    for created, place in sorted(lost, key=lambda found: (found[0], found[1].object_id)):
        with suppress(NotHeld):
            ledger.now().refuse_erased(place.dataset)
            yield log_held(ledger, place, clock.parse(created), recovered=clock.stamp(at))


def log_held(ledger: Ledger, place: Place, at: datetime, **more: str) -> Entry:
    """The line that says a place is filled; ``at`` is when its bytes came."""
    facts = {
        "kind": place.kind,
        "object": place.object_id,
        "object_version": place.object_version,
        "inventory": place.inventory,
        **more,
    }
    return ledger.append(
        at=at, action=HELD, dataset=place.dataset, number=place.number, facts=facts
    )


def _ward(store: Store, at: datetime) -> Path:
    ward = store.quarantine / f"{at:%Y%m%dT%H%M%S}-{secrets.token_hex(4)}"
    ward.mkdir()
    sync(store.quarantine)
    return ward
