"""The SQL of filters. Names are quoted, every value is bound; no text of a visitor is SQL."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from commonstacks.kit.errors import Refusal
from commonstacks.workshop.views import sql
from commonstacks.workshop.views.filters import (
    AnyOf,
    Between,
    Filter,
    Inside,
    Matching,
    Present,
    Within,
)
from commonstacks.workshop.views.placing import Cut

_DAYS, _NUMBERS = ("time",), ("histogram", "grid", "points")


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a table, ready to be asked: DuckDB's type of each column, the kind of chart that
    some columns have, and for each place which rows lie in it."""

    files: sql.Files
    stored: Mapping[str, str]
    kinds: Mapping[tuple[str, ...], str] = field(default_factory=dict)
    cuts: Mapping[str, Cut] = field(default_factory=dict)


def where(statement: sql.Statement, rows: Rows, filters: Iterable[Filter]) -> str:
    """A condition: the row passes every filter. Never null."""
    conditions = [f"coalesce({_condition(statement, rows, item)}, false)" for item in filters]
    return " AND ".join(conditions) or "true"


def left(statement: sql.Statement, rows: Rows, filters: Iterable[Filter]) -> str:
    """The rows that pass every filter, for a FROM."""
    source = statement.rows(rows.files)
    return f"(SELECT * FROM {source} WHERE {where(statement, rows, filters)})"


def _condition(statement: sql.Statement, rows: Rows, item: Filter) -> str:
    if isinstance(item, Inside):
        return _inside(statement, rows, item)
    values = [_value(rows, item, column) for column in item.columns]
    if isinstance(item, AnyOf):
        return _any_of(statement, item, values)
    if isinstance(item, Matching):
        return _matching(statement, item)
    if isinstance(item, Present):
        return f"{values[0]} IS NOT NULL"
    if isinstance(item, Within):
        ends = ((item.west, item.east), (item.south, item.north))
        pairs = zip(values, ends, strict=True)
        return " AND ".join(f"({_between(statement, value, *end)})" for value, end in pairs)
    return _between(statement, values[0], item.low, item.high)


def _value(rows: Rows, item: Filter, column: str) -> str:
    """The column as the chart of it reads it, or as the ends of a range do."""
    kind, stored = rows.kinds.get(item.columns, ""), rows.stored[column]
    days = isinstance(item, Between) and isinstance(item.low or item.high, str)
    if days or kind in _DAYS:
        return sql.day(column, stored)
    if isinstance(item, Between) or kind in _NUMBERS:
        return f"({sql.number(column, stored)})"
    return sql.identifier(column)


def _any_of(statement: sql.Statement, item: AnyOf, values: list[str]) -> str:
    parts = [f"{value} IS NULL" for value in values] if None in item.values else []
    texts = [value for value in item.values if value is not None]
    if texts:
        chosen = f"CAST({statement.bind(texts)} AS VARCHAR[])"
        parts.append(f"list_contains({chosen}, {sql.text(item.columns[0])})")
    return f"({' OR '.join(parts)})"


def _matching(statement: sql.Statement, item: Matching) -> str:
    value, wanted = f"lower({sql.text(item.columns[0])})", f"lower({statement.bind(item.text)})"
    if item.how == "equals":
        return f"{value} = {wanted}"
    return f"{'contains' if item.how == 'contains' else 'starts_with'}({value}, {wanted})"


def _inside(statement: sql.Statement, rows: Rows, item: Inside) -> str:
    cut = rows.cuts.get(item.place)
    if cut is None:
        raise Refusal(
            "The rows of this table do not say whether they lie in that place.",
            "Choose a country, a state or a county, or filter by a column.",
        )
    chosen = f"CAST({statement.bind(list(cut.values))} AS VARCHAR[])"
    return f"list_contains({chosen}, {sql.text(cut.column)})"


def _between(
    statement: sql.Statement, value: str, low: float | str | None, high: float | str | None
) -> str:
    ends = ((">=", low), ("<", high))
    return " AND ".join(
        f"{value} {sign} CAST({statement.bind(end)} AS {'DATE' if isinstance(end, str) else 'DOUBLE'})"  # noqa: E501
        for sign, end in ends
        if end is not None
    )
