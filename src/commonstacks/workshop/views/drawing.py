"""An explorer's picture as values: what the templates draw, without markup.

Lengths are in units of a drawing ``WIDE`` units wide; widths of bars in percent.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace

from commonstacks.workshop.views.areas import AreaMap, area_marks
from commonstacks.workshop.views.axes import (
    Areas,
    Axis,
    Categories,
    Line,
    Squares,
    Steps,
    amounts_left,
    passing,
)
from commonstacks.workshop.views.bars import Bars, bar_rows, singles
from commonstacks.workshop.views.columns import Columns, column_marks
from commonstacks.workshop.views.conditions import Part, sentence
from commonstacks.workshop.views.countable import Countable
from commonstacks.workshop.views.grid import Grid, grid_marks
from commonstacks.workshop.views.hows import how_squares, how_steps
from commonstacks.workshop.views.notes import Note, beside, in_time, named
from commonstacks.workshop.views.outlines import Outlines
from commonstacks.workshop.views.sentences import (
    count_text,
    label,
    number_text,
    share_text,
    summary,
    title,
)
from commonstacks.workshop.views.slices import Slice
from commonstacks.workshop.views.spec import Chart, ViewSpec, facts_of
from commonstacks.workshop.views.tokens import token
from commonstacks.workshop.views.words import ENGLISH, Words

LISTED = 100


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where the page finds things: ``views`` ends in ``/`` and a token is put behind it. A cube and
    its axes, or the bins of a large table and where they are counted."""

    views: str
    cube: str = ""
    axes: str = ""
    bins: str = ""
    active: str = ""
    counts: str = ""

    @property
    def form(self) -> str:
        """Where the plain form goes; its fields are those of ``asked.from_form``."""
        return self.views.rstrip("/")


@dataclass(frozen=True, slots=True)
class Row:
    """One row of "the same numbers as a table"."""

    label: str
    count: str
    share: str
    missing: bool


@dataclass(frozen=True, slots=True)
class Table:
    """The fullest ``LISTED`` bins of a chart, what is missing always among them. ``last`` is the
    column whose amounts stand where other charts have the share."""

    rows: tuple[Row, ...]
    rest: str
    last: str = ""


@dataclass(frozen=True, slots=True)
class ChartPicture:
    """One chart. At most one of ``columns``, ``grid`` and ``areas`` is there; none for bars."""

    place: int
    kind: str
    names: tuple[str, ...]
    title: str
    how: str
    why: str
    summary: str
    bars: Bars
    columns: Columns | None
    grid: Grid | None
    areas: AreaMap | None
    table: Table
    notes: tuple[Note, ...]

    @property
    def height(self) -> float:
        """About how many pixels it takes in half a wide page; only the balance of sides asks."""
        drawn = 240.0 if self.columns else 400.0 if self.areas else 0.0
        if self.grid:
            drawn = 110 + float(self.grid.tall) * 0.74
        return 200 + drawn + 29 * len(self.bars.first) + 90 * len(self.notes)


@dataclass(frozen=True, slots=True)
class ExplorerPicture:
    """Everything the template ``_parts/explorer/section.html`` shows."""

    sentence: tuple[Part, ...]
    charts: tuple[ChartPicture, ...]
    notes: tuple[Note, ...]
    address: str
    whole_address: str
    whole_token: str
    addresses: Addresses
    filtered: bool
    spec_json: str
    words_json: str

    @property
    def sides(self) -> tuple[tuple[ChartPicture, ...], ...]:
        """The charts in one column, or from three on in two of about the same height."""
        if len(self.charts) < 3:
            return (self.charts,)
        heights = [chart.height for chart in self.charts]
        cuts = range(1, len(heights))
        cut = min(cuts, key=lambda place: max(sum(heights[:place]), sum(heights[place:])))
        return self.charts[:cut], self.charts[cut:]


def picture(
    spec: ViewSpec,
    cube: Countable,
    addresses: Addresses,
    reasons: Sequence[str],
    *,
    notes: Sequence[Note] = (),
    outlines: Outlines | None = None,
    words: Words = ENGLISH,
) -> ExplorerPicture:
    """The picture of ``spec``, whose ranges lie on the edges of ``cube`` (see ``Cube.snapped``).

    ``reasons`` has one sentence a chart ("Shown because …"); ``outlines`` are those of the chart of
    areas, which without them is its ranked list alone. Refuses filters the cube cannot
    answer and views too long for an address.
    """
    whole = cube.counts()
    seen = cube.counts(spec.filters) if spec.filters else whole
    base = token(replace(spec, filters=()))
    drawing = Drawing(spec, cube, seen, whole, notes, outlines, words)
    charts = _noted_once(
        _chart(drawing, place, reasons[place]) for place in range(len(cube.charts))
    )
    placed = {note for chart in charts for note in chart.notes}
    return ExplorerPicture(
        sentence=sentence(spec, cube, seen, words),
        charts=charts,
        notes=tuple(note for note in notes if note not in placed),
        address=addresses.views + token(spec),
        whole_address=addresses.views + base,
        whole_token=base,
        addresses=addresses,
        filtered=bool(spec.filters),
        spec_json=json.dumps(facts_of(spec), ensure_ascii=False),
        words_json=json.dumps(asdict(words), ensure_ascii=False),
    )


def _noted_once(charts: Iterable[ChartPicture]) -> tuple[ChartPicture, ...]:
    """Two charts may show one column; a note stands beside the first. What is drawn stays drawn."""
    seen: set[Note] = set()
    noted = []
    for chart in charts:
        noted.append(replace(chart, notes=tuple(note for note in chart.notes if note not in seen)))
        seen.update(chart.notes)
    return tuple(noted)


@dataclass(frozen=True, slots=True)
class Drawing:
    """What every chart of one picture is drawn from."""

    spec: ViewSpec
    cube: Countable
    seen: Slice
    whole: Slice
    notes: Sequence[Note]
    outlines: Outlines | None
    words: Words


def _chart(drawing: Drawing, place: int, why: str) -> ChartPicture:
    cube, words, outlines = drawing.cube, drawing.words, drawing.outlines
    chart, axis = cube.charts[place], cube.axes[place]
    counts, whole = drawing.seen.counts[place], drawing.whole.counts[place]
    own = next((item for item in drawing.spec.filters if item.columns == chart.columns), None)
    passes = passing(axis, own) if own else None
    notes = tuple(note for note in drawing.notes if beside(note, chart, axis, outlines))
    columns, grid, areas = None, None, None
    if isinstance(axis, Steps):
        in_view = [note for note in notes if in_time(note, chart)]
        columns = column_marks(axis, counts, own, in_view, words)
    elif isinstance(axis, Squares):
        grid = grid_marks(axis, counts, whole, own, words)
    elif isinstance(axis, Areas) and outlines:
        gaps = frozenset[str]().union(*(named(note, axis, outlines) for note in notes))
        areas = area_marks(axis, counts, whole, passes, outlines, gaps, words)
    return ChartPicture(
        place=place,
        kind=chart.kind,
        names=chart.columns,
        title=title(chart, axis, counts, words),
        how=_how(chart, axis, whole, outlines, words),
        why=why,
        summary=summary(axis, counts, words),
        bars=bar_rows(axis, counts, whole, passes, words),
        columns=columns,
        grid=grid,
        areas=areas,
        table=_table(axis, counts, words),
        notes=notes,
    )


def _how(
    chart: Chart, axis: Axis, whole: tuple[int, ...], outlines: Outlines | None, words: Words
) -> str:
    if isinstance(axis, Squares):
        return how_squares(axis, words)
    if isinstance(axis, Areas) and outlines:
        return _how_areas(axis, whole, outlines, words)
    if isinstance(axis, Line):
        form = getattr(words, f"how_line_{axis.unit}") if axis.several else words.how_line
        return str(form.format(value=axis.value))
    if isinstance(axis, Categories):
        return words.how_bars
    return words.how_log if chart.steps else how_steps(axis, words)


def _how_areas(axis: Areas, whole: tuple[int, ...], outlines: Outlines, words: Words) -> str:
    form = "" if singles(axis, whole) else words.how_areas
    if axis.value:
        form = words.how_mean if max(whole[1:]) > 1 else words.how_value
    source = words.how_source.format(title=outlines.title) if outlines.title else ""
    return (form.format(value=axis.value) + source).strip()


def _table(axis: Axis, counts: tuple[int, ...], words: Words) -> Table:
    """In their order for steps, else fullest or highest first."""
    amounts = amounts_left(axis, counts)
    codes = [code for code, n in enumerate(counts) if n or code == 0]
    if not isinstance(axis, Steps):
        codes.sort(key=lambda code: (code == 0, *_rank(code, counts, amounts)))
    listed = codes if len(codes) <= LISTED else [*codes[: LISTED - 1], 0]
    total, left = sum(counts), sorted(set(codes) - set(listed))
    rest = words.not_listed.format(
        parts=count_text(len(left), words),
        rows=count_text(sum(counts[code] for code in left), words),
    )
    rows = (
        Row(
            label=label(axis, code, words),
            count=count_text(counts[code], words),
            share=_last(code, counts, amounts, total, words),
            missing=code == 0,
        )
        for code in listed
    )
    last = axis.value if isinstance(axis, Areas | Line) else ""
    return Table(rows=tuple(rows), rest=rest if left else "", last=last)


def _rank(code: int, counts: tuple[int, ...], amounts: list[float | None]) -> tuple[float, int]:
    amount = amounts[code] if amounts else counts[code]
    return (math.inf if amount is None else -amount, code)


def _last(
    code: int, counts: tuple[int, ...], amounts: list[float | None], total: int, words: Words
) -> str:
    if not amounts:
        return share_text(counts[code], total, words)
    amount = amounts[code]
    return words.no_number if amount is None else number_text(amount, words)


__all__ = ["Addresses", "Chart", "ChartPicture", "ExplorerPicture", "Note", "picture"]
