"""A grid map: equal degrees, drawn with the proportions of its middle latitude; or two numbers.

Five classes of counts, told apart by size and by strength, so that colour alone never speaks.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from commonstacks.workshop.views.axes import Squares
from commonstacks.workshop.views.columns import WIDE, Tick
from commonstacks.workshop.views.land import NO_LAND, Frame, Land, land
from commonstacks.workshop.views.sentences import count_text, degrees_text
from commonstacks.workshop.views.spec import Filter, Within
from commonstacks.workshop.views.ticks import FEW, anchored, crowded, number_name, round_places
from commonstacks.workshop.views.words import Words

TALLEST, FOOT = 620.0, 34
FLAT = 0.6
"""How tall the density of two numbers is for one wide: they have no proportions of their own."""
BESIDE = 120
"""Units beside a map in which the names of its latitudes have room."""
SIZES = (0.46, 0.6, 0.74, 0.87, 1.0)
_ROUND = [digit * 10**power for power in range(10) for digit in (1, 2, 5)]


@dataclass(frozen=True, slots=True)
class Layer:
    """All squares of one class in one path; class 0 is where the whole table has rows."""

    name: str
    path: str


@dataclass(frozen=True, slots=True)
class Step:
    """One entry of the legend: its class, the side of its square of 16 and its numbers."""

    number: int
    inset: str
    side: str
    text: str


@dataclass(frozen=True, slots=True)
class Plot:
    """Where the map lies in the drawing."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Ends:
    """The box as typed numbers, in degrees; without a filter it is the whole map."""

    west: str
    east: str
    south: str
    north: str
    step: str


@dataclass(frozen=True, slots=True)
class Grid:
    """The drawing, its legend and the box that can be typed; ``box`` is drawn when chosen."""

    plot: Plot
    tall: str
    layers: tuple[Layer, ...]
    legend: tuple[Step, ...]
    ticks: tuple[Tick, ...]
    ends: Ends
    whole: Ends
    box: Plot | None
    wide: int = WIDE
    land: Land = NO_LAND


def grid_marks(
    axis: Squares,
    counts: tuple[int, ...],
    whole: tuple[int, ...],
    own: Filter | None,
    words: Words,
) -> Grid:
    """The map under ``counts``; squares that only ``whole`` fills stay as faint traces."""
    plot, breaks = _plot(axis), classes(max(counts[2:], default=0))
    box = own if isinstance(own, Within) else None
    return Grid(
        plot=plot,
        tall=_short(plot.height + FOOT),
        layers=_layers(axis, counts, whole, plot, breaks, box),
        legend=_legend(breaks, words),
        ticks=_ticks(axis, plot, words),
        ends=_ends(axis, box),
        whole=_ends(axis, None),
        box=_box(axis, box, plot) if box else None,
        land=land_under(axis),
    )


def land_under(axis: Squares) -> Land:
    """Coasts and borders where the grid is a map."""
    if not axis.degrees:
        return NO_LAND
    ends = (axis.x[0], axis.y[0], axis.x[-1], axis.y[-1])
    plot = _plot(axis)
    return land(Frame(*ends, plot.x, plot.y, plot.width, plot.height))


def classes(most: int) -> tuple[int, ...]:
    """The least count of each class: at most five round numbers from 1 up to ``most``."""
    steps = [step for step in _ROUND if step <= most]
    if len(steps) <= 5:
        return tuple(steps)
    last = len(steps) - 1
    return tuple(steps[(place * last * 2 + 4) // 8] for place in range(5))


def class_of(count: float, breaks: Sequence[float]) -> int:
    """0 for none, else the number of the class from 1; with few classes the top ones are used."""
    passed = bisect_right(breaks, count)
    return passed + 5 - len(breaks) if passed else 0


def _plot(axis: Squares) -> Plot:
    if not axis.degrees:
        return Plot(x=0.0, y=0.0, width=float(WIDE), height=round(WIDE * FLAT, 2))
    wide, high = axis.x[-1] - axis.x[0], axis.y[-1] - axis.y[0]
    squeeze = math.cos(math.radians((axis.y[0] + axis.y[-1]) / 2))
    height = WIDE * high / (wide * max(squeeze, 0.1))
    shrink = min(1.0, TALLEST / height)
    width, height = (round(side * shrink, 2) for side in (WIDE, height))
    return Plot(x=round((WIDE - width) / 2, 2), y=0.0, width=width, height=height)


def _layers(
    axis: Squares,
    counts: tuple[int, ...],
    whole: tuple[int, ...],
    plot: Plot,
    breaks: tuple[int, ...],
    box: Within | None,
) -> tuple[Layer, ...]:
    names = ["k0", *(f"k{k}" for k in range(1, 6)), *(f"k{k} out" for k in range(1, 6))]
    paths: dict[str, list[str]] = {name: [] for name in names}
    squares = [_Squares.of(axis, plot, size) for size in SIZES]
    for code in range(2, axis.size):
        if not whole[code]:
            continue
        column, row = axis.place(code)
        number = class_of(counts[code], breaks)
        outside = number and box is not None and not _holds(axis, column, row, box)
        square = squares[max(number - 1, 0)].at(column, row)
        paths[f"k{number}{' out' if outside else ''}"].append(square)
    return tuple(Layer(name, "".join(path)) for name, path in paths.items())


@dataclass(frozen=True, slots=True)
class _Squares:
    """Squares of one size: the numbers of a path are written once for a column, once for a row."""

    across: tuple[str, ...]
    up: tuple[str, ...]
    sides: str

    @classmethod
    def of(cls, axis: Squares, plot: Plot, size: float) -> _Squares:
        wide, high = plot.width / axis.across, plot.height / axis.up
        edge, side = (1 - size) / 2, _short(wide * size)
        return cls(
            tuple(_short(plot.x + (column + edge) * wide) for column in range(axis.across)),
            tuple(_short(plot.y + (axis.up - 1 - row + edge) * high) for row in range(axis.up)),
            f"h{side}v{_short(high * size)}h-{side}z",
        )

    def at(self, column: int, row: int) -> str:
        return f"M{self.across[column]} {self.up[row]}{self.sides}"


def _holds(axis: Squares, column: int, row: int, box: Within) -> bool:
    across = box.west <= axis.x[column] < box.east
    return across and box.south <= axis.y[row] < box.north


def _legend(breaks: tuple[int, ...], words: Words) -> tuple[Step, ...]:
    steps = []
    for place, least in enumerate(breaks):
        number = place + 6 - len(breaks)
        last = place == len(breaks) - 1
        text = count_text(least, words)
        if last:
            text = words.over.format(low=text)
        elif breaks[place + 1] - 1 > least:
            text = words.span.format(low=text, high=count_text(breaks[place + 1] - 1, words))
        side = 16 * SIZES[number - 1]
        steps.append(Step(number, _short((16 - side) / 2), _short(side), text))
    return tuple(steps)


def _ticks(axis: Squares, plot: Plot, words: Words) -> tuple[Tick, ...]:
    """Names of degrees stand beside a map that leaves them room, else inside it."""
    ticks = []
    named = [
        (place, _text(axis.x[place], axis.x, (words.east, words.west), axis, words))
        for place in round_places(axis.x, FEW)
    ]
    wide = plot.width / axis.across
    every = crowded([(place * wide, text) for place, text in named])
    for number, (place, text) in enumerate(named):
        x = plot.x + place * wide
        anchor = anchored(place * wide, text, plot.width)
        minor = every and number % 2 == 1
        ticks.append(Tick(_short(x), _short(plot.height + 24), text, anchor, minor))
    outside = plot.x > BESIDE
    for number, place in enumerate(round_places(axis.y, FEW)):
        at = plot.y + (axis.up - place) * plot.height / axis.up
        if not 16 < at < plot.height - 4:
            continue
        text = _text(axis.y[place], axis.y, (words.north, words.south), axis, words)
        x, anchor = (plot.x - 6, "end") if outside else (plot.x + 2, "start")
        ticks.append(Tick(_short(x), _short(at + 4), text, anchor, number % 2 == 1))
    return tuple(ticks)


def _text(
    end: float, edges: tuple[float, ...], sides: tuple[str, str], axis: Squares, words: Words
) -> str:
    return degrees_text(end, *sides, words) if axis.degrees else number_name(end, edges, words)


def _ends(axis: Squares, box: Within | None) -> Ends:
    west, east, south, north = axis.x[0], axis.x[-1], axis.y[0], axis.y[-1]
    if box:
        west, east, south, north = box.west, box.east, box.south, box.north
    step = round(axis.x[1] - axis.x[0], 6)
    texts = (_short(end, 6) for end in (west, east, south, north, step))
    return Ends(*texts)


def _box(axis: Squares, box: Within, plot: Plot) -> Plot:
    wide, high = plot.width / axis.across, plot.height / axis.up
    west, east = axis.x.index(box.west), axis.x.index(box.east)
    south, north = axis.y.index(box.south), axis.y.index(box.north)
    return Plot(
        x=round(plot.x + west * wide, 2),
        y=round(plot.y + (axis.up - north) * high, 2),
        width=round((east - west) * wide, 2),
        height=round((north - south) * high, 2),
    )


def _short(value: float, digits: int = 2) -> str:
    return f"{value:.{digits}f}".rstrip("0").rstrip(".") if value else "0"
