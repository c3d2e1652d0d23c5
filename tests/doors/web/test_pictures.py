"""Small pieces that pages are made of: one sentence, notes in turn, licences in few words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from commonstacks.doors.web.pictures.columns import column_pictures
from commonstacks.doors.web.pictures.found import found_picture
from commonstacks.doors.web.pictures.gaps import gap_pictures
from commonstacks.doors.web.pictures.licence import licence_in_short, meaning
from commonstacks.doors.web.pictures.rows import column_notes
from commonstacks.doors.web.pictures.shelf import one_sentence
from commonstacks.flows.finding import Hit
from tests.doors.web import values

HIT = Hit(
    slug="trees", title="Trees", publisher="", address="", rows=10, version=1, places=(), fit="",
    lead="Every tree of the streets of the city. One row each.", why=(), snippet=(),
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Trees of a street in the old town. One row each.", "Trees of a street in the old town."),
        ("One. Two. Trees of a street in the old town.", "One. Two. Trees of a street in the old town."),
        ("What the U.S. Postal Service uses to sort mail. It is no area.",
         "What the U.S. Postal Service uses to sort mail."),
        ("Houses in St. Louis and around it, each sold once. Old.",
         "Houses in St. Louis and around it, each sold once."),
        ("  ", ""),
    ],
)  # fmt: skip
def test_a_card_has_room_for_one_sentence(text: str, first: str):
    assert one_sentence(text) == first


def test_a_sentence_without_end_is_cut_between_words():
    cut = one_sentence("word " * 100)
    assert cut == "word " * 43 + "word …"
    assert len(cut) <= 222


def test_columns_say_their_first_note_before_any_second():
    _, state, city, _ = gap_pictures(values.FORM, values.gaps())
    again = replace(city, text="Once more.")
    notes = column_notes(column_pictures(values.profile(), (city, again, state)))
    assert [note.column for note in notes] == ["city", "state", "city"]
    assert notes[-1].text == "Once more."


def test_a_snippet_that_is_the_lead_is_shown_once_and_marked():
    lead = "Every tree of the streets of the city."
    snippet = (("Every ", False), ("tree", True), (" of the streets of the city. One row", False))
    found = found_picture(replace(HIT, snippet=snippet))
    assert "".join(text for text, _ in found.says) == lead
    assert [text for text, marked in found.says if marked] == ["tree"]
    assert found.quote == ()


def test_a_snippet_from_elsewhere_is_quoted_under_the_lead():
    snippet = (("counted by ", False), ("neighbours", True))
    found = found_picture(replace(HIT, snippet=snippet))
    assert found.says == (("Every tree of the streets of the city.", False),)
    assert found.quote == snippet


def test_the_place_asked_for_is_given_as_a_reason_once():
    found = found_picture(replace(HIT, fit="itself", why=("the place Cologne", "the title")))
    assert found.reasons == ("it is about this place", "found in the title")


@pytest.mark.parametrize(
    ("state", "short"),
    [
        ("stated", "licence CC0-1.0"),
        ("inferred", "licence not stated, probably CC0-1.0"),
        ("conflicting", "licence disputed"),
        ("none_stated", "no licence stated"),
        ("", "licence not recorded"),
    ],
)
def test_a_card_names_the_state_of_the_licence(state: str, short: str):
    assert licence_in_short(state, "CC0-1.0") == short


def test_a_licence_that_is_an_address_is_said_in_words():
    statement = "http://rightsstatements.org/vocab/NoC-US/1.0/"
    assert licence_in_short("stated", statement) == "no copyright in the United States"
    assert licence_in_short("inferred", statement) == (
        "licence not stated, probably no copyright in the United States"
    )
    assert licence_in_short("stated", "https://example.org/terms") == "licence example.org"


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("CC0-1.0", "for anything"),
        ("PDDL-1.0", "for anything"),
        ("CC-BY-4.0", "if you name the source."),
        ("ODC-By-1.0", "if you name the source."),
        ("CC-BY-SA-4.0", "under the same licence"),
        ("ODbL-1.0", "under the same licence"),
        ("CC-BY-NC-4.0", "but not where money is made"),
        ("CC-BY-NC-ND-4.0", "share it unchanged"),
        ("CC-BY-ND-4.0", "change nothing"),
        ("http://rightsstatements.org/vocab/NoC-US/1.0/", "nobody holds the copyright"),
        ("BSD-3-Clause", "keep the text of the licence"),
        ("https://example.org/terms", "Read it before you use the data."),
    ],
)
def test_well_known_licences_are_said_in_plain_words(name: str, says: str):
    assert says in str(meaning(name))
