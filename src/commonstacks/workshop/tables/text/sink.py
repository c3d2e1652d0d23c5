"""Text on its way to Parquet, in row groups that can be read side by side."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import Any, Self, cast

import pyarrow as pa
import pyarrow.parquet as pq

_ROWS = 122_880  # of a group
_BYTES = 32 << 20  # of a group, uncompressed
_FEW = 0.2  # share of different values up to which a column is written with a dictionary


class Sink:
    """Gathers batches of rows and writes them as row groups of ``target``."""

    def __init__(self, target: Path, schema: pa.Schema) -> None:
        self._target = target
        self._schema = schema
        self._writer: pq.ParquetWriter | None = None
        self._held: list[pa.RecordBatch] = []
        self._rows = 0
        self._bytes = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is None:
            self._write()
        if self._writer is not None:
            self._writer.close()

    def put(self, batch: pa.RecordBatch) -> None:
        """Adds rows."""
        self._held.append(batch)
        self._rows += batch.num_rows
        self._bytes += batch.nbytes
        if self._rows >= _ROWS or self._bytes >= _BYTES:
            self._write()

    def _write(self) -> None:
        table = pa.Table.from_batches(self._held, self._schema)
        if self._writer is None:
            self._writer = pq.ParquetWriter(
                self._target,
                self._schema,
                compression="lz4",
                use_dictionary=cast("Any", _repeating(self._held)),
                write_statistics=False,
            )
        self._writer.write_table(table, row_group_size=max(table.num_rows, 1))
        self._held, self._rows, self._bytes = [], 0, 0


def _repeating(batches: list[pa.RecordBatch]) -> list[str]:
    """The columns in which values come again and again, by the first rows."""
    from pyarrow import compute  # takes 50 ms, which small tables need not wait for

    if not batches or not batches[0].num_rows:
        return []
    first = batches[0]
    return [
        name
        for name, column in zip(first.schema.names, first.columns, strict=True)
        if compute.count_distinct(column).as_py() <= _FEW * first.num_rows
    ]
