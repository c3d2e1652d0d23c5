"""Follow, stop, letters; a notice comes once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from commonstacks.kit.errors import NotAllowed, Refusal
from commonstacks.kit.refs import Ref
from commonstacks.library.people import actions as people
from commonstacks.library.people.models import Follow, Notice
from tests.library.making import NOON, account

pytestmark = pytest.mark.django_db

TREES = Ref("dataset", "3f2a0000-0000-0000-0000-000000000000")


def test_following_twice_changes_only_the_wish_for_letters() -> None:
    ada = account()
    people.follow(subject=TREES, by_mail=False, by=ada, now=NOON)
    people.follow(subject=TREES, by_mail=True, by=ada, now=NOON + timedelta(days=1))
    (kept,) = Follow.objects.all()
    assert (kept.subject, kept.by_mail, kept.since) == (str(TREES), True, NOON)
    people.stop_following(subject=TREES, by=ada)
    assert Follow.objects.count() == 0


def test_what_cannot_be_followed_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    ada = account()
    with pytest.raises(Refusal, match="cannot be followed"):
        people.follow(subject=Ref("agent", "ada"), by_mail=False, by=ada, now=NOON)
    monkeypatch.setattr("commonstacks.library.people.actions.following.MOST", 1)
    people.follow(subject=TREES, by_mail=False, by=ada, now=NOON)
    with pytest.raises(Refusal, match="already"):
        people.follow(subject=Ref("place", "1"), by_mail=False, by=ada, now=NOON)
    ada.is_active = False
    with pytest.raises(NotAllowed):
        people.follow(subject=TREES, by_mail=False, by=ada, now=NOON)


def test_the_same_news_comes_once_and_is_read_once() -> None:
    ada, ben = account(), account()
    for _ in range(2):
        people.notify(
            who={ada: True, ben: False}, kind="stale", subject=TREES, about="1 H2", now=NOON
        )
    assert sorted(Notice.objects.values_list("account", "to_mail")) == sorted(
        [(ada.pk, True), (ben.pk, False)]
    )
    assert people.mark_read(by=ada, now=NOON) == 1
    assert people.mark_read(by=ada, now=NOON) == 0
    assert ben.notices.filter(read_at=None).count() == 1


def test_no_more_letters_leaves_the_follows() -> None:
    ada = account()
    people.follow(subject=TREES, by_mail=True, by=ada, now=NOON)
    people.notify(who={ada: True}, kind="reply", subject=TREES, about="", now=NOON)
    assert people.no_more_letters(account=ada) == 1
    assert list(ada.follows.values_list("subject", "by_mail")) == [(str(TREES), False)]
    assert list(ada.notices.values_list("kind", "to_mail")) == [("reply", False)]
