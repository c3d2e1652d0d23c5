"""What a view may ask: a dataset at a version, up to four charts, one filter for each chart.

The JSON form is ``commonstacks-view/1``. The rules of binning belong to that version: whoever
changes an edge starts ``/2``, so that an old address goes on showing the old numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, cast, get_args

from commonstacks.kit.errors import Refusal
from commonstacks.workshop.views import strict

SCHEMA = "commonstacks-view/1"
LONGEST = strict.LONGEST
"""Characters of a spec's text and of its token."""

ChartKind = Literal["bars", "histogram", "time", "grid", "areas"]
Edge = float | str
"""A number, or a day as ``2019-07-01``."""

_MORE = {"areas": {"value"}, "time": {"value"}, "grid": {"focus"}, "histogram": {"steps"}}


@dataclass(frozen=True, slots=True)
class Chart:
    """One picture of one column, or of two: a grid has ``(longitude, latitude)``.

    ``areas`` are coloured by their rows, or by the mean of the numbers in the column ``value``;
    ``time`` counts the rows of each period, or is a line of the means of ``value``. A grid with
    ``focus`` shows where nearly all rows lie, one without it where all but a tail do. A histogram
    with the ``steps`` "log" has the edges 1, 2, 5, 10, 20 … instead of equal ones.
    """

    kind: ChartKind
    columns: tuple[str, ...]
    value: str = ""
    focus: bool = False
    steps: str = ""


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
    facts = strict.object_of(strict.loads(given) if isinstance(given, str) else given, "view")
    strict.only(facts, {"schema", "dataset", "version", "table", "charts", "filters"}, "view")
    if facts.get("schema") != SCHEMA:
        strict.refuse(f"This library reads views of the form {SCHEMA}.")
    charts = tuple(chart_from(item) for item in strict.list_of(facts.get("charts"), "charts", 1, 4))
    if len({chart.columns for chart in charts}) != len(charts):
        strict.refuse("Two charts of this view show the same columns.")
    asked = [
        _filter(item, charts) for item in strict.list_of(facts.get("filters", []), "filters", 0, 4)
    ]
    return ViewSpec(
        dataset=strict.matching(facts.get("dataset"), r"[0-9a-z]+(-[0-9a-z]+)*", "dataset", 120),
        version=_version(facts.get("version")),
        table=strict.matching(facts.get("table"), r"[0-9a-f]{64}", "table", 64),
        charts=charts,
        filters=in_order(asked, charts),
    )


def in_order(filters: Iterable[Filter], charts: tuple[Chart, ...]) -> tuple[Filter, ...]:
    """The filters in the order of their charts. Refuses two filters for one chart."""
    places = {chart.columns: place for place, chart in enumerate(charts)}
    ordered = sorted(filters, key=lambda item: places[item.columns])
    if len({item.columns for item in ordered}) != len(ordered):
        strict.refuse("This view filters the same chart twice.")
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
    """``{"kind", "columns"}``, and ``"value"``, ``"focus"`` or ``"steps"`` only where there is one:
    what had none before they were known keeps its address."""
    wishes: dict[str, Any] = {"value": chart.value, "focus": chart.focus, "steps": chart.steps}
    more = {name: wish for name, wish in wishes.items() if wish}
    return {"kind": chart.kind, "columns": list(chart.columns), **more}


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


def chart_from(given: object) -> Chart:
    """The other way of ``chart_facts``. Refuses what ``parse`` refuses."""
    facts = strict.object_of(given, "chart")
    kind = facts.get("kind")
    if not isinstance(kind, str) or kind not in get_args(ChartKind):
        strict.refuse("This view asks for a kind of chart that is not drawn here.")
    strict.only(facts, {"kind", "columns"} | _MORE.get(kind, set()), "chart")
    wanted = 2 if kind == "grid" else 1
    columns = tuple(
        strict.name_of(c) for c in strict.list_of(facts.get("columns"), "columns", wanted, wanted)
    )
    if len(set(columns)) != wanted:
        strict.refuse("A map needs two different columns.")
    value = strict.name_of(facts["value"]) if "value" in facts else ""
    fits = facts.get("focus", True) is True and facts.get("steps", "log") == "log"
    if not fits or ("value" in facts and value in ("", *columns)):
        strict.refuse("A chart of this view is not written as it should be.")
    steps = "log" if "steps" in facts else ""
    return Chart(cast("ChartKind", kind), columns, value, "focus" in facts, steps)


def _filter(given: object, charts: tuple[Chart, ...]) -> Filter:
    facts = strict.object_of(given, "filter")
    columns = _filter_columns(facts)
    kinds = {chart.columns: chart.kind for chart in charts}
    if columns not in kinds:
        strict.refuse(f"This view filters {' and '.join(columns)}, but has no chart of it.")
    shape = frozenset(facts) - {"column", "columns"}
    if shape == {"any_of"}:
        return _any_of(facts["any_of"], columns, kinds[columns])
    if shape == {"within"} and kinds[columns] == "grid":
        return _within(facts["within"], columns)
    if shape and shape <= {"from", "to"} and kinds[columns] in ("histogram", "time"):
        return _between(facts, columns, kinds[columns])
    raise Refusal("A filter of this view does not fit its chart.", strict.HINT)


def _filter_columns(facts: Mapping[str, Any]) -> tuple[str, ...]:
    if ("column" in facts) == ("columns" in facts):
        strict.refuse("A filter names one column, or two for a map.")
    if "column" in facts:
        return (strict.name_of(facts["column"]),)
    return tuple(strict.name_of(item) for item in strict.list_of(facts["columns"], "columns", 2, 2))


def _any_of(given: object, columns: tuple[str, ...], kind: ChartKind) -> AnyOf:
    values = strict.list_of(given, "any_of", 1, 401)
    texts = tuple(
        None if value is None else strict.text_of(value, "value", 1000) for value in values
    )
    if kind not in ("bars", "areas") and set(texts) != {None}:
        strict.refuse("Only bars and areas can be chosen one by one; elsewhere choose a range.")
    return AnyOf(columns=columns, values=sorted_values(texts))


def _within(given: object, columns: tuple[str, ...]) -> Within:
    west, south, east, north = (
        strict.number_of(end) for end in strict.list_of(given, "within", 4, 4)
    )
    if not (west < east and south < north):
        strict.refuse(
            "The box on the map is empty: west must be below east, and south below north."
        )
    return Within(columns=columns, west=west, south=south, east=east, north=north)


def _between(facts: Mapping[str, Any], columns: tuple[str, ...], kind: ChartKind) -> Between:
    read = strict.day_of if kind == "time" else strict.number_of
    low, high = (None if end not in facts else read(facts[end]) for end in ("from", "to"))
    if low is not None and high is not None and not _below(low, high):
        strict.refuse("The range is empty: its beginning must be below its end.")
    return Between(columns=columns, low=low, high=high)


def _below(low: Edge, high: Edge) -> bool:
    return low < high  # type: ignore[operator]  # both ends were read by the same function


def _version(given: object) -> int:
    if type(given) is not int or not 1 <= given <= 10**9:
        strict.refuse("A version is a whole number from 1.")
    return given
