"""The explorer's part of a page, without any script: charts, sentence, tables, gaps."""

import re
from datetime import date

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from django.template.loader import render_to_string
from django.utils import translation

from commonstacks.workshop.views.cubes import build
from commonstacks.workshop.views.drawing import Addresses, Note, picture
from commonstacks.workshop.views.notes import days_of
from commonstacks.workshop.views.spec import AnyOf, Chart, ViewSpec, Within
from tests.doors.web.explorer_site import (
    ROWS,
    SHAPES,
    VIEWS,
    Seen,
    count,
    derive,
    section,
)


@pytest.fixture(scope="module")
def derived(tmp_path_factory):
    return derive(tmp_path_factory.mktemp("derived"))


def test_without_script_the_charts_the_sentence_and_the_tables_are_there(derived):
    seen = Seen(section(derived, AnyOf(("kind",), ("kind 01", None))))
    rows = count(lambda item: item["kind"] in ("kind 01", None))
    assert f"Showing {rows:,} of 1,500 rows where kind is missing or kind 01, at version 1." in (
        seen.text
    )
    assert [f["aria-label"] != "" for t, f in seen.tags if f.get("role") == "img"] == [True] * 3
    assert seen.text.count("The same numbers as a table") == 4
    ticked = [f["value"] for t, f in seen.tags if t == "input" and "checked" in f]
    assert len(ticked) == 2
    assert "0" in ticked
    assert "Who chose the <kinds>." in seen.text
    assert "Trees on private ground" in seen.text


def test_nothing_in_it_needs_an_exception_from_the_content_policy(derived):
    tags = Seen(section(derived, Within(("lon", "lat"), 0, 0, 20, 20))).tags
    assert [tag for tag, facts in tags if "style" in facts or tag in ("script", "style")] == []
    assert [name for _, facts in tags for name in facts if name.startswith("on")] == []


def test_ids_are_unique_and_every_field_has_a_name(derived):
    tags = Seen(section(derived)).tags
    ids = [facts["id"] for _, facts in tags if "id" in facts]
    assert len(ids) == len(set(ids))
    assert all(facts.get("name") for tag, facts in tags if tag == "input")


def test_the_map_is_whole_without_script(derived):
    seen = Seen(section(derived, AnyOf(("ward",), ("north", "west"))))
    areas = [f for t, f in seen.tags if t == "path" and ("data-codes" in f or "data-name" in f)]
    chosen = [SHAPES[0].path, SHAPES[3].path]
    assert [f["d"] for f in areas if not f["class"].endswith(("out", "k0"))] == chosen
    assert [f["d"] for t, f in seen.tags if "data-chosen" in f] == ["".join(chosen)]
    assert [f["data-name"] for f in areas if "data-name" in f] == ["Ward docks"]
    hatched = [f["d"] for t, f in seen.tags if t == "path" and f.get("class") == "gap"]
    assert hatched == [SHAPES[4].path]
    assert "where ward is Ward north or Ward west" in seen.text
    lost = count(lambda item: item["ward"] == "elsewhere")
    assert f"Rows that name no area on this map: {lost}." in seen.text


def test_a_period_that_was_not_recorded_is_hatched(tmp_path):
    pq.write_table(pa.Table.from_pylist(ROWS), tmp_path / "table.parquet")
    charts = (Chart("time", ("day",)),)
    cube = build(tmp_path / "table.parquet", charts, tmp_path)
    low, high = days_of("2019-03", "2019-05")
    notes = (Note(None, "Not recorded", "The counters were ill.", "", low=low, high=high),)
    drawn = picture(
        ViewSpec("trees", 1, "0f" * 32, charts), cube, Addresses(VIEWS, "", ""), ("",), notes=notes
    )
    tags = Seen(render_to_string("_parts/explorer/section.html", {"explorer": drawn})).tags
    (band,) = [facts for tag, facts in tags if tag == "rect" and facts.get("class") == "gap"]
    weeks = len(cube.axes[0].edges) - 1
    days = (date(2019, 6, 1) - date(2019, 3, 1)).days
    assert float(band["width"]) == pytest.approx(680 * days / 7 / weeks, abs=0.02)
    assert drawn.charts[0].notes == notes


def test_a_table_with_nothing_to_chart_has_no_explorer():
    assert render_to_string("_parts/explorer/section.html", {"explorer": None}).strip() == ""


def test_numbers_in_drawings_stay_numbers_in_every_language(derived):
    with translation.override("de"):
        html = section(derived, Within(("lon", "lat"), 0, 0, 20, 20))
    drawn = re.findall(r' (?:x|y|width|height|viewBox)="([^"]*)"', html)
    assert [text for text in drawn if "," in text or "\xa0" in text] == []
