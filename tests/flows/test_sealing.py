"""What people do at the desk survives a library made again, and is never readable in a file."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection

from commonstacks.flows import drafting, licensing, sealing
from commonstacks.library.catalog import queries as held
from commonstacks.library.catalog.models import Dataset
from commonstacks.library.context.models import LicenceCase, Statement
from commonstacks.library.people.models import Account

pytestmark = pytest.mark.django_db


@pytest.fixture
def worked_on(trees: Dataset, steward: Account, django_capture_on_commit_callbacks: Any) -> Dataset:
    version = held.newest_version(trees)
    assert version is not None
    drafting.renew(version)
    (line,) = drafting.at(trees.slug, "A3", steward)
    with django_capture_on_commit_callbacks(execute=True):
        drafting.set_aside(trees.slug, line.id, by=steward)
        licensing.make_letter(trees.slug, "en", by=steward)
    return trees


def forget() -> None:
    LicenceCase.objects.all().delete()
    Statement.objects.all().delete()


def test_a_case_and_a_decision_come_back_and_what_is_made_anew_does_not(
    worked_on: Dataset, steward: Account
) -> None:
    letter = LicenceCase.objects.get().letter
    forget()
    assert sealing.restore() == 2
    assert LicenceCase.objects.get().letter == letter
    assert [(s.question, s.state) for s in Statement.objects.all()] == [("A3", "returned")]
    version = held.newest_version(worked_on)
    assert version is not None
    drafting.renew(version)
    assert drafting.at(worked_on.slug, "A3", steward) == ()
    assert sealing.restore() == 0


def test_nobody_reads_it_in_the_file(worked_on: Dataset) -> None:
    assert b"licence" not in sealing.file().read_bytes()


def test_what_was_erased_does_not_come_back(worked_on: Dataset) -> None:
    forget()
    sealing.keep()
    assert sealing.restore() == 0


def test_without_its_dataset_nothing_comes_back(worked_on: Dataset) -> None:
    forget()
    with connection.constraint_checks_disabled():
        Dataset.objects.filter(pk=worked_on.pk).delete()
    assert sealing.restore() == 0
