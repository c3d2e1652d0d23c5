"""The pages speak the reader's language; every sentence of theirs is translated."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import polib
import pytest
from django.test import Client

from tests.doors.web.library import text_of
from tools.messages import SOURCE, gather, made_on_the_way, sentences

WEB = Path(__file__).parents[3] / "src/commonstacks/doors/web"
CATALOGUE = WEB / "locale/de/LC_MESSAGES/django.po"
BLANK = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*(?::[^}]*)?\}|<[^>]+>")
PLACE = re.compile(r"\{\w+(?::[^}]*)?\}")


@pytest.mark.django_db
def test_the_browser_says_which(client: Client) -> None:
    page = text_of(client.get("/about", headers={"accept-language": "de-DE,de;q=0.9,en;q=0.5"}))
    assert '<html lang="de"' in page
    assert "Über diese Bibliothek" in page
    assert '<html lang="en"' in text_of(client.get("/about"))


@pytest.mark.django_db
def test_a_visitor_chooses_another_and_stays_on_the_page(client: Client) -> None:
    answer = client.get("/language/de?back=/about")
    assert (answer.status_code, answer["location"]) == (302, "/about")
    assert '<html lang="de"' in text_of(client.get("/about"))
    client.get("/language/en")
    assert '<html lang="en"' in text_of(client.get("/about"))


@pytest.mark.django_db
def test_nobody_is_led_elsewhere(client: Client) -> None:
    assert client.get("/language/de?back=https://example.org/")["location"] == "/"
    assert client.get("/language/de?back=//example.org/")["location"] == "/"
    assert client.get("/language/tlh").status_code == 404


def test_the_catalogue_is_whole_and_keeps_its_blanks() -> None:
    catalogue = polib.pofile(str(CATALOGUE))
    assert [e.msgid for e in catalogue.untranslated_entries()] == []
    assert [e.msgid for e in catalogue.fuzzy_entries()] == []
    for entry in catalogue:
        said = [entry.msgstr, *entry.msgstr_plural.values()]
        known = set(BLANK.findall(entry.msgid + entry.msgid_plural))
        assert {blank for text in said for blank in BLANK.findall(text)} <= known, entry.msgid


def test_a_refusal_says_the_same_facts_in_german() -> None:
    for entry in polib.pofile(str(CATALOGUE)):
        places = set(PLACE.findall(entry.msgid))
        assert set(PLACE.findall(entry.msgstr)) == places, entry.msgid


def test_what_runs_is_what_was_translated() -> None:
    compiled = polib.mofile(str(CATALOGUE.with_suffix(".mo")))
    written = polib.pofile(str(CATALOGUE))
    assert {(e.msgctxt, e.msgid): e.msgstr for e in compiled} == {
        (e.msgctxt, e.msgid): e.msgstr for e in written.translated_entries()
    }


@pytest.mark.skipif(not shutil.which("xgettext"), reason="gettext is not installed")
def test_every_sentence_of_the_pages_is_in_it(tmp_path: Path) -> None:
    folder = tmp_path / "web"
    shutil.copytree(WEB, folder, ignore=shutil.ignore_patterns("static", "__pycache__", "*.mo"))
    gather(folder)
    gathered = polib.pofile(str(folder / CATALOGUE.relative_to(WEB)))
    missing = [e.msgid for e in gathered if not e.obsolete and (e.fuzzy or not e.translated())]
    assert missing == [], "run `make messages`, and translate what is new"


def test_no_refusal_is_put_together_where_it_is_raised() -> None:
    assert made_on_the_way() == [], "give a form with {places} and the facts by name"


def test_what_a_refusal_says_is_gathered_wherever_it_stands(tmp_path: Path) -> None:
    (tmp_path / "floor.py").write_text(
        'HINT = "Ask."\n'
        "class Gone(Refusal): pass\n"
        'raise Gone("There is no {what}.", HINT, what=phrase("a map"))\n'
        'strict.refuse("This is too long.")\n'
        'print("not for visitors")\n'
    )
    assert sentences(tmp_path) == ["There is no {what}.", "Ask.", "This is too long.", "a map"]


def test_what_is_put_together_is_found(tmp_path: Path) -> None:
    (tmp_path / "floor.py").write_text('raise Refusal(f"There is no {name}.", "Ask " + who)')
    assert made_on_the_way(tmp_path) == ["floor.py:1", "floor.py:1"]


def test_the_floors_below_say_much() -> None:
    assert len(sentences(SOURCE)) > 1000
