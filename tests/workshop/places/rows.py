"""Small tables on disk with the profile a reader would leave, and what was assigned to them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from commonstacks.workshop.tables.shape import ColumnProfile, TableProfile

Told = tuple[str, str | None, Sequence[Any]]  # kind, scheme, values


def table(folder: Path, columns: Mapping[str, Told]) -> TableProfile:
    held = {name: list(values) for name, (_, _, values) in columns.items()}
    pq.write_table(pa.table(held), folder / "table.parquet", row_group_size=7)
    return TableProfile(
        name="a table",
        rows=max(map(len, held.values())),
        set_aside=0,
        columns=tuple(profiled(name, at, told) for at, (name, told) in enumerate(columns.items())),
    )


def profiled(name: str, at: int, told: Told) -> ColumnProfile:
    kind, scheme, values = told
    present = [value for value in values if value is not None]
    top = tuple(Counter(present).most_common(20))
    nulls = len(values) - len(present)
    return ColumnProfile(name, at, kind, "", nulls, len(set(present)), True, scheme=scheme, top=top)  # type: ignore[arg-type]  # the kinds are written out in each test


def found(folder: Path, name: str) -> list[str | None]:
    values: list[str | None] = pq.read_table(folder / "places.parquet").column(name).to_pylist()
    return values


def added(placed: TableProfile, profile: TableProfile) -> list[tuple[str, str | None]]:
    """The new columns with their schemes."""
    return [(each.name, each.scheme) for each in placed.columns[len(profile.columns) :]]
