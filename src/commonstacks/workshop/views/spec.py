"""What a view may ask: a dataset at a version, up to four charts, one filter for each chart.

The JSON form is ``commonstacks-view/1``. The rules of binning belong to that version: whoever
changes an edge starts ``/2``, so that an old address goes on showing the old numbers.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, NoReturn, cast, get_args

from commonstacks.kit.errors import Refusal

SCHEMA = "commonstacks-view/1"
LONGEST = 4096
"""Characters of a spec's text and of its token."""

ChartKind = Literal["bars", "histogram", "time", "grid"]
Edge = float | str
"""A number, or a day as ``2019-07-01``."""

_HINT = "Open the dataset's page and choose again from there."


@dataclass(frozen=True, slots=True)
class Chart:
    """One picture of one column, or of two: a grid has ``(longitude, latitude)``."""

    kind: ChartKind
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Rows whose value is one of these; ``None`` stands for missing."""

    columns: tuple[str, ...]
    values: tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Between:
    """Rows with ``low <= value < high``; an open end is ``None``. Missing values never pass."""

    columns: tuple[str, ...]
    low: Edge | None
    high: Edge | None


@dataclass(frozen=True, slots=True)
class Within:
    """Rows with ``west <= x < east`` and ``south <= y < north``, in degrees."""

    columns: tuple[str, ...]
    west: float
    south: float
    east: float
    north: float


Filter = AnyOf | Between | Within


@dataclass(frozen=True, slots=True)
class ViewSpec:
    """A view that can be shown again: everything it depends on is inside."""

    dataset: str
    version: int
    table: str
    charts: tuple[Chart, ...]
    filters: tuple[Filter, ...] = ()


def parse(given: str | Mapping[str, Any]) -> ViewSpec:
    """A spec from its JSON text or from the parsed object (schema ``commonstacks-view/1``).

    Returns it in its one order: filters in the order of the charts, values sorted. Refuses
    unknown names, wrong types, numbers without end, days that do not exist, filters without a
    chart and texts above ``LONGEST`` characters.
    """
    facts = _object(_loads(given) if isinstance(given, str) else given, "view")
    _only(facts, {"schema", "dataset", "version", "table", "charts", "filters"}, "view")
    if facts.get("schema") != SCHEMA:
        _refuse(f"This library reads views of the form {SCHEMA}.")
    charts = tuple(_chart(item) for item in _list(facts.get("charts"), "charts", 1, 4))
    if len({chart.columns for chart in charts}) != len(charts):
        _refuse("Two charts of this view show the same columns.")
    asked = [_filter(item, charts) for item in _list(facts.get("filters", []), "filters", 0, 4)]
    return ViewSpec(
        dataset=_matching(facts.get("dataset"), r"[0-9a-z]+(-[0-9a-z]+)*", "dataset", 120),
        version=_version(facts.get("version")),
        table=_matching(facts.get("table"), r"[0-9a-f]{64}", "table", 64),
        charts=charts,
        filters=in_order(asked, charts),
    )


def in_order(filters: Iterable[Filter], charts: tuple[Chart, ...]) -> tuple[Filter, ...]:
    """The filters in the order of their charts. Refuses two filters for one chart."""
    places = {chart.columns: place for place, chart in enumerate(charts)}
    ordered = sorted(filters, key=lambda item: places[item.columns])
    if len({item.columns for item in ordered}) != len(ordered):
        _refuse("This view filters the same chart twice.")
    return tuple(ordered)


def sorted_values(values: Iterable[str | None]) -> tuple[str | None, ...]:
    """Each value once, missing first, then by UTF-16 code units (the order of RFC 8785)."""
    chosen = set(values)
    texts = sorted((v for v in chosen if v is not None), key=lambda v: v.encode("utf-16-be"))
    return (None, *texts) if None in chosen else tuple(texts)


def facts_of(spec: ViewSpec) -> dict[str, Any]:
    """The spec as JSON values, the other way of ``parse``."""
    return {
        "schema": SCHEMA,
        "dataset": spec.dataset,
        "version": spec.version,
        "table": spec.table,
        "charts": [chart_facts(chart) for chart in spec.charts],
        "filters": [filter_facts(item) for item in spec.filters],
    }


def chart_facts(chart: Chart) -> dict[str, Any]:
    """``{"kind", "columns"}``."""
    return {"kind": chart.kind, "columns": list(chart.columns)}


def filter_facts(item: Filter) -> dict[str, Any]:
    """One of the three forms of a filter; one column is ``column``, two are ``columns``."""
    columns: dict[str, Any] = {"columns": list(item.columns)}
    if len(item.columns) == 1:
        columns = {"column": item.columns[0]}
    if isinstance(item, AnyOf):
        return {**columns, "any_of": list(item.values)}
    if isinstance(item, Within):
        return {**columns, "within": [item.west, item.south, item.east, item.north]}
    ends = {"from": item.low, "to": item.high}
    return {**columns, **{name: end for name, end in ends.items() if end is not None}}


def _chart(given: object) -> Chart:
    facts = _object(given, "chart")
    _only(facts, {"kind", "columns"}, "chart")
    kind = facts.get("kind")
    if not isinstance(kind, str) or kind not in get_args(ChartKind):
        _refuse("This view asks for a kind of chart that is not drawn here.")
    wanted = 2 if kind == "grid" else 1
    columns = tuple(_name(c) for c in _list(facts.get("columns"), "columns", wanted, wanted))
    if len(set(columns)) != wanted:
        _refuse("A map needs two different columns.")
    return Chart(kind=cast("ChartKind", kind), columns=columns)


def _filter(given: object, charts: tuple[Chart, ...]) -> Filter:
    facts = _object(given, "filter")
    columns = _filter_columns(facts)
    kinds = {chart.columns: chart.kind for chart in charts}
    if columns not in kinds:
        _refuse(f"This view filters {' and '.join(columns)}, but has no chart of it.")
    shape = frozenset(facts) - {"column", "columns"}
    if shape == {"any_of"}:
        return _any_of(facts["any_of"], columns, kinds[columns])
    if shape == {"within"} and kinds[columns] == "grid":
        return _within(facts["within"], columns)
    if shape and shape <= {"from", "to"} and kinds[columns] in ("histogram", "time"):
        return _between(facts, columns, kinds[columns])
    raise Refusal("A filter of this view does not fit its chart.", _HINT)


def _filter_columns(facts: Mapping[str, Any]) -> tuple[str, ...]:
    if ("column" in facts) == ("columns" in facts):
        _refuse("A filter names one column, or two for a map.")
    if "column" in facts:
        return (_name(facts["column"]),)
    return tuple(_name(item) for item in _list(facts["columns"], "columns", 2, 2))


def _any_of(given: object, columns: tuple[str, ...], kind: ChartKind) -> AnyOf:
    values = _list(given, "any_of", 1, 251)
    texts = tuple(None if value is None else _text(value, "value", 1000) for value in values)
    if kind != "bars" and set(texts) != {None}:
        _refuse("Only bars can be chosen value by value; elsewhere choose a range, or missing.")
    return AnyOf(columns=columns, values=sorted_values(texts))


def _within(given: object, columns: tuple[str, ...]) -> Within:
    west, south, east, north = (_number(end) for end in _list(given, "within", 4, 4))
    if not (west < east and south < north):
        _refuse("The box on the map is empty: west must be below east, and south below north.")
    return Within(columns=columns, west=west, south=south, east=east, north=north)


def _between(facts: Mapping[str, Any], columns: tuple[str, ...], kind: ChartKind) -> Between:
    read = _day if kind == "time" else _number
    low, high = (None if end not in facts else read(facts[end]) for end in ("from", "to"))
    if low is not None and high is not None and not _below(low, high):
        _refuse("The range is empty: its beginning must be below its end.")
    return Between(columns=columns, low=low, high=high)


def _below(low: Edge, high: Edge) -> bool:
    return low < high  # type: ignore[operator]  # both ends were read by the same function


def _loads(text: str) -> object:
    if len(text) > LONGEST:
        _refuse("This view is too long.")
    try:
        return json.loads(text, object_pairs_hook=_pairs, parse_constant=_constant)
    except (ValueError, RecursionError):
        _refuse("This is not a view: it cannot be read as JSON.")


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    facts = dict(pairs)
    if len(facts) != len(pairs):
        _refuse("This view says one thing twice.")
    return facts


def _constant(_name: str) -> NoReturn:
    _refuse("A number of this view has no end.")


def _object(given: object, what: str) -> Mapping[str, Any]:
    if not isinstance(given, Mapping) or not all(isinstance(key, str) for key in given):
        _refuse(f"A {what} is written as a JSON object.")
    return given


def _only(facts: Mapping[str, Any], names: set[str], what: str) -> None:
    if set(facts) - names:
        _refuse(f"This {what} has a part that this library does not know.")


def _list(given: object, what: str, least: int, most: int) -> list[Any]:
    if not isinstance(given, list) or not least <= len(given) <= most:
        _refuse(f"The part {what} is a list of {least} to {most}.")
    return given


def _text(given: object, what: str, most: int) -> str:
    if not isinstance(given, str) or len(given) > most or not _writable(given):
        _refuse(f"The part {what} is a text of at most {most} characters.")
    return given


def _writable(text: str) -> bool:
    """Half a surrogate pair has no UTF-8."""
    return not any("\ud800" <= letter <= "\udfff" for letter in text)


def _name(given: object) -> str:
    return _text(given, "column", 300)


def _matching(given: object, pattern: str, what: str, most: int) -> str:
    text = _text(given, what, most)
    if re.fullmatch(pattern, text) is None:
        _refuse(f"The part {what} is not written as it should be.")
    return text


def _version(given: object) -> int:
    if type(given) is not int or not 1 <= given <= 10**9:
        _refuse("A version is a whole number from 1.")
    return given


def _number(given: object) -> float:
    if type(given) not in (int, float):
        _refuse("An end of a range is a number.")
    if not -1e300 <= cast("float", given) <= 1e300 or math.isnan(cast("float", given)):
        _refuse("A number of this view has no end.")
    return float(cast("float", given)) + 0.0  # minus zero becomes zero


def _day(given: object) -> str:
    text = _matching(given, r"[0-9]{4}-[0-9]{2}-[0-9]{2}", "day", 10)
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        _refuse(f"There is no day {text}.")


def _refuse(reason: str) -> NoReturn:
    raise Refusal(reason, _HINT)
