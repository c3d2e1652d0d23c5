"""The daily look: idempotent, honest about time, and followed by news."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from commonstacks.flows import answering, caring
from commonstacks.flows.answering import Given
from commonstacks.kit import clock
from commonstacks.library.catalog.models import Dataset
from commonstacks.library.context.models import Dispute, Publication
from commonstacks.library.people.models import Account
from tests.library import making

pytestmark = pytest.mark.django_db


@pytest.fixture
def monthly(trees: Dataset, steward: Account) -> Dataset:
    """Published; said to come every month, to be read again in a year."""
    making.answer_everything(trees, steward)
    rhythm = next(s for s in trees.statements.all() if s.question == "H2")
    given = Given(answer={"rhythm": "monthly"}, supersedes=str(rhythm.pk))
    answering.answer(trees.slug, "H2", given, by=steward)
    due = (clock.now() + timedelta(days=365)).date().isoformat()
    answering.answer(trees.slug, "H5", Given(answer=due), by=steward)
    answering.send_in(trees.slug, reply="not told", told_on=None, why="A test.", by=steward)
    assert answering.agree(trees.slug, by=steward) == 1
    return trees


def marked(dataset: Dataset) -> list[tuple[str, str]]:
    rows = dataset.stale_marks.filter(cleared_at=None)
    return list(rows.values_list("question", "level"))


def after(days: int) -> datetime:
    return clock.now() + timedelta(days=days)


def test_a_year_passes(monthly: Dataset) -> None:
    assert [caring.look(after(60)), marked(monthly)] == [0, []]
    assert [caring.look(after(64)), marked(monthly)] == [1, [("H2", "soft")]]
    assert caring.look(after(65)) == 0
    assert caring.look(after(367)) == 1
    assert marked(monthly) == [("H2", "soft"), ("H5", "soft")]


def test_who_wrote_it_hears_of_it_once(monthly: Dataset, steward: Account) -> None:
    caring.look(after(64))
    caring.look(after(65))
    assert list(steward.notices.values_list("kind", "about")) == [("stale", "1 H2")]


def test_a_dispute_nobody_settles_is_marked_after_thirty_days(
    monthly: Dataset, steward: Account
) -> None:
    Dispute.objects.create(
        dataset=monthly,
        question="A1",
        text="This is wrong.",
        by=steward.agent,
        recorded_by=steward.agent,
        opened_at=clock.now(),
    )
    assert caring.look(after(29)) == 0
    assert caring.look(after(31)) == 1
    assert marked(monthly) == [("A1", "soft")]
    assert caring.look(after(40)) == 0


def test_one_broken_dataset_does_not_stop_the_others(monthly: Dataset, caplog: Any) -> None:
    other = making.dataset("Benches")
    broken = making_broken(other, monthly)
    assert caring.look(after(64)) == 1
    assert f"The look at {broken.pk} broke" in caplog.text


def making_broken(other: Dataset, like: Dataset) -> Publication:
    revision = like.revisions.get()
    revision.pk, revision.dataset, revision.document = None, other, {}
    revision.save()
    version = like.versions.get()
    tables = list(version.tables.all())
    version.pk, version.dataset = None, other
    version.save()
    for table in tables:
        table.pk, table.version = None, version
        table.save()
    return Publication.objects.create(dataset=other, revision=revision, first_at=clock.now())
