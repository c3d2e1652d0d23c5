"""A page of rows, exactly as published, with what each column cannot say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from commonstacks.doors.web.pictures.columns import ColumnPicture
from commonstacks.flows.shown import RowsPage
from commonstacks.workshop.tables.shape import NUMBERS

RIGHT: Final = {*NUMBERS, "longitude", "latitude"}
NOTES: Final = 3  # side by side above the table


@dataclass(frozen=True, slots=True)
class Cell:
    text: str | None  # None: missing
    number: bool


@dataclass(frozen=True, slots=True)
class RowPicture:
    number: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class ColumnNote:
    column: str
    text: str


@dataclass(frozen=True, slots=True)
class RowsPicture:
    columns: tuple[ColumnPicture, ...]
    notes: tuple[ColumnNote, ...]  # what columns cannot say: some at once,
    more_notes: tuple[ColumnNote, ...]  # and the others when asked for
    rows: tuple[RowPicture, ...]
    first: int
    last: int
    total: int
    earlier: int | None
    later: int | None


def rows_picture(page: RowsPage, columns: tuple[ColumnPicture, ...], *, step: int) -> RowsPicture:
    last = page.first + len(page.rows) - 1
    notes = column_notes(columns)
    right = tuple(column.kind in RIGHT for column in page.columns)
    return RowsPicture(
        columns=columns,
        notes=notes[:NOTES],
        more_notes=notes[NOTES:],
        rows=tuple(
            RowPicture(
                page.first + at,
                tuple(Cell(text, is_number) for text, is_number in zip(row, right, strict=True)),
            )
            for at, row in enumerate(page.rows)
        ),
        first=page.first,
        last=last,
        total=page.total,
        earlier=max(1, page.first - step) if page.first > 1 else None,
        later=last + 1 if last < page.total else None,
    )


def column_notes(columns: tuple[ColumnPicture, ...]) -> tuple[ColumnNote, ...]:
    """The first note of every column, then the second of each, and so on."""
    ranked = [
        (rank, place, ColumnNote(column.name, gap.text))
        for place, column in enumerate(columns)
        for rank, gap in enumerate(column.notes)
    ]
    return tuple(note for _, _, note in sorted(ranked, key=lambda each: each[:2]))
