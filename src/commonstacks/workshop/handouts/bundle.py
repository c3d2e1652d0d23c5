"""A download: the table with its context beside it, as a ZIP that streams."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from commonstacks.workshop.handouts import datapackage
from commonstacks.workshop.handouts.datasheet import markdown
from commonstacks.workshop.handouts.story import Story, context_json
from commonstacks.workshop.tables.harmless import harmless

Cell = str | None

CHUNK: Final = 1 << 16
FIXED_TIME: Final = (1980, 1, 1, 0, 0, 0)
"""The earliest time a ZIP can hold: a download made twice has the same bytes."""


@dataclass(frozen=True, slots=True)
class Table:
    """The table of a download, as a stream of bytes. See ``datapackage.Resource`` for ``typed``."""

    name: str
    chunks: Iterable[bytes]
    format: str
    media_type: str
    typed: bool

    @property
    def path(self) -> str:
        """Inside the ZIP. A name with signs that mean a folder loses them."""
        safe = re.sub(r"[^\w.-]+", "-", self.name).strip(".-")
        return f"data/{safe or 'table'}"


def csv_table(
    name: str, header: Sequence[str], rows: Iterable[Sequence[Cell]], *, typed: bool
) -> Table:
    """A CSV table (RFC 4180, UTF-8, CRLF), with formulas made harmless. ``None`` is empty."""
    return Table(name, csv_chunks(header, rows), "csv", "text/csv", typed)


def parquet_table(name: str, path: Path) -> Table:
    """A Parquet file as it is; make it with ``parquet.with_context``."""
    return Table(name, _file_chunks(path), "parquet", "application/vnd.apache.parquet", typed=True)


def bundle(story: Story, table: Table) -> Iterator[bytes]:
    """The ZIP, chunk by chunk: the table, datapackage.json, CONTEXT.md and context.json.

    Nothing is written to disk and no part is held whole, however large the table.
    """
    resource = datapackage.Resource(table.path, table.format, table.media_type, table.typed)
    parts: tuple[tuple[str, Iterable[bytes]], ...] = (
        ("CONTEXT.md", [markdown(story, guarded=table.format == "csv").encode()]),
        ("context.json", [context_json(story)]),
        ("datapackage.json", [datapackage.as_json(story, resource)]),
        (table.path, table.chunks),
    )
    return zip_chunks(parts)


def changes(story: Story, name: str, path: Path) -> Iterator[bytes]:
    """The ZIP of a file of changed rows with the story of the dataset beside it."""
    spread = path.suffix == ".csv"
    parts: tuple[tuple[str, Iterable[bytes]], ...] = (
        ("CONTEXT.md", [markdown(story, guarded=spread).encode()]),
        ("context.json", [context_json(story)]),
        (f"data/{name}", _file_chunks(path)),
    )
    return zip_chunks(parts)


def zip_chunks(parts: Iterable[tuple[str, Iterable[bytes]]]) -> Iterator[bytes]:
    """A ZIP of (path, chunks) as a stream, deflated, every time fixed, files readable by all."""
    sink = _Sink()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for path, chunks in parts:
            entry = zipfile.ZipInfo(path, FIXED_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            with archive.open(entry, "w", force_zip64=True) as member:
                for chunk in chunks:
                    member.write(chunk)
                    yield from sink.taken()
            yield from sink.taken()
    yield from sink.taken()


def csv_chunks(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[bytes]:
    """The CSV bytes in chunks of about 64 KiB."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([harmless(name) for name in header])
    for row in rows:
        writer.writerow(["" if cell is None else harmless(cell) for cell in row])
        if text.tell() >= CHUNK:
            yield text.getvalue().encode()
            text.seek(0)
            text.truncate()
    yield text.getvalue().encode()


def _file_chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk


class _Sink:
    """Where zipfile writes; it cannot seek, so sizes follow each part (ZIP data descriptors)."""

    def __init__(self) -> None:
        self._written: list[bytes] = []

    def write(self, chunk: bytes) -> int:
        self._written.append(bytes(chunk))
        return len(chunk)

    def flush(self) -> None:
        """zipfile flushes; there is nothing to wait for."""

    def close(self) -> None:
        """zipfile never closes what it did not open."""

    def taken(self) -> list[bytes]:
        taken, self._written = self._written, []
        return taken
