"""The first view of a table, by rules in order, each with its reason.

A date → count over time, or the first number where each date is one row; a place → map of its
areas with a ranked list; a longitude and a latitude → grid map; few different values → sorted bars;
a number → histogram; text that hardly repeats → nothing. At most ``MOST`` charts: the first of each
kind, then the second ones. Where each row is an area, the map shows the first number, and
histograms follow. Columns marked as sensitive, running numbers and what is always the same are not
charted.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import chain, zip_longest
from math import nan

from commonstacks.workshop.tables.shape import ColumnProfile, TableProfile
from commonstacks.workshop.views.cells import OPEN, Policy
from commonstacks.workshop.views.meaning import (
    UNIQUE,
    flat,
    handful,
    numbering,
    numbers,
    outlined,
    shown,
    single,
    size,
)
from commonstacks.workshop.views.sentences import count_text
from commonstacks.workshop.views.spec import Chart
from commonstacks.workshop.views.words import ENGLISH, Words

MOST = 4
FEW = 250
EASY = 60
_ENOUGH = 12
_SKEWED = 15
"""A number whose 99 % quantile is so many times its median is drawn in growing steps."""
_NEAR = 0.05
_NAMED = ("place name", "place code", "category", "period", "boolean", "code", "text")


@dataclass(frozen=True, slots=True)
class Mapped:
    """Which columns can be drawn as areas, the best first: column → name of the map."""

    columns: Mapping[str, str] = field(default_factory=dict)

    def repeats(self, column: str) -> bool:
        """Is the column drawn on the map that the first one is drawn on?"""
        return self.columns.get(column) == next(iter(self.columns.values()), "")


def first_view(profile: TableProfile, mapped: Mapped | None = None) -> tuple[Chart, ...]:
    """Up to ``MOST`` charts for a table. An empty tuple where no column can be charted."""
    return candidates(profile, mapped)[:MOST]


def candidates(profile: TableProfile, mapped: Mapped | None = None) -> tuple[Chart, ...]:
    """All charts of a table, the best first; no column twice."""
    given = mapped or Mapped()
    areas = _areas(profile, given)
    times, bars, histograms = _times(profile), _bars(profile, given), _histograms(profile)
    drawn = {chart.value for chart in (*areas, *times)}
    histograms.sort(key=lambda chart: chart.columns[0] in drawn)  # shown already
    if areas and areas[0].value:
        return _once(chain(areas, histograms, times, bars))
    kinds = [times, areas, _grids(profile, areas), bars, histograms]
    return _once(chart for rank in zip_longest(*kinds) for chart in rank if chart)


def reason(
    chart: Chart, profile: TableProfile, words: Words = ENGLISH, policy: Policy = OPEN
) -> str:
    """Why a chart is shown, in plain words: "Shown because each row has a date". Without numbers
    where the ``policy`` protects people: they are not those of the protected cube."""
    if policy.on:
        return _plainly(chart, words)
    columns = [profile.column(name) for name in chart.columns]
    nulls = max(column.nulls for column in columns)
    facts = {"column": chart.columns[0], "value": chart.value}
    facts |= {"rows": count_text(profile.rows, words)}
    facts |= {"n": count_text(profile.rows - nulls, words)}
    if chart.kind in ("bars", "areas"):
        facts["n"] = count_text(columns[0].distinct, words)
    forms = {
        "bars": words.why_bars,
        "histogram": words.why_histogram,
        "time": words.why_time_some if nulls else words.why_time,
        "grid": words.why_grid_some if nulls else words.why_grid,
        "areas": words.why_area_rows if single(columns[0], profile.rows) else words.why_areas,
    }
    form = _why_value(chart, columns[0], profile, words) if chart.value else forms[chart.kind]
    tail = words.why_codes if chart.kind == "areas" and numbered(columns[0], profile) else ""
    return form.format_map(facts) + tail


def _plainly(chart: Chart, words: Words) -> str:
    forms = {
        "bars": words.why_bars_plain,
        "histogram": words.why_histogram,
        "time": words.why_time_plain,
        "grid": words.why_grid_plain,
        "areas": words.why_areas_plain,
    }
    return forms[chart.kind].format(column=chart.columns[0])


def numbered(column: ColumnProfile, profile: TableProfile) -> bool:
    """Does the column draw a map by numbers of which nobody said what they are?"""
    bare = column.scheme is None and column.kind in ("identifier", "integer")
    return bare and outlined(profile) is None


def _why_value(chart: Chart, column: ColumnProfile, profile: TableProfile, words: Words) -> str:
    if chart.kind == "areas":
        return words.why_value
    return words.why_line if column.distinct == profile.rows else words.why_line_most


def _once(charts: Iterable[Chart]) -> tuple[Chart, ...]:
    found: dict[tuple[str, ...], Chart] = {}
    for chart in charts:
        found.setdefault(chart.columns, chart)
    return tuple(found.values())


def _times(profile: TableProfile) -> list[Chart]:
    """Of a table with a row for each day or month, the first number."""
    dates = [c for c in shown(profile) if c.kind in ("date", "datetime")]
    own = next((c for c in dates if _row_each(c, profile.rows)), None)
    measured = [column for column in numbers(profile) if column != own] if own else []
    value = measured[0].name if measured else ""
    return [Chart("time", (c.name,), value=value if c == own else "") for c in dates]


def _row_each(column: ColumnProfile, rows: int) -> bool:
    """Moments are no days: earthquakes have each another second, and are counted."""
    return column.kind == "date" and rows >= _ENOUGH and column.distinct >= UNIQUE * rows


def _areas(profile: TableProfile, mapped: Mapped) -> list[Chart]:
    """One map: of a table whose rows are areas it shows the first number."""
    for name in mapped.columns:
        measured = numbers(profile) if single(profile.column(name), profile.rows) else []
        others = [column for column in measured if column.name != name]
        best = min(others, key=size, default=None)  # what a map shows anyway comes last
        return [Chart("areas", (name,), value=best.name if best else "")]
    return []


def _grids(profile: TableProfile, areas: list[Chart]) -> list[Chart]:
    """None where the rows themselves are areas: their middles say nothing that the map does not."""
    if any(single(profile.column(chart.columns[0]), profile.rows) for chart in areas):
        return []
    longitudes = [column for column in shown(profile) if column.kind == "longitude"]
    latitudes = [column for column in shown(profile) if column.kind == "latitude"]
    pairs = zip(longitudes, latitudes, strict=False)
    return [Chart("grid", (x.name, y.name), focus=True) for x, y in pairs]


def _bars(profile: TableProfile, mapped: Mapped) -> list[Chart]:
    """Not what the map lists already, and of two names for the same groups the first."""
    few = [
        column
        for column in shown(profile)
        if _repeats(column, profile.rows)
        and not (mapped.repeats(column.name) or numbering(column) or flat(column, profile.rows))
    ]
    best = sorted(few, key=lambda c: (c.distinct > EASY, _NAMED.index(_kind(c)), c.position))
    groups = {_groups(column): column for column in reversed(best)}
    return [Chart("bars", (column.name,)) for column in best if column in groups.values()]


def _histograms(profile: TableProfile) -> list[Chart]:
    """Of two numbers that are nearly the same in every row, the first."""
    different: list[ColumnProfile] = []
    for column in numbers(profile):
        if not any(_alike(column, other) for other in different):
            different.append(column)
    return [
        Chart("histogram", (column.name,), steps="log" if skewed(column) else "")
        for column in different
    ]


def _alike(one: ColumnProfile, other: ColumnProfile) -> bool:
    """Are their quantiles the same within a twentieth? Their drawings could not be told apart."""
    marks, others = dict(one.quantiles), dict(other.quantiles)
    pairs = [(_number(marks[part]), _number(others.get(part))) for part in marks]
    near = [abs(a - b) <= _NEAR * max(abs(a), abs(b)) for a, b in pairs]
    return len(near) > 2 and all(near)


def skewed(column: ColumnProfile) -> bool:
    """Do a few rows dwarf all others? Then equal steps would put nearly all into the first one."""
    marks = dict(column.quantiles)
    least, few, middle, high = map(
        _number, (column.minimum, marks.get(0.05), marks.get(0.5), marks.get(0.99))
    )
    return least >= 0 and few > 0 and high > _SKEWED * middle


def _number(end: object) -> float:
    """What is no number compares with nothing."""
    return float(end) if isinstance(end, int | float) else nan


def _repeats(column: ColumnProfile, rows: int) -> bool:
    """Few values, each standing for several rows; a code that names single rows is none."""
    return _kind(column) in _NAMED and 2 <= column.distinct <= min(FEW, max(rows // 3, 2))


def _groups(column: ColumnProfile) -> tuple[object, ...]:
    """Names and codes of the same groups have the same counts."""
    counts = tuple(count for _, count in column.top)
    return (column.distinct, counts) if column.distinct > 2 and counts else (column.name,)


def _kind(column: ColumnProfile) -> str:
    return "category" if handful(column) else column.kind
