"""Cubes: one count for every combination of bins of all charts, small enough to send whole.

``<digest>.arrow`` is an Arrow IPC file (columns ``c0`` … as uint16 codes, ``n`` as uint32, sorted);
``<digest>.json`` says what the codes mean (``commonstacks-cube/1``). The same table and the same
charts give the same bytes. Where ``places.parquet`` stands beside the table, row by row the same,
its columns can be charted too.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.ipc

from commonstacks.kit import digests
from commonstacks.kit.errors import NotHeld, Refusal
from commonstacks.workshop.views import sql
from commonstacks.workshop.views.axes import Axis, axis_facts, axis_from, passing
from commonstacks.workshop.views.cells import OPEN, Policy
from commonstacks.workshop.views.countable import known, snapped_view
from commonstacks.workshop.views.measuring import NOTHING, Named, Table, axis_of
from commonstacks.workshop.views.protecting import protect
from commonstacks.workshop.views.slices import Slice
from commonstacks.workshop.views.spec import Chart, Filter, ViewSpec, chart_facts
from commonstacks.workshop.views.tokens import cube_digest

SCHEMA = "commonstacks-cube/1"
MOST_CELLS = 400_000
"""A cube of the three million flights has 251,200 cells and 358 kB gzipped; one of 609,047 has
807 kB. With 400,000 a page fetches less than 700 kB and counts anew within a frame."""
FEW = 2_000_000
"""Rows that are looked at first: where they alone make too many cells, all of them do."""


@dataclass(frozen=True, slots=True)
class Cube:
    """The whole aggregate of a table by the bins of ``charts``."""

    rows: int
    charts: tuple[Chart, ...]
    axes: tuple[Axis, ...]
    cells: pa.Table
    threshold: int = OPEN.threshold

    @property
    def name(self) -> str:
        """What its files are called."""
        return cube_digest(self.charts, self.threshold)

    def counts(self, filters: Iterable[Filter] = ()) -> Slice:
        """Counts under the filters, exactly as SQL over all rows would count. Refuses filters that
        name no chart, or a value or an edge that its chart does not have."""
        masks: list[pa.Array[Any] | None] = [None] * len(self.charts)
        for item in known(filters, self.charts):
            place = [chart.columns for chart in self.charts].index(item.columns)
            passes = pa.array(passing(self.axes[place], item))
            masks[place] = pc.take(passes, self.cells[f"c{place}"])
        everything = self._kept(masks)
        return Slice(
            matching=pc.sum(everything["n"]).as_py() or 0,
            counts=tuple(self._dense(place, masks) for place in range(len(self.charts))),
        )

    def snapped(self, spec: ViewSpec) -> ViewSpec:
        """The spec with every range on this cube's edges; see ``snapped_view``."""
        return snapped_view(spec, self.charts, self.axes)

    def _kept(self, masks: list[pa.Array[Any] | None], but: int = -1) -> pa.Table:
        cells = self.cells
        active = [mask for place, mask in enumerate(masks) if mask is not None and place != but]
        if not active:
            return cells
        whole = active[0]
        for mask in active[1:]:
            whole = pc.and_(whole, mask)
        return cells.filter(whole)

    def _dense(self, place: int, masks: list[pa.Array[Any] | None]) -> tuple[int, ...]:
        name = f"c{place}"
        sums = self._kept(masks, but=place).group_by(name).aggregate([("n", "sum")])
        counts = [0] * self.axes[place].size
        for group in sums.to_pylist():
            counts[group[name]] = group["n_sum"]
        return tuple(counts)


class TooManyCells(Refusal):
    """The charts together have more combinations than a page can fetch."""


def build(
    parquet: Path,
    charts: tuple[Chart, ...],
    into: Path,
    named: Mapping[str, Named] = NOTHING,
    policy: Policy = OPEN,
) -> Cube:
    """Count the table once and write ``into/<digest>.arrow`` and ``.json``, replacing at once.

    ``named`` says for a column of areas what its values are called. Refuses columns the table does
    not have and charts whose bins make more than ``MOST_CELLS`` combinations.
    """
    cube = count(parquet, charts, named, policy)
    write(cube, into)
    return cube


def count(
    parquet: Path,
    charts: tuple[Chart, ...],
    named: Mapping[str, Named] = NOTHING,
    policy: Policy = OPEN,
) -> Cube:
    """The cube of ``build``, not written. Refuses what ``build`` refuses.

    Where the ``policy`` protects people, no cell is smaller than it allows, and charts count rows:
    a mean would tell how many they are.
    """
    files = _files(parquet)
    if policy.on:
        charts = tuple(replace(chart, value="") for chart in charts)
    with _reading() as connection:
        stored = _columns(connection, files, charts)
        table = Table(connection, files, stored, policy.threshold)
        axes = tuple(axis_of(table, chart, named) for chart in charts)
        asked = partial(sql.grouped, files, charts, axes, stored, MOST_CELLS + 1)
        cells = _cells(connection, asked(first=FEW))
        if cells.num_rows <= MOST_CELLS and _rows(cells) == FEW:
            cells = _cells(connection, asked())
    if cells.num_rows > MOST_CELLS:
        raise TooManyCells(
            "These charts together have more than {most:,} combinations.",
            "Choose fewer charts.",
            most=MOST_CELLS,
        )
    if policy.on:
        axes, cells = _protected(axes, cells, policy)
    cells = _plain(cells)
    return Cube(_rows(cells), charts, axes, cells, policy.threshold)


def _cells(connection: duckdb.DuckDBPyConnection, asked: sql.Statement) -> pa.Table:
    return connection.execute(asked.text, asked.values).to_arrow_table()


def _rows(cells: pa.Table) -> int:
    return pc.sum(cells["n"]).as_py() or 0


def _protected(
    axes: tuple[Axis, ...], cells: pa.Table, policy: Policy
) -> tuple[tuple[Axis, ...], pa.Table]:
    told = list(zip(*(column.to_pylist() for column in cells.columns), strict=True))
    kept, rows = protect(axes, told, policy)
    columns = list(zip(*rows, strict=True)) or [()] * cells.num_columns
    return kept, pa.table(dict(zip(cells.column_names, map(list, columns), strict=True)))


def values(parquet: Path, column: str) -> tuple[str, ...]:
    """The different values of a column as text, the most frequent first."""
    asked = sql.ranking(_files(parquet), column, 1_000_000)
    with _reading() as connection:
        return tuple(value for value, _ in connection.execute(asked.text, asked.values).fetchall())


def pairs(parquet: Path, column: str, other: str) -> tuple[tuple[str, str], ...]:
    """Each value of a column with the least value of another one in its rows, both as text."""
    asked = sql.pairs(_files(parquet), column, other)
    with _reading() as connection:
        return tuple(connection.execute(asked.text, asked.values).fetchall())


def open_cube(charts: tuple[Chart, ...], folder: Path, policy: Policy = OPEN) -> Cube:
    """The cube that ``build`` wrote for these charts. Refuses when there is none."""
    name = cube_digest(charts, policy.threshold)
    try:
        facts = json.loads((folder / f"{name}.json").read_text())
        with pa.ipc.open_file(str(folder / f"{name}.arrow")) as file:
            cells = file.read_all()
    except FileNotFoundError:
        raise NotHeld("This view is not prepared.", "Open the dataset's page.") from None
    axes = tuple(axis_from(item) for item in facts["charts"])
    return Cube(facts["rows"], charts, axes, cells, policy.threshold)


def cube_facts(cube: Cube) -> dict[str, Any]:
    """What the codes mean, as JSON values: ``{"schema", "rows", "cells", "charts"}``."""
    described = zip(cube.charts, cube.axes, strict=True)
    return {
        "schema": SCHEMA,
        **({"threshold": cube.threshold} if cube.threshold > 1 else {}),
        "rows": cube.rows,
        "cells": cube.cells.num_rows,
        "charts": [{**chart_facts(chart), **axis_facts(axis)} for chart, axis in described],
    }


def _files(parquet: Path) -> list[str]:
    places = parquet.with_name("places.parquet")
    return [str(parquet), str(places)] if places.exists() else [str(parquet)]


def _reading() -> duckdb.DuckDBPyConnection:
    """A connection that fetches no extension and counts days in UTC."""
    connection = duckdb.connect(
        config={"autoinstall_known_extensions": False, "autoload_known_extensions": False}
    )
    connection.execute("SET TimeZone = 'UTC'")
    return connection


def _columns(
    connection: duckdb.DuckDBPyConnection, files: sql.Files, charts: tuple[Chart, ...]
) -> dict[str, str]:
    asked = sql.described(files)
    stored = dict(connection.execute(asked.text, asked.values).fetchall())
    for chart in charts:
        if not chart.prepared:
            raise Refusal("A chart with a measure of its own is counted anew for each view.")
        for column in chart.reads:
            if column not in stored:
                raise Refusal(
                    "The table has no column “{column}”.", "Choose one that it has.", column=column
                )
    return stored


def _plain(cells: pa.Table) -> pa.Table:
    """One record batch, no nulls, no metadata: the bytes then depend on the numbers alone."""
    names = [field.name for field in cells.schema if field.name != "n"]
    fields = [pa.field(name, pa.uint16(), nullable=False) for name in names]
    schema = pa.schema([*fields, pa.field("n", pa.uint32(), nullable=False)])
    return cells.cast(schema).combine_chunks()


def write(cube: Cube, into: Path) -> None:
    """Both files of a cube, each replaced at once."""
    into.mkdir(parents=True, exist_ok=True)
    name = cube.name
    sink = pa.BufferOutputStream()
    with pa.ipc.new_file(sink, cube.cells.schema) as file:
        file.write_table(cube.cells)
    replace_file(into / f"{name}.arrow", sink.getvalue().to_pybytes())
    replace_file(into / f"{name}.json", digests.canonical(cube_facts(cube)))


def replace_file(path: Path, content: bytes) -> None:
    """Writes a file so that readers find the old one or the new one, never a part."""
    unfinished = path.with_name(f"{path.name}.{os.getpid()}.part")
    unfinished.write_bytes(content)
    unfinished.replace(path)
