"""What may be missing from a table: suggestions for people, never statements."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from commonstacks.workshop.tables.missing import (
    idle_columns,
    missing_cells,
    missing_places,
    missing_times,
    odd_numbers,
    stuck,
    sudden_counts,
    vanished,
)
from commonstacks.workshop.tables.missing.absence import LACKS, Absence
from commonstacks.workshop.tables.missing.calendars import Calendar, calendars, dated
from commonstacks.workshop.tables.missing.missing_places import AreaSet
from commonstacks.workshop.tables.shape import ColumnProfile, TableProfile
from commonstacks.workshop.tables.sql import connect, parquet

MOST = 8
MOST_OF_A_KIND = 3
_MOST_DATES = 3


@dataclass(frozen=True, slots=True)
class Side:
    """One version of the table: its folder, and its profile with the places of its rows, if any."""

    folder: Path
    profile: TableProfile

    @property
    def source(self) -> str:
        """SQL for FROM: the table, and beside it the places of its rows."""
        table, places = self.folder / "table.parquet", self.folder / "places.parquet"
        if not places.exists():
            return parquet(table)
        return f"(FROM {parquet(table)} POSITIONAL JOIN {parquet(places)})"


def find(
    now: Side, *, sets: Sequence[AreaSet] = (), before: Side | None = None, most: int = MOST
) -> tuple[Absence, ...]:
    """Up to ``most`` suggestions, the strongest first, three of a kind.

    ``sets`` are the known areas that its columns speak of; ``before`` is the version before this
    one. Looks for areas, times and areas in a time without rows, columns that say nothing, values
    that are gone, sudden counts, and numbers that are stuck, cut off or rounded. Columns of
    people's data are not looked at. Memory is bounded; series of over two million rows are not
    searched for stuck numbers.
    """
    with tempfile.TemporaryDirectory(prefix="commonstacks-absences-") as scratch:
        connection = connect(Path(scratch))
        with connection:
            found = list(_all(connection, now, sets, before))
    return strongest(found, most)


def strongest(found: Iterable[Absence], most: int = MOST) -> tuple[Absence, ...]:
    """The strongest first, at most three of one kind; none twice, nor about one time twice."""
    chosen: dict[tuple[str, str, str], Absence] = {}
    kinds: Counter[str] = Counter()
    ordered = sorted(found, key=lambda a: (-a.strength, LACKS.index(a.kind), a.column, a.where))
    for each in ordered:
        key = (each.kind, each.column, each.where)
        if (
            key not in chosen
            and not _told(each, chosen.values())
            and kinds[each.kind] < MOST_OF_A_KIND
            and len(chosen) < most
        ):
            chosen[key] = each
            kinds[each.kind] += 1
    return tuple(chosen.values())


def _told(one: Absence, others: Iterable[Absence]) -> bool:
    """A month without rows has fewer than before as well."""
    time = (one.column, one.first, one.last)
    return bool(one.first) and any(
        o.kind != one.kind and (o.column, o.first, o.last) == time for o in others
    )


def _all(
    connection: duckdb.DuckDBPyConnection,
    now: Side,
    sets: Sequence[AreaSet],
    before: Side | None,
) -> Iterable[Absence]:
    profile, source = now.profile, now.source
    yield from idle_columns.find(profile)
    if not profile.rows:
        return
    yield from missing_places.find(sets)
    yield from odd_numbers.find(connection, source, profile)
    for at, when in enumerate([c for c in profile.columns if dated(c)][:_MOST_DATES]):
        made = calendars(connection, source, when)
        yield from missing_times.find(made)
        yield from sudden_counts.find(made)
        if before:
            yield from _since(connection, made, before, when)
        if at == 0:
            yield from _in_time(connection, now, when, made)
    if before:
        sides = (before.source, source), (before.profile, profile)
        yield from vanished.find(connection, *sides)


def _in_time(
    connection: duckdb.DuckDBPyConnection, now: Side, when: ColumnProfile, made: Sequence[Calendar]
) -> Iterable[Absence]:
    """What takes the first date: holes of single groups, and stuck numbers."""
    yield from stuck.find(connection, now.source, now.profile, when)
    coarse = next((each for each in made if each.grain != "day"), None)
    if coarse:
        for column in missing_cells.grouping(now.profile):
            yield from missing_cells.find(connection, now.source, when, coarse, column)


def _since(
    connection: duckdb.DuckDBPyConnection,
    made: Sequence[Calendar],
    before: Side,
    when: ColumnProfile,
) -> Iterable[Absence]:
    old = next((c for c in before.profile.columns if c.name == when.name and dated(c)), None)
    was = calendars(connection, before.source, old) if old else ()
    for calendar in made:
        same = next((each for each in was if each.grain == calendar.grain), None)
        if same and calendar.grain != "day":
            yield from sudden_counts.since(calendar, same)
            return
