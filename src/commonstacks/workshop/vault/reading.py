"""Reads what is held, believing nothing: the log seals the inventory, that seals the bytes."""

from __future__ import annotations

import hashlib
from pathlib import Path

from commonstacks.kit import digests
from commonstacks.kit.errors import NotHeld
from commonstacks.workshop.vault.base import Damaged, Held
from commonstacks.workshop.vault.deposit import DEPOSIT, files_in
from commonstacks.workshop.vault.holdings import Place
from commonstacks.workshop.vault.inventory import INVENTORY, Inventory, object_path
from commonstacks.workshop.vault.store import Store

HINT = "Run `stacks verify`; bring the file back from a copy of the vault."


def inventory(store: Store, place: Place) -> Inventory:
    """The inventory of one object version, checked against the log."""
    home = store.root / object_path(place.object_id)
    path = home / f"v{place.object_version}" / INVENTORY
    try:
        read = path.read_bytes()
    except FileNotFoundError as error:
        raise Damaged("{path} is missing.", HINT, path=path.relative_to(store.root)) from error
    if digests.sha512(read) != place.inventory:
        raise Damaged("{path} is not what the log says.", HINT, path=path.relative_to(store.root))
    return Inventory.parse(read)


def checked_path(store: Store, place: Place, logical: str) -> Path:
    """Path of a stored file whose every byte was just read and is right.

    Refuses a name this version does not have (``NotHeld``) and wrong bytes (``Damaged``).
    """
    path, sha512 = _stored(store, place, logical)
    if not path.is_file() or _sha512(path) != sha512:
        raise Damaged("{path} is not what was put there.", HINT, path=path.relative_to(store.root))
    return path


def checked_bytes(store: Store, place: Place, logical: str) -> bytes:
    """The whole of a small file; the bytes returned are the ones that were checked."""
    path, sha512 = _stored(store, place, logical)
    read = path.read_bytes() if path.is_file() else b""
    if digests.sha512(read) != sha512:
        raise Damaged("{path} is not what was put there.", HINT, path=path.relative_to(store.root))
    return read


def held(store: Store, place: Place) -> Held:
    """What was acknowledged when this place was filled."""
    return Held(
        place.dataset,
        place.number,
        place.kind,
        place.object_id,
        place.object_version,
        files_in(checked_bytes(store, place, DEPOSIT)),
        place.inventory,
        place.sequence,
    )


def _stored(store: Store, place: Place, logical: str) -> tuple[Path, str]:
    stored = inventory(store, place).find(logical)
    if not stored:
        raise NotHeld("There is no {file} in this version.", file=repr(logical.partition("/")[2]))
    return store.root / object_path(place.object_id) / stored.path, stored.sha512


def _sha512(path: Path) -> str:
    with path.open("rb") as given:
        return hashlib.file_digest(given, "sha512").hexdigest()
