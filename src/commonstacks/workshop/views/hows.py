"""How a drawing is read, in a sentence: what one column counts, how large one square is."""

from __future__ import annotations

import math
from collections.abc import Sequence

from commonstacks.workshop.views.axes import Axis, Squares, Steps
from commonstacks.workshop.views.charts import Chart
from commonstacks.workshop.views.grid import land_under
from commonstacks.workshop.views.panels import AnyAxis, Panels
from commonstacks.workshop.views.sentences import number_text
from commonstacks.workshop.views.words import Words

KILOMETRES = 111.2
"""Of a degree on a meridian, on average."""
_EVEN = 0.1
"""So much narrower may the squares in the north be than those in the south."""


def how_steps(axis: Axis, words: Words) -> str:
    """What one column counts: a year, one number, a step of so many."""
    if not isinstance(axis, Steps):
        return ""
    if axis.unit not in ("number", "whole"):
        return str(getattr(words, f"how_{axis.unit}"))
    step = float(axis.edges[1]) - float(axis.edges[0])
    if axis.unit == "whole" and step == 1:
        return words.how_ones
    return words.how_steps.format(step=number_text(float(f"{step:.9g}"), words))


def how_squares(axis: Squares, words: Words) -> str:
    """How large a square is, in metres or kilometres where all are about the same, else in
    degrees; and whose coasts and borders are drawn."""
    title = land_under(axis).title
    source = words.how_source.format(title=title) if title else ""
    south, north = (math.cos(math.radians(end)) for end in (axis.y[0], axis.y[-1]))
    step = round(axis.x[1] - axis.x[0], 6)
    if abs(south - north) > _EVEN * max(south, north, 0.1):
        return words.how_grid.format(step=number_text(step, words)) + source
    high = step * KILOMETRES
    wide = high * (south + north) / 2
    return words.how_grid_here.format(wide=_far(wide, words), high=_far(high, words)) + source


def title_of(kind: str, names: Sequence[str], measure: str, words: Words) -> str:
    """What is counted or measured, and by what: "Rows by day, for each topic"."""
    column, *others = names
    form, facts = words.by_column, {"what": measure or words.row_name, "column": column}
    if others:
        form = words.by_each if kind == "multiples" else words.by_both
        facts["other"] = others[0]
    text = form.format_map(facts)
    return text[:1].upper() + text[1:] if measure else text


def how_counted(
    chart: Chart, axis: AnyAxis, measure: str, words: Words, *, source: str = ""
) -> str:
    """How a chart that was counted anew is read; ``source`` says whose areas are on its map."""
    inner = axis.inner if isinstance(axis, Panels) else axis
    if chart.kind == "points":
        return words.how_points.format(across=chart.columns[0], up=chart.columns[1])
    if isinstance(inner, Squares):
        return how_squares(inner, words)
    if isinstance(inner, Steps) and measure:
        return words.how_line.format(value=measure)
    if isinstance(inner, Steps):
        return words.how_log if chart.steps else how_steps(inner, words)
    return words.how_source.format(title=source).strip() if source else ""


def _far(kilometres: float, words: Words) -> str:
    """A length with two digits."""
    if kilometres < 1:
        return words.metres.format(n=number_text(float(f"{kilometres * 1000:.2g}"), words))
    return words.kilometres.format(n=number_text(float(f"{kilometres:.2g}"), words))
