"""The shelf in lists: what stands on a card, and a bounded number of queries for any number."""

from __future__ import annotations

import pytest
from pytest_django import DjangoAssertNumQueries

from commonstacks.flows import reading, shelving
from commonstacks.library.context import actions as context
from commonstacks.library.context.models import Publication
from commonstacks.library.people.models import Account
from commonstacks.workshop.forms.form import load
from commonstacks.workshop.forms.gap import Gap, Severity
from tests.flows import lending
from tests.library import making

pytestmark = pytest.mark.django_db


def test_a_card_says_where_how_much_and_under_which_licence():
    world = lending.place("w", "World")
    lending.lent(
        "Trees",
        places=[lending.place("c", "Cologne", world)],
        licence={"state": "stated", "id": "CC-BY-4.0"},
        versions=2,
    )
    (found,) = shelving.shelf(limit=12)
    assert [place.name for place in found.card.places] == ["Cologne"]
    assert found.card.places[0].inside == (("w", "World"),)
    assert (found.card.rows, found.card.version) == (20, 2)
    assert (found.licence, found.licence_name) == ("stated", "CC-BY-4.0")


def test_a_licence_nobody_asked_about_is_not_recorded():
    lending.lent()
    assert shelving.shelf(limit=1)[0].licence == ""


def test_people_left_out_come_before_what_was_not_recorded_and_machines_are_not_heard():
    missing = Gap("D1", "not_recorded_variable", "No ages.", "X", severity=(Severity("blocks"),))
    people = Gap("C1", "left_out_people", "Tenants.", "X")
    guess = Gap("C1", "missing_place", "Empty areas.", "M", severity=(Severity("blocks"),))
    lending.lent("One", gaps=[missing, guess])
    lending.lent("Two", gaps=[missing, people, guess])
    two, one = shelving.shelf(limit=2)
    assert (one.left_out, two.left_out) == (missing, people)


def test_column_footprints_show_their_widest_place_only():
    country = lending.place("us", "United States")
    state = lending.place("ia", "Iowa", country)
    lending.lent(rows=[state, country])
    (found,) = shelving.shelf(limit=1)
    assert [place.name for place in found.card.places] == ["United States"]


def test_a_paused_dataset_is_on_no_list():
    dataset = lending.lent(places=[lending.place("c", "Cologne")], versions=2)
    Publication.objects.filter(dataset=dataset).update(paused=True)
    assert shelving.shelf(limit=1) == ()
    assert shelving.new_versions(limit=1) == ()
    assert shelving.top_places(limit=1) == ()
    assert shelving.published_count() == 0


def test_only_what_came_again_is_new_and_each_dataset_once():
    lending.lent("Once")
    lending.lent("Thrice", versions=3)
    (found,) = shelving.new_versions(limit=5)
    assert (found.title, found.number, found.change) == ("Thrice", 3, "10 rows added.")


def test_places_are_counted_as_people_named_them():
    cologne, bonn = lending.place("c", "Cologne"), lending.place("b", "Bonn")
    lending.lent(places=[cologne], rows=[bonn])
    lending.lent(places=[cologne, bonn])
    lending.lent(rows=[bonn])
    found = [(place.name, place.datasets) for place in shelving.top_places(limit=5)]
    assert found == [("Cologne", 2), ("Bonn", 1)]


def test_stubs_are_those_that_one_dataset_shows():
    by: Account = making.steward()
    dataset = making.dataset("Trees")
    form = load(1)
    given = {"answer": "Trees of a street.", "by": by, "now": making.NOON}
    context.answer(dataset=dataset, form=form, question="A1", **given)
    context.answer(
        dataset=dataset, form=form, question="F1", answer={"is": "no"}, by=by, now=making.NOON
    )
    making.dataset("Benches")
    benches, trees = shelving.waiting(limit=5)
    assert (benches.title, trees) == ("Benches", reading.stub_of(dataset))
    assert (trees.open, trees.asked) == (14, 16)


@pytest.mark.parametrize("count", [1, 30])
def test_no_list_asks_more_for_more(
    count: int, django_assert_max_num_queries: DjangoAssertNumQueries
):
    world = lending.place("w", "World")
    for number in range(count):
        lending.lent(
            f"Trees {number}", places=[lending.place(f"p{number}", f"P{number}", world)], versions=2
        )
        making.dataset(f"Waiting {number}")
    with django_assert_max_num_queries(6):
        assert len(shelving.shelf(limit=50)) == count
    with django_assert_max_num_queries(1):
        assert len(shelving.new_versions(limit=50)) == count
    with django_assert_max_num_queries(1):
        assert len(shelving.top_places(limit=50)) == count
    with django_assert_max_num_queries(6):
        assert len(shelving.waiting(limit=50)) == count
