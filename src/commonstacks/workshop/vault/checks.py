"""What can be wrong with one object, every byte of it read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from commonstacks.kit import digests
from commonstacks.workshop.vault import tree
from commonstacks.workshop.vault.base import Damaged, Finding
from commonstacks.workshop.vault.inventory import (
    INVENTORY,
    OBJECT_DECLARATION,
    OBJECT_DECLARED,
    SIDECAR,
    Inventory,
    object_path,
    sidecar,
)
from commonstacks.workshop.vault.store import hashes


@dataclass(slots=True)
class Seen:
    """One object as it was read; ``versions`` maps each number to its inventory's SHA-512."""

    home: Path
    object_id: str = ""
    versions: dict[int, str] = field(default_factory=dict)
    files: int = 0
    bytes: int = 0
    findings: list[Finding] = field(default_factory=list)

    def say(self, path: Path, root: Path, what: str) -> None:
        """Notes a finding at ``path``, which lies below ``root``."""
        self.findings.append(Finding(path.relative_to(root).as_posix(), what))


def check_object(root: Path, home: Path) -> Seen:
    """Checks declaration, inventories, sidecars, digests, and that nothing else lies there."""
    seen = Seen(home)
    if _read(home / OBJECT_DECLARATION) != OBJECT_DECLARED:
        seen.say(home / OBJECT_DECLARATION, root, "does not declare OCFL 1.1")
    try:
        inventory = Inventory.parse(_read(home / INVENTORY))
    except Damaged as error:
        seen.say(home / INVENTORY, root, error.reason)
        return seen
    seen.object_id = inventory.object_id
    if home != root / object_path(inventory.object_id):
        seen.say(home, root, f"is not where {inventory.object_id} belongs")
    _check_inventories(seen, root, inventory)
    _check_contents(seen, root, inventory)
    for path in _unexpected(home, inventory):
        seen.say(path, root, "unexpected here")
    return seen


def _check_inventories(seen: Seen, root: Path, inventory: Inventory) -> None:
    newest = _read(seen.home / f"v{inventory.head}" / INVENTORY)
    if _read(seen.home / INVENTORY) != newest:
        seen.say(seen.home / INVENTORY, root, f"differs from that of v{inventory.head}")
    for count in range(inventory.head + 1):
        folder = seen.home / f"v{count}" if count else seen.home
        read = _read(folder / INVENTORY)
        if _read(folder / SIDECAR) != sidecar(read):
            seen.say(folder / SIDECAR, root, "does not match its inventory")
        if count:
            seen.versions[count] = digests.sha512(read)
            if not _is_beginning(read, inventory, count):
                seen.say(folder / INVENTORY, root, "tells another history than the newest one")


def _is_beginning(read: bytes, inventory: Inventory, count: int) -> bool:
    try:
        older = Inventory.parse(read)
    except Damaged:
        return False
    return (
        older.object_id == inventory.object_id
        and older.states == inventory.states[:count]
        and set(older.contents) <= set(inventory.contents)
    )


def _check_contents(seen: Seen, root: Path, inventory: Inventory) -> None:
    for stored in inventory.contents:
        path = seen.home / stored.path
        if path.is_symlink() or not path.is_file():
            seen.say(path, root, "is missing")
            continue
        found = hashes(path)
        seen.files += 1
        seen.bytes += found.size
        if (found.sha512, found.sha256) != (stored.sha512, stored.sha256):
            seen.say(path, root, "is not what was put there")


def _unexpected(home: Path, inventory: Inventory) -> Iterator[Path]:
    folders = [home, *(home / f"v{count}" for count in range(1, inventory.head + 1))]
    expected = {home / OBJECT_DECLARATION}
    expected |= {folder / name for folder in folders for name in (INVENTORY, SIDECAR)}
    expected |= {home / stored.path for stored in inventory.contents}
    on_the_way = {parent for path in expected for parent in path.parents}
    for path in tree.everything(home):
        if path not in expected and path not in on_the_way:
            yield path


def _read(path: Path) -> bytes:
    return path.read_bytes() if path.is_file() else b""
