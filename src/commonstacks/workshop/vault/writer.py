"""Puts one deposit into its object. The rename of the root inventory is the moment it is held.

A new object is made whole in its tray and comes into the tree by one rename, with the folders
above it that are still missing; so the tree never shows an empty folder or half an object.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath

from commonstacks.kit.clock import stamp
from commonstacks.workshop.vault.base import Damaged
from commonstacks.workshop.vault.deposit import DEPOSIT, Deposit
from commonstacks.workshop.vault.inventory import (
    INVENTORY,
    OBJECT_DECLARATION,
    OBJECT_DECLARED,
    SIDECAR,
    Inventory,
    State,
    Stored,
    object_path,
    sidecar,
)
from commonstacks.workshop.vault.store import Digests, Store, hashes, sync


@dataclass(frozen=True, slots=True)
class Written:
    """The inventory as bytes, and the deposit's description."""

    version: int
    inventory: bytes
    described: bytes


def commit(store: Store, tray: Path, deposit: Deposit, before: Inventory, at: datetime) -> Written:
    """Writes the next version after ``before``; a ``before`` without versions is a new object."""
    written = _stage(store, tray, deposit, before, at)
    if before.head:
        _add_version(store, tray, store.root / object_path(deposit.object_id), written.version)
    else:
        _add_object(store, tray, deposit.object_id)
    return written


def _stage(store: Store, tray: Path, deposit: Deposit, before: Inventory, at: datetime) -> Written:
    version = f"v{before.head + 1}"
    content = tray / version / "content"
    found = {logical: _put(store, source, content / logical) for logical, source in deposit.sources}
    described = deposit.described(found)
    found[DEPOSIT] = _put(store, described, content / DEPOSIT)
    fresh = _without_copies(content, f"{version}/content", found, before)
    files = tuple(sorted((logical, digests.sha512) for logical, digests in found.items()))
    inventory = before.then(State(stamp(at), deposit.message, files), fresh).to_bytes()
    for folder in (tray / version, tray):
        store.write(folder / INVENTORY, inventory)
        store.write(folder / SIDECAR, sidecar(inventory))
    store.seal(tray)
    return Written(before.head + 1, inventory, described)


def _put(store: Store, source: Path | bytes, path: Path) -> Digests:
    if isinstance(source, Path):
        return store.copy_in(source, path)
    store.write(path, source)
    return hashes(path)


def _without_copies(
    content: Path, prefix: str, found: dict[str, Digests], before: Inventory
) -> tuple[Stored, ...]:
    fresh: dict[str, Stored] = {}
    for logical, digests in found.items():
        if before.holds(digests.sha512) or digests.sha512 in fresh:
            _drop(content / logical, content)
        else:
            path = f"{prefix}/{logical}"
            fresh[digests.sha512] = Stored(path, digests.sha512, digests.sha256)
    return tuple(fresh.values())


def _drop(path: Path, stop: Path) -> None:
    path.unlink()
    while (path := path.parent) != stop and not any(path.iterdir()):
        path.rmdir()


def _add_version(store: Store, tray: Path, home: Path, version: int) -> None:
    store.place(tray / f"v{version}", home / f"v{version}", "version in place")
    for name in (INVENTORY, SIDECAR):
        (tray / name).rename(home / name)
        store.step(f"{name} in place, not yet synced")
    sync(home)
    store.step("object synced")


def _add_object(store: Store, tray: Path, object_id: str) -> None:
    store.write(tray / OBJECT_DECLARATION, OBJECT_DECLARED)
    sync(tray)
    missing = PurePosixPath(object_path(object_id))
    standing = store.root
    if (standing / missing).exists():
        raise Damaged(
            "{missing} is there, but not in the log.", "Run `stacks verify`.", missing=missing
        )
    while (standing / missing.parts[0]).is_dir():
        standing /= missing.parts[0]
        missing = PurePosixPath(*missing.parts[1:])
    # Renaming the tray itself would lose the sign that this write is not finished yet.
    nest = store.tray()
    home = nest / missing
    home.mkdir(parents=True)
    for name in sorted(path.name for path in tray.iterdir()):
        (tray / name).rename(home / name)
    store.seal(nest)
    store.place(nest / missing.parts[0], standing / missing.parts[0], "object in place")
