"""What the source says of a dataset is written down when it changes, and marks what depends."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from commonstacks.flows import accession, answering, caring, renewing
from commonstacks.flows.watching import Watch
from commonstacks.kit import clock
from commonstacks.library.catalog.models import Dataset
from commonstacks.library.people.models import Account
from commonstacks.workshop.portals.base import RemoteDataset, RemoteFile
from tests.library import making

pytestmark = pytest.mark.django_db

RIGHTS = ["G1", "H1", "H2"]  # the questions of the gate that depend on them


@pytest.fixture
def remote(tmp_path: Path) -> RemoteDataset:
    file = tmp_path / "trees.csv"
    file.write_text("tree,height\n" + "".join(f"T{n},{n}\n" for n in range(1, 40)))
    return RemoteDataset(
        source="https://portal.example",
        key="trees",
        slug="trees",
        title="Trees",
        files=(RemoteFile("trees.csv", path=file),),
        address="https://portal.example/dataset/trees",
        publisher="Town",
        licence="cc-by",
        kind="ckan",
        harvested=json.dumps({"license_id": "cc-by"}),
    )


def take(remote: RemoteDataset, by: Account) -> Dataset:
    taken = accession.take(remote, account=by, watch=Watch())
    return Dataset.objects.get(slug=taken["dataset"])


def published(remote: RemoteDataset, by: Account) -> Dataset:
    dataset = take(remote, by)
    making.answer_everything(dataset, by)
    answering.send_in(dataset.slug, reply="not told", told_on=None, why="A test.", by=by)
    assert answering.agree(dataset.slug, by=by) == 1
    return dataset


def marks(dataset: Dataset) -> list[tuple[str, str, str, int]]:
    rows = dataset.stale_marks.filter(cleared_at=None)
    return list(rows.values_list("question", "level", "because", "version__number"))


def test_another_licence_with_the_same_files_is_recorded_and_hard(
    remote: RemoteDataset, steward: Account
) -> None:
    dataset = published(remote, steward)
    dataset = take(replace(remote, licence="other-closed"), steward)
    assert (dataset.licence, dataset.versions.count()) == ("other-closed", 1)
    today = clock.now()
    why = f"The licence changed; seen on {today.day} {today:%B %Y}."
    hard = [(question, "hard", why, 1) for question in RIGHTS]
    assert marks(dataset) == hard
    take(replace(remote, licence="other-closed"), steward)
    assert marks(dataset) == hard


def test_another_publisher_with_other_files_marks_the_new_version(
    remote: RemoteDataset, steward: Account, tmp_path: Path
) -> None:
    published(remote, steward)
    file = tmp_path / "trees.csv"
    file.write_text(file.read_text() + "T40,40\n")
    dataset = take(replace(remote, publisher="County"), steward)
    assert (dataset.publisher, dataset.versions.count()) == ("County", 2)
    told = [mark for mark in marks(dataset) if mark[0] in RIGHTS]
    assert told == [(q, "hard", "The publisher changed.", 2) for q in RIGHTS]
    assert list(steward.notices.values_list("kind", "about")) == [("stale", "2 G1 H1 H2")]
    Dataset.objects.update(publisher="Town")  # as made again from the first deposit
    renewing.recall(dataset.versions.get(number=2))
    assert Dataset.objects.get().publisher == "County"


def test_old_versions_that_are_read_anew_are_no_news(
    remote: RemoteDataset, steward: Account
) -> None:
    dataset = published(remote, steward)
    version = dataset.versions.get()
    assert caring.is_fresh(version, version.taken_at + timedelta(days=1))
    assert not caring.is_fresh(version, version.taken_at + timedelta(days=2))


def test_a_source_that_says_nothing_changes_nothing_but_a_licence_can_be_taken_away(
    remote: RemoteDataset, steward: Account
) -> None:
    dataset = published(remote, steward)
    silent = replace(remote, publisher="", address="", licence="", harvested="")
    assert renewing.put(dataset, silent) == ()
    dataset = take(replace(remote, licence=""), steward)
    assert dataset.licence == ""
    assert [question for question, *_ in marks(dataset)] == RIGHTS


def test_before_publication_the_fact_is_recorded_without_a_mark(
    remote: RemoteDataset, steward: Account
) -> None:
    take(remote, steward)
    dataset = take(replace(remote, licence="odc-by"), steward)
    assert dataset.licence == "odc-by"
    assert marks(dataset) == []
