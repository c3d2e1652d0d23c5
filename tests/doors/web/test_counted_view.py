"""A view that no chart was prepared for: drawn by the server, without any script."""

from __future__ import annotations

import re
from html import unescape

from django.template.loader import render_to_string

from commonstacks.flows.counting import Counted
from commonstacks.workshop.views.answered import picture
from commonstacks.workshop.views.answering import Answer, ChartAnswer, Side
from commonstacks.workshop.views.axes import Categories, Squares, Steps
from commonstacks.workshop.views.charts import Chart, Measure
from commonstacks.workshop.views.filters import Matching
from commonstacks.workshop.views.notes import Note
from commonstacks.workshop.views.panels import Panels
from commonstacks.workshop.views.spec import Compare, ViewSpec

MONTHS = Steps(("2019-06-01", "2019-07-01", "2019-08-01"), "month")
RANKED = ChartAnswer(
    Chart("ranked", ("topic",), measure=Measure("median", "days <open>")),
    Categories(("noise", "<b>dogs</b>"), 4),
    Side((2, 20, 5, 3), (None, 4.0, 8.5, 1.0)),
    Side((0, 1, 1, 1), (None, 1.0, 1.0, 1.0)),
    approximate=True,
)
TILES = ChartAnswer(
    Chart("multiples", ("day", "topic"), inner="time"),
    Panels(MONTHS, ("noise",)),
    Side((0,) * 5 + (0, 0, 4, 8, 0)),
)
POINTS = ChartAnswer(
    Chart("points", ("age", "pay")),
    Squares((0.0, 10.0, 20.0), (0.0, 1.0), degrees=False),
    Side((0, 1, 4, 6)),
)


def page(*parts: ChartAnswer) -> str:
    filters = (Matching(("text",), "contains", "<late>"),)
    charts = tuple(part.chart for part in parts)
    spec = ViewSpec("things", 2, "0f" * 32, charts, filters, Compare())
    notes = (Note("topic", "Counted too low", "Nobody wrote them down.", "Ada"),)
    drawn = picture(Answer(90, 30, parts, 90), spec, notes=notes)
    facts = {"counted": Counted(drawn, "/datasets/things/v/2")}
    return render_to_string("_parts/explorer/answered.html", facts)


def words(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def test_every_chart_has_its_sentence_its_numbers_and_its_margin_note() -> None:
    said = words(page(RANKED, TILES, POINTS))
    assert "Showing 30 of 90 rows where text contains “<late>”, at version 2." in said
    assert "30 rows here; 90 rows in all." in said
    assert "Median of days <open> by topic The numbers are estimated." in said
    assert "<b>dogs</b> 5 about 8.5 1" in said
    assert "Counted too low Nobody wrote them down. Ada" in said
    assert "Rows: most in noise, July 2019, 8; none is without topic." in said
    assert "outside the drawing 1" in said
    assert said.count("The same numbers as a table") == 3


def test_no_script_is_needed_and_no_word_of_the_table_is_markup() -> None:
    html = page(RANKED, TILES, POINTS)
    assert "<script" not in html
    assert "<b>dogs</b>" not in html
    assert "&lt;late&gt;" in html
    assert html.count('role="img"') == 2
    assert '<a href="/datasets/things/v/2">' in html
