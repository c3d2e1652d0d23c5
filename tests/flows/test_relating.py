"""Related by place: each with its way to be near, the nearest first, six at most."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from commonstacks.flows import relating, shelving
from commonstacks.library.catalog.models import Dataset
from commonstacks.library.context.models import Publication
from commonstacks.library.places.models import Place
from tests.flows import lending

pytestmark = pytest.mark.django_db


@pytest.fixture
def where() -> dict[str, Place]:
    world = lending.place("w", "World")
    country = lending.place("de", "Germany", world)
    land = lending.place("nw", "North Rhine-Westphalia", country, world)
    cologne = lending.place("c", "Cologne", land, country, world)
    return {"world": world, "country": country, "land": land, "cologne": cologne}


def as_lent(dataset: Dataset) -> Any:
    """What relating needs to know of a dataset that is lent."""
    places = shelving.shown_places([dataset.pk]).get(dataset.pk, ())
    return SimpleNamespace(id=str(dataset.pk), places=places)


def related(dataset: Dataset) -> list[tuple[str, str, str]]:
    return [(each.title, each.how, each.place) for each in relating.by_place(as_lent(dataset))]


def test_the_same_place_comes_first_then_what_lies_in_it_then_what_contains_it(where):
    shown = lending.lent("Shown", places=[where["land"]])
    lending.lent("World", places=[where["world"]])
    lending.lent("Country", places=[where["country"]])
    lending.lent("City", places=[where["cologne"]])
    lending.lent("Same", places=[where["land"]])
    assert related(shown) == [
        ("Same", "same", "North Rhine-Westphalia"),
        ("City", "inside", "Cologne"),
        ("Country", "wider", "Germany"),
        ("World", "wider", "World"),
    ]


def test_places_that_only_rows_name_count_on_either_side(where):
    codes = lending.lent("Codes", places=[where["country"]], rows=[where["cologne"]])
    city = lending.lent("City", places=[where["cologne"]])
    assert related(codes) == [("City", "here", "Cologne")]
    assert related(city) == [("Codes", "there", "Cologne")]


def test_elsewhere_is_not_related(where):
    shown = lending.lent("Shown", places=[where["cologne"]])
    lending.lent("Bonn", places=[lending.place("b", "Bonn", where["land"], where["country"])])
    lending.lent("Nowhere")
    assert related(shown) == []


def test_a_dataset_without_a_place_has_no_neighbours(where):
    lending.lent("Same", places=[where["cologne"]])
    assert related(lending.lent("Nowhere")) == []


def test_what_is_not_published_is_not_named(where):
    shown = lending.lent("Shown", places=[where["cologne"]])
    paused = lending.lent("Paused", places=[where["cologne"]])
    Publication.objects.filter(dataset=paused).update(paused=True)
    assert related(shown) == []


@pytest.mark.parametrize("count", [1, 30])
def test_six_at_most_in_three_queries(
    where: Any, count: int, django_assert_num_queries: DjangoAssertNumQueries
):
    shown = as_lent(lending.lent("Shown", places=[where["land"]]))
    for number in range(count):
        lending.lent(f"Same {number}", places=[where["land"]], rows=[where["cologne"]])
        lending.lent(f"City {number}", places=[where["cologne"]])
    with django_assert_num_queries(3):
        found = relating.by_place(shown)
    assert len(found) == min(6, 2 * count)
