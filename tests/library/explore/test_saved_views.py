"""Keep a view with one's own words; nobody else sees it."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest

from commonstacks.kit.errors import NotAllowed, NotHeld, Refusal
from commonstacks.kit.refs import Ref
from commonstacks.library.explore import actions, queries
from commonstacks.library.explore.models import SavedView
from commonstacks.library.people.models import Account
from tests.library.making import NOON, account

pytestmark = pytest.mark.django_db

KEY = "3f2a0000-0000-0000-0000-000000000000"
TREES = Ref("dataset", KEY)


def save(by: Account, view: str = "abc", words: str = "Oaks.", days: int = 0) -> SavedView:
    return actions.save_view(
        dataset=TREES, version=1, view=view, words=words, by=by, now=NOON + timedelta(days=days)
    )


def test_a_view_is_kept_once_and_its_words_can_change() -> None:
    ada = account()
    save(ada)
    save(ada, words="  Oaks and elms.\r\n  In one street. ", days=1)
    (kept,) = queries.saved_views(ada)
    assert (kept.dataset, kept.version, kept.view, kept.saved_at) == (
        f"dataset:{KEY}",
        1,
        "abc",
        NOON,
    )
    assert kept.words == "Oaks and elms.\nIn one street."
    actions.describe(key=kept.pk, words="Trees.", by=ada)
    found = queries.saved_view(ada, dataset=TREES, version=1, view="abc")
    assert found is not None
    assert found.words == "Trees."


def test_the_newest_comes_first() -> None:
    ada = account()
    save(ada, "old")
    save(ada, "new", days=1)
    assert [each.view for each in queries.saved_views(ada)] == ["new", "old"]


def test_only_who_keeps_it_sees_it_changes_it_and_lets_it_go() -> None:
    ada, ben = account(), account()
    kept = save(ada)
    assert queries.saved_views(ben) == []
    assert queries.saved_view(ben, dataset=TREES, version=1, view="abc") is None
    for act in (
        lambda: actions.describe(key=kept.pk, words="Mine.", by=ben),
        lambda: actions.let_go(key=kept.pk, by=ben),
        lambda: actions.let_go(key=kept.pk + 1, by=ada),
    ):
        with pytest.raises(NotHeld, match="You keep no such view"):
            act()
    actions.let_go(key=kept.pk, by=ada)
    assert SavedView.objects.count() == 0


def test_what_cannot_be_kept_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    ada = account()
    with pytest.raises(Refusal, match="not the address of a view"):
        save(ada, "")
    with pytest.raises(Refusal, match="not the address of a view"):
        save(ada, "x" * 4097)
    with pytest.raises(Refusal, match="longer than 2000 signs"):
        save(ada, words="x" * 2001)
    monkeypatch.setattr(actions, "MOST", 1)
    save(ada)
    save(ada, words="The same again.")
    with pytest.raises(Refusal, match="You keep 1 views already"):
        save(ada, "another")
    ada.is_active = False
    with pytest.raises(NotAllowed):
        save(ada)


def test_with_a_dataset_goes_what_was_kept_of_it() -> None:
    ada = account()
    save(ada)
    assert actions.forget(dataset=UUID("00000000-0000-0000-0000-000000000000")) == 0
    assert actions.forget(dataset=UUID(KEY)) == 1
    assert SavedView.objects.count() == 0


def test_with_an_account_goes_what_it_kept() -> None:
    ada = account()
    save(ada)
    ada.delete()
    assert SavedView.objects.count() == 0
