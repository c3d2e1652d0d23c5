"""Lays out an empty OCFL 1.1 storage root, in an order that survives being interrupted."""

from __future__ import annotations

import json
from importlib import resources

from commonstacks.kit.errors import NotHeld, Refusal
from commonstacks.workshop.vault.store import Store, sync

DECLARATION = "0=ocfl_1.1"
DECLARED = b"ocfl_1.1\n"
LAYOUT = "0003-hash-and-id-n-tuple-storage-layout"
FILES = {
    f"extensions/{LAYOUT}/config.json": {
        "extensionName": LAYOUT,
        "digestAlgorithm": "sha256",
        "tupleSize": 3,
        "numberOfTuples": 3,
    },
    "ocfl_layout.json": {
        "extension": LAYOUT,
        "description": "Three folders of three hex digits of the id's SHA-256, then the id.",
    },
}
OURS = frozenset({DECLARATION, "extensions", "README.txt", "ocfl_layout.json"})


def lay(store: Store) -> None:
    """Makes the root when there is none. Refuses a folder with other things in it.

    The declaration comes last: a root without it is laid again.
    """
    store.root.mkdir(parents=True, exist_ok=True)
    strangers = {path.name for path in store.root.iterdir()} - OURS
    if strangers and not _is_declared(store):
        raise Refusal(
            "{folder} has other things in it.", "Choose an empty folder.", folder=store.root
        )
    for folder in (store.staging, store.erasing, store.quarantine, store.log.parent):
        folder.mkdir(parents=True, exist_ok=True)
    with store.alone():
        if not _is_declared(store):
            _fill(store)
        if not store.log.exists():
            _begin_log(store)


def refuse_unlaid(store: Store) -> None:
    """Refuses a folder that is not a storage root of OCFL 1.1."""
    if not _is_declared(store):
        raise NotHeld(
            "There is no vault at {folder}.", "Open it once: `stacks init`.", folder=store.root
        )


def _is_declared(store: Store) -> bool:
    path = store.root / DECLARATION
    return path.is_file() and path.read_bytes() == DECLARED


def _fill(store: Store) -> None:
    readme = resources.files(__package__).joinpath("root_readme.txt").read_bytes()
    pages = {name: json.dumps(page, indent=2).encode() + b"\n" for name, page in FILES.items()}
    for name, page in {**pages, "README.txt": readme, DECLARATION: DECLARED}.items():
        path = store.root / name
        store.remove(path)
        store.write(path, page)
    for folder in (
        store.own,
        store.own.parent,
        store.own.parent / LAYOUT,
        store.root,
        store.root.parent,
    ):
        sync(folder)


def _begin_log(store: Store) -> None:
    store.write(store.log, b"")
    store.log.chmod(0o644)
    sync(store.log.parent)
