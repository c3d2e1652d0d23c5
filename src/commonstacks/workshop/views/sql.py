"""The SQL of views. Written here only: names are quoted, every value is bound.

A table is one Parquet file, or two with the same rows in the same order, read side by side. Values
that are not a number, not finite or not a day are missing; coordinates are numbers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from commonstacks.workshop.views.axes import Axis, Categories, Squares, Steps
from commonstacks.workshop.views.spec import Chart, Edge

_NUMERIC = {"TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER"}
_NUMERIC |= {"UBIGINT", "HUGEINT", "UHUGEINT", "FLOAT", "DOUBLE"}
Files = Sequence[str]
"""The paths of the table: ``table.parquet``, and ``places.parquet`` where rows have places."""
EARLIEST, LATEST = "0101-01-01", "8899-12-31"
"""Days outside are counted below and above; the calendar of the page ends at year 9999."""


@dataclass(slots=True)
class Statement:
    """SQL text and the values bound to its ``$names``."""

    text: str = ""
    values: dict[str, object] = field(default_factory=dict)

    def bind(self, value: object) -> str:
        name = f"v{len(self.values)}"
        self.values[name] = value
        return f"${name}"

    def rows(self, files: Files) -> str:
        """The table's rows, for a FROM."""
        read = [f"read_parquet({self.bind(file)})" for file in files]
        return read[0] if len(read) == 1 else f"(SELECT * FROM {' POSITIONAL JOIN '.join(read)})"


def identifier(name: str) -> str:
    """A column's name as DuckDB reads it, whatever letters it has."""
    return '"' + name.replace('"', '""') + '"'


def number(column: str, stored: str) -> str:
    """An expression: the finite number in ``column``, else null. ``stored`` is DuckDB's type."""
    name = identifier(column)
    if stored not in _NUMERIC and not stored.startswith("DECIMAL"):
        name = f"CAST({name} AS VARCHAR)"
    cast = f"TRY_CAST({name} AS DOUBLE)"
    return f"CASE WHEN isfinite({cast}) THEN {cast} END"


def day(column: str, stored: str) -> str:
    """An expression: the day in ``column`` (in UTC), else null."""
    name = identifier(column)
    if stored == "DATE":
        return name
    if not stored.startswith("TIMESTAMP"):
        name = f"CAST({name} AS VARCHAR)"
    return f"TRY_CAST(TRY_CAST({name} AS TIMESTAMP) AS DATE)"


def text(column: str) -> str:
    """An expression: the value as text, null if missing."""
    return f"CAST({identifier(column)} AS VARCHAR)"


def described(files: Files) -> Statement:
    """Name and stored type of each column."""
    statement = Statement()
    source = statement.rows(files)
    statement.text = f"SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM {source})"
    return statement


def ranking(files: Files, column: str, most: int, least: int = 1) -> Statement:
    """The ``most`` most frequent values, by falling count, then by their bytes; null instead of
    one that has fewer than ``least`` rows. And how many different values there are."""
    statement = Statement()
    source, limit = statement.rows(files), statement.bind(most)
    statement.text = (
        f"SELECT CASE WHEN n >= {statement.bind(least)} THEN value END AS value, different FROM ("
        f"SELECT value, n, count(*) OVER () AS different FROM ("
        f"SELECT {text(column)} AS value, count(*) AS n FROM {source} "
        f"WHERE {identifier(column)} IS NOT NULL GROUP BY 1) ORDER BY n DESC, value LIMIT {limit})"
    )
    return statement


def pairs(files: Files, column: str, other: str) -> Statement:
    """Each value of ``column`` with the least value of ``other`` in its rows."""
    statement = Statement()
    source = statement.rows(files)
    statement.text = (
        f"SELECT {text(column)} AS value, min({text(other)}) AS other FROM {source} "
        f"WHERE {identifier(column)} IS NOT NULL AND {identifier(other)} IS NOT NULL GROUP BY 1"
    )
    return statement


def means(files: Files, column: str, expression: str) -> Statement:
    """Each value of ``column`` with the mean of the numbers ``expression`` has in its rows."""
    statement = Statement()
    source = statement.rows(files)
    statement.text = (
        f"SELECT {text(column)} AS value, avg({expression}) FROM {source} "
        f"WHERE {identifier(column)} IS NOT NULL GROUP BY 1"
    )
    return statement


def binned(files: Files, chart: Chart, axis: Steps, stored: Mapping[str, str]) -> Statement:
    """Each code of a chart's steps with the mean of the numbers in its ``value``, and how many."""
    statement = Statement()
    source = statement.rows(files)
    (value,), amount = raw(chart, axis, stored), number(chart.value, stored[chart.value])
    statement.text = (
        f"SELECT CAST({code(statement, axis, ('a',))} AS INTEGER) AS code, avg(b), count(b) "
        f"FROM (SELECT {value} AS a, {amount} AS b FROM {source}) GROUP BY 1"
    )
    return statement


def marginal(files: Files, value: str, other: str, within: Sequence[float], bins: int) -> Statement:
    """How many rows lie in each of ``bins`` equal parts of low…high of ``value``, in order: of the
    rows within low…high, whose ``other`` lies within its own two ends."""
    statement = Statement()
    source = statement.rows(files)
    low, high, least, most = (statement.bind(end) for end in within)
    parts = statement.bind(bins)
    statement.text = (
        f"SELECT CAST(least(floor((a - {low}) / ({high} - {low}) * {parts}), {parts} - 1) "
        f"AS INTEGER) AS part, count(*) FROM (SELECT {value} AS a, {other} AS b FROM {source}) "
        f"WHERE a BETWEEN {low} AND {high} AND b BETWEEN {least} AND {most} GROUP BY 1 ORDER BY 1"
    )
    return statement


def how_many(files: Files) -> Statement:
    """How many rows there are."""
    statement = Statement()
    statement.text = f"SELECT count(*) FROM {statement.rows(files)}"
    return statement


def spread(
    files: Files,
    expression: str,
    quantiles: Sequence[float],
    low: float,
    high: float,
    rows: int = 1,
) -> Statement:
    """Least, most, "all whole" and how many of the numbers within low…high, then the quantiles.
    Least and most are the ends that ``rows`` numbers reach; null where there are fewer."""
    statement = Statement()
    source = _within(statement, files, expression, low, high)
    ends = [f"{end}(v)" if rows == 1 else f"{end}(v, {rows:d})[{rows:d}]" for end in ("min", "max")]
    # A quantile and a rank are constants of the query; both come from us, never from a visitor.
    told = [*ends, "bool_and(v = floor(v))", "count(v)"]
    told += [f"quantile_disc(v, {quantile!r})" for quantile in quantiles]
    statement.text = f"SELECT {', '.join(told)} FROM {source}"
    return statement


def parts(files: Files, expression: str, low: float, high: float, number: int) -> Statement:
    """Of ``number`` equal parts of low…high that hold numbers, in order: how many, least, most."""
    statement = Statement()
    source = _within(statement, files, expression, low, high)
    start, end, count = (statement.bind(each) for each in (low, high, number))
    part = f"least(floor((v - {start}) / ({end} - {start}) * {count}), {count} - 1)"
    statement.text = (
        f"SELECT rows, least, most FROM (SELECT {part} AS part, count(*) AS rows, "
        f"min(v) AS least, max(v) AS most FROM {source} GROUP BY 1) ORDER BY part"
    )
    return statement


def nth(files: Files, expression: str, low: float, high: float, rank: int) -> Statement:
    """The number at place ``rank`` of those within low…high in order; the first is 1."""
    statement = Statement()
    source = _within(statement, files, expression, low, high)
    statement.text = f"SELECT list_sort(list(v))[{statement.bind(rank)}] FROM {source}"
    return statement


def _within(statement: Statement, files: Files, expression: str, low: float, high: float) -> str:
    source, least, most = statement.rows(files), statement.bind(low), statement.bind(high)
    rows = f"SELECT {expression} AS v FROM {source}"
    return f"(SELECT v FROM ({rows}) WHERE v BETWEEN {least} AND {most})"


def ordinal(expression: str) -> str:
    """Days as Python's ``date.toordinal`` counts them, clamped to the calendar of the page."""
    clamped = f"greatest(least({expression}, DATE '{LATEST}'), DATE '{EARLIEST}')"
    days = f"datediff('day', DATE '0001-01-01', {clamped}) + 1"
    return f"CAST(CASE WHEN {expression} IS NOT NULL THEN {days} END AS DOUBLE)"


def grouped(
    files: Files,
    charts: Sequence[Chart],
    axes: Sequence[Axis],
    stored: dict[str, str],
    most: int,
    *,
    first: int | None = None,
) -> Statement:
    """Every combination of bin codes that has rows, with its count, sorted by the codes: columns
    ``c0`` … and ``n``, at most ``most`` rows. ``first``: of so many rows of the table only."""
    statement = Statement()
    source = statement.rows(files)
    values, codes, joins = [], [], []
    for place, (chart, axis) in enumerate(zip(charts, axes, strict=True)):
        wanted = raw(chart, axis, stored)
        names = [f"v{place}_{part}" for part in range(len(wanted))]
        values += [f"{value} AS {name}" for value, name in zip(wanted, names, strict=True)]
        codes.append(f"CAST({code(statement, axis, names, f'a{place}')} AS USMALLINT) AS c{place}")
        if isinstance(axis, Categories):
            joins.append(listed(statement, axis, names[0], f"a{place}"))
    names = [f"c{place}" for place in range(len(charts))]
    together = ", ".join(names)
    some = f" LIMIT {statement.bind(first)}" if first is not None else ""
    statement.text = (
        f"SELECT {together}, CAST(count(*) AS UINTEGER) AS n FROM (SELECT {', '.join(codes)} "
        f"FROM (SELECT {', '.join(values)} FROM {source}{some}) {' '.join(joins)}) "
        f"GROUP BY {together} ORDER BY {together} LIMIT {statement.bind(most)}"
    )
    return statement


def raw(chart: Chart, axis: Axis, stored: Mapping[str, str]) -> tuple[str, ...]:
    """Expressions over the table: what the codes of ``axis`` are decided by. Two for squares."""
    if isinstance(axis, Squares):
        return tuple(number(column, stored[column]) for column in chart.columns)
    first = chart.columns[0]
    if isinstance(axis, Categories):
        return (text(first),)
    days = axis.unit not in ("number", "whole")
    return ((day if days else number)(first, stored[first]),)


def code(statement: Statement, axis: Axis, names: Sequence[str], joined: str = "a") -> str:
    """An expression: the code of a row whose ``raw`` values have these names; of categories with
    what ``listed`` brings in beside them. No name of the table's own is in reach of it."""
    first = names[0]
    if isinstance(axis, Squares):
        return _square(statement, axis, first, names[1])
    if isinstance(axis, Steps):
        tree = _tree(statement, first, axis.edges, 0)
        return f"CASE WHEN {first} IS NULL THEN 0 ELSE 1 + {tree} END"
    rest = statement.bind(len(axis.values) + 1)
    return f"CASE WHEN {first} IS NULL THEN 0 ELSE coalesce({joined}.code, {rest}) END"


def listed(statement: Statement, axis: Categories, name: str, joined: str) -> str:
    """A join of the codes of the values in ``name``."""
    values = statement.bind(list(axis.values))
    codes = statement.bind(list(range(1, len(axis.values) + 1)))
    pairs = (
        f"SELECT unnest(CAST({values} AS VARCHAR[])) AS value, "
        f"unnest(CAST({codes} AS INTEGER[])) AS code"
    )
    return f"LEFT JOIN ({pairs}) AS {joined} ON {joined}.value = {name}"


def _square(statement: Statement, axis: Squares, x: str, y: str) -> str:
    """Each search tree stands once: a text that is repeated is worked out again."""
    column, row = _tree(statement, x, axis.x, 0), _tree(statement, y, axis.y, 0)
    outside = [
        f"{value} < {statement.bind(edges[0])} OR {value} >= {statement.bind(edges[-1])}"
        for value, edges in ((x, axis.x), (y, axis.y))
    ]
    return (
        f"CASE WHEN {x} IS NULL OR {y} IS NULL THEN 0 WHEN {' OR '.join(outside)} THEN 1 "
        f"ELSE 1 + ({row} - 1) * {statement.bind(axis.across)} + {column} END"
    )


def _tree(statement: Statement, value: str, edges: Sequence[Edge], passed: int) -> str:
    """How many edges are not above the value: a search tree of comparisons, so that a bin is
    decided by the very edge that people read, never by a division."""
    if not edges:
        return str(passed)
    middle = len(edges) // 2
    kind = "DATE" if isinstance(edges[middle], str) else "DOUBLE"
    edge = f"CAST({statement.bind(edges[middle])} AS {kind})"
    below = _tree(statement, value, edges[:middle], passed)
    above = _tree(statement, value, edges[middle + 1 :], passed + middle + 1)
    return f"(CASE WHEN {value} < {edge} THEN {below} ELSE {above} END)"
