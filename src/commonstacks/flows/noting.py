"""Where gaps bite in the charts: a badge on a column, a band over a time, a hatch on an area."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from commonstacks.flows.shown import GapLine, Lent
from commonstacks.workshop.forms.gap import Gap
from commonstacks.workshop.forms.margins import SETTLED
from commonstacks.workshop.views.drawing import Note
from commonstacks.workshop.views.notes import days_of
from commonstacks.workshop.views.spec import Chart


def notes_of(lent: Lent, charts: Sequence[Chart]) -> tuple[Note, ...]:
    """Each gap at most once, where it is seen best; the others stand in the story."""
    if lent.story is None:
        return ()
    return tuple(
        note
        for line in lent.story.gaps
        if line.gap.status not in SETTLED
        for note in note_of(line, charts, lent)
    )


def note_of(line: GapLine, charts: Sequence[Chart], lent: Lent) -> Iterator[Note]:
    assert lent.story is not None
    title = lent.story.form.vocabulary("gap_kinds").label(line.gap.kind)
    low, high = period_of(line.gap)
    values = line.gap.where[-1].values if line.gap.where else (line.gap.place,)
    if (low or high) and any(chart.kind == "time" for chart in charts):
        yield Note(None, title, line.gap.text, line.author, low, high)
    elif names_areas(line.gap, charts):
        yield Note(None, title, line.gap.text, line.author, values=values)
    elif column := charted(line.gap, charts):
        yield Note(column, title, line.gap.text, line.author)


def period_of(gap: Gap) -> tuple[str | None, str | None]:
    """Days, where the period is written as days, months or years."""
    if gap.period is None:
        return None, None
    try:
        return days_of(gap.period.first, gap.period.last)
    except ValueError:
        return None, None


def names_areas(gap: Gap, charts: Sequence[Chart]) -> bool:
    """Does the gap name areas of the map by their value, or rows by it alone?"""
    maps = {chart.columns[0] for chart in charts if chart.kind == "areas"}
    return len(gap.where) == 1 and gap.where[0].column in maps


def charted(gap: Gap, charts: Sequence[Chart]) -> str:
    """The first of its columns that a chart shows; of rows, the column that tells them apart."""
    shown = [column for chart in charts for column in (*chart.columns, chart.value) if column]
    wanted = [*gap.columns, *(where.column for where in reversed(gap.where))]
    return next((column for column in wanted if column in shown), "")
