"""What somebody asks of a view next: another filter, another chart, another comparison."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from django.http import QueryDict

from commonstacks.flows import exploring, other_versions
from commonstacks.flows.shown import Lent
from commonstacks.kit.errors import Refusal
from commonstacks.workshop.views import changing
from commonstacks.workshop.views.blanks import blank_of
from commonstacks.workshop.views.charts import Chart, chart_facts, chart_from
from commonstacks.workshop.views.filters import Filter, filter_from
from commonstacks.workshop.views.orders import LONGEST_WORDS, Wish
from commonstacks.workshop.views.spec import ViewSpec

HOWS = ("contains", "begins", "equals")
MOST = 1000


def changed(lent: Lent, spec: ViewSpec, query: QueryDict) -> ViewSpec:
    """The view that a form asks for. ``do`` is range, values, words, present, chart or beside."""
    do = query.get("do", "")
    if do == "chart":
        return changing.charted(spec, chart_asked(lent, query))
    if do == "beside":
        return replace(spec, compare=other_versions.comparison(lent, version_of(query)))
    column = exploring.column_of(lent, query.get("column", ""))
    forms = {"range": ends, "values": values, "words": words, "present": present}
    if do not in forms:
        raise Refusal("This is not a filter.", "Choose a column, and fill in its blank.")
    facts = forms[do](query)
    if do == "range":
        facts = typed(facts, days=blank_of(column, spec) == "days")
    return changing.filtered(spec, read(spec, {"column": column.name, **facts}))


def version_of(query: QueryDict) -> int:
    return number(query, "version", 1)


def read(spec: ViewSpec, facts: dict[str, Any]) -> Filter:
    return filter_from(facts, spec.charts)


def ends(query: QueryDict) -> dict[str, Any]:
    given = {end: query.get(end, "").strip() for end in ("from", "to")}
    if not any(given.values()):
        raise Refusal("The range has neither a beginning nor an end.", "Fill in one of the two.")
    return {end: text for end, text in given.items() if text}


def typed(facts: dict[str, Any], *, days: bool) -> dict[str, Any]:
    if days:
        return facts
    try:
        return {end: float(text.replace("−", "-")) for end, text in facts.items()}
    except ValueError:
        raise Refusal("This is not a number.", "Write it in digits, with a point.") from None


def values(query: QueryDict) -> dict[str, Any]:
    chosen: list[str | None] = list(query.getlist("value"))
    if query.get("without"):
        chosen.append(None)
    if not chosen:
        raise Refusal("No value is chosen.", "Tick at least one, or take the filter away.")
    return {"any_of": chosen}


def words(query: QueryDict) -> dict[str, Any]:
    how = query.get("how", "contains")
    if how not in HOWS:
        raise Refusal("This is not a filter.", "Choose a column, and fill in its blank.")
    return {how: query.get("text", "").strip()}


def present(query: QueryDict) -> dict[str, Any]:
    return {"missing": query.get("missing") == "yes"}


def chart_asked(lent: Lent, query: QueryDict) -> Chart:
    """``column`` as it fits, or as a list; ``take`` and ``of`` are what is measured."""
    column, take, of = (query.get(name, "") for name in ("column", "take", "of"))
    chart = exploring.chart_for(lent, column, query.get("beside", ""))
    if query.get("form") == "ranked":
        chart = Chart("ranked", (column,))
    if take in ("", "count"):
        return chart
    if take != "share" and not of:
        raise Refusal("Of which column?", "Choose a column of numbers beside it.")
    facts = {name: fact for name, fact in chart_facts(chart).items() if name != "value"}
    measure = {"take": take} if take == "share" else {"take": take, "of": of}
    if facts["kind"] == "areas":
        facts = {"kind": "ranked", "columns": [column]}
    return chart_from({**facts, "measure": measure})


def wish_of(query: QueryDict, *, limit: int) -> Wish:
    """Which rows are read: from which one on, how many, with which words."""
    find = " ".join(query.get("find", "").split())[:LONGEST_WORDS]
    return Wish(number(query, "from", 1), min(number(query, "limit", limit), MOST), find)


def number(query: QueryDict, name: str, otherwise: int) -> int:
    text = re.sub(r"[\s,.’']", "", query.get(name, "")) or str(otherwise)
    if not text.isdecimal() or len(text) > 15 or int(text) < 1:
        raise Refusal(
            "“{text}” is not the number of a row.", "Rows are counted from 1.", text=text[:40]
        )
    return int(text)
