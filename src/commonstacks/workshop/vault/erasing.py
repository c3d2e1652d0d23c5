"""Takes a dataset out of the vault for good: every byte of it, in every place of this root.

The order to erase is written down first, so that a crash in between ends in an erasure.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from commonstacks.kit import clock, digests
from commonstacks.workshop.vault import tree
from commonstacks.workshop.vault.base import Entry
from commonstacks.workshop.vault.holdings import ERASED
from commonstacks.workshop.vault.inventory import folder_name, object_id
from commonstacks.workshop.vault.ledger import Ledger
from commonstacks.workshop.vault.store import Store


def order(store: Store, dataset: str, at: datetime, reason: str) -> None:
    """Writes down what is to go: the objects' ids and sizes in bytes, when and why."""
    homes = list(_homes(store, dataset))
    facts = {
        "reason": reason,
        "objects": [home.name.replace("%2f", "/") for home in homes],
        "bytes": sum(_size(home) for home in homes),
    }
    tray = store.tray()
    page = {"dataset": dataset, "at": clock.stamp(at), "facts": facts}
    store.write(tray / "order.json", digests.canonical(page))
    store.place(tray / "order.json", store.erasing / f"{dataset}.json", "erasure ordered")
    store.remove(tray)


def finish(store: Store, ledger: Ledger) -> Iterator[Entry]:
    """Carries out every order that stands, and writes its tombstone into the log."""
    for page in sorted(store.erasing.iterdir()):
        ordered = json.loads(page.read_bytes())
        for home in _homes(store, ordered["dataset"]):
            _take_out(store, home)
        for ward in store.quarantine.glob(_pattern("*", ordered["dataset"])):
            store.remove(ward)
        if ordered["dataset"] not in ledger.now().erased:
            yield _tombstone(ledger, ordered)
        store.remove(page)


def _tombstone(ledger: Ledger, ordered: dict[str, Any]) -> Entry:
    return ledger.append(
        at=clock.parse(ordered["at"]),
        action=ERASED,
        dataset=ordered["dataset"],
        number=None,
        facts=ordered["facts"],
    )


def _homes(store: Store, dataset: str) -> Iterator[Path]:
    yield from sorted(store.root.glob(_pattern("*/*/*", dataset)))


def _pattern(above: str, dataset: str) -> str:
    return f"{above}/{folder_name(object_id(dataset, '*'))}"


def _take_out(store: Store, home: Path) -> None:
    """One rename takes the object away with the folders that held nothing else."""
    top = home
    while top.parent != store.root and len(list(top.parent.iterdir())) == 1:
        top = top.parent
    tray = store.tray()
    store.place(top, tray / "erased", "object taken out")
    store.remove(tray)


def _size(home: Path) -> int:
    return sum(path.stat().st_size for path in tree.everything(home) if path.is_file())
