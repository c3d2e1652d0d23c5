"""The letter to a publisher says what was found, and nothing that was not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from commonstacks.kit.errors import Refusal
from commonstacks.workshop.drafts.letter import Facts, letter

FACTS = Facts(
    title="Street trees",
    publisher="Town",
    address="https://example.org/trees",
    state="conflicting",
    licence="CC-BY-4.0",
    heard=(("example.org, license_id", "CC-BY-4.0"), ("example.org, notes", "ODbL")),
    looked_on=date(2026, 11, 21),
    library="The Library",
    shown_at="https://library.example/datasets/trees",
    signed="A reader",
)


def test_the_letter_in_english() -> None:
    assert letter(FACTS) == (
        "Subject: Under which licence may “Street trees” be used?\n\n"
        "To: Town\n\n"
        "You publish “Street trees” (https://example.org/trees). The Library keeps a copy and"
        " collects what people need to know before they use it.\n\n"
        "This is what we found about the licence on 21 November 2026:\n"
        "- example.org, license_id: “CC-BY-4.0”\n"
        "- example.org, notes: “ODbL”\n\n"
        "These words do not agree, so nobody can tell which of them holds.\n\n"
        "Please tell us:\n"
        "1. Under which licence may the data be used? Name and version: CC0 1.0, CC BY 4.0, …\n"
        "2. Does it hold for all files, and for earlier versions too?\n"
        "3. How do you want to be named as the source?\n\n"
        "It helps everybody when the licence also stands on the page of the data. We show your"
        " answer, with its day, beside the dataset: https://library.example/datasets/trees\n\n"
        "Kind regards\nA reader\nThe Library\n"
    )


def test_the_letter_in_german() -> None:
    said = letter(replace(FACTS, state="none_stated", heard=(), publisher=""), "de")
    assert said.startswith("Betreff: Unter welcher Lizenz darf „Street trees“ genutzt werden?\n\n")
    assert "Sehr geehrte Damen und Herren" in said
    assert "Das haben wir am 21.11.2026 zur Lizenz gefunden:\n- kein Wort zu einer Lizenz\n" in said
    assert "Damit ist keine Lizenz genannt." in said
    assert said.endswith("Mit freundlichen Grüßen\nA reader\nThe Library\n")


def test_nothing_is_invented_where_nothing_is_known() -> None:
    said = letter(replace(FACTS, publisher="", address="", heard=(), state="none_stated"))
    assert "To whom it may concern" in said
    assert "You publish “Street trees”. The Library" in said
    assert "- no word about a licence" in said


def test_what_is_only_probable_is_said_to_be_so() -> None:
    said = letter(replace(FACTS, state="inferred"))
    assert "It may be CC-BY-4.0, but it is not stated clearly." in said


def test_a_stated_licence_and_an_unknown_language_are_refused() -> None:
    with pytest.raises(Refusal, match="is stated"):
        letter(replace(FACTS, state="stated"))
    with pytest.raises(Refusal, match="English or German"):
        letter(FACTS, "fr")
