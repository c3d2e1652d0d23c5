"""Places for somebody who is writing a name."""

from __future__ import annotations

import pytest

from commonstacks.flows.choosing_places import Choice, choices
from commonstacks.library.places.models import Alias, Parent, Place

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def some_places() -> None:
    for place_id, kind, name, people in (
        ("t:de", "country", "Germany", 80_000_000),
        ("t:cologne", "city", "Cologne", 1_000_000),
        ("t:colmar", "city", "Colmar", 60_000),
    ):
        place = Place.objects.create(id=place_id, kind=kind, name=name, people=people, source="t")
        Alias.objects.create(place=place, text=name, folded=name.lower(), preferred=True)
    Parent.objects.create(place_id="t:cologne", parent_id="t:de", distance=1)


def test_names_that_begin_so_the_biggest_first_with_what_they_lie_in():
    assert choices("Col") == (Choice("city", "Cologne, Germany"), Choice("city", "Colmar"))


def test_the_place_of_that_name_comes_first():
    assert choices(" colmar ") == (Choice("city", "Colmar"),)


def test_one_letter_or_no_such_name_gives_none():
    assert choices("C") == ()
    assert choices("Zwickel") == ()
