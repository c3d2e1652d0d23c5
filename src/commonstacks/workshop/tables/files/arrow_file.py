"""Arrow files and streams (Arrow columnar format 1.x, Feather version 2) turned into Parquet."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from pyarrow import ipc

from commonstacks.kit.errors import Refusal
from commonstacks.workshop.killable import Progress

MOST_ROWS = 10_000  # for each byte of the file
_FREE = 1_000_000  # rows that any file may have
_ROWS = 100_000  # written at a time
_STREAM = b"\xff\xff\xff\xff"
_LONGEST_SCHEMA = 64 << 20  # bytes


def is_stream(head: bytes) -> bool:
    """Whether these are the first bytes of an Arrow stream (since format 0.15)."""
    length = int.from_bytes(head[4:8], "little")
    if not head.startswith(_STREAM) or not 0 < length <= _LONGEST_SCHEMA or length % 8:
        return False
    root = int.from_bytes(head[8:12], "little")
    return 4 <= root < length and root % 4 == 0


def to_parquet(path: Path, target: Path, tell: Callable[[Progress], None]) -> tuple[str, ...]:
    """Writes the table of an Arrow file or stream to ``target`` with the types it has.

    Gives the names of its columns, which are s0, s1, … in ``target``, as names may come twice.

    Batch by batch, out of the file as it lies: declared lengths are held against its size.
    Refuses a file that is broken or cut off, more rows than its bytes can hold, and columns of
    kinds that Parquet does not know (unions).
    """
    try:
        with pa.memory_map(str(path)) as file, _batches(file) as (schema, batches):
            _write(batches, schema, target, file.size(), tell)
            return tuple(schema.names)
    except pa.ArrowNotImplementedError as error:
        raise Refusal(
            "The Arrow file has a column of a kind that cannot be read here.",
            "Save the table as Parquet or CSV and add that.",
        ) from error
    except (pa.ArrowException, OSError, MemoryError, ValueError) as error:
        raise _broken() from error


@contextmanager
def _batches(file: pa.MemoryMappedFile) -> Iterator[tuple[pa.Schema, Iterator[pa.RecordBatch]]]:
    if file.read(4) == _STREAM:
        file.seek(0)
        with ipc.open_stream(file) as stream:
            yield stream.schema, iter(stream)
    else:
        with ipc.open_file(file) as reader:
            count = reader.num_record_batches
            yield reader.schema, (reader.get_batch(at) for at in range(count))


def _write(
    batches: Iterator[pa.RecordBatch],
    schema: pa.Schema,
    target: Path,
    size: int,
    tell: Callable[[Progress], None],
) -> None:
    plain = pa.schema([pa.field(f.name, _plain(f.type)) for f in schema])
    names = pa.schema([pa.field(f"s{at}", f.type) for at, f in enumerate(plain)])
    rows = 0
    with pq.ParquetWriter(target, names, compression="lz4") as writer:
        for batch in batches:
            rows += batch.num_rows
            if rows > _FREE and rows > MOST_ROWS * size:
                raise _broken()
            batch.validate(full=True)
            for start in range(0, batch.num_rows, _ROWS):
                writer.write_batch(_cast(batch.slice(start, _ROWS), names))
            tell(Progress(rows, rows + 1, "reading"))


def _plain(kind: Any) -> Any:
    """The kind of a column as Parquet knows it: without dictionaries, runs and views."""
    if isinstance(kind, pa.BaseExtensionType):
        return _plain(kind.storage_type)
    if pa.types.is_dictionary(kind) or pa.types.is_run_end_encoded(kind):
        return _plain(kind.value_type)
    if pa.types.is_string_view(kind):
        return pa.string()
    return pa.binary() if pa.types.is_binary_view(kind) else kind


def _cast(batch: pa.RecordBatch, schema: pa.Schema) -> pa.RecordBatch:
    from pyarrow import compute  # takes 50 ms, which other files need not wait for

    cells = []
    for cell, field in zip(batch.columns, schema, strict=True):
        own = cell.storage if isinstance(cell, pa.ExtensionArray) else cell
        own = (
            compute.call_function("run_end_decode", [own])
            if pa.types.is_run_end_encoded(own.type)
            else own
        )
        cells.append(own if own.type == field.type else own.cast(field.type))
    return pa.record_batch(cells, schema=schema)


def _broken() -> Refusal:
    return Refusal(
        "The file is an Arrow file, but broken or cut off.", "Fetch it again, or ask the publisher."
    )
