"""A place: what is lent about it and why, what contains it, what lies in it; and the world."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from commonstacks.flows import placing
from commonstacks.library.discovery.models import Footprint
from commonstacks.library.places.models import Place
from tests.doors.web.library import text_of
from tests.flows import lending
from tests.library import gazetteer, making

pytestmark = pytest.mark.django_db
COLOGNE, GERMANY, EUROPE = "geonames:2886242", "geonames:2921044", "geonames:6255148"
OHIO = "geonames:5165418"


@pytest.fixture(autouse=True)
def shipped(home: object, db: None) -> None:
    gazetteer.stock()


def about(title: str, *places: str) -> None:
    lending.lent(title, places=Place.objects.filter(pk__in=places))


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return text_of(answer)


def test_a_place_says_what_it_is_and_what_contains_it(client: Client) -> None:
    text = page(client, f"/places/{COLOGNE}")
    for shown in ("<h1>Köln</h1>", "Town or part of a town", "1,024,621", "Cologne", COLOGNE,
                  "https://www.geonames.org/2886242", "CC BY 4.0", "6.95, 50.93333",
                  f'<a href="/places/{GERMANY}">Germany</a>'):  # fmt: skip
        assert shown in text
    assert "Nothing is lent about this place yet" in text
    assert "DE" in page(client, f"/places/{GERMANY}")


def test_the_place_itself_comes_first_then_the_wider_then_what_lies_in_it(client: Client) -> None:
    about("Trees of Europe", EUROPE)
    about("Rats", COLOGNE)
    about("Schools", GERMANY)
    Footprint.objects.update(evidence="Its title names it.")
    text = page(client, f"/places/{GERMANY}")
    order = [text.index(title) for title in ("Schools</a>", "Trees of Europe</a>", "Rats</a>")]
    assert order == sorted(order)
    for reason in ("Its title names it.", "Europe contains Germany.", "Köln lies in Germany."):
        assert reason in text
    assert "<b>3</b> datasets" in text


def test_parts_and_neighbours_are_listed_with_what_is_lent_there(client: Client) -> None:
    about("Rats", COLOGNE)
    about("Crime", OHIO)
    about("Jobs", OHIO)
    text = " ".join(page(client, "/places/geonames:6252001").split())
    assert f'<a href="/places/{OHIO}">Ohio</a> <span class="quiet">' in text
    assert "places in it without data here" in text
    assert "Its neighbours with data" not in text
    indiana = page(client, "/places/geonames:4921868")
    assert "Its neighbours with data" in indiana
    assert f"/places/{OHIO}" in indiana


def test_what_waits_is_a_number_and_nothing_more(client: Client) -> None:
    dataset = making.dataset("Secret trees")
    Footprint.objects.create(
        dataset=dataset, place_id=COLOGNE, how="column", evidence="Named in the column hidden."
    )
    text = page(client, f"/places/{GERMANY}")
    assert "1 more dataset about this place waits for its context." in text
    assert "Secret" not in text
    assert "hidden" not in text


def test_an_area_says_which_dataset_brought_it(client: Client) -> None:
    dataset = lending.lent("Quarters")
    Place.objects.create(
        id=f"{dataset.slug}:1", kind="quarter", name="Mülheim", source=dataset.slug,
        community_defined=True,
    )  # fmt: skip
    text = page(client, f"/places/{dataset.slug}:1")
    assert f'<a href="/datasets/{dataset.slug}">' in text
    assert "Drawn by the people who live there" in text
    assert "Quarter" in text


@pytest.mark.parametrize("address", ["geonames:1", "nowhere:1", "lemuria", ":", "x" * 300])
def test_an_unknown_place_is_a_page_that_helps(client: Client, address: str) -> None:
    answer = client.get(f"/places/{address}")
    assert answer.status_code == 404
    assert "Search for the place by its name." in text_of(answer)


def test_an_address_that_people_can_remember_leads_to_the_place(client: Client) -> None:
    assert client.get("/places/cologne").headers["Location"] == f"/places/{COLOGNE}"
    assert client.get("/places/new-york").headers["Location"] == "/places?q=new-york"
    assert "Did you mean Seattle?" in text_of(client.get("/places/seatle"))


def test_the_world_lists_countries_with_data(client: Client) -> None:
    about("Rats", COLOGNE)
    text = page(client, "/places")
    assert f'<a href="/places/{EUROPE}">Europe</a>' in text
    assert f'<a href="/places/{GERMANY}">Germany</a>' in text
    assert "France" not in text


def test_a_place_is_found_by_its_name(client: Client) -> None:
    assert client.get("/places?q=Köln").headers["Location"] == f"/places/{COLOGNE}"
    which = page(client, "/places?q=Georgia")
    assert "Which Georgia?" in which
    assert "country" in which
    assert "state" in which
    unknown = page(client, "/places?q=Seatle")
    assert "We do not know a place called “Seatle”." in unknown
    assert '<a href="/places?q=Seattle">Seattle</a>' in unknown


def test_a_page_asks_a_bounded_number_of_questions(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    for number in range(60):
        about(f"Rats {number}", COLOGNE, OHIO)
    with django_assert_max_num_queries(14):
        text = page(client, f"/places/{GERMANY}")
    assert "1 to 50 of 60" in text
    with django_assert_max_num_queries(14):
        assert "51 to 60 of 60" in page(client, f"/places/{GERMANY}?from=51")
    with django_assert_max_num_queries(6):
        page(client, "/places")


def test_a_footprint_found_anew_is_shown(client: Client) -> None:
    dataset = lending.lent("Rats of Cologne")
    placing.place(dataset)
    assert "Its title names Köln." in page(client, f"/places/{COLOGNE}")
