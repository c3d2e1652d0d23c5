"""What a view is answered with: counts and measures of every chart, and pages of rows.

The connection counts days in UTC and can read ``files``: the table's Parquet file and, where its
rows have places, that of the places. Nothing else is read.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from commonstacks.kit.errors import Refusal
from commonstacks.workshop.tables import window
from commonstacks.workshop.tables.columns import geometry
from commonstacks.workshop.views import rooms, sql, sql_answers
from commonstacks.workshop.views.asking import Asking, fetched
from commonstacks.workshop.views.axes import MISSING, Categories, amounts_left
from commonstacks.workshop.views.cells import Policy
from commonstacks.workshop.views.charts import RANKED, Chart
from commonstacks.workshop.views.countable import Countable
from commonstacks.workshop.views.filters import Filter
from commonstacks.workshop.views.measuring import NOTHING, Named, Table, axis_of, ranked_values
from commonstacks.workshop.views.panels import MOST_PANELS, AnyAxis, Panels
from commonstacks.workshop.views.placing import Cut
from commonstacks.workshop.views.spec import Edge, ViewSpec, compared_filters
from commonstacks.workshop.views.sql_filters import Rows

EXACT_ROWS = 1_000_000
"""A longer table has its distinct values and medians estimated; the answer says so."""
MOST_ROWS, DEEPEST = 1000, 1_000_000_000
NO_CUTS: Mapping[str, Cut] = MappingProxyType({})
Amount = Edge | None


@dataclass(frozen=True, slots=True)
class Side:
    """One number of rows and one amount for each code of an axis. ``amounts`` is empty where rows
    alone are counted; a share is of all rows in the chart, from 0 to 1."""

    counts: tuple[int, ...]
    amounts: tuple[Amount, ...] = ()


@dataclass(frozen=True, slots=True)
class ChartAnswer:
    """One chart under all filters but its own; ``other`` is what it is compared with, and
    ``unlisted`` rows there are in no bin of it. Where ``approximate``, the amounts were estimated;
    counts never are.

    Beside another version: ``lacks`` is the column of the chart that is not there, or is read as
    something else, so that there is no ``other``.
    """

    chart: Chart
    axis: AnyAxis
    seen: Side
    other: Side | None = None
    approximate: bool = False
    lacks: str = ""
    unlisted: int = 0

    @property
    def missing(self) -> int:
        """Rows without a value (in no panel, for multiples)."""
        if isinstance(self.axis, Panels):
            return sum(self.seen.counts[: self.axis.inner.size])
        return self.seen.counts[MISSING]


@dataclass(frozen=True, slots=True)
class Answer:
    """``matching`` of ``rows`` pass all filters; ``compared`` rows are on the other side, where
    there is one. ``lacks`` are columns of filters that the other version does not have, or reads
    as something else: then nothing is laid beside the view."""

    rows: int
    matching: int
    charts: tuple[ChartAnswer, ...]
    compared: int | None = None
    lacks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TablePage:
    """Rows ``first`` (from 1) on of the ``matching`` ones, as text; a missing value is None."""

    columns: tuple[str, ...]
    rows: tuple[window.Row, ...]
    first: int
    matching: int
    total: int


def answer(
    connection: Asking,
    files: sql.Files,
    spec: ViewSpec,
    cells: Policy,
    *,
    within: Mapping[str, Cut] = NO_CUTS,
    named: Mapping[str, Named] = NOTHING,
    exact_rows: int = EXACT_ROWS,
) -> Answer:
    """Every chart of ``spec``, counted over the rows themselves.

    ``within`` says for each place of the spec which rows lie in it (``placing.cut_of``), ``named``
    what the values of a column of areas are. Refuses columns the table does not have, places that
    no column tells, measures that days do not have, and every table that ``cells`` protects: of
    that one ``from_cube`` answers.
    """
    cells.need_open("only its prepared charts are shown")
    rows = _rows(connection, files, spec, within)
    total, matching = _count(connection, rows, spec.filters)
    asked = _Asked(connection, rows, spec, named, exact=total <= exact_rows)
    compared = _count(connection, rows, asked.others)[1] if spec.compare else None
    return Answer(total, matching, tuple(map(asked.chart, spec.charts)), compared)


def from_cube(cube: Countable, spec: ViewSpec) -> Answer:
    """The same of a prepared cube, protected or not; no row is looked at. Refuses charts that are
    not those of the cube, and filters that it cannot answer."""
    if spec.charts != cube.charts:
        raise Refusal(
            "This view shows charts that are not prepared.", "Start from the dataset's page."
        )
    seen = cube.counts(spec.filters)
    other = cube.counts(compared_filters(spec)) if spec.compare else None
    charts = tuple(
        ChartAnswer(
            chart=chart,
            axis=axis,
            seen=Side(seen.counts[place], tuple(amounts_left(axis, seen.counts[place]))),
            other=Side(other.counts[place]) if other else None,
        )
        for place, (chart, axis) in enumerate(zip(cube.charts, cube.axes, strict=True))
    )
    return Answer(cube.rows, seen.matching, charts, other.matching if other else None)


def table_page(
    connection: Asking,
    files: sql.Files,
    spec: ViewSpec,
    cells: Policy,
    *,
    first: int = 1,
    limit: int = 50,
    within: Mapping[str, Cut] = NO_CUTS,
    shapes: Collection[str] = (),
) -> TablePage:
    """Rows ``first`` to ``first + limit - 1`` of those that pass all filters, sorted as ``spec``
    says, else in the order of the file. ``shapes`` are columns of geometry: they are named ("area,
    34 points"). Past the end there are no rows. Refuses what ``answer`` refuses, rows before 1 and
    more than ``MOST_ROWS`` at once.
    """
    cells.need_open("its rows are not shown one by one")
    if not (1 <= first <= DEEPEST and 1 <= limit <= MOST_ROWS):
        raise Refusal(
            "Rows are counted from 1, and at most {most} are shown at once.", most=MOST_ROWS
        )
    rows = _rows(connection, files, spec, within)
    total, matching = _count(connection, rows, spec.filters)
    asked = sql_answers.page(rows, spec.filters, spec.sort, first, limit)
    found = connection.execute(asked.text, asked.values)
    columns = tuple(column[0] for column in found.description)
    lines = tuple(
        tuple(_cell(value, shape=name in shapes) for name, value in zip(columns, row, strict=True))
        for row in found.fetchall()
    )
    return TablePage(columns, lines, first, matching, total)


def count(
    connection: Asking,
    files: sql.Files,
    spec: ViewSpec,
    cells: Policy,
    *,
    within: Mapping[str, Cut] = NO_CUTS,
) -> int:
    """How many rows pass all filters. Refuses what ``answer`` refuses."""
    cells.need_open("only its prepared charts are shown")
    return _count(connection, _rows(connection, files, spec, within), spec.filters)[1]


@dataclass(frozen=True, slots=True)
class _Asked:
    connection: Asking
    rows: Rows
    spec: ViewSpec
    named: Mapping[str, Named]
    exact: bool

    @property
    def others(self) -> tuple[Filter, ...]:
        return compared_filters(self.spec)

    def chart(self, chart: Chart) -> ChartAnswer:
        axis = self._axis(chart)
        other, unlisted = self._beside(chart, axis) if self.spec.compare else (None, 0)
        return ChartAnswer(
            chart=chart,
            axis=axis,
            seen=self._side(chart, axis, self.spec.filters),
            other=other,
            unlisted=unlisted,
            approximate=not self.exact
            and chart.measure is not None
            and chart.measure.take in ("median", "distinct"),
        )

    def _beside(self, chart: Chart, axis: AnyAxis) -> tuple[Side, int]:
        """The other side; it may have values that are not among the first of this one."""
        wide = rooms.roomy(axis)
        side = self._side(chart, wide, self.others)
        counts, unlisted = rooms.folded(wide, axis, side.counts)
        amounts = rooms.fold(wide, axis, side.amounts) if side.amounts else ()
        return Side(tuple(counts), tuple(amounts)), unlisted

    def _axis(self, chart: Chart) -> AnyAxis:
        table = Table(self.connection, self.rows.files, self.rows.stored)
        if chart.kind == "ranked":
            return self._ranked(chart)
        if chart.kind != "multiples":
            return axis_of(table, chart, self.named)
        first, second = chart.columns
        inner = axis_of(table, Chart(chart.inner, (first,)), self.named)  # type: ignore[arg-type]  # a kind, as the spec was read
        panels = ranked_values(table, second, MOST_PANELS)
        return Panels(inner, panels.values, panels.others)

    def _ranked(self, chart: Chart) -> Categories:
        asked = sql_answers.ranked(
            self.rows,
            chart,
            _but_own(self.spec.filters, chart),
            chart.limit or RANKED,
            exact=self.exact,
        )
        found = fetched(self.connection, asked)
        different = found[0][1] if found else 0
        return Categories(tuple(value for value, _ in found), different - len(found))

    def _side(self, chart: Chart, axis: AnyAxis, filters: Iterable[Filter]) -> Side:
        own = _but_own(filters, chart)
        asked = sql_answers.coded(self.rows, chart, axis, own, exact=self.exact)
        found = fetched(self.connection, asked)
        counts, amounts = [0] * axis.size, [None] * axis.size
        for code, n, amount in found:
            counts[code], amounts[code] = n, amount
        return Side(tuple(counts), amounts_of(chart, axis, counts, amounts))


def amounts_of(
    chart: Chart, axis: AnyAxis, counts: list[int], amounts: list[Any]
) -> tuple[Amount, ...]:
    """For each code the measure of its rows, numbers with twelve digits: the order in which threads
    add is not seen. Empty where rows alone are counted."""
    if chart.measure is None:
        return () if isinstance(axis, Panels) else tuple(amounts_left(axis, tuple(counts)))
    if chart.measure.take == "share":
        total = sum(counts)
        return tuple(n / total if total else None for n in counts)
    return tuple(
        float(f"{amount:.12g}") if isinstance(amount, float) else amount for amount in amounts
    )


def _rows(
    connection: Asking,
    files: sql.Files,
    spec: ViewSpec,
    within: Mapping[str, Cut],
) -> Rows:
    stored = dict(fetched(connection, sql.described(files)))
    for column in (*spec.reads, *(cut.column for cut in within.values())):
        if column not in stored:
            raise Refusal(
                "The table has no column “{column}”.", "Choose one that it has.", column=column
            )
    kinds = {chart.columns: chart.kind for chart in spec.charts}
    return Rows(tuple(files), stored, kinds, within)


def _count(connection: Asking, rows: Rows, filters: Iterable[Filter]) -> tuple[int, int]:
    ((total, matching),) = fetched(connection, sql_answers.counted(rows, filters))
    return total, matching


def _but_own(filters: Iterable[Filter], chart: Chart) -> tuple[Filter, ...]:
    return tuple(item for item in filters if item.columns != chart.columns)


def _cell(value: object, *, shape: bool) -> str | None:
    if shape and value is not None:
        return geometry.brief(str(value))
    return window.text(value)
