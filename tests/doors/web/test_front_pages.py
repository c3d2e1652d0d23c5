"""Home, search, what waits, how it is kept, about: with nothing, a little, and a lot on the shelf."""

from __future__ import annotations

import hashlib
import re
from html import unescape
from typing import Any

import pytest
from django.test import Client

from commonstacks.library.people.models import Account
from commonstacks.workshop.forms.gap import Gap
from tests.doors.web import library
from tests.doors.web.library import text_of
from tests.flows import lending
from tests.library import making

pytestmark = pytest.mark.django_db


def words(response: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", unescape(text_of(response))).split())


def test_a_card_says_what_it_is_and_what_it_leaves_out(client: Client):
    lending.lent(
        "Trees",
        places=[lending.place("c", "Cologne")],
        licence={"state": "none_stated"},
        gaps=[Gap("C1", "left_out_people", "Trees in gardens. Nobody counted them.", "X")],
        lead="Every tree of the streets of the city. One row each, with its year.",
    )
    page = words(client.get("/"))
    assert "Cologne Trees Every tree of the streets of the city. City of Trees · 10 rows" in page
    assert "no licence stated" in page
    assert "People left out Trees in gardens. Nobody counted them." in page
    assert "Places Cologne" in page


def test_twelve_cards_and_a_way_to_all(client: Client):
    for number in range(30):
        lending.lent(f"Trees {number}")
    page = client.get("/")
    assert text_of(page).count('<li class="wide">') == 12
    assert "See all 30 datasets" in words(page)


def test_what_changed_lately_leads_to_what_changed(client: Client):
    dataset = lending.lent("Trees", versions=2)
    page = client.get("/")
    assert "What changed lately Trees, version 2 : 10 rows added." in words(page)
    assert f'href="/datasets/{dataset.slug}/changes/2"' in text_of(page)


def test_nothing_changed_and_no_place_leave_no_empty_headings(client: Client):
    lending.lent("Trees")
    page = text_of(client.get("/"))
    assert 'id="again"' not in page
    assert 'id="places"' not in page


def test_what_waits_says_how_to_help(client: Client):
    making.dataset("Trees")
    assert "1 dataset is kept here and waits" in words(client.get("/"))
    page = words(client.get("/waiting"))
    assert "How to help" in page
    assert "1 dataset No place recorded Trees 21 of 21 questions open" in page


def test_nothing_found_says_what_else_to_try(steward: Account, client: Client):
    world = lending.place("w", "World")
    lending.lent("Trees", places=[lending.place("c", "Cologne", world)])
    page = client.get("/search?q=zeppelin&place=Cologne")
    assert "No dataset here is about “zeppelin” in Cologne." in words(page)
    assert 'href="/search?q=zeppelin"' in text_of(page)
    assert "See all about Cologne" in words(page)
    assert "See all about World" in words(page)


def test_an_unknown_place_is_said_to_be_unknown(steward: Account, client: Client):
    page = words(client.get("/search?q=trees&place=Atlantis"))
    assert "We do not know a place called “Atlantis”." in page
    assert "Search for “trees” in every place" in page


def test_results_say_why_they_are_shown(dogs: str, writer: Client, client: Client):
    library.publish(writer, dogs)
    page = words(client.get("/search?q=pug"))
    assert "Shown because: found in" in page
    assert "Sixty dogs of one street." in page


def test_the_search_without_words_is_everything(dogs: str, writer: Client, client: Client):
    library.publish(writer, dogs)
    page = words(client.get("/search"))
    assert "Everything on the shelf" in page
    assert "1 dataset" in page


def test_the_promises_are_facts_of_this_library(dogs: str, writer: Client, client: Client):
    library.publish(writer, dogs)
    page = words(client.get("/keeping"))
    assert "1 dataset 1 version 1 file" in page
    assert "1 dataset is public, with its story." in page
    assert "So far nothing has been taken away." in page


def test_the_digest_to_check_is_that_of_the_bytes_that_are_lent(
    dogs: str, writer: Client, client: Client
):
    library.publish(writer, dogs)
    page = words(client.get("/keeping"))
    path = re.search(rf"curl -O \S+?(/datasets/{dogs}/v/1/file/\S+)", page)
    assert path
    digest = hashlib.sha512(client.get(path[1]).getvalue()).hexdigest()
    assert f"{digest} dogs.csv" in page


def test_a_person_who_runs_it_is_counted_and_not_named(steward: Account, client: Client):
    page = words(client.get("/about"))
    assert "1 person looks after this library." in page
    assert steward.agent.name not in page


def test_all_questions_can_be_read_before_anybody_answers(steward: Account, client: Client):
    page = words(client.get("/about"))
    for question in library.FORM.questions:
        assert " ".join(question.ask.say().split()) in page
