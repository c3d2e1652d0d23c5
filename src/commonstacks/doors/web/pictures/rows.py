"""A page of rows, exactly as published, with what each column cannot say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from commonstacks.doors.web.pictures.columns import ColumnPicture
from commonstacks.flows.shown import RowsPage

RIGHT: Final = {"integer", "decimal", "longitude", "latitude"}


@dataclass(frozen=True, slots=True)
class Cell:
    text: str | None  # None: missing
    number: bool


@dataclass(frozen=True, slots=True)
class RowPicture:
    number: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class RowsPicture:
    columns: tuple[ColumnPicture, ...]
    flagged: tuple[ColumnPicture, ...]  # those with notes
    rows: tuple[RowPicture, ...]
    first: int
    last: int
    total: int
    earlier: int | None
    later: int | None


def rows_picture(page: RowsPage, columns: tuple[ColumnPicture, ...], *, step: int) -> RowsPicture:
    last = page.first + len(page.rows) - 1
    right = tuple(column.kind in RIGHT for column in page.columns)
    return RowsPicture(
        columns=columns,
        flagged=tuple(column for column in columns if column.notes),
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
