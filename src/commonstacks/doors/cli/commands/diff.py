"""``stacks diff``: what changed from one file to the next? Needs no library."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from commonstacks.doors.cli import frame, reading
from commonstacks.doors.cli.telling import Told
from commonstacks.workshop.tables.history.difference import Difference, Example


@click.command(cls=frame.Plain, params=list(reading.ASKED))
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.option("--key", default="", metavar="A,B", help="The columns that tell rows apart.")
@click.option("--table", default="", help="Which table, where the files hold several.")
@click.option(
    "--rows",
    type=click.Path(path_type=Path),
    help="Write every changed row into this file: .csv or .json.",
)
def command(old: Path, new: Path, key: str, table: str, rows: Path | None, **asked: Any) -> Told:
    """Compare NEW with OLD; say which kind of change it is, and in how many rows."""
    reading.refuse_missing(old, new)
    with tempfile.TemporaryDirectory() as scratch:
        found = reading.limited(
            reading.compare_files,
            old,
            new,
            Path(scratch),
            key=tuple(name.strip() for name in key.split(",")) if key else None,
            table=table,
            rows=rows,
            given=reading.given(asked),
            asked=asked,
        )
    return Told(facts(found), tuple(lines(found)))


def facts(found: Difference) -> dict[str, Any]:
    return {
        "kind": found.kind,
        "key": list(found.key) if found.key else None,
        "schema": {
            "added": list(found.columns_added),
            "removed": list(found.columns_removed),
            "renamed": [list(pair) for pair in found.columns_renamed],
            "retyped": [list(each) for each in found.columns_retyped],
        },
        "rows": {
            "same": found.same,
            "added": found.added,
            "removed": found.removed,
            "changed": found.changed,
        },
        "share_changed": found.share_changed,
        "summary": found.summary,
        "examples": [example_facts(example) for example in found.examples],
    }


def example_facts(example: Example) -> dict[str, Any]:
    return {
        "change": example.change,
        "key": list(example.key),
        "cells": [
            {"column": name, "before": before, "after": after}
            for name, before, after in example.cells
        ],
    }


def lines(found: Difference) -> Iterator[str]:
    yield f"{found.kind}: {found.summary}"
    for example in found.examples:
        key = ", ".join(str(part) for part in example.key)
        cells = "; ".join(
            f"{name}: {shown(before)} → {shown(after)}" for name, before, after in example.cells
        )
        yield f"  {example.change} {key}  {cells}".rstrip()


def shown(value: object) -> str:
    return "nothing" if value is None else str(value)
