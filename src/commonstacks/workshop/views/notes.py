"""Margin notes: what the data cannot say, and where in the charts it is seen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from commonstacks.workshop.views.axes import Areas, Axis, Steps
from commonstacks.workshop.views.outlines import Outlines
from commonstacks.workshop.views.spec import Chart


@dataclass(frozen=True, slots=True)
class Note:
    """A margin note about one column, or (``None``) about all.

    Of a period, ``low`` is its first day and ``high`` the day after its last one (ISO; ``None`` is
    open): a band in every chart of time, or of ``column`` alone. ``values`` name areas, as the
    table or the map calls them: a hatch on the maps that have them.
    """

    column: str | None
    title: str
    text: str
    by: str
    low: str | None = None
    high: str | None = None
    values: tuple[str, ...] = ()


def days_of(first: str, last: str) -> tuple[str | None, str | None]:
    """A period as ``Note.low`` and ``Note.high``: "2017", "2017-05" or "2017-05-01" to the same.

    Both ends belong to the period; an empty end is open. Raises ``ValueError`` for other texts.
    """
    low = date.fromisoformat(_whole(first)).isoformat() if first else None
    return low, _after(last) if last else None


def beside(note: Note, chart: Chart, axis: Axis, outlines: Outlines | None = None) -> bool:
    """Does the note stand beside this chart?"""
    if note.column is not None:
        return note.column in (*chart.columns, chart.value)
    return in_time(note, chart) or bool(named(note, axis, outlines))


def in_time(note: Note, chart: Chart) -> bool:
    """Is the note drawn as a band in this chart?"""
    period = note.low is not None or note.high is not None
    return period and chart.kind == "time" and note.column in (None, *chart.columns)


def named(note: Note, axis: Axis, outlines: Outlines | None) -> frozenset[str]:
    """The keys of the areas on the map that the note names, by value, label or key."""
    if not isinstance(axis, Areas) or outlines is None:
        return frozenset()
    wanted = {value.casefold() for value in note.values}
    called = [*zip(axis.keys, axis.values, strict=True), *zip(axis.keys, axis.labels, strict=True)]
    for area in outlines.areas:
        called += [(area.key, area.key), (area.key, area.label)]
    return frozenset(key for key, name in called if key and name.casefold() in wanted)


def band(note: Note, axis: Steps) -> tuple[float, float] | None:
    """Where the period lies, in bins from the left; ``None`` where it lies outside the chart."""
    edges = [date.fromisoformat(str(edge)).toordinal() for edge in axis.edges]
    bins = len(edges) - 1
    low = 0.0 if note.low is None else _place(edges, note.low)
    high = float(bins) if note.high is None else _place(edges, note.high)
    return (low, high) if low < high else None


def _place(edges: list[int], day: str) -> float:
    ordinal = min(max(date.fromisoformat(day).toordinal(), edges[0]), edges[-1])
    left = max(place for place, edge in enumerate(edges[:-1]) if edge <= ordinal)
    return left + (ordinal - edges[left]) / (edges[left + 1] - edges[left])


def _whole(text: str) -> str:
    return text + "-01" * (2 - text.count("-"))


def _after(text: str) -> str | None:
    """The first day after a year, a month or a day; none after the end of the calendar."""
    begin = date.fromisoformat(_whole(text))
    reach = {0: 366, 1: 31, 2: 1}[text.count("-")]
    if (date.max - begin).days < reach:
        return None
    after = begin + timedelta(days=reach)
    if not text.count("-"):
        after = after.replace(year=begin.year + 1, month=1, day=1)
    elif text.count("-") == 1:
        after = after.replace(day=1)
    return after.isoformat()
