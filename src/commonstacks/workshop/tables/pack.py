"""A file becomes a table: read as text, typed, written as Parquet, profiled, put in place."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from commonstacks.kit import digests
from commonstacks.workshop.killable import Progress, ignore
from commonstacks.workshop.tables import instructions, systems
from commonstacks.workshop.tables.columns import forced, kinds, parquet_file, summary
from commonstacks.workshop.tables.columns.typed import Typing
from commonstacks.workshop.tables.files import detect, readers
from commonstacks.workshop.tables.instructions import NOTHING, Instructions
from commonstacks.workshop.tables.shape import Step, TableProfile
from commonstacks.workshop.tables.sql import connect
from commonstacks.workshop.tables.text_table import TextTable

STEPS_VERSION = "4"
"""Raised whenever the same bytes would be read into another table."""

PROFILE = "profile.json"
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
    systems.given(instructions.understood(given).crs)
    tell(Progress(0, 1, "looking"))
    with tempfile.TemporaryDirectory() as scratch:
        return detect.find(path, Path(scratch), tell).layers


def kind(path: Path) -> str:
    """What the file really is, in one word: see ``readers.kind``."""
    with tempfile.TemporaryDirectory() as scratch:
        return readers.kind(path, Path(scratch))


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
    given = instructions.understood(wish.given)
    text = readers.read(path, wish.layer, scratch, given, tell)
    with connect(scratch) as connection:
        _open(connection, text)
        typings = kinds.decide(connection, text, tell, systems.given(given.crs), given)
        tell(Progress(0, text.rows, "writing"))
        table = making / "table.parquet"
        parquet_file.write(connection, typings, table, name)
        parquet_file.check(connection, text, typings, table)
        columns = summary.profile(connection, table, typings, tell)
    profile = TableProfile(
        name,
        text.rows,
        text.set_aside,
        columns,
        (*text.steps, *_turned(typings, given), *_missing(typings)),
        _warnings(text, typings),
    )
    (making / PROFILE).write_text(profile.to_json(), encoding="utf-8")
    text.aside.rename(making / "set_aside.jsonl")
    shutil.rmtree(scratch)
    return profile


def _open(connection: duckdb.DuckDBPyConnection, text: TextTable) -> None:
    small = not text.view and text.path.stat().st_size < _IN_MEMORY
    kind = "TEMP TABLE" if small else "VIEW"
    connection.execute(f"CREATE {kind} raw AS SELECT * FROM {text.source}")


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


def _turned(typings: Sequence[Typing], given: Instructions) -> tuple[Step, ...]:
    """What was turned into something else, what people said, and what nothing came of."""
    steps = [Step("turned", typing.told) for typing in typings if typing.told]
    steps += [step for typing in typings for step in typing.steps]
    if given.crs and not any(typing.kind in ("geometry", "longitude") for typing in typings):
        says = "A coordinate system was given, but the table has no shapes"
        steps.append(Step("not needed", says))
    return (*steps, *forced.unneeded(given, [typing.name for typing in typings]))


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
