"""Every row that came, went or changed, written into a file as long as need be."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Literal

from commonstacks.workshop.killable import Progress, ignore
from commonstacks.workshop.tables.harmless import harmless
from commonstacks.workshop.tables.history import matching
from commonstacks.workshop.tables.history.difference import Difference
from commonstacks.workshop.tables.history.moved_rows import MovedRow, MovedRows
from commonstacks.workshop.tables.history.sides import Side, Sides
from commonstacks.workshop.tables.shape import Scalar, TableProfile
from commonstacks.workshop.tables.sql import connect

Form = Literal["csv", "json"]


def write(
    old: Path,
    new: Path,
    *,
    old_profile: TableProfile,
    new_profile: TableProfile,
    difference: Difference,
    to: Path,
    form: Form = "csv",
    tell: Callable[[Progress], None] = ignore,
) -> int:
    """All rows that ``diff.compare`` called changed, added or removed; says how many.

    CSV (RFC 4180, UTF-8) has a line for each cell: the change, the row's numbers (from 1), its
    key, the column, the value before and after; what a spreadsheet would take for a formula has
    an apostrophe before it. JSON is JSON Lines, one object a row: it is written and read without
    ever holding all of it, and what was written stays readable where reading stops short.
    Sensitive columns and e-mail addresses are hidden. Rows are held a thousand at a time and
    sorted on disk where they are many; ``to`` appears when it is whole.
    """
    tell(Progress(0, 1, "writing"))
    making = to.with_name(f".{to.name}.unfinished")
    called = dict(difference.columns_renamed)
    with TemporaryDirectory() as scratch, connect(Path(scratch)) as connection:
        sides = Sides(connection, Side(old, old_profile), Side(new, new_profile), called)
        rows = _rows(sides, difference)
        try:
            with making.open("w", encoding="utf-8", newline="") as file:
                put = _put_csv if form == "csv" else _put_json
                written = put(file, difference.key or (), rows)
            making.rename(to)
        finally:
            making.unlink(missing_ok=True)
    return written


def _rows(sides: Sides, difference: Difference) -> Iterator[MovedRow]:
    key, left_out = difference.key or (), difference.left_out
    if key:
        matching.by_key(sides, key, left_out)
    else:
        matching.by_content(sides, left_out)
    return MovedRows(sides, key, left_out).all()


def _put_csv(file: IO[str], key: tuple[str, ...], rows: Iterator[MovedRow]) -> int:
    writer = csv.writer(file)
    named = [f"key: {name}" for name in key]
    writer.writerow(["change", "row before", "row after", *named, "column", "before", "after"])
    written = 0
    for row in rows:
        place = [row.change, row.before, row.after, *map(_safe, row.key)]
        cells = row.cells or (("", None, None),)
        writer.writerows([*place, *map(_safe, cell)] for cell in cells)
        written += 1
    return written


def _safe(value: Scalar) -> str:
    """A cell of a CSV file that no spreadsheet takes for a formula."""
    if value is None:
        return ""
    return harmless(value) if isinstance(value, str) else str(value).lower()


def _put_json(file: IO[str], key: tuple[str, ...], rows: Iterator[MovedRow]) -> int:
    written = 0
    for row in rows:
        facts = {
            "change": row.change,
            "row_before": row.before,
            "row_after": row.after,
            "key": dict(zip(key, row.key, strict=True)),
            "cells": [
                {"column": name, "before": before, "after": after}
                for name, before, after in row.cells
            ],
        }
        file.write(json.dumps(facts, ensure_ascii=False, allow_nan=False) + "\n")
        written += 1
    return written
