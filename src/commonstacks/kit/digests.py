"""Digests of bytes and of facts: the same facts always have the same digest (RFC 8785)."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import rfc8785


def canonical(facts: object) -> bytes:
    """Canonical JSON. Takes JSON values only; refuses anything else with a ``ValueError``."""
    return rfc8785.dumps(facts)  # type: ignore[arg-type]  # the stub's own JSON type is invariant


def settled(facts: Any) -> Any:
    """JSON values as they come back from canonical JSON: 1.0 is 1, here and after a rebuild."""
    return json.loads(canonical(facts))


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def sha512(data: bytes) -> str:
    return hashlib.sha512(data).hexdigest()


def of_facts(facts: object) -> str:
    """Hex SHA-256 of the canonical JSON of ``facts``."""
    return sha256(canonical(facts))
