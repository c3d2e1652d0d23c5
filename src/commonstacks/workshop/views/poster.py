"""A chart as a picture that stands alone: title, drawing and bars, and all that must be under it.

Lengths are in units of a picture ``WIDE`` units wide. No font is measured: a line breaks where
letters of common width would fill it.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from commonstacks.workshop.views.areas import AreaMap
from commonstacks.workshop.views.bars import Bars
from commonstacks.workshop.views.columns import WIDE as INNER
from commonstacks.workshop.views.columns import Column, Columns
from commonstacks.workshop.views.drawing import ChartPicture
from commonstacks.workshop.views.grid import Grid

EDGE = 24
WIDE = INNER + 2 * EDGE
ROW, NAMES, LONGEST = 26, 210, 28
SIZES = {
    "title": 22,
    "says": 15,
    "how": 13,
    "part": 15,
    "summary": 15,
    "foot": 12,
    "left-out": 13,
    "key": 13,
}
WIDTH, BOLD = 0.53, 0.65
"""Of a letter, as a part of its size; those of a title are bold, and capitals and numbers often."""


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
    """A bar of the list: its ``kind``, its name cut to ``LONGEST`` letters, its length and what
    stands at its end; ``faint`` where others were chosen; ``ghost`` is the length of the other side
    of a comparison."""

    kind: str
    name: str
    width: str
    text: str
    y: float = 0
    faint: bool = False
    ghost: str = ""


@dataclass(frozen=True, slots=True)
class Drawn:
    """What is drawn in a plot; at most one of the three is there. ``ghosts`` and ``ghost_line`` are
    the other side of a comparison, over columns."""

    columns: Columns | None = None
    grid: Grid | None = None
    areas: AreaMap | None = None
    ghosts: tuple[Column, ...] = ()
    ghost_line: str = ""


@dataclass(frozen=True, slots=True)
class Plot:
    """Where a drawing lies; ``box`` is its own view box. A ``small`` one has larger letters, to be
    read at half of the width."""

    drawn: Drawn
    x: float
    y: float
    width: float
    height: float
    box: str
    small: bool = False


@dataclass(frozen=True, slots=True)
class Poster:
    """Everything the template ``_parts/explorer/poster.svg`` draws, from the top down."""

    title: str
    summary: str
    tall: float
    lines: tuple[Line, ...]
    plots: tuple[Plot, ...]
    keys: tuple[Key, ...]
    rows: tuple[Row, ...]
    notes: tuple[tuple[float, float], ...]
    wide: int = WIDE
    edge: int = EDGE
    names: int = NAMES
    room: int = INNER - NAMES


def poster(chart: ChartPicture, says: Says) -> Poster:
    """The picture of one chart, as tall as it must be. ``chart`` is what the page draws."""
    sheet = Sheet()
    sheet.head(chart.title, says.sentence, chart.how)
    drawn = Drawn(chart.columns, chart.grid, chart.areas)
    sheet.draw(drawn)
    sheet.legend(drawn)
    sheet.list(rows_of(chart.bars))
    sheet.write(chart.bars.left, "how")
    return sheet.foot(chart.title, chart.summary, says)


def rows_of(bars: Bars) -> Iterable[Row]:
    """The bars that the page draws; none of what was not chosen is strong."""
    for bar in bars.first:
        faint = bars.chosen and not bar.chosen
        yield Row(bar.kind, bar.label, bar.width, bar.count, faint=faint)


class Sheet:
    """Writes from the top down and knows how far it has come."""

    def __init__(self) -> None:
        self.at: float = EDGE - 4
        self.lines: list[Line] = []
        self.plots: list[Plot] = []
        self.keys: list[Key] = []
        self.rows: list[Row] = []

    def head(self, title: str, *more: str) -> None:
        """The title, what is shown, and how to read it."""
        self.write(title, "title")
        for text, look in zip(more, ("says", "how", "how"), strict=False):
            self.write(text, look)

    def foot(self, title: str, summary: str, says: Says) -> Poster:
        """What stands under every picture; with it the picture is whole."""
        self.write(summary, "summary", above=8)
        notes = tuple(self.gap(kind, text) for kind, text in says.gaps)
        self.write("" if says.gaps else says.no_gaps, "foot", above=12)
        self.at += 12
        for line in says.foot:
            self.write(line, "foot")
        return Poster(
            title=title,
            summary=summary,
            tall=round(self.at + EDGE, 1),
            lines=tuple(self.lines),
            plots=tuple(self.plots),
            keys=tuple(self.keys),
            rows=tuple(self.rows),
            notes=notes,
        )

    def write(
        self, text: str, look: str, *, above: float = 2, x: float = EDGE, room: float = INNER
    ) -> None:
        size, width = SIZES[look], BOLD if look in ("title", "part") else WIDTH
        self.at += above if text else 0
        for line in textwrap.wrap(text, int(room / (size * width))):
            self.at += size * 1.36
            self.lines.append(Line(line, x, round(self.at - size * 0.3, 1), look))

    def draw(self, drawn: Drawn, *, x: float = EDGE, width: float = INNER) -> None:
        """A drawing as wide as ``width``; it keeps its shape."""
        box = _box(drawn)
        if box is None:
            return
        left, top, wide, tall = box
        height = round(width * tall / wide, 1)
        text = f"{left:g} {top:g} {wide:g} {tall:g}"
        small = width < INNER
        self.plots.append(Plot(drawn, x, round(self.at + 16, 1), width, height, text, small))
        self.at += height + 24

    def legend(self, drawn: Drawn) -> None:
        x = float(EDGE)
        entries = list(_entries(drawn))
        self.at += 24 if entries else 0
        for look, text, inset, side in entries:
            room = 24 + len(text) * SIZES["key"] * WIDTH + 18
            if x + room > WIDE:
                x, self.at = EDGE, self.at + 24
            self.keys.append(Key(look, text, round(x, 1), round(self.at - 16, 1), inset, side))
            x += room

    def gap(self, kind: str, text: str) -> tuple[float, float]:
        """Where it begins, and how tall it is."""
        top = round(self.at + 12, 1)
        self.write(kind, "left-out", above=12)
        self.write(text, "says", above=0)
        return top, round(self.at + 4 - top, 1)

    def list(self, rows: Iterable[Row]) -> None:
        """Bars below each other; where they stand is found here."""
        for place, row in enumerate(rows):
            self.at += 14 if not place else 0
            name = textwrap.shorten(row.name, LONGEST, placeholder=" …") or row.name[:LONGEST]
            self.rows.append(replace(row, name=name, y=self.at))
            self.at += ROW


def _box(drawn: Drawn) -> tuple[float, float, float, float] | None:
    if drawn.columns:
        return 0, 0, drawn.columns.wide, drawn.columns.tall
    if drawn.grid:
        return 0, 0, float(drawn.grid.wide), float(drawn.grid.tall)
    if drawn.areas:
        x, y, wide, tall = (float(part) for part in drawn.areas.box.split())
        return x, y, wide, tall
    return None


def _entries(drawn: Drawn) -> Iterable[tuple[str, str, str, str]]:
    if drawn.grid:
        return [(f"k{step.number}", step.text, step.inset, step.side) for step in drawn.grid.legend]
    if drawn.areas:
        return [(key.look, key.text, "0", "16") for key in drawn.areas.legend]
    return []
