"""Answers as bytes: what a worker hands back to whoever asked, and what is kept of it.

``answer_reply`` and ``page_reply`` are jobs: they open the table, locked, and
answer one spec. What they return is canonical JSON, the same for the same question.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from commonstacks.kit import digests
from commonstacks.workshop.killable import Progress, ignore
from commonstacks.workshop.views import answering, locked, overlaying
from commonstacks.workshop.views.answering import NO_CUTS, Answer, ChartAnswer, Side, TablePage
from commonstacks.workshop.views.axes import Areas, Line, axis_facts, axis_from
from commonstacks.workshop.views.cells import Policy
from commonstacks.workshop.views.charts import Chart
from commonstacks.workshop.views.measuring import NOTHING, Named
from commonstacks.workshop.views.overlaying import Beside, Laid, Wanted
from commonstacks.workshop.views.panels import AnyAxis, Panels
from commonstacks.workshop.views.placing import Cut
from commonstacks.workshop.views.spec import ViewSpec

Facts = dict[str, Any]


def answer_reply(
    files: Sequence[str],
    spec: ViewSpec,
    policy: Policy,
    *,
    within: Mapping[str, Cut] = NO_CUTS,
    named: Mapping[str, Named] = NOTHING,
    tell: Callable[[Progress], None] = ignore,
) -> bytes:
    """``answering.answer`` of the table in ``files`` (absolute paths); ``read_answer`` reads it."""
    tell(Progress(0, 1, "counting rows"))
    connection = locked.connect(files)
    told = answering.answer(connection, files, spec, policy, within=within, named=named)
    return digests.canonical(answer_facts(told))


def page_reply(
    files: Sequence[str],
    spec: ViewSpec,
    policy: Policy,
    *,
    first: int,
    limit: int,
    within: Mapping[str, Cut] = NO_CUTS,
    shapes: Collection[str] = (),
    tell: Callable[[Progress], None] = ignore,
) -> bytes:
    """``answering.table_page`` of the table in ``files``; ``read_page`` reads it."""
    tell(Progress(0, 1, "looking for rows"))
    page = answering.table_page(
        locked.connect(files),
        files,
        spec,
        policy,
        first=first,
        limit=limit,
        within=within,
        shapes=shapes,
    )
    return digests.canonical(page_facts(page))


def beside_reply(
    files: Sequence[str],
    spec: ViewSpec,
    policy: Policy,
    *,
    told: bytes,
    drawn: Sequence[str],
    within: Mapping[str, Cut] = NO_CUTS,
    tell: Callable[[Progress], None] = ignore,
) -> bytes:
    """``overlaying.beside`` of the other version in ``files``. ``told`` is the ``answer_reply`` of
    the view without comparison, ``drawn`` its own files; ``read_beside`` reads it."""
    tell(Progress(0, 1, "counting rows"))
    connection = locked.connect((*files, *drawn))
    axes = tuple(part.axis for part in read_answer(told, spec.charts).charts)
    wanted = Wanted(spec, axes, overlaying.stored_in(drawn, connection))
    laid = overlaying.beside(connection, files, wanted, policy, within=within)
    return digests.canonical(_beside_facts(laid))


def read_beside(reply: bytes) -> Beside:
    """The other way of ``beside_reply``."""
    facts = json.loads(reply)
    charts = tuple(
        Laid(
            axis=_axis_from(part["axis"]),
            side=_side_from(part["side"]) if part["side"] else None,
            unlisted=part["unlisted"],
            lacks=part["lacks"],
        )
        for part in facts["charts"]
    )
    return Beside(facts["matching"], charts, tuple(facts["lacks"]))


def _beside_facts(laid: Beside) -> Facts:
    charts = [
        {
            "axis": _axis_facts(part.axis),
            "side": _side_facts(part.side) if part.side else None,
            "unlisted": part.unlisted,
            "lacks": part.lacks,
        }
        for part in laid.charts
    ]
    return {"matching": laid.matching, "charts": charts, "lacks": list(laid.lacks)}


def answer_facts(told: Answer) -> Facts:
    """The answer as JSON values, as the API gives it too."""
    return {
        "rows": told.rows,
        "matching": told.matching,
        "compared": told.compared,
        "charts": [_chart_facts(part) for part in told.charts],
    }


def page_facts(page: TablePage) -> Facts:
    """A page of rows as JSON values."""
    return {
        "columns": list(page.columns),
        "rows": [list(row) for row in page.rows],
        "first": page.first,
        "matching": page.matching,
        "total": page.total,
    }


def read_answer(reply: bytes, charts: tuple[Chart, ...]) -> Answer:
    """The other way of ``answer_reply``, of a view of these charts."""
    facts = json.loads(reply)
    parts = zip(charts, facts["charts"], strict=True)
    told = tuple(_chart_from(chart, part) for chart, part in parts)
    return Answer(facts["rows"], facts["matching"], told, facts["compared"])


def read_page(reply: bytes) -> TablePage:
    """The other way of ``page_reply``."""
    facts = json.loads(reply)
    rows = tuple(tuple(row) for row in facts["rows"])
    columns = tuple(facts["columns"])
    return TablePage(columns, rows, facts["first"], facts["matching"], facts["total"])


def _chart_facts(part: ChartAnswer) -> Facts:
    return {
        "axis": _axis_facts(part.axis),
        "approximate": part.approximate,
        **_side_facts(part.seen),
        **({"other": _side_facts(part.other), "unlisted": part.unlisted} if part.other else {}),
    }


def _chart_from(chart: Chart, facts: Facts) -> ChartAnswer:
    other = _side_from(facts["other"]) if "other" in facts else None
    axis = _axis_from(facts["axis"])
    return ChartAnswer(
        chart,
        axis,
        _side_from(facts),
        other,
        facts["approximate"],
        unlisted=facts.get("unlisted", 0),
    )


def _side_facts(side: Side) -> Facts:
    return {"counts": list(side.counts), "amounts": list(side.amounts)}


def _side_from(facts: Facts) -> Side:
    return Side(tuple(facts["counts"]), tuple(facts["amounts"]))


def _axis_facts(axis: AnyAxis) -> Facts:
    if isinstance(axis, Panels):
        panels = {"panels": list(axis.values), "others": axis.others}
        return {**panels, "inner": _axis_facts(axis.inner)}
    drawn = {"value": axis.value} if isinstance(axis, Areas | Line) and axis.value else {}
    return axis_facts(axis) | drawn


def _axis_from(facts: Facts) -> AnyAxis:
    if "panels" in facts:
        return Panels(axis_from(facts["inner"]), tuple(facts["panels"]), facts["others"])
    return axis_from(facts)
