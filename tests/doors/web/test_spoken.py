"""Refusals and kept sentences speak the page's language; people's words say which is theirs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.utils.translation import gettext, override

from commonstacks.doors.web import spoken
from commonstacks.doors.web.pictures.told import Part, told_question
from commonstacks.kit.errors import NotHeld, Refusal
from commonstacks.library.context.models import Gap, Statement
from tests.doors.web.library import FORM, publish, text_of
from tests.doors.web.values import absent, answer

GERMAN = {"accept-language": "de"}


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with override("en"):
        yield


@pytest.mark.django_db
def test_a_refusal_speaks_german(client: Client) -> None:
    page = client.get("/datasets/cats", headers=GERMAN)
    assert page.status_code == 404
    assert "<h1>Diese Bibliothek hat keinen Datensatz namens „cats“.</h1>" in text_of(page)
    assert "Stattdessen nach einem Wort oder einem Ort suchen." in text_of(page)
    page = client.get("/datasets/cats")
    assert "<h1>This library holds no dataset called “cats”.</h1>" in text_of(page)


@pytest.mark.django_db
def test_other_programs_read_english(client: Client) -> None:
    told = client.get("/api/v1/datasets/cats", headers=GERMAN).json()
    assert told["detail"].startswith("This library holds no dataset called “cats”.")


@pytest.mark.parametrize(
    ("refusal", "german"),
    [
        (
            Refusal("There are more than {most:,} areas.", most=12000),
            "Es sind mehr als 12.000 Gebiete.",
        ),
        (
            Refusal("The publisher may reply until {day:%d %B %Y}.", day=date(2026, 3, 1)),
            "Der Herausgeber kann bis 1. März 2026 erwidern.",
        ),
        (
            Refusal("Fetching took longer than {seconds:g} seconds.", seconds=2.5),
            "Das Holen dauerte länger als 2,5 Sekunden.",
        ),
        (
            Refusal("The file is {what}, not a text table.", what="a PDF document"),
            "Die Datei ist ein PDF-Dokument, keine Texttabelle.",
        ),
        (NotHeld("There is no file {name}.", name="{name}"), "Eine Datei {name} gibt es nicht."),
        (Refusal("Nobody ever {translated} this."), "Nobody ever {translated} this."),
    ],
)
def test_facts_are_written_as_the_language_does(refusal: Refusal, german: str) -> None:
    with override("de"):
        assert spoken.reason(refusal) == german
    assert spoken.reason(refusal) == refusal.reason


@pytest.mark.parametrize(
    ("kept", "german"),
    [
        ("The file is empty.", "Die Datei ist leer."),
        (
            "The file is a PDF document, not a text table.",
            "Die Datei ist ein PDF-Dokument, keine Texttabelle.",
        ),
        ("There are more than 12,000 areas.", "Es sind mehr als 12.000 Gebiete."),
        (
            "The publisher may reply until 01 March 2026.",
            "Der Herausgeber kann bis 1. März 2026 erwidern.",
        ),
        ("3 footnote lines kept aside", "3 Fußnotenzeilen beiseitegelegt"),
        ("1 other file of the archive left in it", "1 andere Datei des Archivs darin gelassen"),
        ("Cells are separated by: semicolon", "Zellen sind getrennt durch: Strichpunkt"),
        (
            "Read from sheet “2019”, A1:C1204",
            "Aus dem Blatt „2019“ gelesen, A1:C1204",
        ),
        (
            "Columns A, C: shown as percentages: 0.125 is 12.5 %",
            "Spalten A, C: als Prozente gezeigt: 0.125 ist 12.5 %",
        ),
        (
            "The sheet hides 1,204 rows and 1 column; all are read",
            "Das Blatt verbirgt 1.204 Zeilen und 1 Spalte; alle sind gelesen",
        ),
        ("reading", "lesen"),
        (
            (
                "2 rows added, 1 row changed (only price), all only in how it is written, "
                "1,204 the same (told apart by id, town; 1 row has none of its own and was compared "
                "whole); 1 column added: size, in cm."
            ),
            (
                "2 Zeilen hinzugefügt, 1 Zeile geändert (nur price), alle nur darin, wie es "
                "geschrieben ist, 1.204 gleich (unterschieden nach id, town; 1 Zeile hat nichts davon "
                "und wurde als Ganzes verglichen); 1 Spalte hinzugefügt: size, in cm."
            ),
        ),
        (
            (
                "Most rows are gone: 3 are left of 1,204. 1,201 rows removed, 3 the same (compared as "
                "whole rows, so a changed row counts as one removed and one added)."
            ),
            (
                "Die meisten Zeilen sind fort: 3 von 1.204 sind übrig. 1.201 Zeilen entfernt, 3 gleich "
                "(als ganze Zeilen verglichen; eine geänderte Zeile zählt darum als eine entfernte und "
                "eine hinzugefügte)."
            ),
        ),
        (
            "All 1,204 rows are the same, in another order.",
            "Alle 1.204 Zeilen sind gleich, in anderer Reihenfolge.",
        ),
        ("2 rows added, and a bird flew by.", "2 rows added, and a bird flew by."),
        ("data.example.org does not answer.", "data.example.org antwortet nicht."),
        ("Nobody has a form for this.", "Nobody has a form for this."),
        ("", ""),
    ],
)
def test_a_kept_sentence_is_recognised(kept: str, german: str) -> None:
    with override("de"):
        assert spoken.sentence(kept) == german
    assert spoken.sentence(kept) == kept


def test_every_form_of_the_catalogue_is_recognised_again() -> None:
    """Filled with words of no meaning, none of them stays English."""
    with override("de"):
        for form, _, specs in spoken.patterns("de"):
            if gettext(form) != form and not any("%" in spec for spec in specs.values()):
                kept = re.sub(r"\{\w+(?::[^}]*)?\}", "Qz", form.replace(":,}", ":,}7"))
                kept = kept.replace("Qz7", "7")
                assert spoken.sentence(kept) != kept, form


def lines(*said: Any) -> str:
    question = FORM.question(said[0].question)
    return "".join(
        render_to_string("_parts/told.html", {"told": told})
        for told in told_question(FORM, question, said).told
    )


def test_words_of_another_language_say_which() -> None:
    english = answer("A1", "Sixty dogs.", language="en", note="Counted twice.")
    with override("de"):
        page = lines(english)
    assert '<span lang="en">Sixty dogs.</span>' in page
    assert '<p class="more" lang="en">Counted twice.</p>' in page
    assert "lang=" not in lines(english)
    german = answer("A1", "Sechzig Hunde.", language="de-CH")
    assert '<span lang="de-CH">Sechzig Hunde.</span>' in lines(german)
    with override("de"):
        assert "lang=" not in lines(german)


def test_words_whose_language_nobody_knows_say_none() -> None:
    with override("de"):
        assert "lang=" not in lines(answer("A1", "Sixty dogs."))


def test_labels_and_choices_are_the_pages() -> None:
    collected = answer("B1", [{"kind": "scraped", "text": "From lists."}], language="en")
    with override("de"):
        (told,) = told_question(FORM, FORM.question("B1"), [collected]).told
        kind = FORM.vocabulary(FORM.question("B1").fields[0].choices.id).label("scraped", "de")
    (line,) = told.lines
    assert line.parts == (Part(f"{kind}."), Part(" "), Part("From lists.", "en"))
    assert "".join(part.text for part in line.parts) == line.text


def test_the_note_of_an_absence_says_its_language() -> None:
    unknown = absent("B4", "unknown", note="Nobody kept a list.", language="en")
    with override("de"):
        assert '<span lang="en">Nobody kept a list.</span>' in lines(unknown)


def test_what_is_written_on_a_german_page_is_german(writer: Client, dogs: str) -> None:
    slug, client = dogs, writer
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "de"
    gap = {"kind": "missing_place", "text": "Katzen fehlen.", "voice": "X", "evidence-lines": "1"}
    assert client.post(f"/datasets/{slug}/context/gap/C1", gap).status_code == 302
    publish(client, slug)
    written = Statement.objects.exclude(voice="M")
    assert set(written.values_list("language", flat=True)) == {"de"}
    assert [each.facts["language"] for each in Gap.objects.all()] == ["de"]
    german = text_of(client.get(f"/datasets/{slug}"))
    assert '<p class="lead">Sixty dogs of one street.</p>' in german
    assert '<p class="says">Katzen fehlen.</p>' in german
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    english = text_of(client.get(f"/datasets/{slug}"))
    assert '<p class="lead" lang="de">Sixty dogs of one street.</p>' in english
    assert '<p class="says" lang="de">Katzen fehlen.</p>' in english
    assert '<p lang="de">Sixty dogs of one street.</p>' in text_of(client.get("/"))
