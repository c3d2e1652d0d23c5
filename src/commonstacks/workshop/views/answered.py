"""An answer's picture as values: what a page without script draws of any view.

Every chart has its numbers as a table and a sentence; measured charts of time or numbers are lines,
small multiples are drawings with one scale.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from commonstacks.workshop.views import differing
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
from commonstacks.workshop.views.saying import Bin, bins_of, compared, measure_text, summary
from commonstacks.workshop.views.spec import ViewSpec
from commonstacks.workshop.views.words import ENGLISH, Words

LISTED = 250
NO_POINTS: Mapping[int, Points] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class AnsweredChart:
    """``measure`` is "" where rows are counted; ``rest`` bins are not listed any more. ``beside``
    says what of another version is not in it; ``points`` are the rows themselves, on a map that
    shows few."""

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
        drawn = _chart(place, part, spec, words, outlines.get(part.chart.columns[0]))
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
    place: int, part: ChartAnswer, spec: ViewSpec, words: Words, outlines: Outlines | None
) -> AnsweredChart:
    own = next((item for item in spec.filters if item.columns == part.chart.columns), None)
    other = spec.compare.version if spec.compare else 0
    versions = (spec.version, other) if other else None
    bins = bins_of(part, words, differ=bool(other))
    how = Drawing(place, own, outlines, (), versions, words)
    panels = tuple(panels_of(part, how))
    measure = measure_text(part, words)
    return AnsweredChart(
        place=place,
        kind=part.chart.kind,
        names=part.chart.columns,
        title=title_of(part.chart.kind, part.chart.columns, measure, words),
        how=how_counted(
            part.chart, part.axis, measure, words, source=outlines.title if outlines else ""
        ),
        measure=measure,
        summary=summary(part, words),
        panels=panels,
        table=bins[:LISTED],
        rest=len(bins[LISTED:]),
        approximate=part.approximate,
        compares=part.other is not None,
        beside=differing.chart_says(part, other, words) if other else "",
        chosen=any(bar.chosen for panel in panels for bar in panel.bars),
    )


__all__ = ["AnsweredChart", "AnsweredPicture", "Bar", "Map", "Panel", "Region", "picture"]
