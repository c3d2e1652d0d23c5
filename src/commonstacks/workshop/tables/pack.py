"""A file becomes a table: read as text, typed, written as Parquet, profiled, put in place."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

import duckdb
import pyarrow.parquet as pq

from commonstacks.kit import digests
from commonstacks.workshop.killable import Progress, ignore
from commonstacks.workshop.tables import (
    detect,
    geometry,
    kinds,
    read_json,
    read_parquet,
    read_shapes,
    read_text,
    summary,
    systems,
)
from commonstacks.workshop.tables.shape import Step, TableProfile
from commonstacks.workshop.tables.sql import connect, identifier, literal, one, parquet
from commonstacks.workshop.tables.text_table import TextTable
from commonstacks.workshop.tables.typed import Typing

NOTHING: Mapping[str, str] = MappingProxyType({})
STEPS_VERSION = "2"
"""Raised whenever the same bytes would be read into another table."""

_ROW_GROUP = 102_400  # rows
_DRAWN_GROUP = 2048  # rows of tables with shapes, which are long
_UNFINISHED = ".unfinished."
_IN_MEMORY = 32 << 20  # bytes of text Parquet that are held in memory while they are typed


@dataclass(frozen=True, slots=True)
class _Wish:
    layer: str
    given: Mapping[str, str]


def layers(
    path: Path, *, given: Mapping[str, str] = NOTHING, tell: Callable[[Progress], None] = ignore
) -> tuple[str, ...]:
    """The names of the tables in a file, in its order; ("",) for a file with one.

    ``given`` are a person's instructions, as for ``read``. Refuses what ``detect.find`` refuses.
    """
    systems.given(given)
    tell(Progress(0, 1, "looking"))
    with tempfile.TemporaryDirectory() as scratch:
        return detect.find(path, Path(scratch)).layers


def read(
    path: Path,
    into: Path,
    *,
    name: str,
    layer: str = "",
    given: Mapping[str, str] = NOTHING,
    tell: Callable[[Progress], None] = ignore,
) -> TableProfile:
    """Reads one table of a file and leaves the folder ``into`` with three files.

    ``table.parquet`` (zstd, rows in their order), ``profile.json`` (the value returned) and
    ``set_aside.jsonl`` (lines that are no rows, with number and reason). All is made in a folder
    beside ``into`` and renamed at the end; an older ``into`` is replaced, a kill leaves nothing
    half. ``name`` is what people call the table, ``layer`` one of ``layers(path)``. ``given`` are
    a person's instructions: ``{"crs": "EPSG:…"}`` names the coordinate system of the shapes.
    Memory stays flat whatever the size, save for TopoJSON. Takes what ``detect.find`` knows and
    refuses the rest (web pages, workbooks, pointers, empty files, bombs), lines over 16 million
    characters, more than 10,000 columns, and coordinates that do not fit what is given.
    """
    into.parent.mkdir(parents=True, exist_ok=True)
    making = Path(tempfile.mkdtemp(prefix=f".{into.name}{_UNFINISHED}", dir=into.parent))
    try:
        profile = _make(path, making, name, _Wish(layer, given), tell)
        _put(making, into)
    finally:
        shutil.rmtree(making, ignore_errors=True)
    return profile


def table_digest(
    source_sha512: str,
    steps_version: str = STEPS_VERSION,
    *,
    layer: str = "",
    given: Mapping[str, str] = NOTHING,
) -> str:
    """The hex SHA-256 by which a table is known: of its source's digest and its reading steps.

    Of the layer and a person's instructions too, where there are any.
    """
    facts: dict[str, str | dict[str, str]] = {"source": source_sha512, "steps": steps_version}
    if layer:
        facts["layer"] = layer
    if given:
        facts["given"] = dict(given)
    return digests.of_facts(facts)


def sweep(derived: Path) -> int:
    """Deletes what killed readings left half made in ``derived``; says how many folders.

    Only for a moment at which nothing is being read, such as the start of the worker.
    """
    left = [path for path in derived.glob(f".*{_UNFINISHED}*") if path.is_dir()]
    for path in left:
        shutil.rmtree(path)
    return len(left)


def _make(
    path: Path, making: Path, name: str, wish: _Wish, tell: Callable[[Progress], None]
) -> TableProfile:
    scratch = making / "scratch"
    scratch.mkdir()
    text = _text(path, scratch, wish, tell)
    with connect(scratch) as connection:
        _open(connection, text)
        typings = kinds.decide(connection, text, tell, systems.given(wish.given))
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
        (*text.steps, *_turned(typings, wish.given), *_missing(typings)),
        _warnings(text, typings),
    )
    (making / "profile.json").write_text(profile.to_json(), encoding="utf-8")
    text.aside.rename(making / "set_aside.jsonl")
    shutil.rmtree(scratch)
    return profile


def _text(path: Path, scratch: Path, wish: _Wish, tell: Callable[[Progress], None]) -> TextTable:
    found = detect.find(path, scratch)
    inside = found.inside(wish.layer)
    if found.kind == "text":
        text = read_text.read(found.path, scratch, tell)
        return replace(text, steps=(*found.steps, *text.steps))
    if found.kind == "parquet":
        return read_parquet.read(found, scratch)
    if found.kind in ("records", "keyed", "ndjson"):
        return read_json.read(found, inside, scratch, tell)
    return read_shapes.read(found, inside, scratch, wish.given, tell)


def _open(connection: duckdb.DuckDBPyConnection, text: TextTable) -> None:
    small = not text.view and text.path.stat().st_size < _IN_MEMORY
    kind = "TEMP TABLE" if small else "VIEW"
    connection.execute(f"CREATE {kind} raw AS SELECT * FROM {text.source}")


def _write(connection: duckdb.DuckDBPyConnection, typings: Sequence[Typing], table: Path) -> None:
    cells = ", ".join(f"{typing.expression()} AS {identifier(typing.name)}" for typing in typings)
    drawn = json.dumps([typing.name for typing in typings if typing.kind == "geometry"])
    group, marks = _ROW_GROUP, ""
    if drawn != "[]":
        group = _DRAWN_GROUP
        marks = f", KV_METADATA {{{identifier(geometry.MARK)}: {literal(drawn)}}}"
    connection.execute(
        f"COPY (SELECT {cells} FROM raw) TO {literal(str(table))}"
        f" (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {group}{marks})"
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


def _turned(typings: Sequence[Typing], given: Mapping[str, str]) -> tuple[Step, ...]:
    """What was turned into something else, and instructions that nothing came of."""
    steps = tuple(Step("turned", typing.told) for typing in typings if typing.told)
    if not given or any(typing.kind in ("geometry", "longitude") for typing in typings):
        return steps
    says = "A coordinate system was given, but the table has no shapes"
    return (*steps, Step("not needed", says))


def _warnings(text: TextTable, typings: Sequence[Typing]) -> tuple[str, ...]:
    warnings = [*text.warnings, *(typing.warning for typing in typings if typing.warning)]
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
