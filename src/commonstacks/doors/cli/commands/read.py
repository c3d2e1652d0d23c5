"""``stacks read``: what is in this file? Needs no library."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from commonstacks.doors.cli import frame, reading
from commonstacks.doors.cli.telling import Told, count
from commonstacks.workshop.tables.shape import ColumnProfile, Reading, TableProfile


@click.command(cls=frame.Plain, params=list(reading.ASKED))
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--out", type=click.Path(path_type=Path), help="Keep the tables in this folder, as Parquet."
)
def command(file: Path, out: Path | None, **asked: Any) -> Told:
    """Read FILE; say what its tables hold, and every step by which they were read."""
    reading.refuse_missing(file)
    given = reading.given(asked)
    with tempfile.TemporaryDirectory() as scratch:
        read = reading.limited(
            reading.read_file, file, out or Path(scratch), given=given, asked=asked
        )
    return Told(facts(read), tuple(lines(read)))


def facts(read: Reading) -> dict[str, Any]:
    return {"kind": read.kind, "tables": [table_facts(table) for table in read.tables]}


def table_facts(table: TableProfile) -> dict[str, Any]:
    return {
        "name": table.name,
        "rows": table.rows,
        "set_aside": table.set_aside,
        "columns": [column_facts(column) for column in table.columns],
        "steps": [asdict(step) for step in table.steps],
        "warnings": list(table.warnings),
    }


def column_facts(column: ColumnProfile) -> dict[str, Any]:
    return {
        "name": column.name,
        "kind": column.kind,
        "nulls": column.nulls,
        "distinct": column.distinct,
        "min": column.minimum,
        "max": column.maximum,
        "scheme": column.scheme,
        "examples": list(column.examples),
    }


def lines(read: Reading) -> Iterator[str]:
    for table in read.tables:
        aside = f", {count(table.set_aside, 'line')} kept aside" if table.set_aside else ""
        yield f"{table.name} ({read.kind}): {count(table.rows, 'row')}{aside}"
        wide = max((len(column.name) for column in table.columns), default=0)
        for column in table.columns:
            scheme = f" ({column.scheme})" if column.scheme else ""
            nulls = f", {column.nulls:,} missing" if column.nulls else ""
            examples = ", ".join(column.examples[:3])
            yield f"  {column.name:<{min(wide, 30)}}  {column.kind}{scheme}{nulls}  {examples}"
        for step in table.steps:
            yield f"  · {step.says}"
        for warning in table.warnings:
            yield f"  ! {warning}"
