"""Another version laid beside a view: its rows under the same filters, in the very same bins.

What the other version does not have is said, never guessed: a chart or a filter of a column that is
not there, or is read as something else, stays without the other side.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from commonstacks.workshop.views import rooms, sql, sql_answers
from commonstacks.workshop.views.answering import (
    EXACT_ROWS,
    NO_CUTS,
    Answer,
    ChartAnswer,
    Side,
    amounts_of,
)
from commonstacks.workshop.views.asking import Asking, fetched
from commonstacks.workshop.views.axes import Areas, Categories
from commonstacks.workshop.views.cells import Policy
from commonstacks.workshop.views.charts import Chart, Measure
from commonstacks.workshop.views.filters import Filter, Inside
from commonstacks.workshop.views.measuring import MOST_VALUES, amount_of
from commonstacks.workshop.views.panels import AnyAxis
from commonstacks.workshop.views.placing import Cut
from commonstacks.workshop.views.spec import ViewSpec
from commonstacks.workshop.views.sql_filters import Rows

PLACES: Final = ""
"""Stands for a column where a place is filtered and no column tells it."""


@dataclass(frozen=True, slots=True)
class Laid:
    """One chart of the other version: its axis has the values that only it has behind those of the
    view; without ``side`` the column in ``lacks`` is not there."""

    axis: AnyAxis
    side: Side | None = None
    unlisted: int = 0
    lacks: str = ""


@dataclass(frozen=True, slots=True)
class Beside:
    """The other version under the filters of a view: ``matching`` rows pass all of them."""

    matching: int | None
    charts: tuple[Laid, ...] = ()
    lacks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the other version is asked: a view, its ``axes`` as they were drawn, and what DuckDB
    calls the values of each of its columns (``stored``)."""

    spec: ViewSpec
    axes: tuple[AnyAxis, ...]
    stored: Mapping[str, str]


def stored_in(files: Sequence[str], connection: Asking) -> dict[str, str]:
    """Name and stored type of each column of the table in ``files``."""
    return dict(fetched(connection, sql.described(files)))


def beside(
    connection: Asking,
    files: sql.Files,
    wanted: Wanted,
    cells: Policy,
    *,
    within: Mapping[str, Cut] = NO_CUTS,
    exact_rows: int = EXACT_ROWS,
) -> Beside:
    """The rows of ``files`` in the bins of another version's charts. Refuses every table that
    ``cells`` protects: what differs between two versions may be one person."""
    cells.need_open("its versions are not laid beside each other")
    stored, spec = stored_in(files, connection), wanted.spec
    gone = tuple(dict.fromkeys(_gone(spec.filters, wanted.stored, stored, within)))
    if gone:
        return Beside(None, tuple(Laid(axis) for axis in wanted.axes), gone)
    kinds = {chart.columns: chart.kind for chart in spec.charts}
    rows = Rows(tuple(files), stored, kinds, within)
    ((total, matching),) = fetched(connection, sql_answers.counted(rows, spec.filters))
    asked = _Asked(connection, rows, wanted, exact=total <= exact_rows)
    charts = zip(spec.charts, wanted.axes, strict=True)
    return Beside(matching, tuple(asked.laid(chart, axis) for chart, axis in charts))


def merged(told: Answer, other: Beside) -> Answer:
    """The answer to a view with the other version as its other side, in axes that hold both."""
    parts = zip(told.charts, other.charts, strict=True)
    charts = tuple(_merged(part, laid) for part, laid in parts)
    return replace(told, charts=charts, compared=other.matching, lacks=other.lacks)


def family(stored: str) -> str:
    """Numbers, days or texts: what a column is read as."""
    if stored == "DATE" or stored.startswith("TIMESTAMP"):
        return "days"
    text = stored in ("VARCHAR", "BOOLEAN", "BLOB")
    return "text" if text else "numbers"


def _gone(
    filters: Sequence[Filter],
    here: Mapping[str, str],
    there: Mapping[str, str],
    within: Mapping[str, Cut],
) -> Iterator[str]:
    for item in filters:
        if isinstance(item, Inside):
            cut = within.get(item.place)
            if cut is None or cut.column not in there:
                yield PLACES
            continue
        yield from (name for name in item.columns if not _alike(name, here, there))


def _alike(name: str, here: Mapping[str, str], there: Mapping[str, str]) -> bool:
    return name in there and family(here[name]) == family(there[name])


@dataclass(frozen=True, slots=True)
class _Asked:
    connection: Asking
    rows: Rows
    wanted: Wanted
    exact: bool

    def laid(self, chart: Chart, axis: AnyAxis) -> Laid:
        for name in chart.reads:
            if not _alike(name, self.wanted.stored, self.rows.stored):
                return Laid(axis, lacks=name)
        axis = self._listing(chart, axis)
        roomy = rooms.roomy(axis)
        plain = replace(chart, value="")
        counts, amounts = self._coded(plain, roomy, chart, self.wanted.spec.filters)
        held, lost = rooms.folded(roomy, axis, counts)
        told = rooms.fold(roomy, axis, amounts)
        if chart.value:
            mean = replace(plain, measure=Measure("mean", chart.value))
            told = rooms.fold(roomy, axis, self._coded(mean, roomy, chart, ())[1])
            told = [amount_of(amount) for amount in told]
            return Laid(axis, Side(tuple(held), tuple(told)), lost)
        return Laid(axis, Side(tuple(held), amounts_of(chart, axis, held, told)), lost)

    def _listing(self, chart: Chart, axis: AnyAxis) -> AnyAxis:
        """The axis with the values that only this version has behind its own, where the view lists
        every value that it has itself."""
        if not isinstance(axis, Categories) or axis.others:
            return axis
        listed = fetched(
            self.connection, sql.ranking(self.rows.files, chart.columns[0], MOST_VALUES)
        )
        new = tuple(value for value, _different in listed if value not in set(axis.values))
        return _with_values(axis, new)

    def _coded(
        self, chart: Chart, axis: AnyAxis, own: Chart, filters: Sequence[Filter]
    ) -> tuple[list[int], list[Any]]:
        others = tuple(item for item in filters if item.columns != own.columns)
        asked = sql_answers.coded(self.rows, chart, axis, others, exact=self.exact)
        counts, amounts = [0] * axis.size, [None] * axis.size
        for code, n, amount in fetched(self.connection, asked):
            counts[code], amounts[code] = n, amount
        return counts, amounts


def _with_values(axis: Categories, new: tuple[str, ...]) -> Categories:
    longer = replace(axis, values=(*axis.values, *new))
    if not isinstance(longer, Areas):
        return longer
    keys = tuple("" for _ in new)
    longer = replace(longer, labels=(*longer.labels, *new), keys=(*longer.keys, *keys))
    nothing = tuple(None for _ in new) if axis.amounts else ()  # type: ignore[attr-defined]  # areas, as looked at above
    return replace(longer, amounts=(*longer.amounts, *nothing))


def _merged(part: ChartAnswer, laid: Laid) -> ChartAnswer:
    if laid.side is None:
        return replace(part, lacks=laid.lacks)
    more = laid.axis.size - part.axis.size
    counts = (*part.seen.counts, *[0] * more)
    amounts = (*part.seen.amounts, *[None] * more) if part.seen.amounts else ()
    return replace(
        part,
        axis=laid.axis,
        seen=Side(counts, amounts),
        other=laid.side,
        unlisted=laid.unlisted,
    )
