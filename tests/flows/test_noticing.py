"""Who hears of what; and the one letter a day, which holds nobody's words."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail

from commonstacks.flows import noticing, posting, telling
from commonstacks.kit import clock
from commonstacks.kit.errors import NotHeld, Refusal
from commonstacks.kit.refs import Ref
from commonstacks.library.catalog.models import Dataset
from commonstacks.library.context.models import Publication
from commonstacks.library.people.models import Account, Role
from tests.flows import lending
from tests.library import making

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(home: Any) -> Dataset:
    """Published, in a city of a country."""
    country = lending.place("land", "Land")
    city = lending.place("town", "Town", country)
    return lending.lent("Trees of the town", places=[city])


def ref(dataset: Dataset) -> Ref:
    return Ref("dataset", str(dataset.pk))


def reader(subject: Ref, *, by_mail: bool = False, roles: tuple[str, ...] = ()) -> Account:
    account = making.account(*roles or (Role.Name.MEMBER,))
    if not roles:
        account.roles.all().delete()
    noticing.follow(subject, by_mail=by_mail, by=account)
    return account


def heard(account: Account) -> list[tuple[str, str]]:
    return list(account.notices.order_by("pk").values_list("kind", "about"))


def test_followers_of_dataset_place_and_question_hear(told: Dataset) -> None:
    near = [reader(ref(told)), reader(Ref("place", "town")), reader(Ref("place", "land"))]
    asked = reader(telling.of_question(told.pk, "H2"))
    other = reader(telling.of_question(told.pk, "A1"))
    made = telling.tell("stale", told, clock.now(), number=1, questions=["H5", "H2"])
    assert made == 4
    assert [heard(each) for each in (*near, asked)] == [[("stale", "1 H2 H5")]] * 4
    assert heard(other) == []
    assert telling.tell("stale", told, clock.now(), number=1, questions=["H2", "H5"]) == 0


def test_who_did_it_and_who_left_hear_nothing(told: Dataset) -> None:
    ada, gone = reader(ref(told)), reader(ref(told))
    Account.objects.filter(pk=gone.pk).update(is_active=False)
    assert telling.tell("published", told, clock.now(), ada, number=1) == 0
    assert (heard(ada), heard(gone)) == ([], [])


def test_of_what_is_not_published_only_who_works_here_hears(told: Dataset) -> None:
    Publication.objects.update(paused=True)
    stranger, member = reader(ref(told)), reader(ref(told), roles=(Role.Name.MEMBER,))
    telling.tell("returned", told, lending.NOON)
    telling.tell("returned", told, lending.NOON)
    assert (heard(stranger), heard(member)) == ([], [("returned", "2026-11-21")])
    assert telling.tell("returned", told, lending.NOON + timedelta(days=1)) == 1
    telling.tell("published", told, clock.now(), number=2)
    assert heard(stranger) == [("published", "2")]
    assert noticing.news(stranger) == ()  # paused: it is not named to them


def test_the_news_has_the_names_of_today(told: Dataset) -> None:
    ada = reader(ref(told))
    telling.tell("new version", told, clock.now(), number=2)
    Dataset.objects.update(title="Street trees")
    (news,) = noticing.news(ada)
    assert (news.title, news.number, news.unread) == ("Street trees", 2, True)
    assert posting.sentence(news) == "Version 2 has come."
    assert (noticing.unread(ada), noticing.mark_read(ada), noticing.unread(ada)) == (1, 1, 0)
    ada.notices.update(subject=f"dataset:{ada.pk}")  # as of one that was erased
    assert noticing.news(ada) == ()


def test_only_what_is_held_can_be_followed(told: Dataset) -> None:
    ada = making.account()
    for subject in ("place:nowhere", "dataset:x", f"dataset:{ada.pk}", f"question:{told.pk}/Z9"):
        with pytest.raises(NotHeld):
            noticing.follow(noticing.subject_of(subject), by_mail=False, by=ada)
    with pytest.raises(Refusal, match="cannot be followed"):
        noticing.subject_of("trees")
    noticing.follow(telling.of_question(told.pk, "A1"), by_mail=True, by=ada)
    noticing.follow(Ref("place", "town"), by_mail=False, by=ada)
    assert [(f.kind, f.title, f.question, f.by_mail) for f in noticing.followed(ada)] == [
        ("question", "Trees of the town", "A1", True),
        ("place", "Town", "", False),
    ]
    noticing.stop(Ref("place", "town"), by=ada)
    assert [each.kind for each in noticing.followed(ada)] == ["question"]


def test_one_letter_a_day_for_who_asked(told: Dataset, settings: Any) -> None:
    settings.LIBRARY_ADDRESS = "https://library.example"
    asked, silent = reader(ref(told), by_mail=True), reader(ref(told))
    now = clock.now()
    telling.tell("new version", told, now, number=2)
    telling.tell("published", told, now, number=1)
    assert noticing.send_letters(posting.send, now=now) == 1
    (letter,) = mail.outbox
    token = noticing.stop_token(asked)
    assert (letter.to, letter.subject) == ([asked.email], "Commonstacks: 2 pieces of news")
    assert letter.body == (
        "Trees of the town\nRevision 1 of its story is published.\n"
        f"https://library.example/datasets/{told.slug}\n\n"
        "Trees of the town\nVersion 2 has come.\n"
        f"https://library.example/datasets/{told.slug}\n\n"
        "-- \nYou get this letter because you asked for it. To get no more:\n"
        f"https://library.example/notices/letters/{token}\n"
    )
    assert silent.notices.filter(to_mail=True).count() == 0
    telling.tell("new version", told, now, number=3)
    assert noticing.send_letters(posting.send, now=now) == 0
    assert noticing.send_letters(posting.send, now=now + timedelta(days=1)) == 1


def test_a_letter_that_could_not_be_sent_waits(told: Dataset) -> None:
    reader(ref(told), by_mail=True)
    telling.tell("new version", told, clock.now(), number=2)

    def broken(*_: Any) -> None:
        raise OSError("no mail today")

    assert noticing.send_letters(broken, now=clock.now()) == 0
    assert noticing.send_letters(posting.send, now=clock.now()) == 1


def test_the_link_stops_the_letters_and_only_those(told: Dataset) -> None:
    ada = reader(ref(told), by_mail=True)
    telling.tell("new version", told, clock.now(), number=2)
    with pytest.raises(NotHeld, match="not whole"):
        noticing.stop_letters(noticing.stop_token(ada)[:-1])
    noticing.stop_letters(noticing.stop_token(ada))
    assert noticing.send_letters(posting.send, now=clock.now()) == 0
    assert [(each.kind, each.by_mail) for each in noticing.followed(ada)] == [("dataset", False)]
    assert heard(ada) == [("new version", "2")]
