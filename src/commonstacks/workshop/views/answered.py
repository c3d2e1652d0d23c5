"""An answer's picture as values: what a page without script draws of any view.

Every chart has its numbers as a table and a sentence; measured charts of time or numbers are lines,
small multiples are drawings with one scale.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from commonstacks.workshop.views.answering import Answer, ChartAnswer
from commonstacks.workshop.views.axes import MISSING, Axis, Categories, Line, Squares, Steps
from commonstacks.workshop.views.columns import Columns, column_marks
from commonstacks.workshop.views.conditions import NO_NAMES, Part, Rows, told
from commonstacks.workshop.views.filters import Filter
from commonstacks.workshop.views.grid import Grid, grid_marks
from commonstacks.workshop.views.notes import Note, beside
from commonstacks.workshop.views.panels import Panels
from commonstacks.workshop.views.saying import (
    Bin,
    amount_text,
    bins_of,
    compared,
    measure_text,
    rounded,
    summary,
)
from commonstacks.workshop.views.sentences import count_text, label
from commonstacks.workshop.views.spec import ViewSpec
from commonstacks.workshop.views.words import ENGLISH, Words

ROOM = 70  # percent of a line that the longest bar takes; its number stands behind it
LISTED = 250


@dataclass(frozen=True, slots=True)
class Bar:
    """One value: ``width`` in percent of the line, ``text`` its rows or its amount."""

    label: str
    width: str
    text: str


@dataclass(frozen=True, slots=True)
class Panel:
    """One drawing: columns, a grid, or bars. Only small multiples have a ``name``."""

    name: str
    columns: Columns | None = None
    grid: Grid | None = None
    bars: tuple[Bar, ...] = ()


@dataclass(frozen=True, slots=True)
class AnsweredChart:
    """``measure`` is "" where rows are counted; ``rest`` bins are not listed any more."""

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


@dataclass(frozen=True, slots=True)
class AnsweredPicture:
    """The sentence of the filters, what is compared, every chart with the margin notes beside it,
    and the ``notes`` that stand beside none."""

    sentence: tuple[Part, ...]
    compared: str
    charts: tuple[AnsweredChart, ...]
    notes: tuple[Note, ...] = ()


def picture(
    answer: Answer,
    spec: ViewSpec,
    *,
    notes: Sequence[Note] = (),
    words: Words = ENGLISH,
    names: Mapping[str, str] = NO_NAMES,
) -> AnsweredPicture:
    """The picture of the ``answer`` to ``spec``. ``names`` are those of places, by their id."""
    charted = [(part.chart, _axis(part)) for part in answer.charts]
    left, charts = list(notes), []
    for place, part in enumerate(answer.charts):
        here = tuple(note for note in left if beside(note, part.chart, _inner(part)))
        left = [note for note in left if note not in here]
        charts.append(replace(_chart(place, part, spec, words), notes=here))
    return AnsweredPicture(
        sentence=told(spec, Rows(answer.matching, answer.rows), charted, words, names),
        compared=compared(answer, spec, words, names),
        charts=tuple(charts),
        notes=tuple(left),
    )


def _inner(part: ChartAnswer) -> Axis:
    return part.axis.inner if isinstance(part.axis, Panels) else part.axis


def _axis(part: ChartAnswer) -> Axis | None:
    return None if isinstance(part.axis, Panels) else part.axis


def _chart(place: int, part: ChartAnswer, spec: ViewSpec, words: Words) -> AnsweredChart:
    own = next((item for item in spec.filters if item.columns == part.chart.columns), None)
    bins = bins_of(part, words)
    return AnsweredChart(
        place=place,
        kind=part.chart.kind,
        names=part.chart.columns,
        measure=measure_text(part, words),
        summary=summary(part, words),
        panels=tuple(_panels(part, own, words)),
        table=bins[:LISTED],
        rest=len(bins[LISTED:]),
        approximate=part.approximate,
        compares=part.other is not None,
    )


def _panels(part: ChartAnswer, own: Filter | None, words: Words) -> Iterator[Panel]:
    axis, counts = part.axis, part.seen.counts
    if not isinstance(axis, Panels):
        yield _panel(part, axis, 0, own, words, "", 0)
        return
    panels, most = Categories(axis.values, axis.others), max(counts, default=0)
    for panel in (*range(1, axis.panels), MISSING):
        first = panel * axis.inner.size
        if any(counts[first : first + axis.inner.size]):
            name = label(panels, panel, words)
            yield _panel(part, axis.inner, first, None, words, name, most)


def _panel(
    part: ChartAnswer,
    axis: Axis,
    first: int,
    own: Filter | None,
    words: Words,
    name: str,
    most: int,
) -> Panel:
    counts = part.seen.counts[first : first + axis.size]
    numbers = _numbers(part, first, axis.size)
    if isinstance(axis, Squares):
        return Panel(name, grid=grid_marks(axis, counts, counts, None, words))
    if isinstance(axis, Steps):
        drawn = _line(axis, numbers, part, words)
        return Panel(name, columns=column_marks(drawn, counts, own, (), words, most))
    return Panel(name, bars=tuple(_bars(part, axis, first, numbers, words)))


def _numbers(part: ChartAnswer, first: int, size: int) -> list[float | None]:
    """The amounts of a panel where they are numbers; empty where rows are counted."""
    amounts = part.seen.amounts[first : first + size]
    told = [None if amount is None else rounded(amount) for amount in amounts]
    return [None if isinstance(amount, str) else amount for amount in told]


def _line(axis: Steps, numbers: list[float | None], part: ChartAnswer, words: Words) -> Steps:
    if not any(number is not None for number in numbers) or isinstance(axis, Line):
        return axis
    bins = range(len(list(pairwise(axis.edges))))
    amounts = tuple(numbers[place + 2] for place in bins)
    return Line(axis.edges, axis.unit, measure_text(part, words), amounts)


def _bars(
    part: ChartAnswer, axis: Axis, first: int, numbers: list[float | None], words: Words
) -> Iterator[Bar]:
    """The values in their order, then what is missing. All others together have no bar: they would
    dwarf every single one."""
    counts = part.seen.counts[first : first + axis.size]
    lengths = [max(number or 0.0, 0.0) for number in numbers] or [float(n) for n in counts]
    if isinstance(axis, Categories) and axis.others:
        lengths[-1] = 0.0
    longest = max(lengths, default=0.0) or 1.0
    for code in (*range(1, axis.size), MISSING):
        if not counts[code] and code != MISSING:
            continue
        text = count_text(counts[code], words)
        if part.seen.amounts:
            text = amount_text(part, part.seen.amounts[first + code], words)
        yield Bar(label(axis, code, words), f"{ROOM * lengths[code] / longest:.2f}%", text)
