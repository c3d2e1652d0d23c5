"""The first view of a table, by rules in order, each with its reason.

A date → count over time; a longitude and a latitude → grid map; few different values → sorted
bars; a number → histogram; text that hardly repeats → nothing. At most ``MOST`` charts, of
different kinds where the table has them. Columns marked as sensitive are not charted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from commonstacks.workshop.tables.shape import ColumnProfile, TableProfile
from commonstacks.workshop.views.sentences import count_text
from commonstacks.workshop.views.spec import Chart
from commonstacks.workshop.views.words import ENGLISH, Words

MOST = 2
FEW = 250
EASY = 60
_NAMED = ("place name", "place code", "category", "boolean", "code", "text")


def first_view(profile: TableProfile) -> tuple[Chart, ...]:
    """Up to ``MOST`` charts for a table: the first of each kind, then second ones. An empty tuple
    where no column can be charted."""
    found = [list(rule(profile)) for rule in _RULES]
    leading = [charts[0] for charts in found if charts]
    following = [chart for charts in found for chart in charts[1:]]
    return tuple((leading + following)[:MOST])


def reason(chart: Chart, profile: TableProfile, words: Words = ENGLISH) -> str:
    """Why a chart is shown, in plain words: "Shown because each row has a date"."""
    columns = [profile.column(name) for name in chart.columns]
    nulls = max(column.nulls for column in columns)
    numbers = {"rows": count_text(profile.rows, words)}
    if chart.kind == "bars":
        n = count_text(columns[0].distinct, words)
        return words.why_bars.format(column=chart.columns[0], n=n)
    if chart.kind == "histogram":
        return words.why_histogram.format(column=chart.columns[0])
    numbers["n"] = count_text(profile.rows - nulls, words)
    if chart.kind == "time":
        return (words.why_time_some if nulls else words.why_time).format_map(numbers)
    return (words.why_grid_some if nulls else words.why_grid).format_map(numbers)


def _times(profile: TableProfile) -> Iterator[Chart]:
    dates = _shown(profile, lambda c: c.kind in ("date", "datetime") and c.distinct > 1)
    return (Chart("time", (column.name,)) for column in dates)


def _grids(profile: TableProfile) -> Iterator[Chart]:
    longitudes = _shown(profile, lambda c: c.kind == "longitude")
    latitudes = _shown(profile, lambda c: c.kind == "latitude")
    pairs = zip(longitudes, latitudes, strict=False)
    return (Chart("grid", (x.name, y.name)) for x, y in pairs)


def _bars(profile: TableProfile) -> Iterator[Chart]:
    few = _shown(profile, lambda c: _repeats(c, profile.rows))
    best = sorted(few, key=lambda c: (c.distinct > EASY, _NAMED.index(_kind(c)), c.position))
    return (Chart("bars", (column.name,)) for column in best)


def _histograms(profile: TableProfile) -> Iterator[Chart]:
    numbers = _shown(profile, lambda c: c.kind in ("integer", "decimal") and c.distinct > 2)
    return (Chart("histogram", (column.name,)) for column in numbers)


_RULES: tuple[Callable[[TableProfile], Iterator[Chart]], ...] = (
    _times,
    _grids,
    _bars,
    _histograms,
)


def _shown(profile: TableProfile, fits: Callable[[ColumnProfile], bool]) -> list[ColumnProfile]:
    """The fitting columns that are not sensitive and not more than half missing."""
    columns = sorted(profile.columns, key=lambda column: column.position)
    return [c for c in columns if not c.sensitive and c.nulls * 2 <= profile.rows and fits(c)]


def _repeats(column: ColumnProfile, rows: int) -> bool:
    """Few values, each standing for several rows; a code that names single rows is none."""
    return _kind(column) in _NAMED and 2 <= column.distinct <= min(FEW, max(rows // 3, 2))


def _kind(column: ColumnProfile) -> str:
    """A whole number with a handful of values is read as a name for a group."""
    handful = column.kind == "integer" and column.distinct <= 12
    return "category" if handful else column.kind
