"""Care, following, news and revisions, as a browser without script meets them."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from commonstacks.flows import answering, noticing, telling
from commonstacks.flows.answering import Given
from commonstacks.kit import clock
from commonstacks.kit.refs import Ref
from commonstacks.library.catalog.models import Dataset
from commonstacks.library.context.models import Statement
from commonstacks.library.people.models import Account
from tests.doors.web.library import text_of
from tests.library import making

pytestmark = pytest.mark.django_db


def words(response: Any) -> str:
    html = re.sub(r"<(style|script).*?</\1>", " ", text_of(response), flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


@pytest.fixture
def told(dogs: str, steward: Account) -> Dataset:
    """Published with two revisions: the second words A1 otherwise and says A6 for the first time."""
    dataset = Dataset.objects.get(slug=dogs)
    making.answer_everything(dataset, steward)
    publish(dogs, steward)
    said = Statement.objects.get(dataset=dataset, question="A1")
    answering.answer(
        dogs, "A1", Given(answer="Written down again.", supersedes=str(said.pk)), by=steward
    )
    nobody_knows = Given(absence="unknown", asked_of="the page", asked_on=making.NOON.date())
    answering.answer(dogs, "A6", nobody_knows, by=steward)
    publish(dogs, steward)
    return dataset


def publish(slug: str, by: Account) -> None:
    answering.send_in(slug, reply="not told", told_on=None, why="A test.", by=by)
    assert answering.agree(slug, by=by) is not None


def test_every_revision_stays_readable_and_says_what_changed(told: Dataset) -> None:
    first = words(Client().get(f"/datasets/{told.slug}/story/1"))
    assert "The story, revision 1" in first
    assert "Written down." in first
    assert "A newer one has taken its place" in first
    since = text_of(Client().get(f"/datasets/{told.slug}/story/2/since/1"))
    assert "<del>down.</del><ins>down again.</ins>" in since.replace("Written ", "")
    assert "New: What law or rule makes it exist?" in words(
        Client().get(f"/datasets/{told.slug}/story/2/since/1")
    )
    page = text_of(Client().get(f"/datasets/{told.slug}"))
    assert f'href="/datasets/{told.slug}/story/2/since/1"' in page


def test_back_in_time_what_is_new_goes(told: Dataset) -> None:
    text = words(Client().get(f"/datasets/{told.slug}/story/1/since/2"))
    assert "No longer said: What law or rule makes it exist?" in text
    same = words(Client().get(f"/datasets/{told.slug}/story/1/since/1"))
    assert "Nothing that is said differs" in same


def test_what_was_taken_back_is_in_no_old_revision(told: Dataset, steward: Account) -> None:
    said = Statement.objects.get(dataset=told, question="A6")
    answering.withdraw(told.slug, "answer", str(said.pk), reason="", by=steward)
    text = words(Client().get(f"/datasets/{told.slug}/story/2"))
    assert "What law or rule makes it exist?" not in text
    assert "1 answer was taken back or hidden since" in text


def test_a_revision_that_is_not_there_or_not_public(told: Dataset) -> None:
    assert Client().get(f"/datasets/{told.slug}/story/9").status_code == 404
    assert Client().get(f"/datasets/{told.slug}/story/2/since/9").status_code == 404
    waiting = making.dataset("Waiting")
    assert Client().get(f"/datasets/{waiting.slug}/story/1").status_code == 403


def test_follow_and_hear_of_it(told: Dataset, writer: Client) -> None:
    page = text_of(writer.get(f"/datasets/{told.slug}"))
    assert f'name="subject" value="dataset:{told.pk}"' in page
    there = f"/datasets/{told.slug}"
    answer = writer.post("/follow", {"subject": f"dataset:{told.pk}", "way": "mail", "next": there})
    assert (answer.status_code, answer["Location"]) == (302, there)
    assert "You follow this, by letter too." in words(writer.get(there))
    writer.post("/notices")  # that it was published is read
    telling.tell("new version", told, clock.now(), number=2)
    assert "News (1 unread )" in words(writer.get("/about"))
    assert "Version 2 has come." in words(writer.get("/notices"))
    writer.post("/notices")
    assert "unread" not in words(writer.get("/about"))
    assert told.title in words(writer.get("/following"))
    writer.post("/follow", {"subject": f"dataset:{told.pk}", "way": "stop"})
    assert "You follow nothing yet." in words(writer.get("/following"))


def test_the_way_back_never_leads_away(told: Dataset, writer: Client) -> None:
    for wanted in ("https://elsewhere.example/", "//elsewhere.example/", ""):
        blanks = {"subject": f"dataset:{told.pk}", "next": wanted}
        assert writer.post("/follow", blanks)["Location"] == "/following"


def test_without_a_button_for_who_is_not_signed_in(told: Dataset) -> None:
    page = text_of(Client().get(f"/datasets/{told.slug}"))
    assert 'action="/follow"' not in page
    assert "/notices" not in page
    for path in ("/care", "/notices", "/following"):
        assert Client().get(path).status_code == 403
    assert Client().post("/follow", {"subject": f"dataset:{told.pk}"}).status_code == 403


def test_the_link_in_a_letter_asks_before_it_stops_them(told: Dataset, steward: Account) -> None:
    noticing.follow(Ref("dataset", str(told.pk)), by_mail=True, by=steward)
    address = f"/notices/letters/{noticing.stop_token(steward)}"
    assert "no more letters with news?" in words(Client().get(address))
    assert steward.follows.get().by_mail
    assert "It is done" in words(Client().post(address))
    assert not steward.follows.get().by_mail
    assert Client().get(f"{address}x").status_code == 404


def test_care_names_the_next_thing_to_do(told: Dataset, writer: Client) -> None:
    version = told.versions.get()
    told.stale_marks.create(
        question="A1", level="hard", because="Columns changed.", version=version
    )
    text = words(writer.get("/care"))
    assert "No longer true as written: A1. Columns changed. Write what holds now" in text
    assert f'href="/datasets/{told.slug}/context/A1"' in text_of(writer.get("/care"))
    told.stale_marks.all().delete()
    text = words(writer.get("/care"))
    assert "Columns changed." not in text
