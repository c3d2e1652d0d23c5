"""A calendar in the place of the clock: days pass when a test says so."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from commonstacks.kit import clock
from tests.library.making import NOON


class Calendar:
    def __init__(self) -> None:
        self.now = NOON

    def pass_days(self, days: float) -> None:
        self.now += timedelta(days=days)

    def read(self) -> datetime:
        self.now += timedelta(seconds=1)  # two acts are never at the same moment
        return self.now


@pytest.fixture
def calendar(monkeypatch: pytest.MonkeyPatch) -> Calendar:
    made = Calendar()
    monkeypatch.setattr(clock, "now", made.read)
    return made
