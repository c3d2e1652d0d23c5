"""Groups that have rows in nearly all months or years, and none in a few."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log

import duckdb

from commonstacks.workshop.tables.columns import masks
from commonstacks.workshop.tables.missing.absence import Absence, listed
from commonstacks.workshop.tables.missing.calendars import Calendar, expression
from commonstacks.workshop.tables.missing.missing_times import Run, runs
from commonstacks.workshop.tables.shape import ColumnProfile, TableProfile
from commonstacks.workshop.tables.sql import identifier

GROUPS = (3, 200)
PERIODS = (8, 600)
FULL = 0.85  # of the group's periods, and of the period's groups
RARE = 0.05  # of all cells are such surprises: else it is the nature of the table
_EXPECTED = 8.0  # rows in the cell at least, were group and time independent
_SURELY = 0.05  # cells that are empty by mere chance, over the whole table
_UNEVEN = 1.5  # times as many rows are asked for, as groups come and go with the seasons
_LARGE = 40.0
_MOST_COLUMNS = 3
_APART = 3
_GROUPING = ("place code", "place name", "category", "code")


@dataclass(frozen=True, slots=True)
class Hole:
    """No row of ``group`` in a run of periods; ``open`` where the run lasts to the end."""

    group: str
    run: Run
    there: int
    expected: float
    open: bool


def grouping(profile: TableProfile) -> list[ColumnProfile]:
    """Columns whose values come again over time, places before others."""
    fit = [
        column
        for column in profile.columns
        if column.kind in _GROUPING
        and not column.sensitive
        and GROUPS[0] <= column.distinct <= GROUPS[1]
        and column.nulls * 2 < profile.rows
    ]
    best = sorted(fit, key=lambda c: (_GROUPING.index(c.kind), c.position))
    own = {_counted(column): column for column in reversed(best)}
    return [column for column in best if column in own.values()][:_MOST_COLUMNS]


def _counted(column: ColumnProfile) -> tuple[object, ...]:
    """Names and codes of the same groups have the same counts."""
    return (column.distinct, *(count for _, count in column.top))


def find(
    connection: duckdb.DuckDBPyConnection,
    source: str,
    when: ColumnProfile,
    calendar: Calendar,
    column: ColumnProfile,
) -> list[Absence]:
    """The holes of the groups in ``column`` in a calendar by months or years of ``when``."""
    if not PERIODS[0] <= len(calendar.counts) <= PERIODS[1]:
        return []
    counts = _counts(connection, source, when, calendar, column)
    if not counts:
        return []
    holes = _holes(counts, calendar)
    cells = len(counts) * len(calendar.counts)
    if sum(last - first + 1 for first, last in (hole.run for hole in holes)) > RARE * cells:
        return []
    holes.sort(key=lambda hole: -hole.expected)
    return [_absence(calendar, column, hole) for hole in holes[:_APART]] + _rest(
        calendar, column, holes[_APART:]
    )


def _counts(
    connection: duckdb.DuckDBPyConnection,
    source: str,
    when: ColumnProfile,
    calendar: Calendar,
    column: ColumnProfile,
) -> dict[str, dict[int, int]]:
    named, name = identifier(column.name), identifier(when.name)
    period = f"CAST({name} AS VARCHAR)" if calendar.spelt else expression(when, calendar.grain)
    rows = connection.execute(
        f"SELECT CAST({named} AS VARCHAR), {period}, count(*) FROM {source}"
        f" WHERE {named} IS NOT NULL AND {name} IS NOT NULL GROUP BY ALL"
    ).fetchall()
    read = {text: at for at, text in calendar.spelt.items()}
    found: dict[str, dict[int, int]] = {}
    for group, written, count in rows:
        at = read.get(written) if calendar.spelt else written
        if at is not None:
            found.setdefault(group, {})[at] = count
    return found


def _holes(counts: Mapping[str, Mapping[int, int]], calendar: Calendar) -> list[Hole]:
    whole = sum(sum(own.values()) for own in counts.values())
    periods = sorted(calendar.counts)
    heard = {p: sum(p in own for own in counts.values()) for p in periods}
    cells = len(counts) * len(periods)
    least = max(_EXPECTED, _UNEVEN * log(cells / _SURELY))
    found = []
    for group, own in counts.items():
        empty = [p for p in periods if p not in own and heard[p] >= FULL * (len(counts) - 1)]
        if len(own) < FULL * len(periods):
            continue
        share = sum(own.values()) / whole
        for run in _in_order(empty, periods):
            expected = share * sum(calendar.counts.get(p, 0) for p in range(run[0], run[1] + 1))
            if run[0] > periods[0] and expected >= least:
                found.append(Hole(group, run, len(own), expected, open=run[1] == periods[-1]))
    return found


def _in_order(empty: Sequence[int], periods: Sequence[int]) -> list[Run]:
    """Runs over the periods that there are: an empty month of everybody splits none."""
    at = {period: number for number, period in enumerate(periods)}
    return [(periods[a], periods[b]) for a, b in runs([at[period] for period in empty])]


def _absence(calendar: Calendar, column: ColumnProfile, hole: Hole) -> Absence:
    group = masks.without_contacts(hole.group)
    when = f"after {calendar.label(hole.run[0] - 1)}" if hole.open else ""
    when = when or f"in {calendar.spoken(*hole.run)}"
    return Absence(
        kind="missing cell",
        column=column.name,
        where=f"{group}, {calendar.first_day(hole.run[0])}",
        sentence=f"No row for “{group}” ({column.name}) {when}, though it has some in"
        f" {hole.there:,} {calendar.grain}s; about {hole.expected:,.0f} would be expected.",
        count=round(hole.expected),
        examples=(group,),
        strength=0.8 if hole.expected >= _LARGE else 0.65,
        also=(calendar.column,),
        first=calendar.first_day(hole.run[0]),
        last="" if hole.open else calendar.last_day(hole.run[1]),
        place=group if column.kind in ("place name", "place code") else "",
        rows=(column.name, (hole.group,)),
    )


def _rest(calendar: Calendar, column: ColumnProfile, holes: Sequence[Hole]) -> list[Absence]:
    if not holes:
        return []
    groups = sorted({masks.without_contacts(hole.group) for hole in holes})
    return [
        Absence(
            kind="missing cell",
            column=column.name,
            where=f"{len(holes)} more",
            sentence=f"Other values of “{column.name}” have a {calendar.grain} without rows too:"
            f" {listed([f'“{group}”' for group in groups])}.",
            count=len(holes),
            examples=tuple(groups[:5]),
            strength=0.5,
            also=(calendar.column,),
        )
    ]
