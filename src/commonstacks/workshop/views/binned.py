"""Bins: the bin code of every row in every chart, for tables whose whole cube is too large.

``<digest>/`` holds ``bins.json`` (``commonstacks-bins/1``: what the codes mean, and how many rows
have each) and one flat file for each chart: a code a row, one byte where the chart has at most 256
codes, two little-endian bytes elsewhere. Where a chart shows time, the rows are sorted by its
codes and ``starts`` says where each begins; otherwise they have no order that means anything.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.compute as pc

from commonstacks.kit import digests
from commonstacks.kit.errors import NotHeld, Refusal
from commonstacks.workshop.killable import Progress, ignore
from commonstacks.workshop.views import locked, sql
from commonstacks.workshop.views.asking import fetched
from commonstacks.workshop.views.axes import Axis, Categories, axis_facts, axis_from
from commonstacks.workshop.views.charts import Chart, chart_facts
from commonstacks.workshop.views.locked import Locked
from commonstacks.workshop.views.measuring import NOTHING, Named, Table, axis_of
from commonstacks.workshop.views.tokens import cube_digest

SCHEMA = "commonstacks-bins/1"
BATCH = 1_000_000
"""Rows that are in memory at once while bins are built."""


@dataclass(frozen=True, slots=True)
class Bins:
    """The codes of all rows by chart, as they lie on the disk.

    ``whole[i][code]`` are the rows of chart i. ``sorted_by`` is the place of the chart whose codes
    the rows are sorted by, ``None`` if none; row ``starts[code]`` is the first of each.
    """

    folder: Path
    rows: int
    charts: tuple[Chart, ...]
    axes: tuple[Axis, ...]
    whole: tuple[tuple[int, ...], ...]
    sorted_by: int | None

    @property
    def starts(self) -> tuple[int, ...]:
        """One more than codes: the last is the number of rows."""
        if self.sorted_by is None:
            return ()
        return tuple(accumulate(self.whole[self.sorted_by], initial=0))

    def file(self, place: int) -> Path:
        """The codes of one chart."""
        return self.folder / f"{place}.codes"

    def width(self, place: int) -> int:
        """Bytes of one code: 1 or 2."""
        return width_of(self.axes[place])


def width_of(axis: Axis) -> int:
    """Bytes that a code of ``axis`` needs: 1 or 2. Refuses more than 65,536 codes."""
    if axis.size > 1 << 16:
        raise Refusal("A chart has more bins than can be counted.", "Choose a coarser one.")
    return 1 if axis.size <= 1 << 8 else 2


def build(
    parquet: Path,
    charts: tuple[Chart, ...],
    into: Path,
    named: Mapping[str, Named] = NOTHING,
    *,
    megabytes: int = 1000,
    tell: Callable[[Progress], None] = ignore,
) -> Bins:
    """Writes ``into/<digest>/``, put in place as a whole; what is there already is left alone.

    ``named`` says for a column of areas what its values are called. Memory does not grow with the
    rows: DuckDB has ``megabytes``, and ``BATCH`` rows are held beside it. Refuses columns that the
    table does not have, and charts that are no counts.
    """
    with contextlib.suppress(NotHeld):
        return open_bins(charts, into)
    folder = into / cube_digest(charts)
    part = into / f"{folder.name}.{os.getpid()}.part"
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    try:
        _write(parquet, charts, part, named, megabytes, tell)
        shutil.rmtree(folder, ignore_errors=True)
        with contextlib.suppress(OSError):  # another process was quicker: its bins are the same
            part.rename(folder)
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return open_bins(charts, into)


def open_bins(charts: tuple[Chart, ...], folder: Path) -> Bins:
    """The bins that ``build`` wrote for these charts into ``folder``. Refuses when there are none,
    or when a file is not as long as its rows."""
    own = folder / cube_digest(charts)
    try:
        facts = json.loads((own / "bins.json").read_text())
    except FileNotFoundError:
        raise _lost() from None
    bins = Bins(
        folder=own,
        rows=facts["rows"],
        charts=charts,
        axes=tuple(axis_from(item) for item in facts["charts"]),
        whole=tuple(tuple(item["counts"]) for item in facts["charts"]),
        sorted_by=facts["sorted_by"],
    )
    for place in range(len(charts)):
        file = bins.file(place)
        if not file.exists() or file.stat().st_size != bins.rows * bins.width(place):
            raise _lost()
    return bins


def held(charts: tuple[Chart, ...], folder: Path) -> bool:
    """Do the bins of these charts lie in ``folder``? Whether they are whole, ``open_bins`` sees."""
    return (folder / cube_digest(charts) / "bins.json").exists()


def bins_facts(bins: Bins) -> dict[str, Any]:
    """All that a page needs for its first view, as JSON values: ``{"schema", "rows", "sorted_by",
    "charts"}``, each chart as in a cube with its ``counts``."""
    described = zip(bins.charts, bins.axes, bins.whole, strict=True)
    return {
        "schema": SCHEMA,
        "rows": bins.rows,
        "sorted_by": bins.sorted_by,
        "charts": [
            {**chart_facts(chart), **axis_facts(axis), "counts": list(counts)}
            for chart, axis, counts in described
        ],
    }


def _write(
    parquet: Path,
    charts: tuple[Chart, ...],
    folder: Path,
    named: Mapping[str, Named],
    megabytes: int,
    tell: Callable[[Progress], None],
) -> None:
    places = parquet.with_name("places.parquet")
    files = [str(path.resolve()) for path in (parquet, places) if path.exists()]
    connection = locked.connect(files, megabytes=megabytes)
    try:
        source = _Source(connection, files, charts, named)
        bins = _poured(source, folder, tell)
    finally:
        connection.close()
    if bins.sorted_by is not None:
        tell(Progress(0, bins.rows, "sorting rows by time"))
        _sort(bins, bins.sorted_by)
    (folder / "bins.json").write_bytes(digests.canonical(bins_facts(bins)))


class _Source:
    """The table as it is read."""

    def __init__(
        self,
        connection: Locked,
        files: list[str],
        charts: tuple[Chart, ...],
        named: Mapping[str, Named],
    ) -> None:
        self.connection, self.files, self.charts = connection, files, charts
        self.stored = dict(fetched(connection, sql.described(files)))
        for column in (name for chart in charts for name in chart.reads):
            if column not in self.stored:
                raise Refusal(
                    "The table has no column “{column}”.", "Choose one that it has.", column=column
                )
        if not all(chart.prepared for chart in charts):
            raise Refusal("Only charts that count rows can be binned.")
        table = Table(connection, files, self.stored)
        self.axes = tuple(axis_of(table, chart, named) for chart in charts)

    def codes(self) -> sql.Statement:
        """A code of every row for each of the charts."""
        statement = sql.Statement()
        source = statement.rows(self.files)
        values, codes, joins = [], [], []
        for place, (chart, axis) in enumerate(zip(self.charts, self.axes, strict=True)):
            raw = sql.raw(chart, axis, self.stored)
            names = [f"v{place}_{part}" for part in range(len(raw))]
            values += [f"{value} AS {name}" for value, name in zip(raw, names, strict=True)]
            code = sql.code(statement, axis, names, f"a{place}")
            kind = "UTINYINT" if width_of(axis) == 1 else "USMALLINT"
            codes.append(f"CAST({code} AS {kind}) AS c{place}")
            if isinstance(axis, Categories):
                joins.append(sql.listed(statement, axis, names[0], f"a{place}"))
        statement.text = (
            f"SELECT {', '.join(codes)} FROM (SELECT {', '.join(values)} FROM {source}) "
            f"{' '.join(joins)}"
        )
        return statement


def _poured(source: _Source, folder: Path, tell: Callable[[Progress], None]) -> Bins:
    """The codes as the table has its rows, one file for each chart, and how many there are."""
    places = range(len(source.charts))
    asked = source.codes()
    batches = source.connection.execute(asked.text, asked.values).to_arrow_reader(BATCH)
    counts: list[Counter[int]] = [Counter() for _ in places]
    rows = 0
    with ExitStack() as stack:
        files = [stack.enter_context((folder / f"{place}.codes").open("wb")) for place in places]
        for batch in batches:
            for place in places:
                files[place].write(_bytes(batch.column(place)))
                counts[place].update(_counted(batch.column(place)))
            rows += batch.num_rows
            tell(Progress(rows, 0, "giving each row its bins"))
    whole = tuple(
        tuple(counts[place][code] for code in range(source.axes[place].size)) for place in places
    )
    times = [place for place, chart in enumerate(source.charts) if chart.kind == "time"]
    return Bins(folder, rows, source.charts, source.axes, whole, times[0] if times else None)


def _sort(bins: Bins, by: int) -> None:
    """Puts every row where its time begins: batch by batch, each in the order of its codes."""
    following = list(bins.starts)
    places = range(len(bins.charts))
    with ExitStack() as stack:
        old = [_mapped(stack, bins, place) for place in places]
        new = [stack.enter_context(_part(bins, place).open("wb")) for place in places]
        for first in range(0, bins.rows, BATCH):
            codes = [column.slice(first, BATCH) for column in old]
            order = pc.sort_indices(codes[by])
            runs = _counted(codes[by])
            for place in places:
                _scatter(new[place], codes[place].take(order), runs, following)
            for code, n in runs.items():
                following[code] += n
    for place in places:
        _part(bins, place).replace(bins.file(place))


def _scatter(
    file: BinaryIO, column: pa.Array[Any], runs: Mapping[int, int], following: list[int]
) -> None:
    width, content, done = column.type.bit_width // 8, _bytes(column), 0
    for code in sorted(runs):
        file.seek(following[code] * width)
        file.write(content[done * width : (done + runs[code]) * width])
        done += runs[code]


def _mapped(stack: ExitStack, bins: Bins, place: int) -> pa.Array[Any]:
    """The codes of one chart, read from the disk as they are needed."""
    kind = pa.uint8() if bins.width(place) == 1 else pa.uint16()
    if not bins.rows:
        return pa.array([], kind)
    buffer = stack.enter_context(pa.memory_map(str(bins.file(place)))).read_buffer()
    return pa.Array.from_buffers(kind, bins.rows, [None, buffer])


def _part(bins: Bins, place: int) -> Path:
    return bins.folder / f"{place}.sorted"


def _counted(column: pa.Array[Any]) -> dict[int, int]:
    found = pc.value_counts(column)
    values: Any = found.field("values").to_pylist()
    counts: Any = found.field("counts").to_pylist()
    return dict(zip(values, counts, strict=True))


def _bytes(column: pa.Array[Any]) -> memoryview:
    """The values of a column without nulls, as they lie in memory: little-endian everywhere."""
    width, buffer = column.type.bit_width // 8, column.buffers()[1]
    content = memoryview(buffer) if buffer else memoryview(b"")
    return content[column.offset * width : (column.offset + len(column)) * width]


def _lost() -> NotHeld:
    return NotHeld("The bins of these charts are not prepared.", "Open the dataset's page.")
