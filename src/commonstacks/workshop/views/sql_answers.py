"""The SQL of answers: counts and measures of the bins of a chart, ranked values, pages of rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from commonstacks.kit.errors import Refusal
from commonstacks.workshop.views import sql
from commonstacks.workshop.views.axes import Axis, Categories
from commonstacks.workshop.views.charts import Chart, Measure
from commonstacks.workshop.views.filters import Filter
from commonstacks.workshop.views.panels import AnyAxis, Panels
from commonstacks.workshop.views.spec import Sort
from commonstacks.workshop.views.sql_filters import Rows, left, where

_ORDERS = {"most": "amount DESC NULLS LAST", "least": "amount ASC NULLS LAST", "name": "value"}
_TIMES = ("DATE", "TIMESTAMP")


def counted(rows: Rows, filters: Iterable[Filter]) -> sql.Statement:
    """How many rows there are, and how many pass."""
    statement = sql.Statement()
    source = statement.rows(rows.files)
    passes = where(statement, rows, filters)
    statement.text = f"SELECT count(*), count(*) FILTER (WHERE {passes}) FROM {source}"
    return statement


def coded(
    rows: Rows, chart: Chart, axis: AnyAxis, filters: Iterable[Filter], *, exact: bool
) -> sql.Statement:
    """Each code of ``axis`` that has rows, with their count and the chart's measure of them."""
    statement = sql.Statement()
    inner = axis.inner if isinstance(axis, Panels) else axis
    values = [*sql.raw(chart, inner, rows.stored)]
    names = [f"v{part}" for part in range(len(values))]
    joins = [sql.listed(statement, inner, "v0", "a")] if isinstance(inner, Categories) else []
    code = sql.code(statement, inner, names)
    if isinstance(axis, Panels):
        code, join = _panelled(statement, axis, code)
        joins, values, names = [*joins, join], [*values, sql.text(chart.columns[1])], [*names, "w"]
    taken = [*zip(values, names, strict=True), (measured(rows.stored, chart.measure), "m")]
    chosen = ", ".join(f"{value} AS {name}" for value, name in taken)
    statement.text = (
        f"SELECT CAST({code} AS INTEGER) AS code, count(*), {_taken(chart.measure, exact=exact)} "
        f"FROM (SELECT {chosen} FROM {left(statement, rows, filters)}) {' '.join(joins)} GROUP BY 1"
    )
    return statement


def ranked(
    rows: Rows, chart: Chart, filters: Iterable[Filter], most: int, *, exact: bool
) -> sql.Statement:
    """The first ``most`` values by the chart's sort, and how many different ones there are."""
    statement = sql.Statement()
    value = sql.text(chart.columns[0])
    amount = _taken(chart.measure, exact=exact) if ranks(chart.measure) else "count(*)"
    source = left(statement, rows, filters)
    statement.text = (
        f"SELECT value, different FROM (SELECT v AS value, {amount} AS amount, "
        f"count(*) OVER () AS different "
        f"FROM (SELECT {value} AS v, {measured(rows.stored, chart.measure)} AS m FROM {source}) "
        f"WHERE v IS NOT NULL GROUP BY v) "
        f"ORDER BY {_ORDERS[chart.sort or 'most']}, value LIMIT {statement.bind(most)}"
    )
    return statement


def page(
    rows: Rows, filters: Iterable[Filter], sort: Sort | None, first: int, limit: int
) -> sql.Statement:
    """Rows ``first`` (from 1) on that pass, sorted; what is equal keeps the order of the file."""
    statement = sql.Statement()
    read = [
        f"read_parquet({statement.bind(file)}) AS t{number}"
        for number, file in enumerate(rows.files)
    ]
    by = ["t0.file_row_number"]
    if sort:
        by.insert(0, f"{sql.identifier(sort.column)} {'DESC' if sort.falling else ''} NULLS LAST")
    statement.text = (
        f"SELECT * FROM {' POSITIONAL JOIN '.join(read)} WHERE {where(statement, rows, filters)} "
        f"ORDER BY {', '.join(by)} LIMIT {statement.bind(limit)} OFFSET {statement.bind(first - 1)}"
    )
    return statement


def ranks(measure: Measure | None) -> bool:
    """Are values ranked by something else than their rows?"""
    return measure is not None and measure.take != "share"


def measured(stored: Mapping[str, str], measure: Measure | None) -> str:
    """An expression: what is measured of one row. Refuses what days have no measure for."""
    if measure is None or not measure.of:
        return "NULL"
    kind = stored[measure.of]
    if measure.take in ("count", "distinct"):
        return sql.text(measure.of)
    if not kind.startswith(_TIMES):
        return sql.number(measure.of, kind)
    if measure.take not in ("min", "max"):
        raise Refusal(
            "“{of}” holds days: they have a first and a last one, but no {take}.",
            "Ask for min or max, or choose a column of numbers.",
            of=measure.of,
            take=measure.take,
        )
    return f"CAST({sql.day(measure.of, kind)} AS VARCHAR)"


def _taken(measure: Measure | None, *, exact: bool) -> str:
    """An aggregate of ``m``."""
    if not ranks(measure) or measure is None:
        return "NULL"
    forms = {
        "count": "count(m)",
        "sum": "fsum(m)",
        "mean": "favg(m)",
        "median": "quantile_cont(m, 0.5)" if exact else "approx_quantile(m, 0.5)",
        "min": "min(m)",
        "max": "max(m)",
        "distinct": "count(DISTINCT m)" if exact else "approx_count_distinct(m)",
    }
    return forms[measure.take]


def _panelled(statement: sql.Statement, axis: Panels, code: str) -> tuple[str, str]:
    panels: Axis = Categories(axis.values, axis.others)
    panel = sql.code(statement, panels, ("w",), "p")
    join = sql.listed(statement, Categories(axis.values, axis.others), "w", "p")
    return f"({panel}) * {statement.bind(axis.inner.size)} + {code}", join
