"""What a crash left between the vault and everything else is made by the next one who writes."""

from __future__ import annotations

import pytest

from commonstacks.flows import finding, following
from commonstacks.library.catalog.models import Dataset
from commonstacks.library.discovery.models import Footprint
from commonstacks.library.work.models import Bookmark

pytestmark = pytest.mark.django_db


def test_a_published_dataset_that_missed_the_index_is_found_again(published: Dataset) -> None:
    finding.drop(str(published.pk))
    assert finding.search("trees").total == 0
    Bookmark.objects.all().delete()
    following.catch_up()
    assert [hit.slug for hit in finding.search("trees").hits] == ["trees"]


def test_following_twice_changes_nothing(published: Dataset) -> None:
    following.catch_up()
    assert following.catch_up() == 0
    before = list(Footprint.objects.values_list("place", "how"))
    Bookmark.objects.all().delete()
    assert following.catch_up() > 0
    assert list(Footprint.objects.values_list("place", "how")) == before
    assert published.versions.count() == published.revisions.count() == 1
