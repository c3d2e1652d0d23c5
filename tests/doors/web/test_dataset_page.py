"""The dataset page, drawn from values written by hand."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from html import unescape
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory

from commonstacks.doors.web.pictures.dataset import dataset_picture
from commonstacks.doors.web.pictures.related import related_pictures
from commonstacks.flows.relating import Neighbour
from commonstacks.flows.shown import Lent, TableLine
from tests.doors.web import values


def page(lent: Lent, token: str = "") -> str:
    facts: dict[str, Any] = {"lent": lent, "page": dataset_picture(lent), "token": token}
    return unescape(render_to_string("dataset/dataset.html", facts, RequestFactory().get("/")))


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_the_story_comes_before_the_columns_and_people():
    headings = re.findall(r"<h2[^>]*>([^<]+)", page(values.lent()))
    assert headings == [
        "The story",
        "Columns",
        "How it came to be",
        "People",
        "Versions",
        "How we read it",
        "How we keep it",
        "Download with context",
    ]


def test_the_licence_is_a_sentence_before_the_story():
    text = words(page(values.lent()))
    assert (
        "Licence: stated, CC-BY-4.0. You may use and share it, also where money is made with it,"
        " if you name the source. Who says so Name as source: GeoNames" in text
    )
    assert text.index("Licence: stated") < text.index("The story")


@pytest.mark.parametrize(
    ("said", "says"),
    [
        ({"state": "inferred", "id": "PDDL-1.0"}, "Licence: not stated; probably PDDL-1.0."),
        ({"state": "conflicting", "id": "CC-BY-4.0"}, "Licence: conflicting. What was stated does"),
        ({"state": "none_stated"}, "Licence: none stated. Nobody has said what you may do"),
        (None, "Licence: not recorded. Nobody has found out yet."),
    ],
)
def test_every_state_of_the_licence_has_its_words(said: dict[str, str] | None, says: str):
    others = tuple(each for each in values.answers() if each.question != "G1")
    own = (values.answer("G1", said),) if said else ()
    assert says in words(page(values.lent(story=values.story(answers=others + own))))


def test_versions_show_the_publishers_own_name_and_day():
    first = replace(values.versions()[0], label="2026a", published_on=date(2026, 3, 1))
    text = words(page(values.lent(version=first, versions=(first,))))
    assert "Version 1 · 2026a · published 1 March 2026, taken in 1 September 2026" in text


def test_other_tables_of_the_version_are_one_step_away():
    tables = (
        TableLine("deaths", 324, 3, shown=True),
        TableLine("pumps & wells", 13, 2, shown=False),
    )
    html = page(values.lent(tables=tables, table_name="deaths"))
    text = words(html)
    assert (
        "Version 1 has 2 tables. Charts, columns and rows on this page are those of deaths" in text
    )
    assert "deaths 324 rows, 3 columns · shown here" in text
    assert 'href="/datasets/us-postal-codes/v/1?table=pumps+%26+wells"' in html
    assert 'href="/datasets/us-postal-codes/v/1/rows?table=deaths"' in html


def test_one_table_is_not_listed():
    html = page(values.lent())
    assert "Tables" not in words(html)
    assert "?table=" not in html


def test_neighbours_stand_with_their_reason():
    found = [
        Neighbour("iowa", "Power in Iowa", "inside", "ia", "Iowa", "United States", 1),
        Neighbour("towns", "Towns", "there", "us", "United States", "", 0),
    ]
    facts = {"lent": values.lent(), "page": dataset_picture(values.lent()), "token": "",
             "related": related_pictures(found)}  # fmt: skip
    text = words(render_to_string("dataset/dataset.html", facts, RequestFactory().get("/")))
    assert "Power in Iowa About Iowa, which lies in United States." in text
    assert "Towns Its rows name United States." in text


def test_what_nobody_should_do_stands_first():
    text = words(page(values.lent()))
    assert (
        "Read this first Do not use it to count people, or say how poor or ill a place is" in text
    )
    assert "1 more warning" in text
    assert text.index("Read this first") < text.index("The story")


def test_absences_are_said_in_words():
    text = words(page(values.lent()))
    assert "Never written down." in text
    assert "Asked, and nobody knows." in text
    assert "Who was asked about this? Nobody was asked." in text
    assert "What do people know that the data cannot say? Nobody has answered this yet." in text


def test_four_facts_are_printed_and_no_score():
    text = words(page(values.lent()))
    assert "18 of 21 questions answered" in text
    assert "3 honestly unknown" in text
    assert "Heard: the publisher, a contextualist ; nobody it is about" in text
    assert "Written for version 1 , the newest" in text


def test_a_story_about_no_people_does_not_miss_them():
    answers = tuple(
        values.answer("F1", {"is": "no"}) if each.question == "F1" else each
        for each in values.answers()
    )
    text = words(page(values.lent(story=values.story(answers=answers))))
    assert "nobody it is about" not in text


def test_a_gap_stands_at_the_column_it_names():
    column = values.lent()
    picture = dataset_picture(column)
    notes = {each.name: [gap.kind for gap in each.notes] for each in picture.columns}
    assert notes["city"] == ["Different things under one name"]
    assert notes["state"] == ["A place is missing"]
    assert notes["zip_code"] == []


def test_every_class_of_people_is_printed_the_empty_ones_too():
    text = words(page(values.lent()))
    assert text.count("nobody recorded") == 5
    assert "1 contributor not named" in text


def test_one_key_and_an_untold_publisher_are_said():
    text = words(page(values.lent()))
    assert "One person wrote and published this; a second reader is welcome." in text
    assert "The publisher was not told." in text


def test_stale_answers_are_named():
    text = words(page(values.lent_stale()))
    assert (
        "Written for version 1; version 2 has come since: these answers may no longer hold." in text
    )
    assert (
        "Who or what should be in it, if it were complete? The number of rows changed by 6 %."
        in (text)
    )
    assert "2,670 rows were taken out." in text


def test_every_stale_answer_can_be_reached():
    html = page(values.lent_stale())
    wanted = set(re.findall(r'href="#(q-[A-Z]\d)"', html))
    assert wanted == {"q-A4", "q-C1"}
    assert wanted <= set(re.findall(r'id="([^"]+)"', html))
    assert html.count("since version 2") == 2


def test_an_older_version_says_so():
    lent = values.lent_stale()
    old = values.lent(versions=lent.versions, newest=2)
    assert "This is version 1. Version 2 is the newest." in words(page(old))


def test_a_fixed_view_says_that_it_is_fixed():
    text = words(page(values.lent(), token="abc"))
    assert "You are looking at a fixed view of version 1." in text


def test_an_unpublished_dataset_offers_no_download():
    lent = values.lent(published=False, story=None, open=17)
    html = page(lent)
    assert "Not published." in html
    assert "/download/" not in html
    assert "/file/" not in html


@pytest.mark.parametrize("lent", [values.lent(), values.lent_stale()])
def test_no_script_or_style_is_inline(lent: Lent):
    html = page(lent)
    assert re.findall(r"<script(?![^>]*(src=|ld\+json))", html) == []
    assert re.findall(r"<style|\sstyle=|\son[a-z]+=", html) == []


def test_what_came_from_outside_is_escaped():
    lent = values.lent(title="<script>alert(1)</script>")
    html = render_to_string(
        "dataset/dataset.html", {"lent": lent, "page": dataset_picture(lent), "token": ""}
    )
    assert "<script>alert" not in html


def test_only_web_addresses_become_links():
    evidence = ({"kind": "documented", "title": "A trap", "url": "javascript:alert(1)"},)
    answers = (values.answer("A2", "For a test.", evidence=evidence),)
    html = page(values.lent(story=values.story(answers=answers)))
    assert "A trap" in html
    assert "javascript:" not in html
