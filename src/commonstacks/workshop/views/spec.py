"""What a view may ask: a dataset at a version, up to four charts, filters, and a comparison.

The JSON form is ``commonstacks-view/1``. The rules of binning belong to that version: whoever
changes an edge starts ``/2``, so that an old address goes on showing the old numbers. What came
later is written only where it is used.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from commonstacks.workshop.views import strict
from commonstacks.workshop.views.charts import (
    Chart,
    ChartKind,
    Measure,
    chart_facts,
    chart_from,
)
from commonstacks.workshop.views.filters import (
    CHARTED,
    MOST_FILTERS,
    MOST_TEXT,
    PLACE,
    AnyOf,
    Between,
    Edge,
    Filter,
    Inside,
    Matching,
    Present,
    Within,
    between_from,
    filter_facts,
    filter_from,
    in_order,
    sorted_values,
)

SCHEMA = "commonstacks-view/1"
LONGEST = strict.LONGEST
"""Characters of a spec's text and of its token."""
MOST_CHARTS = 4
DATASET, TABLE = r"[0-9a-z]+(-[0-9a-z]+)*", r"[0-9a-f]{64}"
_PARTS = {"schema", "dataset", "version", "table", "charts", "filters", "compare", "sort"}
_MOST_VERSIONS = 10**9
_JOINS = {"join", "joins", "relation", "relations"}


@dataclass(frozen=True, slots=True)
class Compare:
    """Against what the view is held: all rows (no part), the same rows of another ``place``
    instead of the one in the filters, of another ``period`` instead of its own, or of another
    ``version`` of the dataset, whose ``table`` is named by its digest."""

    place: str = ""
    period: Between | None = None
    version: int = 0
    table: str = ""


@dataclass(frozen=True, slots=True)
class Sort:
    """How the rows of the table are sorted; missing values come last either way."""

    column: str
    falling: bool = False


@dataclass(frozen=True, slots=True)
class ViewSpec:
    """A view that can be shown again: everything it depends on is inside."""

    dataset: str
    version: int
    table: str
    charts: tuple[Chart, ...]
    filters: tuple[Filter, ...] = ()
    compare: Compare | None = None
    sort: Sort | None = None

    @property
    def reads(self) -> tuple[str, ...]:
        """Every column of the table that the view needs, each once."""
        names = [name for chart in self.charts for name in chart.reads]
        names += [name for item in self.filters for name in item.columns]
        names += [self.sort.column] if self.sort else []
        return tuple(dict.fromkeys(names))

    def answered_by(self, charts: tuple[Chart, ...]) -> bool:
        """Can a cube of these charts answer it, or does it ask for more than their own filters?"""
        own = {chart.columns for chart in charts}
        plain = all(isinstance(item, CHARTED) and item.columns in own for item in self.filters)
        return self.charts == charts and plain and self.compare is None

    @property
    def places(self) -> tuple[str, ...]:
        """The ids of the places it names, each once."""
        named = [item.place for item in self.filters if isinstance(item, Inside)]
        named += [self.compare.place] if self.compare and self.compare.place else []
        return tuple(dict.fromkeys(named))


def parse(given: str | Mapping[str, Any]) -> ViewSpec:
    """A spec from its JSON text or from the parsed object (schema ``commonstacks-view/1``).

    Returns it in its one order: filters in the order of the charts, values sorted. Refuses
    unknown names, wrong types, numbers without end, days that do not exist, filters that do not
    fit a chart of their columns, joins, and texts above ``LONGEST`` characters.
    """
    facts = strict.object_of(strict.loads(given) if isinstance(given, str) else given, "view")
    if set(facts) & _JOINS:
        strict.refuse(
            "A view cannot join tables yet: no relation between tables has been confirmed here."
        )
    strict.only(facts, _PARTS, "view")
    if facts.get("schema") != SCHEMA:
        strict.refuse("This library reads views of the form {schema}.", schema=SCHEMA)
    charts = tuple(
        chart_from(item) for item in strict.list_of(facts.get("charts"), "charts", 1, MOST_CHARTS)
    )
    if len({chart.columns for chart in charts}) != len(charts):
        strict.refuse("Two charts of this view show the same columns.")
    given_filters = strict.list_of(facts.get("filters", []), "filters", 0, MOST_FILTERS)
    filters = in_order([filter_from(item, charts) for item in given_filters], charts)
    version = strict.whole_of(facts.get("version"), "version", 1, _MOST_VERSIONS)
    return ViewSpec(
        dataset=strict.matching(facts.get("dataset"), DATASET, "dataset", 120),
        version=version,
        table=strict.matching(facts.get("table"), TABLE, "table", 64),
        charts=charts,
        filters=filters,
        compare=_compare(facts["compare"], filters, version) if "compare" in facts else None,
        sort=_sort(facts["sort"]) if "sort" in facts else None,
    )


def facts_of(spec: ViewSpec) -> dict[str, Any]:
    """The spec as JSON values, the other way of ``parse``."""
    more: dict[str, Any] = {}
    if spec.compare:
        more["compare"] = _compare_facts(spec.compare)
    if spec.sort:
        falling = {"falling": True} if spec.sort.falling else {}
        more["sort"] = {"column": spec.sort.column, **falling}
    return {
        "schema": SCHEMA,
        "dataset": spec.dataset,
        "version": spec.version,
        "table": spec.table,
        "charts": [chart_facts(chart) for chart in spec.charts],
        "filters": [filter_facts(item) for item in spec.filters],
        **more,
    }


def compared_filters(spec: ViewSpec) -> tuple[Filter, ...]:
    """The filters of the other side of a comparison; refuses a view that compares nothing."""
    other = spec.compare
    if other is None:
        strict.refuse("This view compares nothing.")
    if other.version:
        return spec.filters
    if not other.place and other.period is None:
        return ()
    instead = other.period or Inside(other.place)
    return tuple(instead if _same(item, instead) else item for item in spec.filters)


def _same(item: Filter, instead: Filter) -> bool:
    return type(item) is type(instead) and item.columns == instead.columns


def _compare_facts(compare: Compare) -> str | dict[str, Any]:
    if compare.period:
        return filter_facts(compare.period)
    if compare.version:
        return {"version": compare.version, "table": compare.table}
    return {"place": compare.place} if compare.place else "whole"


def _compare(given: object, filters: tuple[Filter, ...], version: int) -> Compare:
    if given == "whole" and filters:
        return Compare()
    if given == "whole":
        strict.refuse("There is nothing to compare: this view shows all rows.")
    facts = strict.object_of(given, "comparison")
    if "version" in facts:
        return _other_version(facts, version)
    if set(facts) == {"place"}:
        place = strict.matching(facts["place"], PLACE, "place", MOST_TEXT)
        compare = Compare(place=place)
        other: Filter = Inside(place)
    else:
        strict.only(facts, {"column", "from", "to"}, "comparison")
        other = between_from(facts, (strict.name_of(facts.get("column")),))
        compare = Compare(period=other)
        if not (isinstance(other.low, str) and isinstance(other.high, str)):
            strict.refuse("A period is compared with another one that has two days as its ends.")
    if not any(_same(item, other) and item != other for item in filters):
        strict.refuse("A comparison needs a filter that it takes the place of.")
    return compare


def _other_version(facts: Mapping[str, Any], version: int) -> Compare:
    strict.only(facts, {"version", "table"}, "comparison")
    other = strict.whole_of(facts["version"], "version", 1, _MOST_VERSIONS)
    if other == version:
        strict.refuse("A version is compared with another one, not with itself.")
    return Compare(version=other, table=strict.matching(facts.get("table"), TABLE, "table", 64))


def _sort(given: object) -> Sort:
    facts = strict.object_of(given, "sort")
    strict.only(facts, {"column", "falling"}, "sort")
    if not isinstance(facts.get("falling", False), bool):
        strict.refuse("The part falling is true or false.")
    return Sort(strict.name_of(facts.get("column")), facts.get("falling", False))


__all__ = [
    "LONGEST",
    "SCHEMA",
    "AnyOf",
    "Between",
    "Chart",
    "ChartKind",
    "Compare",
    "Edge",
    "Filter",
    "Inside",
    "Matching",
    "Measure",
    "Present",
    "Sort",
    "ViewSpec",
    "Within",
    "chart_facts",
    "chart_from",
    "compared_filters",
    "facts_of",
    "filter_facts",
    "in_order",
    "parse",
    "sorted_values",
]
