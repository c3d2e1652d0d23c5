"""The one guard, and what is lent through it."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from commonstacks.flows import reading
from commonstacks.flows.shown import Waiting
from commonstacks.kit.errors import NotHeld
from commonstacks.library.catalog.models import Alias, Dataset
from commonstacks.library.context.models import Publication
from commonstacks.library.people.models import Account, Role
from tests.library import making

pytestmark = pytest.mark.django_db


def test_an_unpublished_dataset_is_a_stub_to_the_public(trees: Dataset) -> None:
    with pytest.raises(Waiting) as waiting:
        reading.lend(trees.slug, None)
    stub = waiting.value.stub
    assert (stub.title, stub.open, stub.asked) == ("Trees", 21, 21)
    assert [each.slug for each in reading.waiting()] == ["trees"]


def test_those_who_work_here_see_it(trees: Dataset, steward: Account) -> None:
    lent = reading.lend(trees.slug, steward)
    assert (lent.profile.rows, lent.story, lent.published) == (60, None, False)
    assert reading.lend(trees.slug, making.account(Role.Name.MEMBER)).open == 21


def test_published_it_is_lent_with_its_story(published: Dataset) -> None:
    lent = reading.lend(published.slug, None)
    assert lent.story is not None
    assert (lent.story.revision, lent.story.version, lent.story.keys) == (1, 1, 1)
    assert [card.slug for card in reading.shelf()] == ["trees"]
    assert reading.waiting() == ()


def test_a_paused_dataset_is_a_stub_again(published: Dataset) -> None:
    Publication.objects.update(paused=True, paused_why="The community asked for time.")
    with pytest.raises(Waiting):
        reading.lend(published.slug, None)
    assert reading.shelf() == ()


def test_an_old_name_leads_to_the_dataset(published: Dataset) -> None:
    Alias.objects.create(slug="baeume", dataset=published)
    assert reading.lend("baeume", None).slug == "trees"


@pytest.mark.parametrize("slug", ["nothing", "x" * 500, "", "../etc", "träume"])
def test_a_name_that_is_not_held_is_refused(slug: str, steward: Account) -> None:
    with pytest.raises(NotHeld):
        reading.lend(slug, steward)


def test_a_version_that_is_not_held_is_refused(published: Dataset) -> None:
    with pytest.raises(NotHeld, match="no version 7"):
        reading.lend(published.slug, None, 7)


def test_nobody_in_particular_is_not_somebody(trees: Dataset) -> None:
    assert not AnonymousUser().is_authenticated
    with pytest.raises(NotHeld, match="Sign in"):
        reading.held_and_open(trees.slug, None)


def test_lending_asks_a_bounded_number_of_questions(
    published: Dataset, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(18):
        reading.lend(published.slug, None)
