"""Rows of text become Parquet, some at a time."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from commonstacks.workshop.killable import Progress
from commonstacks.workshop.tables.text.pouring import Pouring


def write(
    pouring: Pouring,
    target: Path,
    *,
    width: int,
    batch: int,
    lines: int,
    tell: Callable[[Progress], None],
) -> None:
    """Writes text columns c0, c1, …, ``width`` of them, about ``batch`` rows at a time.

    ``lines`` is how many lines the source has, for telling how far it is; 0 for not known.
    """
    schema = _schema(width)
    with _writer(target, schema) as writer:
        pouring.begin()
        while (columns := pouring.next_columns(batch)) is not None:
            cells = [pa.array(column, pa.string()) for column in columns]
            writer.write_batch(pa.record_batch(cells, schema=schema))
            tell(Progress(pouring.lines, max(lines, pouring.lines), "reading"))


def append(target: Path, rows: list[list[str]]) -> None:
    """Puts ``rows`` at the end of the Parquet file, which is written anew for that."""
    old = target.with_suffix(".old")
    target.rename(old)
    schema = _schema(len(rows[0]))
    with pq.ParquetFile(old) as source, _writer(target, schema) as writer:
        for batch in source.iter_batches():
            writer.write_batch(batch)
        cells = [pa.array(column, pa.string()) for column in zip(*rows, strict=True)]
        writer.write_batch(pa.record_batch(cells, schema=schema))
    old.unlink()


def without(target: Path, places: Collection[int]) -> None:
    """Takes the rows at ``places`` (from 0) out of the Parquet file, which is written anew."""
    table = pq.read_table(target)
    kept = [at for at in range(table.num_rows) if at not in places]
    with _writer(target, table.schema) as writer:
        writer.write_table(table.take(kept))


def _schema(width: int) -> pa.Schema:
    return pa.schema([(f"c{at}", pa.string()) for at in range(width)])


def _writer(target: Path, schema: pa.Schema) -> pq.ParquetWriter:
    return pq.ParquetWriter(target, schema, compression="lz4", use_dictionary=False)
