"""The day is kept once, by one worker; one broken step does not keep the others."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from commonstacks.flows import caring, daily, noticing, telling
from commonstacks.flows.noticing import News
from commonstacks.kit.refs import Ref
from commonstacks.library.context.models import Review
from tests.flows import lending
from tests.flows.lending import NOON
from tests.library import making

pytestmark = pytest.mark.django_db


def test_the_letters_go_once_a_day(home: Any) -> None:
    trees, ada = lending.lent("Trees"), making.account()
    noticing.follow(Ref("dataset", str(trees.pk)), by_mail=True, by=ada)
    telling.tell("new version", trees, NOON, number=2)
    posted: list[str] = []

    def post(address: str, news: tuple[News, ...], token: str) -> None:
        posted.append(f"{address}: {news[0].title}")

    assert daily.keep_day(post, now=NOON)
    assert posted == [f"{ada.email}: Trees"]
    telling.tell("new version", trees, NOON, number=3)
    assert not daily.keep_day(post, now=NOON + timedelta(hours=11))
    assert len(posted) == 1
    assert daily.keep_day(post, now=NOON + timedelta(days=1))
    assert len(posted) == 2


def test_old_reviews_end_even_when_the_look_breaks(
    home: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: Any) -> None:
        raise ValueError("broken")

    monkeypatch.setattr(caring, "look", broken)
    trees, ada = lending.lent("Trees"), making.account()
    Review.objects.create(
        dataset=trees, opened_at=NOON, opened_by=ada.agent, reply="not told", reply_why="A test."
    )
    assert daily.keep_day(broken, now=NOON + timedelta(days=61))
    assert Review.objects.get().outcome == "expired"
    assert "Step 2 of the daily care broke" in caplog.text
