"""The drawings of one answered chart: columns, a grid, a map or bars, with what they leave out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from types import MappingProxyType

from commonstacks.workshop.views import ghosts
from commonstacks.workshop.views.answered_parts import Bar, Drawing, Map, Panel, Region
from commonstacks.workshop.views.answering import ChartAnswer, Side
from commonstacks.workshop.views.areas import area_marks
from commonstacks.workshop.views.axes import MISSING, Areas, Axis, Categories, Line, Squares, Steps
from commonstacks.workshop.views.bars import beyond, ranked
from commonstacks.workshop.views.columns import column_marks
from commonstacks.workshop.views.filters import AnyOf
from commonstacks.workshop.views.grid import grid_marks
from commonstacks.workshop.views.outlines import Outlines
from commonstacks.workshop.views.panels import Panels
from commonstacks.workshop.views.saying import amount_text, bin_name, measure_text, rounded
from commonstacks.workshop.views.sentences import count_text, label
from commonstacks.workshop.views.words import Words

FIRST, LISTED = 12, 25
"""So many areas, and so many values, stand open; more unfold."""
ROOM = 70  # percent of a line that the longest bar takes; its number stands behind it
NO_OUTLINES: Mapping[str, Outlines] = MappingProxyType({})


def panels_of(part: ChartAnswer, how: Drawing) -> Iterator[Panel]:
    """The drawings of a chart; those of small multiples have one scale."""
    axis, counts = part.axis, part.seen.counts
    if not isinstance(axis, Panels):
        yield from _single(part, axis, how)
        return
    theirs = how.beside.counts if how.beside else ()
    panels, most = Categories(axis.values, axis.others), max((*counts, *theirs), default=0)
    for panel in (*range(1, axis.panels), MISSING):
        first = panel * axis.inner.size
        span = slice(first, first + axis.inner.size)
        if any(counts[span]) or any(theirs[span]):
            name = label(panels, panel, how.words)
            yield _Panel(part, axis.inner, first, how, most).drawn(name)


def _single(part: ChartAnswer, axis: Axis, how: Drawing) -> Iterator[Panel]:
    """Two maps of squares stand beside each other; everything else is laid over one another."""
    words = how.words
    if not (isinstance(axis, Squares) and part.other and how.versions):
        yield _Panel(part, axis, 0, how).drawn("")
        return
    for version, side in zip(how.versions, (part.seen, part.other), strict=True):
        grid = grid_marks(axis, side.counts, side.counts, None, words)
        name = words.version_named.format(version=version)
        alone = ChartAnswer(part.chart, axis, side)
        bars = tuple(_Panel(alone, axis, 0, replace(how, beside=None)).rest())
        yield Panel(name, grid=grid, bars=bars)


@dataclass(frozen=True, slots=True)
class _Panel:
    """A drawing of the codes from ``first`` on; ``most`` rows are as high as it is."""

    part: ChartAnswer
    axis: Axis
    first: int
    how: Drawing
    most: int = 0

    @property
    def counts(self) -> tuple[int, ...]:
        return self._counts(self.part.seen)

    @property
    def others(self) -> tuple[int, ...]:
        return self._counts(self.other) if self.other else ()

    @property
    def other(self) -> Side | None:
        """The side that is drawn as an outline."""
        return self.how.beside

    @property
    def alone(self) -> bool:
        """Is it the only drawing of its chart?"""
        return not isinstance(self.part.axis, Panels)

    def drawn(self, name: str) -> Panel:
        words, axis = self.how.words, self.axis
        if isinstance(axis, Squares):
            grid = grid_marks(axis, self.counts, self.counts, None, words)
            return Panel(name, grid=grid, bars=tuple(self.rest()))
        if isinstance(axis, Steps):
            return self._columns(name, axis)
        drawn = self._map(axis) if isinstance(axis, Areas) and self.how.outlines else None
        bars = list(self.bars())
        shown = FIRST if self.part.chart.kind == "areas" else LISTED
        more = tuple(bar for bar in bars[shown:-1] if not bar.chosen)
        if len(more) > 1:
            open_too = (bar for bar in bars[shown:-1] if bar.chosen)
            bars = [*bars[:shown], *open_too, *bars[shown:][-1:]]
        return Panel(name, bars=tuple(bars), more=more if len(more) > 1 else (), map=drawn)

    def rest(self) -> Iterator[Bar]:
        """What a drawing leaves out, on the scale of all its rows; what is missing is always told
        of a chart with one drawing."""
        counts, total = self.counts, sum(self.counts) or 1
        for code in (*beyond(self.axis), MISSING):
            if not counts[code] and not (code == MISSING and self.alone):
                continue
            kind = "beyond" if code else "missing"
            name = bin_name(self.part.axis, code, self.how.words)
            text = count_text(counts[code], self.how.words)
            name = name if self.alone else label(self.axis, code, self.how.words)
            yield Bar(name, _wide(counts[code], total), text, kind, ghost=self._ghost(code, total))

    def bars(self) -> Iterator[Bar]:
        """The values in their order, then what is missing. All others together have no bar: they
        would dwarf every single one."""
        mine = self._lengths(self.part.seen)
        theirs = self._lengths(self.other)
        longest = max([*mine, *theirs, self._scale()], default=0.0) or 1.0
        for code in (*self._order(mine), MISSING):
            if self.counts[code] or code == MISSING or (theirs and self.others[code]):
                differs = bool(theirs) and theirs[code] != mine[code]
                ghost = _wide(theirs[code], longest) if differs else ""
                yield self._bar(code, _wide(mine[code], longest), ghost)

    def _order(self, lengths: list[float]) -> list[int]:
        """The longest first where one drawing counts rows, a few numbers from the least on; small
        multiples keep one order, and a ranked list has its own."""
        axis, codes = self.axis, list(range(1, self.axis.size))
        if isinstance(axis, Areas):
            return sorted(codes, key=lambda code: -lengths[code])
        if self.part.chart.kind != "bars" or not isinstance(axis, Categories):
            return codes
        counts = self.counts
        return [*ranked(axis, counts, counts), *codes[len(axis.values) :]]

    def _scale(self) -> float:
        """The longest bar of all drawings of a chart: small multiples have one scale."""
        if self.alone:
            return 0.0
        side, size = self.part.seen, self.axis.size
        found = [rounded(n) for n in side.amounts if n is not None] or list(side.counts)
        if not side.amounts and isinstance(self.axis, Categories) and self.axis.others:
            found = [n for code, n in enumerate(found) if code % size != size - 1]
        return max((float(n) for n in found if not isinstance(n, str)), default=0.0)

    def _bar(self, code: int, width: str, ghost: str) -> Bar:
        words, part = self.how.words, self.part
        text = count_text(self.counts[code], words)
        if part.seen.amounts:
            text = amount_text(part, part.seen.amounts[self.first + code], words)
        known = code == MISSING or self._values(code)
        return Bar(
            label=label(self.axis, code, words),
            width=width,
            text=text,
            kind="missing" if code == MISSING else "value" if known else "beyond",
            pick=f"{self.how.place}.{code}" if known and self.alone else "",
            chosen=self._chosen(code),
            ghost=ghost,
        )

    def _values(self, code: int) -> bool:
        return isinstance(self.axis, Categories) and 0 < code <= len(self.axis.values)

    def _chosen(self, code: int) -> bool:
        own, axis = self.how.own, self.axis
        if not (self.alone and isinstance(own, AnyOf) and isinstance(axis, Categories)):
            return False
        if code == MISSING:
            return None in own.values
        return code <= len(axis.values) and axis.values[code - 1] in own.values

    def _ghost(self, code: int, total: int) -> str:
        if not self.others or self.others[code] == self.counts[code]:
            return ""
        return _wide(min(self.others[code], total), total)

    def _lengths(self, side: Side | None) -> list[float]:
        if side is None:
            return []
        numbers = self._numbers(side) or [float(n) for n in self._counts(side)]
        lengths = [max(number or 0.0, 0.0) for number in numbers]
        if isinstance(self.axis, Categories) and self.axis.others:
            lengths[-1] = 0.0
        return lengths

    def _columns(self, name: str, axis: Steps) -> Panel:
        words, part = self.how.words, self.part
        mine = self._numbers(part.seen)
        drawn = _line(axis, mine, part, words)
        inner = self.counts[2:-1], self.others[2:-1]
        most = max(self.most, *inner[0], *inner[1], 0)
        own = self.how.own if self.alone else None
        columns = column_marks(drawn, self.counts, own, (), words, most)
        rest = tuple(self.rest())
        if self.other is None:
            return Panel(name, columns=columns, bars=rest)
        if columns.line:
            theirs = self._numbers(self.other)[2:-1]
            columns, line = ghosts.both_lines(columns, mine[2:-1], theirs, words)
            return Panel(name, columns=columns, bars=rest, ghost_line=line)
        marks = ghosts.columns_of(axis, self.counts, self.others, most, words)
        return Panel(name, columns=columns, bars=rest, ghosts=marks)

    def _map(self, axis: Areas) -> Map | None:
        outlines, words = self.how.outlines, self.how.words
        if outlines is None or not any(axis.keys):
            return None
        chosen = isinstance(self.how.own, AnyOf)
        passes = [self._chosen(code) for code in range(axis.size)] if chosen else None
        counts = self.counts
        drawn = area_marks(axis, counts, counts, passes, outlines, self.how.gaps, words)
        return Map(drawn, tuple(self._region(mark.look, mark.path, mark.codes, mark.name)
                                for mark in drawn.marks))  # fmt: skip

    def _region(self, look: str, path: str, codes: str, name: str) -> Region:
        words = self.how.words
        if not codes:
            return Region(look, path, words.readout.format(name=name, n=words.no_rows))
        listed = [int(code) for code in codes.split()]
        rows = count_text(sum(self.counts[code] for code in listed), words)
        if self.part.seen.amounts:
            rows = amount_text(self.part, self.part.seen.amounts[listed[0]], words)
        says = words.readout.format(name=label(self.axis, listed[0], words), n=rows)
        return Region(look, path, says, f"{self.how.place}.{'-'.join(map(str, listed))}")

    def _counts(self, side: Side) -> tuple[int, ...]:
        return side.counts[self.first : self.first + self.axis.size]

    def _numbers(self, side: Side) -> list[float | None]:
        """The amounts where they are numbers; empty where rows are counted."""
        amounts = side.amounts[self.first : self.first + self.axis.size]
        told = [None if amount is None else rounded(amount) for amount in amounts]
        return [None if isinstance(amount, str) else amount for amount in told]


def _wide(length: float, longest: float) -> str:
    return f"{ROOM * length / longest:.2f}%"


def _line(axis: Steps, numbers: list[float | None], part: ChartAnswer, words: Words) -> Steps:
    """As a line where amounts are drawn."""
    if not any(number is not None for number in numbers) or isinstance(axis, Line):
        return axis
    bins = range(len(list(pairwise(axis.edges))))
    amounts: Sequence[float | None] = [numbers[place + 2] for place in bins]
    return Line(axis.edges, axis.unit, measure_text(part, words), tuple(amounts))
