"""A library made again from its vault has the proposals that nobody has decided yet."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest

from commonstacks.flows import governing, open_proposals, sealing
from commonstacks.library.credit.models import Contribution
from commonstacks.library.governing.models import Proposal, Remark
from commonstacks.library.people.models import Account
from tests.flows.test_governing import GRANT, REWORD, backed, put_up, released
from tests.library import making
from tests.library.calendar import Calendar, calendar

__all__ = ["calendar"]

pytestmark = pytest.mark.django_db

Captured = Callable[..., AbstractContextManager[Any]]


@pytest.fixture
def ada() -> Account:
    return making.account()


def told() -> list[dict[str, Any]]:
    return [row["fields"] for row in open_proposals.rows()]


def forget() -> None:
    Contribution.objects.all().delete()
    Proposal.objects.all().delete()


def test_an_open_proposal_comes_back_with_all_that_was_said(
    steward: Account, ada: Account, calendar: Calendar
) -> None:
    number = backed(calendar, ada, GRANT)
    governing.remark(number, "We need this.", by=steward)
    governing.open_round(number, by=steward)
    governing.take_position(number, "objection", "Small grants would be told.", by=steward)
    sealing.keep()
    before, credited = told(), Contribution.objects.count()
    forget()
    assert sealing.restore() == 1
    assert told() == before
    assert Contribution.objects.count() == credited
    assert Proposal.objects.get().state == "consent"
    assert sealing.restore() == 0


def test_a_draft_and_one_in_its_place_come_back_as_they_stood(
    steward: Account, ada: Account
) -> None:
    first = put_up(ada, GRANT)
    governing.withdraw(first, "I see it otherwise now.", by=ada)
    second = governing.draft(by=ada, replaces=first).number
    sealing.keep()
    before = told()
    forget()
    assert sealing.restore() == 2
    assert told() == before
    assert Proposal.objects.get(number=second).replaces == Proposal.objects.get(number=first)
    assert Proposal.objects.get(number=second).put_up_at is None


def test_what_became_a_release_is_the_vaults_and_no_longer_the_desks(
    steward: Account, ada: Account, calendar: Calendar
) -> None:
    released(calendar, ada, steward, GRANT)
    number = put_up(ada, REWORD)
    assert [each["number"] for each in told()] == [number]


def test_every_act_on_a_proposal_is_kept_at_once(
    steward: Account, ada: Account, django_capture_on_commit_callbacks: Captured
) -> None:
    number = put_up(ada, GRANT)
    with django_capture_on_commit_callbacks(execute=True):
        governing.remark(number, "We need this.", by=steward)
    Proposal.objects.all().delete()
    sealing.restore()
    assert Remark.objects.get().text == "We need this."


def test_nobody_reads_a_draft_in_the_file(steward: Account, ada: Account) -> None:
    governing.add_operation(governing.draft(by=ada).number, GRANT, by=ada)
    sealing.keep()
    assert b"grant" not in sealing.file().read_bytes()
