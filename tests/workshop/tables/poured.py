"""What a reader leaves of a file with several tables, in plain values to compare with."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import pyarrow.parquet as pq

from commonstacks.workshop.killable import Progress, ignore
from commonstacks.workshop.tables.instructions import Instructions, understood
from commonstacks.workshop.tables.text_table import TextTable


class Reader(Protocol):
    """A module that reads tables out of a kind of file."""

    def tables(self, path: Path) -> tuple[tuple[str, str], ...]: ...
    def read(
        self,
        path: Path,
        inside: str,
        into: Path,
        given: Instructions,
        tell: Callable[[Progress], None],
    ) -> TextTable: ...


@dataclass(frozen=True)
class Table:
    """``aside`` are line, reason and cells, in the order of lines."""

    names: tuple[str, ...]
    rows: list[list[str]]
    steps: tuple[str, ...]
    aside: list[tuple[int, str, list[str]]]


def read(reader: Reader, path: Path, layer: str = "", **given: str) -> Table:
    """The only table of a file, or the one called ``layer``."""
    tables = dict(reader.tables(path))
    assert layer or len(tables) == 1, list(tables)
    inside = tables[layer] if layer else next(iter(tables.values()))
    into = path.parent / "read"
    into.mkdir(exist_ok=True)
    table = reader.read(path, inside, into, understood(given), ignore)
    rows = [list(row.values()) for row in pq.read_table(table.path).to_pylist()]
    lines = [json.loads(line) for line in table.aside.read_text(encoding="utf-8").splitlines()]
    assert (table.rows, table.set_aside) == (len(rows), len(lines))
    return Table(
        table.names,
        rows,
        tuple(step.says for step in table.steps),
        sorted((line["line"], line["reason"], line["cells"]) for line in lines),
    )
