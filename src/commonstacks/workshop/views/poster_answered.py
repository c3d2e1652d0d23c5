"""A chart that was counted anew as a picture that stands alone: its panels, then its foot."""

from __future__ import annotations

from commonstacks.workshop.views.answered import AnsweredChart, Panel
from commonstacks.workshop.views.columns import WIDE as INNER
from commonstacks.workshop.views.poster import EDGE, Drawn, Poster, Row, Says, Sheet
from commonstacks.workshop.views.sentences import count_text
from commonstacks.workshop.views.words import ENGLISH, Words

MOST_BARS = 40
GUTTER = 24
"""Between two drawings of small multiples."""


def poster_of_answer(
    chart: AnsweredChart, says: Says, compared: str = "", words: Words = ENGLISH
) -> Poster:
    """The picture of one chart of an answer, as tall as it must be; ``compared`` says what it is
    held against. Of many bars the first ``MOST_BARS`` are drawn, and how many are not is said."""
    sheet = Sheet()
    sheet.head(chart.title, says.sentence, compared, " ".join(filter(None, (chart.how, chart.key))))
    if chart.kind == "multiples":
        _multiples(sheet, chart, words)
    else:
        for panel in chart.panels:
            sheet.write(panel.name, "part", above=10)
            sheet.draw(_drawn(panel))
            sheet.legend(_drawn(panel))
            _bars(sheet, panel, chart, words)
    return sheet.foot(chart.title, chart.summary, says)


def _multiples(sheet: Sheet, chart: AnsweredChart, words: Words) -> None:
    """Two drawings side by side; bars below each other, for their names need the room."""
    drawings = [panel for panel in chart.panels if panel.columns or panel.grid]
    width = (INNER - GUTTER) / 2
    for first in range(0, len(drawings), 2):
        top = reached = sheet.at
        for place, panel in enumerate(drawings[first : first + 2]):
            sheet.at, x = top, EDGE + place * (width + GUTTER)
            sheet.write(panel.name, "part", above=10, x=x, room=width)
            sheet.draw(_drawn(panel), x=x, width=width)
            reached = max(reached, sheet.at)
        sheet.at = reached
    for panel in chart.panels:
        if panel.bars and not (panel.columns or panel.grid):
            sheet.write(panel.name, "part", above=14)
            _bars(sheet, panel, chart, words)


def _drawn(panel: Panel) -> Drawn:
    areas = panel.map.drawn if panel.map else None
    return Drawn(panel.columns, panel.grid, areas, panel.ghosts, panel.ghost_line)


def _bars(sheet: Sheet, panel: Panel, chart: AnsweredChart, words: Words) -> None:
    """The last bar, what is missing, stays where many are left out."""
    drawn = list(panel.bars)
    if len(drawn) > MOST_BARS:
        drawn = [*drawn[: MOST_BARS - 1], drawn[-1]]
    left = len(panel.bars) + len(panel.more) - len(drawn)
    sheet.list(
        Row(bar.kind, bar.label, bar.width, bar.text, 0, chart.chosen and not bar.chosen, bar.ghost)
        for bar in drawn
    )
    sheet.write(words.more.format(n=count_text(left, words)) if left else "", "how")
