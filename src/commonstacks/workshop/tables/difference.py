"""What has changed between two versions of a table, as frozen values."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any, Literal

from commonstacks.workshop.tables.shape import Scalar

ChangeKind = Literal[
    "identical",
    "appended",
    "corrected",
    "removed",
    "renumbered",
    "recalculated",
    "reshaped",
    "suspicious",
    "mixed",
]
Change = Literal["added", "removed", "changed"]


@dataclass(frozen=True, slots=True)
class Example:
    """One row that was added, removed or changed; ``cells`` are (column, before, after)."""

    change: Change
    key: tuple[Scalar, ...]
    cells: tuple[tuple[str, Scalar, Scalar], ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """Counts of rows over the columns that both versions have.

    Without a ``key`` rows are compared as a multiset: a corrected row then counts as one removed
    and one added, ``changed`` is 0, and ``summary`` says so. ``share_changed`` is the share of
    rows added, removed or changed among all rows of both versions, each pair counted once.
    ``columns_retyped`` holds (name, kind before, kind after).
    """

    kind: ChangeKind
    key: tuple[str, ...] | None
    columns_added: tuple[str, ...]
    columns_removed: tuple[str, ...]
    columns_retyped: tuple[tuple[str, str, str], ...]
    same: int
    added: int
    removed: int
    changed: int
    share_changed: float
    summary: str
    examples: tuple[Example, ...] = ()

    def to_json(self) -> str:
        """JSON text; ``from_json`` gives an equal value back."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1, allow_nan=False)

    @classmethod
    def from_json(cls, text: str) -> Difference:
        """The difference written by ``to_json``."""
        facts: dict[str, Any] = json.loads(text)
        return cls(
            **{
                **facts,
                "key": None if facts["key"] is None else tuple(facts["key"]),
                "columns_added": tuple(facts["columns_added"]),
                "columns_removed": tuple(facts["columns_removed"]),
                "columns_retyped": tuple(tuple(each) for each in facts["columns_retyped"]),
                "examples": tuple(_example(each) for each in facts["examples"]),
            }
        )


def _example(facts: dict[str, Any]) -> Example:
    cells = tuple(tuple(cell) for cell in facts["cells"])
    return Example(facts["change"], tuple(facts["key"]), cells)
