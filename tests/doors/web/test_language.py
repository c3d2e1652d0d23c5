"""The pages speak the reader's language; every sentence of theirs is translated."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest
from django.test import Client

from tests.doors.web.library import text_of

WEB = Path(__file__).parents[3] / "src/commonstacks/doors/web"
CATALOGUE = WEB / "locale/de/LC_MESSAGES/django.po"
BLANK = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}|<[^>]+>")


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
    program = Path(sys.executable).with_name("django-admin")
    gather = [program, "makemessages", "-l", "de", "--no-location", "--no-wrap"]
    subprocess.run(gather, cwd=folder, check=True, capture_output=True)
    gathered = polib.pofile(str(folder / CATALOGUE.relative_to(WEB)))
    missing = [e.msgid for e in gathered if not e.obsolete and (e.fuzzy or not e.translated())]
    assert missing == [], "run `make messages`, and translate what is new"
