"""What has changed between two versions of a table, as frozen values."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
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
    ``columns_retyped`` holds (name, kind before, kind after), ``columns_renamed`` (name before,
    name after), ``columns_moved`` the names that stand in another order; all other names are
    those of the new version. ``columns_changed`` counts the changed rows by column (estimated
    where ``estimated``, in tables too large to count every cell). ``left_out`` are columns that
    were not compared because they only number the rows or stamp the publication. ``loose`` rows
    share their key with another row, or miss it, and were compared whole. ``rewritten`` changed
    rows hold the same values, written in another way. ``reordered``: the same rows in another
    order. ``suspicion`` says what looks wrong with the new version, "" where nothing does.
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
    columns_renamed: tuple[tuple[str, str], ...] = ()
    columns_moved: tuple[str, ...] = ()
    columns_changed: tuple[tuple[str, int], ...] = ()
    left_out: tuple[str, ...] = ()
    loose: int = 0
    rewritten: int = 0
    estimated: bool = False
    reordered: bool = False
    suspicion: str = ""

    def to_json(self) -> str:
        """JSON text; ``from_json`` gives an equal value back."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1, allow_nan=False)

    @classmethod
    def from_json(cls, text: str) -> Difference:
        """The difference written by ``to_json``, now or when it had fewer fields."""
        facts: dict[str, Any] = json.loads(text)
        known = {field.name for field in fields(cls)}
        plain = {name: _tupled(value) for name, value in facts.items() if name in known}
        examples = tuple(_example(each) for each in facts.get("examples", ()))
        return cls(**{**plain, "examples": examples})


def _tupled(value: Any) -> Any:
    return tuple(_tupled(each) for each in value) if isinstance(value, list) else value


def _example(facts: dict[str, Any]) -> Example:
    return Example(facts["change"], _tupled(facts["key"]), _tupled(facts["cells"]))
