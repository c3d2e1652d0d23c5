"""Columns over a line of numbers or days."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from commonstacks.workshop.views.axes import Line, Steps
from commonstacks.workshop.views.lines import Strokes, strokes
from commonstacks.workshop.views.notes import Note, band
from commonstacks.workshop.views.sentences import count_text
from commonstacks.workshop.views.spec import Between, Edge, Filter
from commonstacks.workshop.views.ticks import anchored, crowded, step_ticks
from commonstacks.workshop.views.words import Words

WIDE, TALL, FOOT, HEAD = 680, 220, 34, 22


@dataclass(frozen=True, slots=True)
class Column:
    """A rectangle; ``out`` if the chart's own filter leaves it out."""

    x: str
    y: str
    width: str
    height: str
    out: bool


@dataclass(frozen=True, slots=True)
class Tick:
    """A text at ``x``, ``y``; a minor one is left out where there is little room."""

    x: str
    y: str
    text: str
    anchor: str
    minor: bool


@dataclass(frozen=True, slots=True)
class Band:
    """A period about which a margin note speaks, hatched behind the columns."""

    x: str
    width: str


@dataclass(frozen=True, slots=True)
class Columns:
    """The drawing and the two ends that can be typed. ``marks`` stand in the order of the bins;
    a ``line`` stands instead of them."""

    marks: tuple[Column, ...]
    ticks: tuple[Tick, ...]
    most: str
    low: str
    high: str
    least_end: str
    last_end: str
    field: str
    step: str
    bands: tuple[Band, ...] = ()
    line: Strokes | None = None
    wide: int = WIDE
    tall: int = TALL
    floor: int = TALL - FOOT


def column_marks(
    axis: Steps,
    counts: tuple[int, ...],
    own: Filter | None,
    notes: Sequence[Note],
    words: Words,
    least: int = 0,
) -> Columns:
    """One column a bin, the fullest as high as the drawing, or a line; ticks at round edges; a band
    for each note on a period. Where drawings are to be compared, ``least`` is the fullest of all.
    """
    highest = max(least, *counts[2 : axis.size - 1])
    drawn = counts[2 : axis.size - 1]
    each = WIDE / len(drawn)
    span = own if isinstance(own, Between) else None
    inside = [span is None or _inside(axis, place, span) for place in range(len(drawn))]
    line = None
    if isinstance(axis, Line):
        kept = [held and n > 0 for held, n in zip(inside, drawn, strict=True)]
        line = strokes(axis, kept, WIDE, HEAD, TALL - FOOT, words)
    return Columns(
        marks=() if line else _marks(drawn, inside, each, highest),
        line=line,
        ticks=_ticks(axis, words),
        most=line.most if line else count_text(highest, words),
        low=_end(span.low if span else None),
        high=_end(span.high if span else None),
        least_end=_end(axis.edges[0]),
        last_end=_end(axis.edges[-1]),
        field="number" if axis.unit in ("number", "whole") else "date",
        step=_step(axis.edges[0], axis.edges[1]),
        bands=tuple(_bands(axis, notes, each)),
    )


def _marks(
    drawn: Sequence[int], inside: Sequence[bool], each: float, most: int
) -> tuple[Column, ...]:
    room, marks = TALL - FOOT - HEAD, []
    for place, (n, held) in enumerate(zip(drawn, inside, strict=True)):
        high = room * n / (most or 1)
        if n:
            high = max(high, 1.0)
        marks.append(
            Column(
                x=f"{place * each + 0.5:.2f}",
                y=f"{TALL - FOOT - high:.2f}",
                width=f"{max(each - 1, 0.5):.2f}",
                height=f"{high:.2f}",
                out=not held,
            )
        )
    return tuple(marks)


def _bands(axis: Steps, notes: Sequence[Note], each: float) -> Iterator[Band]:
    """Periods of notes that touch each other are one band: a hatch over a hatch is no more than
    one, and hides what is drawn."""
    reaches = sorted(reach for note in notes if (reach := band(note, axis)))
    united: list[list[float]] = []
    for low, high in reaches:
        if united and low <= united[-1][1]:
            united[-1][1] = max(united[-1][1], high)
        else:
            united.append([low, high])
    for low, high in united:
        width = max((high - low) * each, 3.0)
        yield Band(x=f"{min(low * each, WIDE - width):.2f}", width=f"{width:.2f}")


def _inside(axis: Steps, place: int, span: Between) -> bool:
    low, high = axis.edges[place], axis.edges[place + 1]
    return (span.low is None or low >= span.low) and (span.high is None or high <= span.high)  # type: ignore[operator]  # one kind of edge


def _ticks(axis: Steps, words: Words) -> tuple[Tick, ...]:
    bins = len(axis.edges) - 1
    ticks, named = [], step_ticks(axis, words)
    every = crowded([(place * WIDE / bins, text) for place, text in named])
    for number, (place, text) in enumerate(named):
        x, y = f"{place * WIDE / bins:.2f}", str(TALL - FOOT + 24)
        anchor = anchored(place * WIDE / bins, text)
        ticks.append(Tick(x, y, text, anchor, every and number % 2 == 1))
    return tuple(ticks)


def _step(first: Edge, second: Edge) -> str:
    """How far one press of an arrow key goes: a bin. Days go one by one."""
    if isinstance(first, str) or isinstance(second, str):
        return "1"
    return f"{second - first:.12g}"


def _end(edge: Edge | None) -> str:
    if edge is None or isinstance(edge, str):
        return edge or ""
    return str(int(edge)) if edge.is_integer() and abs(edge) < 1e15 else repr(edge)
