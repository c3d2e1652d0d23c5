from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonstacks.workshop.places import gazetteer, resolve
from commonstacks.workshop.places.lookup import Atlas
from commonstacks.workshop.places.resolve import Ambiguous, Coded, NotFound, Resolved

PLACES = Atlas(gazetteer.places())
US, GERMANY, UK = "geonames:6252001", "geonames:2921044", "geonames:2635167"
GEORGIA, THE_STATE = "geonames:614540", "geonames:4197000"
PUERTO_RICO, DELAWARE, DC = "geonames:4566966", "geonames:4142224", "geonames:4138106"


@pytest.mark.parametrize(
    ("text", "place", "how"),
    [
        ("geonames:6252001", US, "code"),
        ("iso-alpha2:DE", GERMANY, "code"),
        ("us-state:DE", DELAWARE, "code"),
        ("us-fips:13", THE_STATE, "code"),
        ("US-GA", THE_STATE, "code"),
        ("USA", US, "code"),
        ("PR", PUERTO_RICO, "code"),
        ("us", US, "name"),
        ("u.s.", US, "name"),
        ("America", US, "name"),
        ("the United States", US, "name"),
        ("UK", UK, "name"),
        ("  germany ", GERMANY, "name"),
        ("Deutschland", GERMANY, "name"),
        ("Österreich", "geonames:2782113", "name"),
        ("Oesterreich", "geonames:2782113", "name"),
        ("Cote d'Ivoire", "geonames:2287781", "name"),
        ("Washington, D.C.", DC, "name"),
        ("Georgia, US", THE_STATE, "containment"),
        ("georgia, usa", THE_STATE, "containment"),
        ("Georgia, Asia", GEORGIA, "containment"),
        ("Puerto Rico, United States", PUERTO_RICO, "containment"),
        ("Texas, USA, North America", "geonames:4736286", "containment"),
    ],
)
def test_what_means_one_place_is_resolved(text: str, place: str, how: str) -> None:
    assert resolve.resolve(text, PLACES) == Resolved(place, resolve.SCORES[how], how)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Georgia", ["Georgia", "Georgia"]),
        ("GA", ["Gabon", "Georgia"]),
        ("DE", ["Germany", "Delaware"]),
        ("Korea", ["South Korea", "North Korea"]),
        ("Congo", ["Democratic Republic of the Congo", "Republic of the Congo"]),
    ],
)
def test_what_means_several_places_is_never_guessed(text: str, names: list[str]) -> None:
    found = resolve.resolve(text, PLACES)
    assert isinstance(found, Ambiguous)
    assert [candidate.name for candidate in found.candidates] == names


@pytest.mark.parametrize(
    "text", ["", " ", ",,,", "in", "de", "Atlantis", "Atlantis, US", "Texas, Germany", "Texas, TX",
             "iso-alpha2:ZZ", "nothing:US", "x" * 10_000, "US, " * 50]
)  # fmt: skip
def test_what_means_no_known_place_is_not_found(text: str) -> None:
    assert resolve.resolve(text, PLACES) == NotFound(text)


def test_where_the_text_comes_from_may_decide() -> None:
    prior = Resolved(THE_STATE, resolve.SCORES["prior"], "prior")
    assert resolve.resolve("Georgia", PLACES, prior=US) == prior
    assert resolve.resolve("DE", PLACES, prior=US) == Resolved(DELAWARE, 0.75, "prior")
    assert isinstance(resolve.resolve("Georgia", PLACES, prior=GERMANY), Ambiguous)


def test_the_wanted_kind_may_decide() -> None:
    assert resolve.resolve("Georgia", PLACES, kind="country") == Resolved(GEORGIA, 0.9, "name")
    assert resolve.resolve("Texas", PLACES, kind="country") == NotFound("Texas")


def test_a_column_of_codes_becomes_places_and_a_rest() -> None:
    column = ["GA", " PR ", "GA", "", "AA", "ga", "DC"]
    assert resolve.from_codes(column, "us-state", PLACES) == Coded(
        (THE_STATE, PUERTO_RICO, DC), ("AA", "ga")
    )
    assert resolve.from_codes(["DE", "XX"], "iso-alpha2", PLACES) == Coded((GERMANY,), ("XX",))
    assert resolve.from_codes(["GA"], "no-scheme", PLACES) == Coded((), ("GA",))


def test_places_know_what_contains_them() -> None:
    assert PLACES.containing(THE_STATE) == {US, "geonames:6255149"}
    assert PLACES.containing("nowhere") == frozenset()


@given(st.text(st.characters()))
def test_any_text_has_an_answer(text: str) -> None:
    assert isinstance(resolve.resolve(text, PLACES), Resolved | Ambiguous | NotFound)
