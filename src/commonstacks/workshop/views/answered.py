"""An answer's picture as values: what a page without script draws of any view.

Every chart has its numbers as a table and a sentence; measured charts of time or numbers are lines,
small multiples are drawings with one scale.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from commonstacks.workshop.views import comparing, differing
from commonstacks.workshop.views.answered_panels import NO_OUTLINES, panels_of
from commonstacks.workshop.views.answered_parts import Bar, Drawing, Map, Panel, Region
from commonstacks.workshop.views.answering import Answer, ChartAnswer
from commonstacks.workshop.views.axes import Axis
from commonstacks.workshop.views.conditions import NO_NAMES, Part, Rows, told
from commonstacks.workshop.views.hows import how_counted, title_of
from commonstacks.workshop.views.notes import Note, beside
from commonstacks.workshop.views.outlines import Outlines
from commonstacks.workshop.views.panels import Panels
from commonstacks.workshop.views.pointing import Points
from commonstacks.workshop.views.saying import (
    Bin,
    apart,
    bins_of,
    compared,
    measure_text,
    summary,
)
from commonstacks.workshop.views.spec import ViewSpec
from commonstacks.workshop.views.words import ENGLISH, Words

LISTED = 250
NO_POINTS: Mapping[int, Points] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class AnsweredChart:
    """``measure`` is "" where rows are counted; ``rest`` bins are not listed any more. ``beside``
    says what of another version is not in it; ``heads`` are those of the columns of the other side,
    rows and amounts; ``key`` says what the dashed lines are, "" where there are none; ``points``
    are the rows themselves, on a map that shows few."""

    place: int
    kind: str
    names: tuple[str, ...]
    measure: str
    summary: str
    panels: tuple[Panel, ...]
    table: tuple[Bin, ...]
    rest: int
    approximate: bool
    compares: bool
    notes: tuple[Note, ...] = ()
    beside: str = ""
    heads: tuple[str, ...] = ()
    key: str = ""
    points: Points | None = None
    chosen: bool = False
    title: str = ""
    how: str = ""


@dataclass(frozen=True, slots=True)
class AnsweredPicture:
    """The sentence of the filters, what is compared, every chart with the margin notes beside it,
    and the ``notes`` that stand beside none. ``against`` is the number of another version."""

    sentence: tuple[Part, ...]
    compared: str
    charts: tuple[AnsweredChart, ...]
    notes: tuple[Note, ...] = ()
    against: int = 0


def picture(
    answer: Answer,
    spec: ViewSpec,
    *,
    notes: Sequence[Note] = (),
    words: Words = ENGLISH,
    names: Mapping[str, str] = NO_NAMES,
    outlines: Mapping[str, Outlines] = NO_OUTLINES,
    points: Mapping[int, Points] = NO_POINTS,
) -> AnsweredPicture:
    """The picture of the ``answer`` to ``spec``. ``names`` are those of places, by their id,
    ``outlines`` the maps of columns, ``points`` the rows themselves, by the place of their
    chart."""
    charted = [(part.chart, _axis(part)) for part in answer.charts]
    left, charts = list(notes), []
    for place, part in enumerate(answer.charts):
        here = tuple(note for note in left if beside(note, part.chart, _inner(part)))
        left = [note for note in left if note not in here]
        drawn = _chart(place, part, spec, words, names, outlines.get(part.chart.columns[0]))
        charts.append(replace(drawn, notes=here, points=points.get(place)))
    return AnsweredPicture(
        sentence=told(spec, Rows(answer.matching, answer.rows), charted, words, names),
        compared=compared(answer, spec, words, names),
        charts=tuple(charts),
        notes=tuple(left),
        against=spec.compare.version if spec.compare else 0,
    )


def _inner(part: ChartAnswer) -> Axis:
    return part.axis.inner if isinstance(part.axis, Panels) else part.axis


def _axis(part: ChartAnswer) -> Axis | None:
    return None if isinstance(part.axis, Panels) else part.axis


def _chart(
    place: int,
    part: ChartAnswer,
    spec: ViewSpec,
    words: Words,
    names: Mapping[str, str],
    outlines: Outlines | None,
) -> AnsweredChart:
    own = next((item for item in spec.filters if item.columns == part.chart.columns), None)
    other = spec.compare.version if spec.compare else 0
    bins = bins_of(part, words, differ=bool(other))
    how = Drawing(
        place,
        own,
        outlines,
        versions=(spec.version, other) if other else None,
        beside=comparing.drawn_side(part, spec.compare),
        words=words,
    )
    panels = tuple(panels_of(part, how))
    measure = measure_text(part, words)
    where = comparing.beside(spec.compare, words, names) if spec.compare else ""
    heads = (
        words.rows_beside.format(beside=where),
        words.amount_beside.format(measure=measure, beside=where),
    )
    dashed = spec.compare if any(panel.dashed for panel in panels) else None
    return AnsweredChart(
        place=place,
        kind=part.chart.kind,
        names=part.chart.columns,
        title=title_of(part.chart.kind, part.chart.columns, measure, words),
        how=how_counted(
            part.chart, part.axis, measure, words, source=outlines.title if outlines else ""
        ),
        measure=measure,
        summary=" ".join(filter(None, (summary(part, words), apart(part, spec, words)))),
        panels=panels,
        table=bins[:LISTED],
        rest=len(bins[LISTED:]),
        approximate=part.approximate,
        compares=part.other is not None,
        beside=differing.chart_says(part, other, words)
        if other
        else comparing.unlisted(part, where, words),
        heads=heads[: 2 if measure else 1] if where and part.other else (),
        key=comparing.key_of(part, dashed, where, words) if dashed else "",
        chosen=any(bar.chosen for panel in panels for bar in panel.bars),
    )


__all__ = ["AnsweredChart", "AnsweredPicture", "Bar", "Map", "Panel", "Region", "picture"]
