"""What the vault tells: frozen values, no behaviour beyond reading them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from commonstacks.kit.errors import Refusal


class Damaged(Refusal):
    """What lies on the disk is not what was put there."""


@dataclass(frozen=True, slots=True)
class HeldFile:
    """One file as it was given: hex digests, size in bytes."""

    name: str
    sha512: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Held:
    """One kept version of a dataset's data, or one kept revision of its context."""

    dataset: str
    number: int
    kind: str
    """``data``, ``context``, ``instructions``, ``groups``, ``form`` or ``question``."""
    object_id: str
    object_version: int
    """OCFL's own count inside one object; not the dataset's ``number``."""
    files: tuple[HeldFile, ...]
    inventory_sha512: str
    sequence: int
    """Where the log says so."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the log; ``digest`` covers all the others, ``previous`` the line before."""

    sequence: int
    at: str
    action: str
    dataset: str
    number: int | None
    facts: dict[str, Any]
    previous: str
    digest: str


@dataclass(frozen=True, slots=True)
class Recovery:
    """What was put right after a writer died; all empty when nothing had to be."""

    dropped: tuple[str, ...] = ()
    quarantined: tuple[str, ...] = ()
    sidecars: tuple[str, ...] = ()
    logged: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong: the path below the root (or ``log``), and what it is."""

    where: str
    what: str


@dataclass(frozen=True, slots=True)
class Report:
    """What a reading of every byte found. ``files`` and ``bytes`` count kept content only."""

    objects: int = 0
    files: int = 0
    bytes: int = 0
    entries: int = 0
    findings: tuple[Finding, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether nothing was found."""
        return not self.findings
