"""The list of what needs care: by dataset, the next thing first, few queries."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from commonstacks.flows import needing
from commonstacks.kit.errors import NotAllowed
from commonstacks.library.catalog.models import Dataset, Version
from commonstacks.library.context.models import Review, StaleMark, Statement
from commonstacks.library.people.models import Account, Role
from tests.flows import lending
from tests.flows.lending import NOON
from tests.library import making

pytestmark = pytest.mark.django_db

STATED = {"state": "stated", "id": "CC0-1.0"}


def stale(dataset: Dataset, question: str, level: str, because: str = "It changed.") -> None:
    version = dataset.versions.get(number=1)
    StaleMark.objects.create(
        dataset=dataset, question=question, level=level, because=because, version=version
    )


def listed(reader: Account) -> list[tuple[str, list[tuple[str, int, tuple[str, ...]]]]]:
    return [
        (each.title, [(need.kind, need.number, need.questions) for need in each.needs])
        for each in needing.care(reader).datasets
    ]


def test_the_next_thing_comes_first_and_the_newest_dataset(home: Any) -> None:
    reader = making.account(Role.Name.MEMBER)
    quiet = lending.lent("Quiet", licence=STATED)
    trees, parks = lending.lent("Trees", licence=STATED), lending.lent("Parks")
    stale(trees, "A1", "soft")
    stale(trees, "B9", "hard", "Nobody has answered it.")
    stale(trees, "G1", "hard")
    stale(trees, "G1", "hard", "Twice.")
    Statement.objects.create(
        dataset=trees,
        question="A1",
        answer="x",
        voice="M",
        author=reader.agent,
        said_at=NOON,
        state="draft",
        form=1,
    )
    Review.objects.create(
        dataset=trees,
        opened_at=NOON + timedelta(days=9),
        opened_by=reader.agent,
        reply="not told",
    )
    Version.objects.filter(dataset=parks).update(doubt="Half of it is gone.")
    assert listed(reader) == [
        (
            "Trees",
            [
                ("review", 0, ()),
                ("hard", 0, ("G1",)),
                ("soft", 0, ("A1",)),
                ("drafts", 1, ()),
            ],
        ),
        ("Parks", [("doubted", 1, ()), ("licence", 0, ())]),
    ]
    assert quiet.title not in [title for title, _ in listed(reader)]


def test_a_trusted_version_and_a_cleared_mark_need_nobody(home: Any) -> None:
    reader, trees = making.account(Role.Name.MEMBER), lending.lent("Trees", licence=STATED)
    Version.objects.update(doubt="Half of it is gone.", trusted=True)
    stale(trees, "A1", "soft")
    StaleMark.objects.update(cleared_at=NOON)
    assert listed(reader) == []


def test_only_the_newest_version_counts(home: Any) -> None:
    reader, trees = making.account(), lending.lent("Trees", licence=STATED, versions=2)
    trees.versions.filter(number=1).update(unreadable="It is no table.")
    assert listed(reader) == []
    trees.versions.filter(number=2).update(unreadable="It is no table.")
    assert listed(reader) == [("Trees", [("unread", 2, ())])]


def test_who_has_a_role_on_one_dataset_sees_that_one(home: Any) -> None:
    lending.lent("Parks")
    trees = lending.lent("Trees")
    reader = making.account()
    reader.roles.all().delete()
    with pytest.raises(NotAllowed):
        needing.care(reader)
    Role.objects.create(account=reader, name=Role.Name.PUBLISHER, scope=f"dataset:{trees.pk}")
    assert [title for title, _ in listed(reader)] == ["Trees"]


def test_a_longer_list_takes_no_more_queries(home: Any) -> None:
    reader = making.account(Role.Name.MEMBER)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            needing.care(reader)
        return len(queries)

    lending.lent("Trees")
    before = asked()
    for number in range(8):
        stale(lending.lent(f"Trees {number}"), "A1", "soft")
    assert asked() == before
    assert len(needing.care(reader).datasets) == 9
