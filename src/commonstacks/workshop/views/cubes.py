"""Cubes: one count for every combination of bins of all charts, small enough to send whole.

``<digest>.arrow`` is an Arrow IPC file (columns ``c0`` … as uint16 codes, ``n`` as uint32, sorted);
``<digest>.json`` says what the codes mean (``commonstacks-cube/1``). The same table and the same
charts give the same bytes.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.ipc

from commonstacks.kit import digests
from commonstacks.kit.errors import NotHeld, Refusal
from commonstacks.workshop.views import bins, sql
from commonstacks.workshop.views.axes import (
    Axis,
    Categories,
    axis_facts,
    axis_from,
    passing,
    snapped,
)
from commonstacks.workshop.views.spec import Chart, Filter, ViewSpec, chart_facts, in_order
from commonstacks.workshop.views.tokens import cube_digest

SCHEMA = "commonstacks-cube/1"
MOST_CELLS = 1_000_000
MOST_VALUES = 250
_EARTH = {0: 180.0, 1: 90.0}


@dataclass(frozen=True, slots=True)
class Slice:
    """What a set of filters leaves: ``matching`` rows pass all of them; ``counts[i][code]`` are the
    rows of chart i under all filters but its own."""

    matching: int
    counts: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Cube:
    """The whole aggregate of a table by the bins of ``charts``."""

    rows: int
    charts: tuple[Chart, ...]
    axes: tuple[Axis, ...]
    cells: pa.Table

    def counts(self, filters: Iterable[Filter] = ()) -> Slice:
        """Counts under the filters, exactly as SQL over all rows would count. Refuses filters that
        name no chart, or a value or an edge that its chart does not have."""
        masks: list[pa.Array[Any] | None] = [None] * len(self.charts)
        for item in self._known(filters):
            place = [chart.columns for chart in self.charts].index(item.columns)
            passes = pa.array(passing(self.axes[place], item))
            masks[place] = pc.take(passes, self.cells[f"c{place}"])
        everything = self._kept(masks)
        return Slice(
            matching=pc.sum(everything["n"]).as_py() or 0,
            counts=tuple(self._dense(place, masks) for place in range(len(self.charts))),
        )

    def snapped(self, spec: ViewSpec) -> ViewSpec:
        """The spec with every range on this cube's edges, in its one order; a range that leaves
        nothing out falls away."""
        axes = dict(zip((chart.columns for chart in self.charts), self.axes, strict=True))
        moved = (snapped(axes[item.columns], item) for item in self._known(spec.filters))
        kept = tuple(item for item in moved if item is not None)
        return replace(spec, filters=kept)

    def _known(self, filters: Iterable[Filter]) -> tuple[Filter, ...]:
        asked = tuple(filters)
        if not {item.columns for item in asked} <= {chart.columns for chart in self.charts}:
            raise Refusal("A filter names columns that this view has no chart of.")
        return in_order(asked, self.charts)

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


def build(parquet: Path, charts: tuple[Chart, ...], into: Path) -> Cube:
    """Count the table once and write ``into/<digest>.arrow`` and ``.json``, replacing at once.

    Refuses columns the table does not have and charts whose bins make more than ``MOST_CELLS``
    combinations.
    """
    with _reading() as connection:
        stored = _columns(connection, parquet, charts)
        axes = tuple(_axis(connection, parquet, chart, stored) for chart in charts)
        asked = sql.grouped(str(parquet), charts, axes, stored, MOST_CELLS + 1)
        cells = connection.execute(asked.text, asked.values).to_arrow_table()
    if cells.num_rows > MOST_CELLS:
        raise Refusal(
            f"These charts together have more than {MOST_CELLS:,} combinations.",
            "Choose fewer charts.",
        )
    cells = _plain(cells)
    cube = Cube(pc.sum(cells["n"]).as_py() or 0, charts, axes, cells)
    _write(cube, into)
    return cube


def open_cube(charts: tuple[Chart, ...], folder: Path) -> Cube:
    """The cube that ``build`` wrote for these charts. Refuses when there is none."""
    name = cube_digest(charts)
    try:
        facts = json.loads((folder / f"{name}.json").read_text())
        with pa.ipc.open_file(str(folder / f"{name}.arrow")) as file:
            cells = file.read_all()
    except FileNotFoundError:
        raise NotHeld("This view is not prepared.", "Open the dataset's page.") from None
    axes = tuple(axis_from(item) for item in facts["charts"])
    return Cube(facts["rows"], charts, axes, cells)


def cube_facts(cube: Cube) -> dict[str, Any]:
    """What the codes mean, as JSON values: ``{"schema", "rows", "cells", "charts"}``."""
    described = zip(cube.charts, cube.axes, strict=True)
    return {
        "schema": SCHEMA,
        "rows": cube.rows,
        "cells": cube.cells.num_rows,
        "charts": [{**chart_facts(chart), **axis_facts(axis)} for chart, axis in described],
    }


def _reading() -> duckdb.DuckDBPyConnection:
    """A connection that fetches no extension and counts days in UTC."""
    connection = duckdb.connect(
        config={"autoinstall_known_extensions": False, "autoload_known_extensions": False}
    )
    connection.execute("SET TimeZone = 'UTC'")
    return connection


def _columns(
    connection: duckdb.DuckDBPyConnection, parquet: Path, charts: tuple[Chart, ...]
) -> dict[str, str]:
    asked = sql.described(str(parquet))
    stored = dict(connection.execute(asked.text, asked.values).fetchall())
    for chart in charts:
        for column in chart.columns:
            if column not in stored:
                raise Refusal(f"The table has no column “{column}”.", "Choose one that it has.")
    return stored


def _axis(
    connection: duckdb.DuckDBPyConnection, parquet: Path, chart: Chart, stored: dict[str, str]
) -> Axis:
    first = chart.columns[0]
    if chart.kind == "bars":
        asked = sql.ranking(str(parquet), first, MOST_VALUES)
        ranked = connection.execute(asked.text, asked.values).fetchall()
        different = ranked[0][1] if ranked else 0
        return Categories(tuple(value for value, _n in ranked), different - len(ranked))
    if chart.kind == "time":
        days = sql.ordinal(sql.day(first, stored[first]))
        return bins.time_steps(_spread(connection, parquet, days, 0.005, (0.0, 4e6))[0])
    if chart.kind == "histogram":
        numbers = sql.number(first, stored[first])
        spread, whole = _spread(connection, parquet, numbers, 0.005, (-1e300, 1e300))
        return bins.number_steps(spread, whole=whole)
    x, y = (
        _spread(connection, parquet, sql.number(name, stored[name]), 0.001, (-most, most))[0]
        for name, most in zip(chart.columns, _EARTH.values(), strict=True)
    )
    return bins.square_degrees(x, y)


def _spread(
    connection: duckdb.DuckDBPyConnection,
    parquet: Path,
    expression: str,
    tail: float,
    within: tuple[float, float],
) -> tuple[bins.Spread | None, bool]:
    asked = sql.spread(str(parquet), expression, tail, *within)
    row = connection.execute(asked.text, asked.values).fetchone()
    if row is None or row[0] is None:
        return None, False
    return bins.Spread(*row[:4]), bool(row[4])


def _plain(cells: pa.Table) -> pa.Table:
    """One record batch, no nulls, no metadata: the bytes then depend on the numbers alone."""
    names = [field.name for field in cells.schema if field.name != "n"]
    fields = [pa.field(name, pa.uint16(), nullable=False) for name in names]
    schema = pa.schema([*fields, pa.field("n", pa.uint32(), nullable=False)])
    return cells.cast(schema).combine_chunks()


def _write(cube: Cube, into: Path) -> None:
    into.mkdir(parents=True, exist_ok=True)
    name = cube_digest(cube.charts)
    sink = pa.BufferOutputStream()
    with pa.ipc.new_file(sink, cube.cells.schema) as file:
        file.write_table(cube.cells)
    _replace(into / f"{name}.arrow", sink.getvalue().to_pybytes())
    _replace(into / f"{name}.json", digests.canonical(cube_facts(cube)))


def _replace(path: Path, content: bytes) -> None:
    unfinished = path.with_name(f"{path.name}.{os.getpid()}.part")
    unfinished.write_bytes(content)
    unfinished.replace(path)
