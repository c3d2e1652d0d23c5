"""A text file beside the table that it means, and the comparison of the two."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow.parquet as pq

from commonstacks.workshop.killable import ignore
from commonstacks.workshop.tables.instructions import understood
from commonstacks.workshop.tables.text import read_text
from commonstacks.workshop.tables.text_table import TextTable


@dataclass(frozen=True)
class Case:
    name: str
    file: str | bytes
    names: list[str]
    rows: list[str]  # cells with | between
    aside: list[tuple[int, str]] = field(default_factory=list)
    steps: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    given: dict[str, str] = field(default_factory=dict)
    charset: str = ""


NOTE, TOTALS, TITLE, BLANK = (
    "note below the table",
    "row of totals",
    "line above the header",
    "blank line",
)


def rows_of(table: TextTable) -> list[str]:
    columns = pq.read_table(table.path).to_pydict()
    return ["|".join(row) for row in zip(*columns.values(), strict=True)]


def aside_of(table: TextTable) -> list[tuple[int, str]]:
    lines = map(json.loads, table.aside.read_text(encoding="utf-8").splitlines())
    return [(line["line"], line["reason"]) for line in lines]


def check(case: Case, tmp_path: Path) -> None:
    file = tmp_path / "file.csv"
    file.write_bytes(case.file if isinstance(case.file, bytes) else case.file.encode())
    found = read_text.read(file, tmp_path, ignore, understood(case.given), charset=case.charset)
    assert list(found.names) == case.names
    assert rows_of(found) == case.rows
    assert aside_of(found) == case.aside
    assert (found.rows, found.set_aside) == (len(case.rows), len(case.aside))
    said = [step.says for step in found.steps]
    assert [step for step in case.steps if step not in said] == [], said
    assert len(found.warnings) == len(case.warnings), found.warnings
    for warning, beginning in zip(found.warnings, case.warnings, strict=True):
        assert warning.startswith(beginning)
