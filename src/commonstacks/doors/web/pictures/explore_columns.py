"""The columns beside a view: what each holds, what people said of it, what can be done with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from commonstacks.doors.web.pictures.columns import ColumnPicture, column_pictures
from commonstacks.doors.web.pictures.explore import address, base_of
from commonstacks.doors.web.pictures.gaps import gap_pictures
from commonstacks.doors.web.templatetags.reading import number
from commonstacks.flows import exploration, exploring
from commonstacks.flows.exploring import Value, Whole
from commonstacks.flows.shown import Lent
from commonstacks.kit.errors import Refusal, Stopped
from commonstacks.workshop.tables.shape import ColumnProfile
from commonstacks.workshop.views import blanks, changing
from commonstacks.workshop.views.charts import Chart
from commonstacks.workshop.views.filters import Between, Matching
from commonstacks.workshop.views.spec import MOST_CHARTS, ViewSpec
from commonstacks.workshop.views.turns import Busy

WIDE, TALL, MOST_BARS = 120, 32, 40
DIFFERENT: Final = 8
RANGED: Final = (*blanks.COUNTED, *blanks.DAYS)


@dataclass(frozen=True, slots=True)
class Small:
    """One column of the small picture of what a column holds."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class ColumnHere:
    """``said`` is what people said of it; ``show`` leads to a chart of it, which takes the place of
    ``instead`` where four are there."""

    column: ColumnPicture
    different: str
    said: tuple[str, ...]
    picture: tuple[Small, ...]
    show: str
    instead: str
    filter: str


@dataclass(frozen=True, slots=True)
class BlankHere:
    """The blank that fits a column, with what is filled in now."""

    name: str
    kind: blanks.Blank
    low: str
    high: str
    least: str
    most: str
    how: str
    text: str
    values: tuple[Value, ...]


def columns_here(lent: Lent, whole: Whole) -> tuple[ColumnHere, ...]:
    gaps = gap_pictures(lent.story.form, lent.story.gaps) if lent.story else ()
    pictures = column_pictures(lent.profile, gaps)
    said = told_of(lent)
    ready = () if lent.policy.on else exploration.charts_of(lent)
    return tuple(
        column_here(lent, whole, picture, column, said.get(column.name, ()), ready)
        for picture, column in zip(pictures, lent.profile.columns, strict=True)
    )


def column_here(
    lent: Lent,
    whole: Whole,
    picture: ColumnPicture,
    column: ColumnProfile,
    said: tuple[str, ...],
    ready: tuple[Chart, ...],
) -> ColumnHere:
    shown, instead = show(lent, whole.spec, column, ready)
    asked = f"{base_of(lent)}/{whole.token}?{urlencode({'column': column.name})}#filter"
    return ColumnHere(
        column=picture,
        different=different(column) if tells(lent, column) else "",
        said=said,
        picture=small(column) if tells(lent, column) else (),
        show=shown,
        instead=instead,
        filter=asked if can_filter(lent, whole.spec, column.name) else "",
    )


def tells(lent: Lent, column: ColumnProfile) -> bool:
    return not (column.sensitive or lent.policy.on)


def can_filter(lent: Lent, spec: ViewSpec, name: str) -> bool:
    """Where people are in the table, only the prepared charts are filtered."""
    return not lent.policy.on or any(chart.columns == (name,) for chart in spec.charts)


def show(
    lent: Lent, spec: ViewSpec, column: ColumnProfile, ready: tuple[Chart, ...]
) -> tuple[str, str]:
    """The view with a chart of this column, as it was prepared if it is among those that are
    ``ready``; and instead of what, where four are there already."""
    shown = {name for chart in spec.charts for name in chart.columns}
    if not tells(lent, column) or column.name in shown:
        return "", ""
    full = len(spec.charts) >= MOST_CHARTS
    room = changing.uncharted(spec, MOST_CHARTS - 1) if full else spec
    instead = _(" and ").join(spec.charts[-1].columns) if full else ""
    try:
        chart = blanks.chart_of(lent.charted, column.name, ready)
        return address(base_of(lent), changing.charted(room, chart)), instead
    except Refusal:
        return "", ""  # a filter of this column fits no chart of it


def different(column: ColumnProfile) -> str:
    """Of numbers and days; of other columns it stands in their spread."""
    if column.kind not in RANGED:
        return ""
    about = "" if column.distinct_exact else _("about") + " "
    return f"{about}{number(column.distinct)}"


def told_of(lent: Lent) -> dict[str, tuple[str, ...]]:
    """What answers of the story say of single columns, by the name of the column."""
    found: dict[str, tuple[str, ...]] = {}
    for answer in lent.story.answers if lent.story else ():
        for entry in answer.answer if isinstance(answer.answer, list) else [answer.answer]:
            if isinstance(entry, dict) and isinstance(entry.get("column"), str):
                name = entry["column"]
                found[name] = (*found.get(name, ()), spoken(entry))
    return found


def spoken(entry: dict[str, Any]) -> str:
    said = [value for name, value in entry.items() if name != "column" and isinstance(value, str)]
    return " · ".join(text for text in said if text)


def small(column: ColumnProfile) -> tuple[Small, ...]:
    """Bars of the values that are there most often, or of steps where they are numbers or days."""
    if column.histogram:
        counts = column.histogram.counts[:MOST_BARS]
    else:
        counts = tuple(count for _value, count in column.top[:DIFFERENT])
    most = max(counts, default=0)
    if len(counts) < 2 or not most:
        return ()
    step = WIDE / len(counts)
    heights = [round(max(TALL * n / most, 1.0 if n else 0.0), 1) for n in counts]
    return tuple(
        Small(round(at * step, 1), round(TALL - height, 1), round(max(step - 1, 1), 1), height)
        for at, height in enumerate(heights)
        if height
    )


def blank_here(lent: Lent, spec: ViewSpec, name: str, *, reader: str) -> BlankHere:
    column = exploring.column_of(lent, name)
    kind = blanks.blank_of(column, spec)
    own = [item for item in spec.filters if item.columns == (name,)]
    ends = next((item for item in own if isinstance(item, Between)), None)
    text = next((item for item in own if isinstance(item, Matching)), None)
    hidden = column.sensitive or lent.policy.on
    values = values_here(lent, spec, column, reader) if kind == "values" else ()
    return BlankHere(
        name=name,
        kind=kind if values or kind != "values" else "words",
        low=written(ends.low) if ends else "",
        high=written(ends.high) if ends else "",
        least="" if hidden else written(column.minimum)[:10],
        most="" if hidden else written(column.maximum)[:10],
        how=text.how if text else "contains",
        text=text.text if text else "",
        values=values,
    )


def values_here(
    lent: Lent, spec: ViewSpec, column: ColumnProfile, reader: str
) -> tuple[Value, ...]:
    """None where they cannot be counted now: then words are asked for."""
    try:
        return exploring.values_of(lent, spec, column, reader=reader)
    except (Busy, Stopped):
        return ()


def written(end: object) -> str:
    if end is None:
        return ""
    return f"{end:.15g}" if isinstance(end, float) else str(end)


def measured(lent: Lent) -> tuple[str, ...]:
    """The columns of which something can be measured."""
    return tuple(
        column.name
        for column in lent.charted.columns
        if column.kind in RANGED and not column.sensitive
    )


def chartable(lent: Lent) -> tuple[str, ...]:
    """The columns that can be shown; none where people are in the table."""
    if lent.policy.on:
        return ()
    return tuple(
        column.name
        for column in lent.charted.columns
        if not column.sensitive and column.kind != "geometry"
    )
