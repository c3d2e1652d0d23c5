"""A first row that is called a total, as some offices put it above the rows that it sums up."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pyarrow.parquet as pq

from commonstacks.workshop.tables.sql import connect, literal, one, parquet
from commonstacks.workshop.tables.text import footer, totals

_MOST_CELLS = 1_000_000  # a table with more of them was not added up by hand
_FEWEST = 3  # rows, the total among them


@dataclass(frozen=True, slots=True)
class First:
    """The row, what it calls itself, and whether it is surely the sum of all others."""

    row: list[str]
    label: str
    proven: bool


def find(path: Path, scratch: Path) -> First | None:
    """The first row of ``path`` (text Parquet), if it is called a total as no other row is.

    Proven as a total below the rows is: in one column at least it is their sum, exactly.
    """
    file = pq.ParquetFile(path)
    width, rows = file.metadata.num_columns, file.metadata.num_rows
    if rows < _FEWEST or rows * width > _MOST_CELLS:
        return None
    (row,) = next(file.iter_batches(batch_size=1)).to_pylist()
    cells = list(row.values())
    label = footer.label(cells, width)
    if not label or _comes_again(path, f"c{[cell.strip() for cell in cells].index(label)}", label):
        return None
    return First(cells, label, totals.holds_sum(path, cells, scratch))


def _comes_again(path: Path, column: str, label: str) -> bool:
    with connect(path.parent) as connection:
        query = f"SELECT count(*) FROM {parquet(path)} WHERE trim({column}) = {literal(label)}"
        return bool(one(connection, query)[0] > 1)
