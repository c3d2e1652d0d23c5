"""Inventories and paths of OCFL 1.1 (https://ocfl.io/1.1/spec/), as values; nothing is read here.

Paths follow the registered extension 0003-hash-and-id-n-tuple-storage-layout with its defaults.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from typing import Any

from commonstacks.kit import digests
from commonstacks.workshop.vault.base import Damaged

OBJECT_DECLARATION = "0=ocfl_object_1.1"
OBJECT_DECLARED = b"ocfl_object_1.1\n"
INVENTORY = "inventory.json"
SIDECAR = "inventory.json.sha512"


@dataclass(frozen=True, slots=True)
class Stored:
    """One file of an object: its path below the object's root and its digests."""

    path: str
    sha512: str
    sha256: str


@dataclass(frozen=True, slots=True)
class State:
    """One object version: which logical path shows which digest."""

    created: str
    message: str
    files: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Inventory:
    """All an object says about itself. Equal bytes are stored once."""

    object_id: str
    states: tuple[State, ...] = ()
    contents: tuple[Stored, ...] = ()

    @property
    def head(self) -> int:
        """The number of the newest version; 0 for an object that is yet to be."""
        return len(self.states)

    def holds(self, sha512: str) -> bool:
        """Whether bytes with this digest are stored already."""
        return any(content.sha512 == sha512 for content in self.contents)

    def find(self, logical: str) -> Stored | None:
        """The stored file behind a logical path of the newest version, or ``None``."""
        sha512 = dict(self.states[-1].files).get(logical)
        return next((content for content in self.contents if content.sha512 == sha512), None)

    def then(self, state: State, fresh: tuple[Stored, ...]) -> Inventory:
        """The inventory with one more version, whose ``fresh`` files were not there before."""
        return replace(self, states=(*self.states, state), contents=(*self.contents, *fresh))

    def to_bytes(self) -> bytes:
        """Canonical JSON (RFC 8785), as it stands on the disk."""
        return digests.canonical(
            {
                "id": self.object_id,
                "type": "https://ocfl.io/1.1/spec/#inventory",
                "digestAlgorithm": "sha512",
                "head": f"v{self.head}",
                "manifest": _grouped((stored.sha512, stored.path) for stored in self.contents),
                "fixity": {
                    "sha256": _grouped((stored.sha256, stored.path) for stored in self.contents)
                },
                "versions": {
                    f"v{count}": _state_out(state) for count, state in enumerate(self.states, 1)
                },
            }
        )

    @classmethod
    def parse(cls, data: bytes) -> Inventory:
        """Reads an inventory this vault wrote. Refuses anything else as ``Damaged``."""
        try:
            found = json.loads(data)
            sha256 = {
                path: key for key, paths in found["fixity"]["sha256"].items() for path in paths
            }
            inventory = cls(
                found["id"],
                tuple(
                    _state_in(found["versions"][f"v{n + 1}"]) for n in range(len(found["versions"]))
                ),
                tuple(
                    Stored(path, key, sha256[path])
                    for key, paths in found["manifest"].items()
                    for path in paths
                ),
            )
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise Damaged("An inventory cannot be read.", "Run `stacks verify`.") from error
        if found["head"] != f"v{inventory.head}" or not inventory.head:
            raise Damaged("An inventory contradicts itself.", "Run `stacks verify`.")
        return inventory


def sidecar(inventory: bytes) -> bytes:
    """The line that ``sha512sum -c`` reads."""
    return f"{digests.sha512(inventory)}  {INVENTORY}\n".encode()


def object_id(dataset: str, shelf: str) -> str:
    """``<dataset>/<year>`` for data, ``<dataset>/context`` for context."""
    return f"{dataset}/{shelf}"


def object_path(identifier: str) -> str:
    """Path below the storage root: three folders of three hex digits, then the id itself.

    Our ids are a UUID, a slash and a word, so the slash is all there is to encode.
    """
    key = hashlib.sha256(identifier.encode()).hexdigest()
    return f"{key[:3]}/{key[3:6]}/{key[6:9]}/{folder_name(identifier)}"


def folder_name(identifier: str) -> str:
    """The last folder of an object: its id, percent-encoded."""
    return identifier.replace("/", "%2f")


def _grouped(pairs: Any) -> dict[str, list[str]]:
    grouped: dict[str, list[str]] = {}
    for key, path in sorted(pairs):
        grouped.setdefault(key, []).append(path)
    return grouped


def _state_out(state: State) -> dict[str, Any]:
    return {
        "created": state.created,
        "message": state.message,
        "user": {"name": "Commonstacks", "address": "urn:commonstacks:vault"},
        "state": _grouped((sha512, logical) for logical, sha512 in state.files),
    }


def _state_in(found: dict[str, Any]) -> State:
    pairs = ((logical, key) for key, logicals in found["state"].items() for logical in logicals)
    return State(found["created"], found["message"], tuple(sorted(pairs)))
