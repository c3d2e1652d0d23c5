"""A Parquet file with its context inside, under the key ``commonstacks:context``."""

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq

from commonstacks.workshop.handouts.story import CONTEXT_KEY


def with_context(source: Path, target: Path, context: bytes) -> None:
    """Writes ``target``: the rows, columns, types and row groups of ``source``, and ``context``
    (UTF-8 JSON) in the key-value metadata of its footer and of its Arrow schema. Other metadata
    stays.

    One row group is held in memory at a time. The pages are written anew with zstd, so the bytes
    differ from those of ``source``; the data do not.
    """
    with pq.ParquetFile(source) as given:
        kept = given.schema_arrow.metadata or {}
        told = given.schema_arrow.with_metadata({**kept, CONTEXT_KEY.encode(): context})
        with pq.ParquetWriter(target, told, compression="zstd") as writer:
            for group in range(given.num_row_groups):
                rows = given.read_row_group(group).replace_schema_metadata(told.metadata)
                writer.write_table(rows, row_group_size=max(rows.num_rows, 1))


def context_in(path: Path) -> bytes | None:
    """The context a Parquet file carries, or none."""
    metadata = pq.read_metadata(path).metadata or {}
    return metadata.get(CONTEXT_KEY.encode())
