"""The data beside the blanks: the first rows, the columns, and when the rows are from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

from commonstacks.doors.web.pictures.columns import ColumnPicture, column_pictures
from commonstacks.doors.web.pictures.gaps import gap_pictures
from commonstacks.doors.web.pictures.rows import RowsPicture, rows_picture
from commonstacks.flows import exploration, reading
from commonstacks.flows.answering import Desk
from commonstacks.kit.errors import Refusal
from commonstacks.library.people.models import Account
from commonstacks.workshop.tables.shape import ColumnProfile, TableProfile

ROWS: Final = 8
TIMES: Final = 2  # columns of days that are drawn
DAYS: Final = {"date", "datetime"}
DAY: Final = len("2026-11-21")
LOWEST: Final = 4  # of a hundred: a bar that is there is seen


@dataclass(frozen=True, slots=True)
class Beside:
    columns: tuple[ColumnPicture, ...]
    rows: RowsPicture | None


@dataclass(frozen=True, slots=True)
class Bar:
    first: str
    last: str
    count: int
    at: int  # which of them, from the left
    height: int  # of a hundred

    @property
    def top(self) -> int:
        return 100 - self.height


@dataclass(frozen=True, slots=True)
class TimePicture:
    """How many rows there are from when, in one column of days."""

    column: str
    first: str
    last: str
    bars: tuple[Bar, ...]


def beside(desk: Desk, by: Account) -> Beside | None:
    """None where no version could be read yet."""
    if desk.profile is None:
        return None
    columns = column_pictures(desk.profile, gap_pictures(desk.form, desk.gaps))
    try:
        page = exploration.rows(reading.lend(desk.slug, by), limit=ROWS)
    except Refusal:  # the columns are known, the rows are being made ready
        return Beside(columns, None)
    return Beside(columns, rows_picture(page, columns, step=ROWS))


def times(profile: TableProfile | None) -> tuple[TimePicture, ...]:
    found = [time(column) for column in profile.columns if column.kind in DAYS] if profile else []
    return tuple(each for each in found if each.first)[:TIMES]


def time(column: ColumnProfile) -> TimePicture:
    first, last = (str(end or "")[:DAY] for end in (column.minimum, column.maximum))
    return TimePicture(column.name, first, last, tuple(bars(column)))


def bars(column: ColumnProfile) -> Iterator[Bar]:
    drawn = column.histogram
    if drawn is None:
        return
    most = max(drawn.counts, default=0) or 1
    for at, (start, end) in enumerate(pairwise(str(edge)[:DAY] for edge in drawn.edges)):
        count = drawn.counts[at]
        height = max(LOWEST, round(100 * count / most)) if count else 0
        last = end if at + 1 == len(drawn.counts) else before(end)
        yield Bar(start, max(start, last), count, at, height)


def before(day: str) -> str:
    """The day before: a bar ends where the next one begins."""
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()
