"""A chart of a view: its kind, its columns, and what is measured in each of its bins."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, cast, get_args

from commonstacks.workshop.views import strict

ChartKind = Literal["bars", "histogram", "time", "grid", "areas", "points", "multiples", "ranked"]
Take = Literal["count", "sum", "mean", "median", "min", "max", "distinct", "share"]
Inner = Literal["bars", "histogram", "time"]
Order = Literal["most", "least", "name"]

PAIRS = ("grid", "points", "multiples")
"""The kinds that have two columns."""
BOXES = ("grid", "points")
MOST_RANKED, RANKED = 250, 25
"""A ranked table has at most so many values, and so many where nothing else is asked for."""
MORE: Mapping[str, set[str]] = {
    "areas": {"value", "measure"},
    "time": {"value", "measure"},
    "grid": {"focus", "measure"},
    "histogram": {"steps", "measure"},
    "bars": {"measure"},
    "points": {"measure"},
    "multiples": {"inner", "measure"},
    "ranked": {"measure", "sort", "limit"},
}
"""What each kind may have beside its columns."""


@dataclass(frozen=True, slots=True)
class Measure:
    """What is taken of the rows of a bin. ``of`` is a column; ``share`` has none: it is the part
    that the rows of the bin are of all rows in the chart. ``count`` counts those that have a
    value in ``of``."""

    take: Take
    of: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """One picture of one column, or of two: a grid has ``(longitude, latitude)``.

    ``areas`` are coloured by their rows, or by the mean of the numbers in the column ``value``;
    ``time`` counts the rows of each period, or is a line of the means of ``value``. A grid with
    ``focus`` shows where nearly all rows lie, one without it where all but a tail do. A histogram
    with the ``steps`` "log" has the edges 1, 2, 5, 10, 20 … instead of equal ones.

    ``points`` are the density of two numbers. ``multiples`` draw the first column as ``inner``
    does, once for each frequent value of the second. ``ranked`` lists the ``limit`` (0: the usual
    25) values that come first by ``sort``. A ``measure`` is worked out of the rows that the
    filters leave; without one, rows are counted.
    """

    kind: ChartKind
    columns: tuple[str, ...]
    value: str = ""
    focus: bool = False
    steps: str = ""
    measure: Measure | None = None
    inner: str = ""
    sort: str = ""
    limit: int = 0

    @property
    def reads(self) -> tuple[str, ...]:
        """Every column of the table that the chart needs."""
        of = self.measure.of if self.measure else ""
        return (*self.columns, *filter(None, (self.value, of)))

    @property
    def prepared(self) -> bool:
        """Can a cube of counts hold it?"""
        return self.measure is None and self.kind not in ("points", "multiples", "ranked")


def chart_facts(chart: Chart) -> dict[str, Any]:
    """``{"kind", "columns"}``, and every other part only where there is one: what had none before
    they were known keeps its address."""
    wishes: dict[str, Any] = {
        "value": chart.value,
        "focus": chart.focus,
        "steps": chart.steps,
        "measure": _measure_facts(chart.measure),
        "inner": chart.inner,
        "sort": chart.sort,
        "limit": chart.limit,
    }
    more = {name: wish for name, wish in wishes.items() if wish}
    return {"kind": chart.kind, "columns": list(chart.columns), **more}


def chart_from(given: object) -> Chart:
    """The other way of ``chart_facts``. Refuses kinds, parts and columns that do not fit."""
    facts = strict.object_of(given, "chart")
    kind = facts.get("kind")
    if not isinstance(kind, str) or kind not in get_args(ChartKind):
        strict.refuse("This view asks for a kind of chart that is not drawn here.")
    strict.only(facts, {"kind", "columns"} | MORE[kind], "chart")
    wanted = 2 if kind in PAIRS else 1
    columns = tuple(
        strict.name_of(c) for c in strict.list_of(facts.get("columns"), "columns", wanted, wanted)
    )
    if len(set(columns)) != wanted:
        strict.refuse("This chart needs two different columns.")
    value = strict.name_of(facts["value"]) if "value" in facts else ""
    fits = facts.get("focus", True) is True and facts.get("steps", "log") == "log"
    if not fits or ("value" in facts and value in ("", *columns)):
        strict.refuse("A chart of this view is not written as it should be.")
    return Chart(
        kind=cast("ChartKind", kind),
        columns=columns,
        value=value,
        focus="focus" in facts,
        steps="log" if "steps" in facts else "",
        measure=_measure(facts),
        inner=_one_of(facts, "inner", get_args(Inner)) if kind == "multiples" else "",
        sort="" if _sort(facts) == "most" else _sort(facts),
        limit=_limit(facts),
    )


def _measure_facts(measure: Measure | None) -> dict[str, str] | None:
    if measure is None:
        return None
    return {"take": measure.take, **({"of": measure.of} if measure.of else {})}


def _measure(facts: Mapping[str, Any]) -> Measure | None:
    """The count of rows is no measure of its own: it is what a chart shows without one."""
    if "measure" not in facts:
        return None
    if "value" in facts:
        strict.refuse("A chart shows a value or a measure, not both.")
    given = strict.object_of(facts["measure"], "measure")
    strict.only(given, {"take", "of"}, "measure")
    take = cast("Take", _one_of(given, "take", get_args(Take)))
    of = strict.name_of(given["of"]) if "of" in given else ""
    if ("of" in given and not of) or (take == "share" and of):
        strict.refuse("A measure of this view is not written as it should be.")
    if not of and take not in ("count", "share"):
        strict.refuse("A measure says of which column it is taken.")
    return None if take == "count" and not of else Measure(take, of)


def _sort(facts: Mapping[str, Any]) -> str:
    return _one_of(facts, "sort", get_args(Order)) if "sort" in facts else ""


def _limit(facts: Mapping[str, Any]) -> int:
    if "limit" not in facts:
        return 0
    limit = strict.whole_of(facts["limit"], "limit", 1, MOST_RANKED)
    return 0 if limit == RANKED else limit


def _one_of(facts: Mapping[str, Any], name: str, known: tuple[str, ...]) -> str:
    given = facts.get(name)
    if not isinstance(given, str) or given not in known:
        strict.refuse("The part {name} is one of: {known}.", name=name, known=", ".join(known))
    return given
