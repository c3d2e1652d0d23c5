"""What is known of a table, as frozen values that are the same after a journey through JSON."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

Scalar = str | int | float | bool | None
Kind = Literal[
    "text",
    "category",
    "code",
    "integer",
    "decimal",
    "money",
    "percentage",
    "boolean",
    "date",
    "datetime",
    "period",
    "longitude",
    "latitude",
    "identifier",
    "place name",
    "place code",
    "person name",
    "address",
    "e-mail",
    "telephone",
    "coordinates",
    "geometry",
]
NUMBERS: frozenset[Kind] = frozenset({"integer", "decimal", "money", "percentage"})
"""Kinds that are counted with: stored as whole numbers or as numbers with a point."""


@dataclass(frozen=True, slots=True)
class Step:
    """One decision of the reading, as shown to people: "1 blank line kept aside"."""

    name: str
    says: str
    count: int = 0
    examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Histogram:
    """``counts[i]`` values lie in ``edges[i] <= v < edges[i+1]``; the last bin has its end too.

    Dates and datetimes have ISO 8601 edges. ``below`` and ``above`` count values outside.
    """

    edges: tuple[float | str, ...]
    counts: tuple[int, ...]
    below: int = 0
    above: int = 0


@dataclass(frozen=True, slots=True)
class ColumnProfile:
    """One column. ``nulls`` counts missing cells, those of ``missing`` (label, count) included."""

    name: str
    position: int  # from 0
    kind: Kind
    why: str
    nulls: int
    distinct: int
    distinct_exact: bool
    minimum: Scalar = None
    maximum: Scalar = None
    scheme: str | None = None
    quantiles: tuple[tuple[float, Scalar], ...] = ()
    top: tuple[tuple[Scalar, int], ...] = ()
    histogram: Histogram | None = None
    pattern: str | None = None
    examples: tuple[str, ...] = ()
    sensitive: bool = False
    missing: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class TableProfile:
    """One table: ``rows`` in table.parquet, ``set_aside`` lines in set_aside.jsonl beside it."""

    name: str
    rows: int
    set_aside: int
    columns: tuple[ColumnProfile, ...]
    steps: tuple[Step, ...] = ()
    warnings: tuple[str, ...] = ()

    def column(self, name: str) -> ColumnProfile:
        """The column of that name. Raises ``KeyError`` where there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)

    def to_json(self) -> str:
        """JSON text; ``from_json`` gives an equal value back."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1, allow_nan=False)

    @classmethod
    def from_json(cls, text: str) -> TableProfile:
        """The profile written by ``to_json``."""
        return _table(json.loads(text))


@dataclass(frozen=True, slots=True)
class Reading:
    """A file read: its real ``kind`` ("csv", later "xlsx", ...) and its tables."""

    kind: str
    tables: tuple[TableProfile, ...] = field(default=())

    def to_json(self) -> str:
        """JSON text; ``from_json`` gives an equal value back."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1, allow_nan=False)

    @classmethod
    def from_json(cls, text: str) -> Reading:
        """The reading written by ``to_json``."""
        facts = json.loads(text)
        return cls(facts["kind"], tuple(_table(table) for table in facts["tables"]))


def _table(facts: dict[str, Any]) -> TableProfile:
    return TableProfile(
        **{
            **facts,
            "columns": tuple(_column(column) for column in facts["columns"]),
            "steps": tuple(Step(**_tupled(step)) for step in facts["steps"]),
            "warnings": tuple(facts["warnings"]),
        }
    )


def _column(facts: dict[str, Any]) -> ColumnProfile:
    histogram = facts["histogram"] and Histogram(**_tupled(facts["histogram"]))
    return ColumnProfile(**{**_tupled(facts), "histogram": histogram})


def _tupled(facts: dict[str, Any]) -> dict[str, Any]:
    return {key: _deep(value) for key, value in facts.items()}


def _deep(value: Any) -> Any:
    return tuple(_deep(item) for item in value) if isinstance(value, list) else value
