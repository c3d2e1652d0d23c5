"""A file becomes a table: read as text, typed, written as Parquet, profiled, put in place."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import duckdb
import pyarrow.parquet as pq

from commonstacks.kit import digests
from commonstacks.workshop.killable import Progress, ignore
from commonstacks.workshop.tables import kinds, read_text, summary
from commonstacks.workshop.tables.read_text import TextTable
from commonstacks.workshop.tables.shape import Step, TableProfile
from commonstacks.workshop.tables.sql import connect, identifier, literal, one, parquet
from commonstacks.workshop.tables.typed import Typing

STEPS_VERSION = "1"
"""Raised whenever the same bytes would be read into another table."""

_ROW_GROUP = 102_400  # rows
_UNFINISHED = ".unfinished."
_IN_MEMORY = 32 << 20  # bytes of text Parquet that are held in memory while they are typed


def read(
    path: Path, into: Path, *, name: str, tell: Callable[[Progress], None] = ignore
) -> TableProfile:
    """Reads a text table (plain or gzip) and leaves the folder ``into`` with three files.

    ``table.parquet`` (zstd, rows in their order), ``profile.json`` (the value returned) and
    ``set_aside.jsonl`` (lines that are no rows, with number and reason). All is made in a folder
    beside ``into`` and renamed at the end; an older ``into`` is replaced, a kill leaves nothing
    half. ``name`` is what people call the table. Memory stays flat whatever the size.
    Refuses what is no text table (web pages, archives, workbooks, pointers, empty files), lines
    over 16 million characters and more than 10,000 columns.
    """
    into.parent.mkdir(parents=True, exist_ok=True)
    making = Path(tempfile.mkdtemp(prefix=f".{into.name}{_UNFINISHED}", dir=into.parent))
    try:
        profile = _make(path, making, name, tell)
        _put(making, into)
    finally:
        shutil.rmtree(making, ignore_errors=True)
    return profile


def table_digest(source_sha512: str, steps_version: str = STEPS_VERSION) -> str:
    """The hex SHA-256 by which a table is known: of its source's digest and its reading steps."""
    return digests.of_facts({"source": source_sha512, "steps": steps_version})


def sweep(derived: Path) -> int:
    """Deletes what killed readings left half made in ``derived``; says how many folders.

    Only for a moment at which nothing is being read, such as the start of the worker.
    """
    left = [path for path in derived.glob(f".*{_UNFINISHED}*") if path.is_dir()]
    for path in left:
        shutil.rmtree(path)
    return len(left)


def _make(path: Path, making: Path, name: str, tell: Callable[[Progress], None]) -> TableProfile:
    scratch = making / "scratch"
    scratch.mkdir()
    text = read_text.read(path, scratch, tell)
    with connect(scratch) as connection:
        _open(connection, text)
        typings = kinds.decide(connection, text.names, text.rows, text.delimiter, tell)
        tell(Progress(0, text.rows, "writing"))
        table = making / "table.parquet"
        _write(connection, typings, table)
        _check(connection, text, typings, table)
        columns = summary.profile(connection, table, typings, tell)
    profile = TableProfile(
        name,
        text.rows,
        text.set_aside,
        columns,
        (*text.steps, *_missing(typings)),
        _warnings(text, typings),
    )
    (making / "profile.json").write_text(profile.to_json(), encoding="utf-8")
    text.aside.rename(making / "set_aside.jsonl")
    shutil.rmtree(scratch)
    return profile


def _open(connection: duckdb.DuckDBPyConnection, text: TextTable) -> None:
    kind = "TEMP TABLE" if text.path.stat().st_size < _IN_MEMORY else "VIEW"
    connection.execute(f"CREATE {kind} raw AS SELECT * FROM {parquet(text.path)}")


def _write(connection: duckdb.DuckDBPyConnection, typings: Sequence[Typing], table: Path) -> None:
    cells = ", ".join(f"{typing.expression()} AS {identifier(typing.name)}" for typing in typings)
    connection.execute(
        f"COPY (SELECT {cells} FROM raw) TO {literal(str(table))}"
        f" (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {_ROW_GROUP})"
    )


def _check(
    connection: duckdb.DuckDBPyConnection, text: TextTable, typings: Sequence[Typing], table: Path
) -> None:
    """Crashes where typing lost a row or a value."""
    assert pq.read_metadata(table).num_rows == text.rows, "typing lost rows"
    counts = ", ".join(f"count({identifier(typing.name)})" for typing in typings)
    for typing, count in zip(
        typings, one(connection, f"SELECT {counts} FROM {parquet(table)}"), strict=True
    ):
        assert count == text.rows - typing.nulls, f"typing lost values of {typing.name}"


def _missing(typings: Sequence[Typing]) -> tuple[Step, ...]:
    """One step for all words read as missing."""
    counts: dict[str, int] = {}
    for typing in typings:
        for word, count in typing.missing:
            counts[word] = counts.get(word, 0) + count
    if not counts:
        return ()
    total = sum(counts.values())
    cells = "cell holds" if total == 1 else "cells hold"
    examples = tuple(f"{word}: {count}" for word, count in counts.items())
    return (Step("missing", f"{total} {cells} a sign for missing", total, examples),)


def _warnings(text: TextTable, typings: Sequence[Typing]) -> tuple[str, ...]:
    warnings = [typing.warning for typing in typings if typing.warning]
    if text.rows == 0:
        warnings.append("The table has a header but no rows.")
    if text.ragged * 10 > text.rows:
        warnings.append(
            f"{text.ragged:,} of {text.rows + text.ragged:,} rows have another number of cells"
            " than the header and were set aside."
        )
    return tuple(warnings)


def _put(making: Path, into: Path) -> None:
    if into.exists():
        old = Path(tempfile.mkdtemp(prefix=f".{into.name}{_UNFINISHED}", dir=into.parent))
        into.rename(old / into.name)
        making.rename(into)
        shutil.rmtree(old)
    else:
        making.rename(into)
