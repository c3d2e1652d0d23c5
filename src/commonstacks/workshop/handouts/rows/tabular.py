"""Rows as Parquet and as CSV: the context in the file's own facts, or beside it in a zip."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from csv import writer
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from commonstacks.workshop.handouts import bundle
from commonstacks.workshop.handouts.rows.wanted import Beside, Wanted, batches
from commonstacks.workshop.handouts.story import CONTEXT_KEY
from commonstacks.workshop.tables import window
from commonstacks.workshop.tables.harmless import FORMULA, harmless

SHOWS_KEY, CITATION_KEY = "commonstacks:shows", "commonstacks:citation"
SLICE: Final = 10_000  # rows that are written at once
STARTS: Final = f"^({'|'.join(map(re.escape, FORMULA))})"


def parquet(wanted: Wanted, beside: Beside, to: Path) -> None:
    """A Parquet file with the columns, types and facts of the table's own; under
    ``commonstacks:context``, ``:shows`` and ``:citation`` what goes with it."""
    schema = wanted.schema
    told = schema.with_metadata(
        {
            **(schema.metadata or {}),
            CONTEXT_KEY.encode(): beside.context,
            SHOWS_KEY.encode(): beside.shows.encode(),
            CITATION_KEY.encode(): beside.citation.encode(),
        }
    )
    with pq.ParquetWriter(to, told, compression="zstd") as made:
        for rows in batches(wanted):
            plain = rows.replace_schema_metadata(told.metadata)
            made.write_table(plain, row_group_size=max(rows.num_rows, 1))


def csv(wanted: Wanted, beside: Beside, to: Path) -> None:
    """A zip: the CSV (RFC 4180, formulas made harmless) under ``data/``, ``CONTEXT.md``,
    ``context.json``, ``datapackage.json``, and ``CITATION.txt`` with the filter sentence."""
    table = bundle.Table(f"{beside.name}.csv", _chunks(wanted), "csv", "text/csv", typed=True)
    cited = f"{beside.shows}\n\n{beside.citation}\n\n{beside.licence}\n{beside.address}\n"
    parts = (
        ("CITATION.txt", [cited.encode()]),
        ("CONTEXT.md", [beside.markdown.encode()]),
        ("context.json", [beside.context]),
        ("datapackage.json", [beside.package]),
        (table.path, table.chunks),
    )
    with to.open("wb") as file:
        file.writelines(bundle.zip_chunks(parts))


def _chunks(wanted: Wanted) -> Iterator[bytes]:
    """The same cells as ``bundle.csv_chunks`` writes, a column at a time."""
    yield _written([[harmless(name) for name in wanted.schema.names]])
    for rows in batches(wanted):
        for start in range(0, rows.num_rows, SLICE):
            part = rows.slice(start, SLICE)
            yield _written(zip(*(_texts(column) for column in part.columns), strict=True))


def _written(rows: Iterable[Sequence[str | None]]) -> bytes:
    text = io.StringIO(newline="")
    writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode()


def _texts(column: pa.ChunkedArray[Any]) -> list[str | None]:
    kind = column.type
    if pa.types.is_string(kind) or pa.types.is_large_string(kind):
        return _guarded(column)
    if pa.types.is_integer(kind) or pa.types.is_boolean(kind) or pa.types.is_date32(kind):
        return column.cast(pa.string()).to_pylist()
    if pa.types.is_timestamp(kind) and kind.tz is None:
        return _moments(column)
    return [window.plain(value) for value in column.to_pylist()]


def _moments(column: pa.ChunkedArray[Any]) -> list[str | None]:
    """Whole seconds at once; else each for itself, as not all have a fraction."""
    try:
        spaced = column.cast(pa.timestamp("s")).cast(pa.string())
    except pa.ArrowInvalid:
        return [window.plain(value) for value in column.to_pylist()]
    found: list[str | None] = pc.utf8_replace_slice(spaced, 10, 11, "T").to_pylist()
    return found


def _guarded(column: pa.ChunkedArray[Any]) -> list[str | None]:
    """Cell by cell only where a column has a sign that a formula begins with."""
    found: list[str | None] = column.to_pylist()
    if not pc.any(pc.match_substring_regex(column, STARTS)).as_py():
        return found
    return [None if text is None else harmless(text) for text in found]
