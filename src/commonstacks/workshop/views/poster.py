"""A chart as a picture that stands alone: title, drawing and bars, and all that must be under it.

Lengths are in units of a picture ``WIDE`` units wide. No font is measured: a line breaks where
letters of common width would fill it.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from commonstacks.workshop.views.bars import Bar
from commonstacks.workshop.views.columns import WIDE as INNER
from commonstacks.workshop.views.drawing import ChartPicture

EDGE = 24
WIDE = INNER + 2 * EDGE
ROW, NAMES, LONGEST = 26, 210, 30
SIZES = {"title": 22, "says": 15, "how": 13, "summary": 15, "foot": 12, "left-out": 13, "key": 13}
WIDTH = 0.53
"""Of a letter, as a part of its size."""


@dataclass(frozen=True, slots=True)
class Says:
    """What the picture says besides its chart: the filter ``sentence``; the ``gaps``, each with its
    kind, or ``no_gaps`` in words; the lines of its foot: source, licence, address and day."""

    sentence: str
    gaps: Sequence[tuple[str, str]]
    no_gaps: str
    foot: Sequence[str]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text; ``look`` names its style and size."""

    text: str
    x: float
    y: float
    look: str


@dataclass(frozen=True, slots=True)
class Key:
    """One entry of a legend: a square of 16 at ``x``, ``y`` with a text behind it."""

    look: str
    text: str
    x: float
    y: float
    inset: str = "0"
    side: str = "16"


@dataclass(frozen=True, slots=True)
class Row:
    """A bar of the list, with its name cut to ``LONGEST`` letters."""

    bar: Bar
    name: str
    y: float


@dataclass(frozen=True, slots=True)
class Plot:
    """Where the drawing lies; ``box`` is its own view box."""

    y: float
    height: float
    box: str


@dataclass(frozen=True, slots=True)
class Poster:
    """Everything the template ``_parts/explorer/poster.svg`` draws, from the top down."""

    chart: ChartPicture
    tall: float
    lines: tuple[Line, ...]
    plot: Plot | None
    keys: tuple[Key, ...]
    rows: tuple[Row, ...]
    notes: tuple[tuple[float, float], ...]
    wide: int = WIDE
    edge: int = EDGE
    inner: int = INNER
    names: int = NAMES
    room: int = INNER - NAMES


def poster(chart: ChartPicture, says: Says) -> Poster:
    """The picture of one chart, as tall as it must be. ``chart`` is what the page draws."""
    page = _Page()
    page.write(chart.title, "title")
    page.write(says.sentence, "says")
    page.write(chart.how, "how")
    plot = page.draw(chart)
    keys = page.legend(chart)
    rows = page.list(chart.bars.first)
    page.write(chart.bars.unfolds if chart.bars.long else "", "how")
    page.write(chart.summary, "summary", above=8)
    notes = tuple(page.gap(kind, text) for kind, text in says.gaps)
    page.write("" if says.gaps else says.no_gaps, "foot", above=12)
    page.at += 12
    for line in says.foot:
        page.write(line, "foot")
    return Poster(chart, round(page.at + EDGE, 1), tuple(page.lines), plot, keys, rows, notes)


class _Page:
    """Writes from the top down and knows how far it has come."""

    def __init__(self) -> None:
        self.at: float = EDGE - 4
        self.lines: list[Line] = []

    def write(self, text: str, look: str, *, above: float = 2) -> None:
        size = SIZES[look]
        self.at += above if text else 0
        for line in textwrap.wrap(text, int(INNER / (size * WIDTH))):
            self.at += size * 1.36
            self.lines.append(Line(line, EDGE, round(self.at - size * 0.3, 1), look))

    def draw(self, chart: ChartPicture) -> Plot | None:
        box = _box(chart)
        if box is None:
            return None
        x, y, wide, tall = box
        height = round(INNER * tall / wide, 1)
        plot = Plot(round(self.at + 16, 1), height, f"{x:g} {y:g} {wide:g} {tall:g}")
        self.at += height + 24
        return plot

    def legend(self, chart: ChartPicture) -> tuple[Key, ...]:
        keys, x = [], float(EDGE)
        if entries := list(_entries(chart)):
            self.at += 24
        for look, text, inset, side in entries:
            room = 24 + len(text) * SIZES["key"] * WIDTH + 18
            if x + room > WIDE:
                x, self.at = EDGE, self.at + 24
            keys.append(Key(look, text, round(x, 1), round(self.at - 16, 1), inset, side))
            x += room
        return tuple(keys)

    def gap(self, kind: str, text: str) -> tuple[float, float]:
        """Where it begins, and how tall it is."""
        top = round(self.at + 12, 1)
        self.write(kind, "left-out", above=12)
        self.write(text, "says", above=0)
        return top, round(self.at + 4 - top, 1)

    def list(self, bars: Sequence[Bar]) -> tuple[Row, ...]:
        self.at += 14 if bars else 0
        rows = []
        for bar in bars:
            rows.append(Row(bar, textwrap.shorten(bar.label, LONGEST, placeholder=" …"), self.at))
            self.at += ROW
        return tuple(rows)


def _box(chart: ChartPicture) -> tuple[float, float, float, float] | None:
    if chart.columns:
        return 0, 0, chart.columns.wide, chart.columns.tall
    if chart.grid:
        return 0, 0, float(chart.grid.wide), float(chart.grid.tall)
    if chart.areas:
        x, y, wide, tall = (float(part) for part in chart.areas.box.split())
        return x, y, wide, tall
    return None


def _entries(chart: ChartPicture) -> Iterable[tuple[str, str, str, str]]:
    if chart.grid:
        return [(f"k{step.number}", step.text, step.inset, step.side) for step in chart.grid.legend]
    if chart.areas:
        return [(key.look, key.text, "0", "16") for key in chart.areas.legend]
    return []
