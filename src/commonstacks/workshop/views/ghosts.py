"""The other side of a comparison as a dashed outline over a drawing; no colour has to tell it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from commonstacks.workshop.views.axes import Steps
from commonstacks.workshop.views.columns import (
    FOOT,
    HEAD,
    TALL,
    WIDE,
    Column,
    Columns,
    column_marks,
)
from commonstacks.workshop.views.lines import FREE, height
from commonstacks.workshop.views.sentences import number_text
from commonstacks.workshop.views.words import Words


def columns_of(
    axis: Steps, mine: tuple[int, ...], theirs: tuple[int, ...], most: int, words: Words
) -> tuple[Column, ...]:
    """The columns of the other side where they differ, on the scale on which ``most`` rows are as
    high as the drawing; an empty bin is a line on the ground."""
    plain = Steps(axis.edges, axis.unit)
    marks = column_marks(plain, theirs, None, (), words, most).marks
    differ = [one != other for one, other in zip(mine[2:-1], theirs[2:-1], strict=True)]
    return tuple(mark for mark, differs in zip(marks, differ, strict=True) if differs)


def both_lines(
    columns: Columns,
    mine: Sequence[float | None],
    theirs: Sequence[float | None],
    words: Words,
) -> tuple[Columns, str]:
    """A drawing with a line, and the line of the other side, both on one scale."""
    known = [amount for amount in (*mine, *theirs) if amount is not None]
    if columns.line is None or not known:
        return columns, ""
    least, most = min(known), max(known)
    path = _path(mine, least, most)
    line = replace(
        columns.line,
        whole=path,
        kept=path,
        dots="",
        kept_dots="",
        least=number_text(least, words),
        most=number_text(most, words),
    )
    drawn = replace(columns, line=line, most=line.most)
    return drawn, _path(theirs, least, most)


def _path(amounts: Sequence[float | None], least: float, most: float) -> str:
    """Through the middles of the bins; broken where one has no number."""
    path, each = "", WIDE / len(amounts)
    for place, amount in enumerate(amounts):
        at = height(amount, least, most, HEAD, TALL - FOOT - FREE)
        if at is None:
            continue
        joined = place > 0 and amounts[place - 1] is not None
        alone = not joined and (place + 1 == len(amounts) or amounts[place + 1] is None)
        path += (
            f"{'L' if joined else 'M'}{(place + 0.5) * each:.2f} {at:.2f}{'h0' if alone else ''}"
        )
    return path
