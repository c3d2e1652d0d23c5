"""Where a release gave a question another id, the one the program knows leads to it."""

from __future__ import annotations

import pytest

from commonstacks.library.governing.queries import renamed_questions
from commonstacks.library.people.models import Account
from tests.flows.test_governing import released
from tests.library import making
from tests.library.calendar import Calendar, calendar

__all__ = ["calendar"]

pytestmark = pytest.mark.django_db


def rename(old: str, new: str) -> dict[str, str]:
    return {"op": "rename", "question": old, "to": new}


def test_each_release_knows_what_its_questions_were_called(
    steward: Account, calendar: Calendar
) -> None:
    ada = making.account()
    released(calendar, ada, steward, rename("B3", "B10"), rename("F9", "F20"))
    released(calendar, ada, steward, rename("B10", "B11"))
    assert renamed_questions(1) == ()
    assert renamed_questions(2) == (("B3", "B10"), ("F9", "F20"))
    assert renamed_questions(3) == (("B3", "B11"), ("F9", "F20"))
