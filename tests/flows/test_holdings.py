"""What the library holds, in numbers, and who keeps it."""

from __future__ import annotations

import pytest
from pytest_django import DjangoAssertNumQueries

from commonstacks.flows import holdings
from commonstacks.library.catalog.models import Hold
from commonstacks.library.people import actions as people
from commonstacks.library.people.models import Role
from tests.flows import lending
from tests.library import making

pytestmark = pytest.mark.django_db


def test_an_empty_library_holds_nothing():
    held = holdings.holdings()
    assert (held.datasets, held.versions, held.files, held.bytes) == (0, 0, 0, 0)
    assert (held.first_at, held.example, held.holds) == (None, None, ())


def test_everything_held_is_counted_and_only_what_is_lent_is_an_example():
    lending.lent("Trees", versions=2)
    lending.add_version(making.dataset("Waiting"), 1)
    held = holdings.holdings()
    assert (held.datasets, held.published, held.waiting) == (2, 1, 1)
    assert (held.versions, held.files, held.bytes) == (3, 3, 304)
    assert held.example is not None
    assert (held.example.title, held.example.number, held.example.size) == ("Trees", 1, 101)


def test_tombstones_are_counted_by_kind():
    for number, kind in enumerate(("erased", "erased", "hidden")):
        Hold.objects.create(
            dataset_id=f"00000000-0000-0000-0000-00000000000{number}",
            slug=f"gone-{number}",
            kind=kind,
            reason="A test.",
            at=making.NOON,
        )
    assert holdings.holdings().holds == (("erased", 2), ("hidden", 1))


def test_an_organisation_is_named_and_a_person_is_counted():
    people.open_account(
        email="desk@example.org", name="City Library", kind="organisation",
        roles=(Role.Name.STEWARD,), now=making.NOON,
    )  # fmt: skip
    making.steward()
    making.account()
    assert holdings.keepers() == holdings.Keepers(("City Library",), 1)


def test_counting_asks_the_same_however_much_there_is(
    django_assert_max_num_queries: DjangoAssertNumQueries,
):
    for number in range(30):
        lending.lent(f"Trees {number}", versions=2)
    with django_assert_max_num_queries(6):
        assert holdings.holdings().versions == 60
