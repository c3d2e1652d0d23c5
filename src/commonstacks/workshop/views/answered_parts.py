"""What the page of an answered view draws, as values: bars, areas that can be clicked, drawings."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from commonstacks.workshop.views.answering import Side
from commonstacks.workshop.views.areas import AreaMap
from commonstacks.workshop.views.columns import Column, Columns
from commonstacks.workshop.views.filters import Filter
from commonstacks.workshop.views.grid import Grid
from commonstacks.workshop.views.outlines import Outlines
from commonstacks.workshop.views.words import ENGLISH, Words


@dataclass(frozen=True, slots=True)
class Bar:
    """One value: ``width`` in percent of the line, ``text`` its rows or its amount; ``kind`` is
    value, beyond or missing. ``pick`` is what a click on it asks for, "" where it can not be
    chosen; ``ghost`` is the width of the other side where that differs."""

    label: str
    width: str
    text: str
    kind: str = "value"
    pick: str = ""
    chosen: bool = False
    ghost: str = ""

    @property
    def end(self) -> str:
        """Where the longer of both sides ends, and the number stands."""
        return max(self.width, self.ghost, key=_percent)


@dataclass(frozen=True, slots=True)
class Region:
    """One area of a map; ``pick`` is what a click asks for, "" where no row names it."""

    look: str
    path: str
    says: str
    pick: str = ""


@dataclass(frozen=True, slots=True)
class Map:
    """A map of areas that can be clicked."""

    drawn: AreaMap
    regions: tuple[Region, ...]


@dataclass(frozen=True, slots=True)
class Panel:
    """One drawing: columns, a grid, a map, or bars; below a drawing, bars of what it leaves out.
    Only several drawings in one chart have a ``name``; ``more`` bars unfold. ``ghosts`` and
    ``ghost_line`` are the other side where it differs."""

    name: str
    columns: Columns | None = None
    grid: Grid | None = None
    bars: tuple[Bar, ...] = ()
    more: tuple[Bar, ...] = ()
    map: Map | None = None
    ghosts: tuple[Column, ...] = ()
    ghost_line: str = ""

    @property
    def dashed(self) -> bool:
        """Is anything of the other side drawn?"""
        return bool(
            self.ghosts or self.ghost_line or any(bar.ghost for bar in (*self.bars, *self.more))
        )


@dataclass(frozen=True, slots=True)
class Drawing:
    """How a chart is drawn: its ``place`` among the charts, its ``own`` filter, the ``outlines`` of
    its map with the ``gaps`` in it, the other side as it is laid ``beside``, and the versions of
    both sides where two are compared."""

    place: int = 0
    own: Filter | None = None
    outlines: Outlines | None = None
    gaps: Collection[str] = ()
    versions: tuple[int, int] | None = None
    beside: Side | None = None
    words: Words = field(default=ENGLISH)


def _percent(width: str) -> float:
    return float(width.rstrip("%") or 0)
