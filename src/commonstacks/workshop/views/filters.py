"""Filters of a view: which rows pass. Every form has one way to be written as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, cast

from commonstacks.kit.errors import Refusal
from commonstacks.workshop.views import strict
from commonstacks.workshop.views.charts import BOXES, Chart

MOST_FILTERS, MOST_VALUES, MOST_TEXT = 12, 401, 200
PLACE = r"[a-z0-9-]{1,40}:[A-Za-z0-9._-]{1,150}"
How = Literal["contains", "begins", "equals"]
Edge = float | str
"""A number, or a day as ``2019-07-01``."""


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
    """Rows with ``west <= x < east`` and ``south <= y < north``: degrees, or the numbers of a
    chart of points."""

    columns: tuple[str, ...]
    west: float
    south: float
    east: float
    north: float


@dataclass(frozen=True, slots=True)
class Matching:
    """Rows whose value, as text, contains ``text``, begins with it or is equal to it; large and
    small letters are the same. Every letter stands for itself."""

    columns: tuple[str, ...]
    how: How
    text: str


@dataclass(frozen=True, slots=True)
class Present:
    """Rows that have a value."""

    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Inside:
    """Rows whose place is this one or lies in it; an id such as ``geonames:5110302``."""

    place: str
    columns: tuple[str, ...] = ()


Filter = AnyOf | Between | Within | Matching | Present | Inside
CHARTED = (AnyOf, Between, Within)
"""What a chart's own filter can be; of these a column has at most one."""


def in_order(filters: Iterable[Filter], charts: tuple[Chart, ...]) -> tuple[Filter, ...]:
    """The filters in the order of their charts, then by column and form. Refuses two filters that
    ask the same of one column."""
    places = {chart.columns: place for place, chart in enumerate(charts)}

    def rank(item: Filter) -> tuple[int, list[bytes], str]:
        names = [strict.units(name) for name in item.columns]
        return places.get(item.columns, len(charts)), names, _form(item)

    ordered = sorted(filters, key=rank)
    if len({(item.columns, _form(item)) for item in ordered}) != len(ordered):
        strict.refuse("This view filters the same chart or column twice.")
    return tuple(ordered)


def sorted_values(values: Iterable[str | None]) -> tuple[str | None, ...]:
    """Each value once, missing first, then by UTF-16 code units (the order of RFC 8785)."""
    chosen = set(values)
    texts = sorted((v for v in chosen if v is not None), key=strict.units)
    return (None, *texts) if None in chosen else tuple(texts)


def filter_facts(item: Filter) -> dict[str, Any]:
    """One of the forms of a filter; one column is ``column``, two are ``columns``."""
    if isinstance(item, Inside):
        return {"place": item.place}
    columns: dict[str, Any] = {"columns": list(item.columns)}
    if len(item.columns) == 1:
        columns = {"column": item.columns[0]}
    if isinstance(item, AnyOf):
        return {**columns, "any_of": list(item.values)}
    if isinstance(item, Within):
        return {**columns, "within": [item.west, item.south, item.east, item.north]}
    if isinstance(item, Matching):
        return {**columns, item.how: item.text}
    if isinstance(item, Present):
        return {**columns, "missing": False}
    ends = {"from": item.low, "to": item.high}
    return {**columns, **{name: end for name, end in ends.items() if end is not None}}


def filter_from(given: object, charts: tuple[Chart, ...]) -> Filter:
    """The other way of ``filter_facts``. A column that is charted takes the ends and the values of
    its chart; any other one takes numbers or days, and any values as text."""
    facts = strict.object_of(given, "filter")
    if set(facts) == {"place"}:
        return Inside(strict.matching(facts["place"], PLACE, "place", MOST_TEXT))
    columns = _columns(facts)
    kind = {chart.columns: chart.kind for chart in charts}.get(columns, "")
    if len(columns) == 2 and kind not in BOXES:
        strict.refuse(
            "This view filters {columns}, but has no map of it.", columns=" and ".join(columns)
        )
    shape = frozenset(facts) - {"column", "columns"}
    if shape == {"any_of"}:
        return _any_of(facts["any_of"], columns, kind)
    if shape == {"within"} and kind in BOXES:
        return _within(facts["within"], columns)
    if shape and shape <= {"from", "to"} and kind in ("histogram", "time", ""):
        return between_from(facts, columns, kind)
    if len(columns) == 1 and len(shape) == 1:
        return _of_text(facts, columns, next(iter(shape)))
    raise Refusal("A filter of this view does not fit its chart.", strict.HINT)


def between_from(facts: Mapping[str, Any], columns: tuple[str, ...], kind: str = "") -> Between:
    """A range of numbers, or of days; a month or a year is its first day. Refuses an empty one."""
    low, high = (None if end not in facts else _end(facts[end], kind) for end in ("from", "to"))
    if low is not None and high is not None and not _below(low, high):
        strict.refuse("The range is empty: its beginning must be below its end.")
    return Between(columns=columns, low=low, high=high)


def _form(item: Filter) -> str:
    """Filters of one column with the same form would say one thing twice."""
    if isinstance(item, Matching):
        return item.how
    return "chart" if isinstance(item, CHARTED) else type(item).__name__


def _columns(facts: Mapping[str, Any]) -> tuple[str, ...]:
    if ("column" in facts) == ("columns" in facts):
        strict.refuse("A filter names one column, or two for a map.")
    if "column" in facts:
        return (strict.name_of(facts["column"]),)
    return tuple(strict.name_of(item) for item in strict.list_of(facts["columns"], "columns", 2, 2))


def _any_of(given: object, columns: tuple[str, ...], kind: str) -> AnyOf:
    values = strict.list_of(given, "any_of", 1, MOST_VALUES)
    texts = tuple(
        None if value is None else strict.text_of(value, "value", 1000) for value in values
    )
    if kind not in ("bars", "areas", "ranked", "") and set(texts) != {None}:
        strict.refuse("Only bars and areas can be chosen one by one; elsewhere choose a range.")
    return AnyOf(columns=columns, values=sorted_values(texts))


def _of_text(facts: Mapping[str, Any], columns: tuple[str, ...], form: str) -> Filter:
    if form == "missing" and isinstance(facts[form], bool):
        return AnyOf(columns, (None,)) if facts[form] else Present(columns)
    if form not in ("contains", "begins", "equals"):
        raise Refusal("A filter of this view does not fit its chart.", strict.HINT)
    text = strict.text_of(facts[form], form, MOST_TEXT)
    if not text and form != "equals":
        strict.refuse("A filter by text needs at least one letter.")
    return Matching(columns, cast("How", form), text)


def _within(given: object, columns: tuple[str, ...]) -> Within:
    west, south, east, north = (
        strict.number_of(end) for end in strict.list_of(given, "within", 4, 4)
    )
    if not (west < east and south < north):
        strict.refuse(
            "The box on the map is empty: west must be below east, and south below north."
        )
    return Within(columns=columns, west=west, south=south, east=east, north=north)


def _end(given: object, kind: str) -> Edge:
    if kind == "time" or (not kind and isinstance(given, str)):
        return strict.day_of(given)
    return strict.number_of(given)


def _below(low: Edge, high: Edge) -> bool:
    if isinstance(low, str) and isinstance(high, str):
        return low < high
    if isinstance(low, str) or isinstance(high, str):
        strict.refuse("A range has two numbers or two days.")
    return low < high
