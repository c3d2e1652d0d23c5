from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonstacks.workshop.places import resolve
from commonstacks.workshop.places.resolve import Ambiguous, Coded, NotFound, Resolved
from tests.workshop.places.shipped import PLACES

US, GERMANY, UK = "geonames:6252001", "geonames:2921044", "geonames:2635167"
GEORGIA, THE_STATE = "geonames:614540", "geonames:4197000"
COLOGNE, COLUMBUS = "geonames:2886242", "geonames:4509177"
LABELLED = Path(__file__).parent / "labelled.tsv"
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
        (COLUMBUS, COLUMBUS, "code"),
        ("cologne", COLOGNE, "name"),
        ("Köln", COLOGNE, "name"),
        ("Koeln", COLOGNE, "name"),
        ("Cologne, Germany", COLOGNE, "containment"),
        ("Columbus, Ohio", COLUMBUS, "containment"),
        ("columbus, oh", COLUMBUS, "containment"),
        ("London", "geonames:2643743", "largest"),
        ("Luxembourg", "geonames:2960313", "largest"),
        ("Zürich", "geonames:2657896", "largest"),
        ("Moscow", "geonames:524901", "largest"),
        ("Philadelphia", "geonames:4560349", "largest"),
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
        ("New York", ["New York", "New York City"]),
        ("Kansas City", ["Kansas City", "Kansas City"]),
        ("Korea", ["South Korea", "North Korea"]),
        ("Congo", ["Democratic Republic of the Congo", "Republic of the Congo"]),
    ],
)
def test_what_means_several_places_is_never_guessed(text: str, names: list[str]) -> None:
    found = resolve.resolve(text, PLACES)
    assert isinstance(found, Ambiguous)
    assert [candidate.name for candidate in found.candidates] == names


@pytest.mark.parametrize(
    "text", ["", " ", ",,,", "in", "de", "Lemuria", "Lemuria, US", "Texas, Germany", "Texas, TX",
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
    assert PLACES.containing([THE_STATE, "nowhere"]) == {
        THE_STATE: {US, "geonames:6255149"},
        "nowhere": frozenset(),
    }


def test_a_choice_is_short_and_the_largest_comes_first() -> None:
    found = resolve.resolve("Springfield", PLACES)
    assert isinstance(found, Ambiguous)
    assert [one.people for one in found.candidates][:2] == [170188, 154341]
    counties = resolve.resolve("Washington County", PLACES)
    assert isinstance(counties, Ambiguous)
    assert len(counties.candidates) == resolve.MOST_CANDIDATES


def test_what_people_mean_is_found_nineteen_times_in_twenty(capsys: pytest.CaptureFixture) -> None:
    lines = [line.split("\t") for line in LABELLED.read_text(encoding="utf-8").splitlines()]
    labels = {line[0]: line[1] for line in lines if len(line) == 2}
    wrong = {text: label for text, label in labels.items() if answer(text) != label}
    score = 1 - len(wrong) / len(labels)
    with capsys.disabled():
        print(f" {len(labels)} texts, {score:.3f} right")
    assert len(labels) >= 200
    assert score >= 0.95, wrong


def answer(text: str) -> str:
    found = resolve.resolve(text, PLACES)
    if isinstance(found, Resolved):
        return found.place
    return "?" if isinstance(found, Ambiguous) else "-"


@given(st.text(st.characters()))
def test_any_text_has_an_answer(text: str) -> None:
    assert isinstance(resolve.resolve(text, PLACES), Resolved | Ambiguous | NotFound)
