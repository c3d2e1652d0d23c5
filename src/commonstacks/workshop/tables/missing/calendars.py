"""How many rows each year, month, day or quarter has, for columns that say when."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import duckdb

from commonstacks.workshop.tables.shape import ColumnProfile
from commonstacks.workshop.tables.sql import identifier

Grain = Literal["year", "quarter", "month", "day"]
MOST_PERIODS = 20_000
_YEARS = (1700, 2200)
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_WRITTEN: tuple[tuple[Grain, re.Pattern[str]], ...] = (
    ("year", re.compile(r"(?P<year>\d{4})")),
    ("month", re.compile(r"(?P<year>\d{4})[-/. ]?(?P<part>0[1-9]|1[0-2])")),
    ("month", re.compile(r"(?P<part>0?[1-9]|1[0-2])[-/. ](?P<year>\d{4})")),
    ("month", re.compile(r"(?P<name>[A-Za-z]{3,9})\.?[-/. ,]+(?P<year>\d{4})")),
    ("month", re.compile(r"(?P<year>\d{4})[-/. ,]+(?P<name>[A-Za-z]{3,9})\.?")),
    ("quarter", re.compile(r"(?P<year>\d{4})[-/. ]*[Qq](?P<part>[1-4])")),
    ("quarter", re.compile(r"[Qq](?P<part>[1-4])[-/. ]*(?P<year>\d{4})")),
)
_YEAR_NAME = re.compile(r"(.*[\W_])?(year|jahr|yr|année|annee|año|anno)s?([\W_].*)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Calendar:
    """Rows by period, numbered one by one. ``spelt`` leads from a period to how it is written."""

    column: str
    grain: Grain
    counts: Mapping[int, int]
    spelt: Mapping[int, str]

    @property
    def span(self) -> range:
        """All periods from the first to the last."""
        return range(min(self.counts), max(self.counts) + 1)

    def label(self, period: int) -> str:
        """ "2019", "2nd quarter of 2019", "March 2019", "3 March 2019"."""
        if self.grain == "day":
            day = dt.date.fromordinal(period)
            return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
        year, part = divmod(period, _PARTS[self.grain])
        if self.grain == "month":
            return f"{_MONTHS[part]} {year}"
        return f"quarter {part + 1} of {year}" if self.grain == "quarter" else str(year)

    def first_day(self, period: int) -> str:
        """As gaps write the start of a time: "2019", "2019-03", "2019-03-03"."""
        if self.grain == "day":
            return dt.date.fromordinal(period).isoformat()
        year, part = divmod(period, _PARTS[self.grain])
        if self.grain == "year":
            return f"{year:04d}"
        return f"{year:04d}-{part * (12 // _PARTS[self.grain]) + 1:02d}"

    def last_day(self, period: int) -> str:
        """As gaps write the end of a time."""
        if self.grain != "quarter":
            return self.first_day(period)
        year, part = divmod(period, 4)
        return f"{year:04d}-{part * 3 + 3:02d}"

    def spoken(self, first: int, last: int) -> str:
        """ "March 2019", or "March 2019 to May 2019"."""
        one, other = self.label(first), self.label(last)
        return one if first == last else f"{one} to {other}"


_PARTS: Mapping[Grain, int] = {"year": 1, "quarter": 4, "month": 12}


def dated(column: ColumnProfile) -> bool:
    """Whether the column says when: a date, a period, or years as whole numbers."""
    if column.sensitive or column.distinct < 2:
        return False
    if column.kind in ("date", "datetime", "period"):
        return True
    low, high = column.minimum, column.maximum
    if column.kind != "integer" or not isinstance(low, int) or not isinstance(high, int):
        return False
    return _YEARS[0] <= low <= high <= _YEARS[1] and bool(_YEAR_NAME.fullmatch(column.name))


def expression(column: ColumnProfile, grain: Grain) -> str:
    """SQL for the number of the period in which a date or a year lies."""
    name = identifier(column.name)
    if column.kind == "integer":
        return f"CAST({name} AS BIGINT)"
    if grain == "day":
        return f"(datediff('day', DATE '2000-01-01', CAST({name} AS DATE)) + {_EPOCH})"
    return {"year": f"year({name})", "month": f"(year({name}) * 12 + month({name}) - 1)"}[grain]


_EPOCH = dt.date(2000, 1, 1).toordinal()


def calendars(
    connection: duckdb.DuckDBPyConnection, source: str, column: ColumnProfile
) -> tuple[Calendar, ...]:
    """The column's calendars, the finest first; none where its values cannot be told in order.

    A date has days, months and years; a period has what it is written in. Months of dates that
    are all the first of January are no months.
    """
    if column.kind == "period":
        written = _written(connection, source, column)
        return (written,) if written else ()
    grains: tuple[Grain, ...] = ("year",) if column.kind == "integer" else ("day", "month", "year")
    made = [_counted(connection, source, column, grain) for grain in grains]
    return tuple(each for each in made if each)


def _counted(
    connection: duckdb.DuckDBPyConnection, source: str, column: ColumnProfile, grain: Grain
) -> Calendar | None:
    name = identifier(column.name)
    finite = "" if column.kind == "integer" else f" AND isfinite({name})"
    rows = connection.execute(
        f"SELECT {expression(column, grain)} AS p, count(*) FROM {source}"
        f" WHERE {name} IS NOT NULL{finite} GROUP BY p LIMIT {MOST_PERIODS + 1}"
    ).fetchall()
    if not rows or len(rows) > MOST_PERIODS:
        return None
    return Calendar(column.name, grain, dict(rows), {})


def _written(
    connection: duckdb.DuckDBPyConnection, source: str, column: ColumnProfile
) -> Calendar | None:
    name = identifier(column.name)
    rows = connection.execute(
        f"SELECT CAST({name} AS VARCHAR) AS p, count(*) FROM {source}"
        f" WHERE {name} IS NOT NULL GROUP BY p LIMIT {MOST_PERIODS + 1}"
    ).fetchall()
    for grain, pattern in _WRITTEN:
        read = {text: _period(grain, pattern, text) for text, _ in rows}
        if rows and None not in read.values():
            counts: dict[int, int] = {}
            for text, count in rows:
                period = read[text]
                assert period is not None
                counts[period] = counts.get(period, 0) + count
            spelt = {period: text for text, period in read.items() if period is not None}
            return Calendar(column.name, grain, counts, spelt)
    return None


def _period(grain: Grain, pattern: re.Pattern[str], text: str) -> int | None:
    found = pattern.fullmatch(text.strip())
    if found is None:
        return None
    facts = found.groupdict()
    part = int(facts["part"]) - 1 if facts.get("part") else 0
    if facts.get("name"):
        part = next((at for at, m in enumerate(_MONTHS) if _short(m, facts["name"])), -1)
    return int(facts["year"]) * _PARTS[grain] + part if part >= 0 else None


def _short(month: str, text: str) -> bool:
    return month.lower().startswith(text.lower())
