from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonstacks.workshop.places.mentions import mentions, nearest
from commonstacks.workshop.places.resolve import Ambiguous, Resolved
from tests.workshop.places.shipped import PLACES


def told(text: str, *, titled: bool = False, prior: str = "") -> list[tuple[str, str]]:
    """Each name, and the place it means or "?"."""
    found = mentions(text, PLACES, titled=titled, prior=prior)
    return [(one.text, name(one.found)) for one in found]


def name(found: Resolved | Ambiguous) -> str:
    place = PLACES.known(found.place) if isinstance(found, Resolved) else None
    return place.name if place else "?"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("rats in cologne", [("cologne", "Köln")]),
        ("schools near Seattle", [("Seattle", "Seattle")]),
        ("crime columbus", [("columbus", "?")]),
        ("crime columbus ohio", [("columbus", "Columbus"), ("ohio", "Ohio")]),
        ("crime in columbus, ohio", [("columbus, ohio", "Columbus")]),
        ("us employment", [("us", "United States")]),
        ("jobs in the uk", [("uk", "United Kingdom")]),
        ("köln bäume", [("köln", "Köln")]),
        ("children of bath", [("bath", "Bath")]),
        ("a guide to reading", []),
        ("rats in my neighbourhood", []),
        ("police, male, mobile, nice, most, orange", []),
        ("", []),
    ],
)
def test_a_search_names_places(text: str, names: list[tuple[str, str]]) -> None:
    assert told(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Seattle weather", [("Seattle", "Seattle")]),
        ("US postal codes", [("US", "United States")]),
        ("Columbus neighbourhood crime 1980", [("Columbus", "?")]),
        ("Cholera deaths in Soho, London, 1854", [("Soho", "Soho"), ("London", "London")]),
        ("Berlin-Prenzlauer Berg", [("Berlin", "Berlin"), ("Prenzlauer Berg", "Prenzlauer Berg")]),
        ("Three million flights in the United States", [("United States", "United States")]),
        ("What we know about us", []),
        ("Bird strikes reported to the FAA", []),
        ("Time zones of the world", []),
    ],
)
def test_a_title_names_places(text: str, names: list[tuple[str, str]]) -> None:
    assert told(text, titled=True) == names


def test_where_a_title_comes_from_may_decide() -> None:
    ohio = "geonames:5165418"
    assert told("Columbus neighbourhood crime 1980", titled=True, prior=ohio) == [
        ("Columbus", "Columbus")
    ]


def test_the_word_before_a_name_goes_with_it() -> None:
    (one,) = mentions("rats in the netherlands today", PLACES)
    assert "rats in the netherlands today"[one.start : one.end] == "in the netherlands"


def test_a_name_nearly_right_is_offered() -> None:
    assert nearest("colonge", ["cologne", "cairo"]) == ("cologne",)
    assert nearest("xyzzy", ["cologne", "cairo"]) == ()


@given(st.text(st.characters()))
def test_any_text_can_be_read(text: str) -> None:
    for one in mentions(text, PLACES):
        assert 0 <= one.start < one.end <= len(text)
