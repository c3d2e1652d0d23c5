"""The rows that moved, cell by cell, one after the other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from commonstacks.workshop.tables.columns import masks
from commonstacks.workshop.tables.columns.styles import EMAIL
from commonstacks.workshop.tables.history.difference import Change
from commonstacks.workshop.tables.history.sides import WHICH, Sides, Which
from commonstacks.workshop.tables.shape import Scalar
from commonstacks.workshop.tables.sql import identifier, scalar

_AT_ONCE = 1_000  # rows that are held at a time
_CHANGES: tuple[Change, Change, Change] = ("changed", "added", "removed")
_EMAILS = re.compile(EMAIL)

Cells = dict[str, object]
Shown = tuple[tuple[str, Scalar, Scalar], ...]


@dataclass(frozen=True, slots=True)
class MovedRow:
    """One row in full. ``before`` and ``after`` are its numbers in the tables, from 1; ``cells``
    are (column, before, after): of a changed row those that changed, else those that hold
    something."""

    change: Change
    before: int | None
    after: int | None
    key: tuple[Scalar, ...]
    cells: Shown


class MovedRows:
    """Reads the rows of ``moved``, with all columns of both sides."""

    def __init__(self, sides: Sides, key: tuple[str, ...], left_out: tuple[str, ...]) -> None:
        self._sides = sides
        self._key = key
        self._silent = {*key, *left_out}  # never the news of a changed row
        self._cast = tuple(name for name in sides.shared if sides.cast(name))
        self._own = {which: sides.own_columns(which) for which in WHICH}
        self._hidden = {name for name in sides.shared if sides.hidden(name)}
        for which, names in self._own.items():
            profile = sides.side[which].profile
            self._hidden.update(name for name in names if profile.column(name).sensitive)

    def all(self) -> Iterator[MovedRow]:
        """Changed, added, removed rows, each in the order of the table."""
        found = self._sides.connection.execute(self._query())
        while some := found.fetchmany(_AT_ONCE):
            yield from map(self._row, some)

    def _query(self) -> str:
        sides = self._sides
        cells = [*self._stored("old"), *self._stored("new")]
        cells += [f"{letter}.{sides.cell(name)}" for letter in "xy" for name in self._cast]
        views = " LEFT JOIN old x ON x.r = m.o LEFT JOIN new y ON y.r = m.n" if self._cast else ""
        return (
            "SELECT CASE WHEN m.o IS NULL THEN 1 WHEN m.n IS NULL THEN 2 ELSE 0 END AS change,"
            f" m.o, m.n, {', '.join(cells)} FROM moved m"
            f" LEFT JOIN {sides.source('old')} a ON a.file_row_number = m.o"
            f" LEFT JOIN {sides.source('new')} b ON b.file_row_number = m.n{views}"
            " ORDER BY change, coalesce(m.n, m.o)"
        )

    def _stored(self, which: Which) -> list[str]:
        letter = "a" if which == "old" else "b"
        names = [self._sides.stored(which, name) for name in self._sides.shared]
        return [f"{letter}.{name}" for name in (*names, *map(identifier, self._own[which]))]

    def _row(self, found: tuple[Any, ...]) -> MovedRow:
        change, old, new, *cells = found
        left = iter(cells)
        before, after = (_taken(left, (*self._sides.shared, *self._own[w])) for w in WHICH)
        was, now = (_taken(left, self._cast) for _ in WHICH)
        if change == 0:
            shown = self._changed(before, after, {**before, **was}, {**after, **now})
        elif change == 1:
            shown = tuple((n, None, v) for n, v in self._whole(after))
        else:
            shown = tuple((n, v, None) for n, v in self._whole(before))
        there = before if new is None else after
        return MovedRow(
            _CHANGES[change],
            None if old is None else old + 1,
            None if new is None else new + 1,
            tuple(self._shown(name, there[name]) for name in self._key),
            shown,
        )

    def _changed(self, before: Cells, after: Cells, was: Cells, now: Cells) -> Shown:
        """Cells that differ as compared, and show what is stored."""
        return tuple(
            (name, self._shown(name, before[name]), self._shown(name, after[name]))
            for name in self._sides.shared
            if name not in self._silent and was[name] != now[name]
        )

    def _whole(self, cells: Cells) -> list[tuple[str, Scalar]]:
        return [
            (name, self._shown(name, value))
            for name, value in cells.items()
            if value is not None and name not in self._key
        ]

    def _shown(self, name: str, value: object) -> Scalar:
        plain = scalar(value)
        if plain is not None and name in self._hidden:
            return masks.hidden(str(plain))
        if isinstance(plain, str) and "@" in plain:
            return _EMAILS.sub(lambda found: masks.hidden(found.group()), plain)
        return plain


def _taken(left: Iterator[object], names: tuple[str, ...]) -> Cells:
    return dict(zip(names, islice(left, len(names)), strict=True))
