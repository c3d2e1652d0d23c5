"""Somebody who clicks twice asks for one piece of work."""

from __future__ import annotations

from pathlib import Path

import pytest

from commonstacks.flows import entry, intake

pytestmark = pytest.mark.django_db


def test_a_second_click_finds_the_live_job(home: Path) -> None:
    home.mkdir()
    steward = entry.first_steward(email="steward@example.org", name="The steward")
    first = intake.add("https://example.org/trees.csv", by=steward)
    again = intake.add("https://example.org/trees.csv ", by=steward)
    assert (again.id, again.state, again.live) == (first.id, "waiting", True)
    assert len(intake.jobs(steward)) == 1


def test_after_a_cancel_it_can_be_asked_for_again(home: Path) -> None:
    home.mkdir()
    steward = entry.first_steward(email="steward@example.org", name="The steward")
    first = intake.add("https://example.org/trees.csv", by=steward)
    assert intake.cancel(first.id, by=steward).state == "cancelled"
    assert intake.add("https://example.org/trees.csv", by=steward).id != first.id
