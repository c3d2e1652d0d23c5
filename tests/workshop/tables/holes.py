"""Small tables on disk with the profile that the reader makes of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from commonstacks.workshop.killable import ignore
from commonstacks.workshop.tables.columns import summary
from commonstacks.workshop.tables.columns.typed import Typing
from commonstacks.workshop.tables.missing.absences import Side
from commonstacks.workshop.tables.shape import TableProfile

Told = tuple[str, Sequence[Any]]  # kind, values


def side(folder: Path, columns: Mapping[str, Told], **more: Any) -> Side:
    folder.mkdir(parents=True, exist_ok=True)
    table = folder / "table.parquet"
    held = {name: list(values) for name, (_, values) in columns.items()}
    pq.write_table(pa.table(held), table)
    typings = [
        Typing(
            name,
            f'"{name}"',
            kind,  # type: ignore[arg-type]  # the kinds are written out in each test
            "",
            blanks=sum(value is None for value in held[name]),
            **more.get(name, {}),
        )
        for name, (kind, _) in columns.items()
    ]
    rows = len(next(iter(held.values())))
    with duckdb.connect() as connection:
        known = summary.profile(connection, table, typings, ignore)
    return Side(folder, TableProfile("a table", rows, 0, known))
