"""The German phrases stand for the English ones, each with the same places."""

import re
from dataclasses import asdict
from string import Formatter

import pytest

from commonstacks.workshop.views.german import GERMAN
from commonstacks.workshop.views.languages import words_of
from commonstacks.workshop.views.sentences import count_text, day_text, month_text, share_text
from commonstacks.workshop.views.words import ENGLISH

NO_LETTERS = re.compile(r"\{[a-z]+\}|[^A-Za-z]")
NAMED = {"short_month"}  # Jul 2019 at an English axis, 07/2019 at a German one
# the same letters in both languages
SAME = {"beside_place", "west", "north", "south", "metres", "kilometres"}


def places(text):
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("field", [name for name in asdict(ENGLISH) if name != "months"])
def test_each_phrase_has_the_same_places_in_german(field):
    english, german = getattr(ENGLISH, field), getattr(GERMAN, field)
    if field not in NAMED:
        assert places(german) == places(english)


def test_none_is_left_english():
    left = {
        name
        for name, text in asdict(GERMAN).items()
        if text == getattr(ENGLISH, name) and name not in SAME and NO_LETTERS.sub("", str(text))
    }
    assert left == set()


def test_numbers_and_days_are_written_as_germans_write_them():
    assert count_text(1204, GERMAN) == "1.204"
    assert share_text(1, 40, GERMAN) == "2,5\u00a0%"
    assert day_text("2019-07-01", GERMAN) == "01.07.2019"
    assert day_text("2019-07-01", ENGLISH) == "2019-07-01"
    assert day_text("about then", GERMAN) == "about then"
    assert month_text("2019-07-01", GERMAN.bin_month, GERMAN) == "Juli 2019"
    assert month_text("2019-07-01", GERMAN.short_month, GERMAN) == "07/2019"


def test_a_page_gets_the_phrases_of_its_language():
    assert words_of("de-at") is GERMAN
    assert words_of("en") is ENGLISH
    assert words_of("fr") is ENGLISH
