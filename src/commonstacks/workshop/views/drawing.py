"""An explorer's picture as values: what the templates draw, without markup.

Lengths are in units of a drawing ``WIDE`` units wide; widths of bars in percent.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace

from commonstacks.workshop.views.axes import Axis, Categories, Squares, Steps, passing
from commonstacks.workshop.views.bars import Bars, bar_rows
from commonstacks.workshop.views.columns import Columns, column_marks
from commonstacks.workshop.views.cubes import Cube, Slice
from commonstacks.workshop.views.grid import Grid, grid_marks
from commonstacks.workshop.views.sentences import (
    Part,
    count_text,
    label,
    number_text,
    sentence,
    share_text,
    summary,
    title,
)
from commonstacks.workshop.views.spec import Chart, ViewSpec, facts_of
from commonstacks.workshop.views.tokens import token
from commonstacks.workshop.views.words import ENGLISH, Words

LISTED = 100


@dataclass(frozen=True, slots=True)
class Note:
    """A margin note: what the data cannot say, about one column or (``None``) about all."""

    column: str | None
    title: str
    text: str
    by: str


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where the page finds things: ``views`` ends in ``/`` and a token is put behind it."""

    views: str
    cube: str
    axes: str

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
    """The fullest ``LISTED`` bins of a chart, what is missing always among them."""

    rows: tuple[Row, ...]
    rest: str


@dataclass(frozen=True, slots=True)
class ChartPicture:
    """One chart. Exactly one of ``columns`` and ``grid`` is there, or neither for bars."""

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
    table: Table
    notes: tuple[Note, ...]


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


def picture(
    spec: ViewSpec,
    cube: Cube,
    addresses: Addresses,
    reasons: Sequence[str],
    *,
    notes: Sequence[Note] = (),
    words: Words = ENGLISH,
) -> ExplorerPicture:
    """The picture of ``spec``, whose ranges lie on the edges of ``cube`` (see ``Cube.snapped``).

    ``reasons`` has one sentence a chart ("Shown because …"). Refuses filters the cube cannot
    answer and views too long for an address.
    """
    seen, whole = cube.counts(spec.filters), cube.counts()
    base = token(replace(spec, filters=()))
    charted = {column for chart in cube.charts for column in chart.columns}
    return ExplorerPicture(
        sentence=sentence(spec, cube, seen, words),
        charts=tuple(
            _chart(place, spec, cube, (seen, whole), reasons[place], notes, words)
            for place in range(len(cube.charts))
        ),
        notes=tuple(note for note in notes if note.column not in charted),
        address=addresses.views + token(spec),
        whole_address=addresses.views + base,
        whole_token=base,
        addresses=addresses,
        filtered=bool(spec.filters),
        spec_json=json.dumps(facts_of(spec), ensure_ascii=False),
        words_json=json.dumps(asdict(words), ensure_ascii=False),
    )


def _chart(
    place: int,
    spec: ViewSpec,
    cube: Cube,
    slices: tuple[Slice, Slice],
    why: str,
    notes: Sequence[Note],
    words: Words,
) -> ChartPicture:
    chart, axis = cube.charts[place], cube.axes[place]
    counts, whole = (part.counts[place] for part in slices)
    own = next((item for item in spec.filters if item.columns == chart.columns), None)
    passes = passing(axis, own) if own else None
    return ChartPicture(
        place=place,
        kind=chart.kind,
        names=chart.columns,
        title=title(chart, axis, counts, words),
        how=_how(axis, words),
        why=why,
        summary=summary(axis, counts, words),
        bars=bar_rows(axis, counts, whole, passes, words),
        columns=column_marks(axis, counts, own, words) if isinstance(axis, Steps) else None,
        grid=grid_marks(axis, counts, whole, own, words) if isinstance(axis, Squares) else None,
        table=_table(axis, counts, words),
        notes=tuple(note for note in notes if note.column in chart.columns),
    )


def _how(axis: Axis, words: Words) -> str:
    if isinstance(axis, Squares):
        step = number_text(round(axis.x[1] - axis.x[0], 6), words)
        return words.how_grid.format(step=step)
    return words.how_bars if isinstance(axis, Categories) else words.how_steps


def _table(axis: Axis, counts: tuple[int, ...], words: Words) -> Table:
    """Fullest first for categories and squares, in their order for steps."""
    codes = [code for code, n in enumerate(counts) if n or code == 0]
    if not isinstance(axis, Steps):
        codes.sort(key=lambda code: (code == 0, -counts[code], code))
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
            share=share_text(counts[code], total, words),
            missing=code == 0,
        )
        for code in listed
    )
    return Table(rows=tuple(rows), rest=rest if left else "")


__all__ = ["Addresses", "Chart", "ChartPicture", "ExplorerPicture", "Note", "picture"]
