"""Where a gap bites: the notes that stand beside a column, a place, a time or some rows."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from commonstacks.workshop.forms.gap import Gap, Period, Where

SETTLED: Final = frozenset({"suggested", "repaired"})


@dataclass(frozen=True, slots=True)
class MarginNote:
    """Where a gap bites: ``on`` is column, rows, place, period or dataset, ``target`` which one.

    ``where`` says which rows, and their target is its last column; ``period`` says which time.
    ``gap`` is the place of the gap in the list given, counted from 0.
    """

    on: str
    target: str
    text: str
    severity: str
    direction: str
    gap: int
    where: tuple[Where, ...] = ()
    period: Period | None = None


def margin_notes(gaps: Iterable[Gap], columns: Iterable[str] = ()) -> tuple[MarginNote, ...]:
    """Where each gap bites, as notes for pages, in the order of ``gaps``.

    ``columns`` are those of the table shown; a gap that names other columns only, or nothing at
    all, is a note on the dataset. Mere suggestions and repaired gaps give no note.
    """
    known = frozenset(columns)
    return tuple(
        note
        for index, gap in enumerate(gaps)
        if gap.status not in SETTLED
        for note in _notes(index, gap, known)
    )


def notes_for(
    notes: Iterable[MarginNote], filters: Mapping[str, Collection[str]]
) -> tuple[MarginNote, ...]:
    """The notes on rows that a filter (column to the values kept) falls into.

    A note counts when the filter keeps some of its values in at least one column, and leaves out
    all of them in none.
    """
    return tuple(note for note in notes if note.where and _meets(note.where, filters))


def _meets(where: tuple[Where, ...], filters: Mapping[str, Collection[str]]) -> bool:
    filtered = [each for each in where if each.column in filters]
    return bool(filtered) and all(
        not set(each.values).isdisjoint(filters[each.column]) for each in filtered
    )


def _notes(index: int, gap: Gap, known: frozenset[str]) -> list[MarginNote]:
    def note(
        on: str, target: str, where: tuple[Where, ...] = (), period: Period | None = None
    ) -> MarginNote:
        return MarginNote(on, target, gap.text, gap.worst, gap.direction, index, where, period)

    notes = [note("column", column) for column in gap.columns if column in known]
    if gap.where and all(each.column in known for each in gap.where):
        notes.append(note("rows", gap.where[-1].column, gap.where))
    if gap.place:
        notes.append(note("place", gap.place))
    if gap.period:
        span = f"{gap.period.first}/{gap.period.last}"
        notes.append(note("period", span, period=gap.period))
    return notes or [note("dataset", "")]
