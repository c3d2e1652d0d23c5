"""One deposit: what goes into the vault at once, and the ``deposit.json`` that describes it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from commonstacks.kit import digests
from commonstacks.workshop.vault import names
from commonstacks.workshop.vault.base import HeldFile
from commonstacks.workshop.vault.inventory import object_id
from commonstacks.workshop.vault.store import Digests, hashes

DATA = "data"
CONTEXT = "context"
INSTRUCTIONS = "instructions"
GROUPS = "groups"
FORM = "form"
QUESTION = "question"
PAGES = (CONTEXT, INSTRUCTIONS, GROUPS, FORM, QUESTION)
THE_FORM = "5c0f5a5e-3d4b-5f0e-9a51-7d1c0b8f2e64"  # the id of the form, which is no dataset
DEPOSIT = "meta/deposit.json"
DOCUMENTS = {kind: f"meta/{kind}.json" for kind in PAGES}
OURS = frozenset({"dataset", "version", "kind", "profile", "files"})


@dataclass(frozen=True, slots=True)
class Deposit:
    """``sources`` are pairs of a logical path and a file, or the bytes themselves."""

    dataset: str
    number: int
    kind: str
    object_id: str
    sources: tuple[tuple[str, Path | bytes], ...]
    facts: Mapping[str, Any]

    @property
    def message(self) -> str:
        """What the inventory says of this object version."""
        return f"{self.kind} {self.number}"

    def described(self, files: Mapping[str, Digests]) -> bytes:
        """Canonical JSON: the facts, and beside them whose, which, and the originals' digests."""
        return digests.canonical(
            {
                **self.facts,
                "dataset": self.dataset,
                "version": self.number,
                "kind": self.kind,
                "profile": "plain",
                "files": [
                    {
                        "name": logical.partition("/")[2],
                        "sha512": found.sha512,
                        "sha256": found.sha256,
                        "size": found.size,
                    }
                    for logical, found in sorted(files.items())
                ],
            }
        )

    def weighed(self) -> bytes:
        """The same description from the sources alone; reads every byte, writes none."""
        return self.described({logical: _digests(source) for logical, source in self.sources})


def of_data(
    dataset: str, number: int, at: datetime, files: Mapping[str, Path], facts: Mapping[str, Any]
) -> Deposit:
    """A version of the data. Refuses bad names; facts may not use the five words that are ours."""
    names.refuse_bad_dataset(dataset)
    names.refuse_bad_number(number)
    names.refuse_local_time(at)
    names.refuse_bad_files(files)
    if taken := OURS & set(facts):
        raise ValueError(f"facts may not hold {sorted(taken)}: the deposit says these itself")
    sources = tuple((f"data/{name}", path) for name, path in sorted(files.items()))
    shelf = object_id(dataset, str(at.astimezone(UTC).year))
    return Deposit(dataset, number, DATA, shelf, sources, facts)


def of_page(
    kind: str, dataset: str, number: int, at: datetime, document: Mapping[str, Any]
) -> Deposit:
    """What people wrote about the dataset or the form, as canonical JSON: one of ``PAGES``."""
    names.refuse_bad_dataset(dataset)
    names.refuse_bad_number(number)
    names.refuse_local_time(at)
    source = (DOCUMENTS[kind], digests.canonical(dict(document)))
    return Deposit(dataset, number, kind, object_id(dataset, kind), (source,), {})


def files_in(described: bytes) -> tuple[HeldFile, ...]:
    """The originals a ``deposit.json`` names."""
    return tuple(HeldFile(**found) for found in json.loads(described)["files"])


def _digests(source: Path | bytes) -> Digests:
    if isinstance(source, Path):
        return hashes(source)
    return Digests(digests.sha512(source), digests.sha256(source), len(source))
