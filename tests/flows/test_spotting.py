"""Places among the words of a search, and a place search that is never a no-op."""

from __future__ import annotations

import pytest

from commonstacks.flows import finding, placing
from commonstacks.library.catalog.models import Dataset
from tests.flows import lending
from tests.library import gazetteer

pytestmark = pytest.mark.django_db
COLUMBUS, OHIO = "geonames:4509177", "geonames:5165418"


@pytest.fixture(autouse=True)
def shipped(home: object, db: None) -> None:
    gazetteer.stock()


def shelve(title: str, lead: str = "One row each.") -> Dataset:
    dataset = lending.lent(title, lead=lead)
    placing.place(dataset)
    finding.index_dataset(dataset)
    return dataset


@pytest.fixture
def shelf() -> dict[str, Dataset]:
    finding.index_all()
    return {
        "rats": shelve("Rats of Cologne"),
        "crime": shelve("Crime in Columbus, Ohio"),
        "schools": shelve("Schools of Seattle"),
    }


def slugs(found: finding.Results) -> list[str]:
    return [hit.slug for hit in found.hits]


def test_a_place_among_the_words_is_the_place(shelf: dict[str, Dataset]) -> None:
    found = finding.search("rats in köln")
    assert found.place is not None
    assert (found.words, found.place_asked, found.place.name) == ("rats", "köln", "Köln")
    assert (found.spotted, slugs(found)) == (True, [shelf["rats"].slug])


def test_the_place_can_be_left_out(shelf: dict[str, Dataset]) -> None:
    found = finding.search("rats in köln", literally=True)
    assert (found.spotted, found.place, found.words) == (False, None, "rats in köln")


def test_of_several_places_that_with_data_is_meant_and_the_others_offered(
    shelf: dict[str, Dataset],
) -> None:
    found = finding.search("crime ohio")
    assert found.place is not None
    assert (found.place.id, slugs(found)) == (OHIO, [shelf["crime"].slug])


def test_where_nothing_is_found_the_words_are_words_again(shelf: dict[str, Dataset]) -> None:
    found = finding.search("rats in seattle")
    assert (found.spotted, found.place) == (False, None)
    assert shelf["rats"].slug in slugs(found)


@pytest.mark.parametrize("place", ["Atlantis, Ohio", "Nowhere at all", "xyzzy"])
def test_an_unknown_place_finds_nothing_and_says_so(shelf: dict[str, Dataset], place: str) -> None:
    found = finding.search("", place)
    assert (found.total, found.hits, found.place, found.place_asked) == (0, (), None, place)


def test_a_place_nearly_right_is_offered(shelf: dict[str, Dataset]) -> None:
    assert finding.search("", "Seatle").nearly == ("Seattle",)
    assert finding.search("", "Xyzzyx").nearly == ()


def test_the_same_place_under_each_of_its_names(shelf: dict[str, Dataset]) -> None:
    for name in ("cologne", "Köln", "Koeln", "Cologne, Germany", "geonames:2886242"):
        assert slugs(finding.search("", name)) == [shelf["rats"].slug]
    assert slugs(finding.search("", "Germany")) == [shelf["rats"].slug]
    assert slugs(finding.search("", "Austria")) == []
