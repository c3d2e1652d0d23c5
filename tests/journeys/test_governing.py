"""The form is changed through the pages: once a small change, once a large one with an objection."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from commonstacks.flows import answering, governing, wiring
from commonstacks.flows.answering import Given
from commonstacks.library.catalog.models import Dataset
from commonstacks.library.people.models import Account, Role
from tests.flows.conftest import published, trees
from tests.journeys.conftest import source, steward
from tests.library import making
from tests.library.calendar import Calendar, calendar

__all__ = ["calendar", "published", "source", "steward", "trees"]

pytestmark = pytest.mark.django_db


def signed_in(account: Account) -> Client:
    browser = Client()
    browser.force_login(account)
    return browser


def text(answer: Any) -> str:
    assert answer.status_code == 200, answer.content.decode()[:2000]
    return str(answer.content.decode())


def press(browser: Client, number: int, what: str, **given: str) -> None:
    """A button of a proposal's page; the page follows."""
    answer = browser.post(f"/form/proposals/{number}/do/{what}", given)
    assert answer.status_code == 302, answer.content.decode()


class People:
    """Who takes part, each in their own browser; and one who only reads."""

    def __init__(self, steward: Account) -> None:
        self.ada = signed_in(making.account(name="Ada"))
        self.bert = signed_in(making.account(name="Bert"))
        self.rosa = signed_in(making.account(Role.Name.CONSTITUENT, name="Rosa"))
        self.steward = signed_in(steward)
        self.reader = Client()


@pytest.fixture
def people(steward: Account) -> People:
    return People(steward)


def draft(browser: Client, *changes: dict[str, str]) -> int:
    started = browser.post("/form/proposals/new")
    number = int(started["Location"].rpartition("/")[2])
    for change in changes:
        kept = browser.post(f"/form/proposals/{number}/change", change)
        assert kept.status_code == 302, kept.content.decode()
    return number


WHY = {
    "title": "Say how people were paid",
    "wrong": "The trees were counted for a grant, and no word fits that.",
    "datasets": "http://testserver/datasets/trees",
    "alternatives": "Write it into the text.",
    "gains": "Readers who ask who paid.",
    "bears": "Whoever writes a story.",
}


def talked(people: People, calendar: Calendar, number: int) -> None:
    """Two others stand behind it, and two weeks go by; then the circle is asked."""
    press(people.bert, number, "endorse")
    press(people.rosa, number, "endorse")
    press(people.rosa, number, "remark", text="We were paid like that ourselves.")
    calendar.pass_days(14)
    press(people.ada, number, "ask")


def test_a_small_change_and_a_large_one_through_the_pages(
    published: Dataset, people: People, calendar: Calendar, steward: Account
) -> None:
    a_word_joins_a_list(people, calendar)
    a_question_is_split_and_another_needed(published, people, calendar, steward)
    what_was_published_is_read_as_before(published, people)


def a_word_joins_a_list(people: People, calendar: Calendar) -> None:
    assert "Release <b>1</b>" in text(people.reader.get("/form"))
    grant = {"kind": "add_term", "list": "pay", "label-en": "A small grant", "label-de": "Zuschuss"}
    number = draft(people.ada, grant)
    page = text(people.ada.get(f"/form/proposals/{number}"))
    assert "small: something new that nobody has to answer." in page
    assert "<b>0</b> are touched" in page
    assert people.reader.get(f"/form/proposals/{number}").status_code == 404

    missing = people.ada.post(f"/form/proposals/{number}/why", {"put-up": "1", "title": "Grants"})
    assert missing.status_code == 422
    assert "Still missing: what went wrong" in missing.content.decode()
    put_up = people.ada.post(f"/form/proposals/{number}/why", {**WHY, "put-up": "1"})
    assert put_up.status_code == 302
    page = text(people.reader.get(f"/form/proposals/{number}"))
    assert "no word fits that" in page
    assert '<a href="/datasets/trees">' in page

    too_early = people.ada.post(f"/form/proposals/{number}/do/ask")
    assert too_early.status_code == 422
    assert "People may speak about it until" in too_early.content.decode()
    talked(people, calendar, number)
    press(people.rosa, number, "position", stance="consent")
    calendar.pass_days(10)
    assert people.ada.post(f"/form/proposals/{number}/do/release").status_code == 403
    press(people.steward, number, "release")

    page = text(people.reader.get("/form"))
    assert "Release <b>2</b>" in page
    assert "A small grant" in page
    assert "A small grant" not in text(people.reader.get("/form/1"))
    document = people.reader.get("/form/2.json").json()
    assert (document["form"], document["from"]["form"]) == (2, 1)
    assert document["vocabularies"]["pay"][-1]["label"]["de"] == "Zuschuss"


def a_question_is_split_and_another_needed(
    published: Dataset, people: People, calendar: Calendar, steward: Account
) -> None:
    answering.answer(published.slug, "E1", Given(answer="Streets; parks by sample."), by=steward)
    paid = Given(answer={"kind": "a_small_grant"})
    answering.answer(published.slug, "B3", paid, by=steward)
    split = {
        "kind": "split",
        "question": "E1",
        "ask-one-en": "Which part of what it should hold is in it?",
        "help-one-en": "A share, if you know one.",
        "ask-two-en": "How was it chosen?",
        "help-two-en": "By lot, by hand, by what was near?",
    }
    need_pay = {"kind": "require", "question": "B3", "gate": "always"}
    need_harm = {"kind": "require", "question": "F4", "gate": "always"}
    number = draft(people.ada, split, need_pay, need_harm)
    page = text(people.ada.get(f"/form/proposals/{number}"))
    assert "large: something is needed, taken away, renamed or narrowed." in page
    assert "<b>1</b> would no longer be complete" in page
    assert "<b>1</b> answer needs a person" in page
    why = {**WHY, "title": "Coverage is two questions", "put-up": "1"}
    assert people.ada.post(f"/form/proposals/{number}/why", why).status_code == 302
    talked(people, calendar, number)

    bare = people.rosa.post(f"/form/proposals/{number}/do/position", {"stance": "objection"})
    assert "An objection names a harm." in bare.content.decode()
    harm = "Who has no way out would have to say so in public."
    press(people.rosa, number, "position", stance="objection", harm=harm)
    assert harm in text(people.reader.get(f"/form/proposals/{number}"))
    same = {"keep-1": "1", "keep-2": "1", "keep-3": "1", "how": "We talked."}
    assert people.ada.post(f"/form/proposals/{number}/work-in", same).status_code == 422
    gone = {"keep-1": "1", "keep-2": "1", "how": "Ways out stay a free answer."}
    assert people.ada.post(f"/form/proposals/{number}/work-in", gone).status_code == 302
    press(people.rosa, number, "position", stance="consent")
    calendar.pass_days(10)
    press(people.steward, number, "release")

    form = wiring.form()
    assert (form.release, form.question("B3").gate, form.question("F4").gate) == (3, "always", "")
    assert form.question("E1").retired
    assert form.question("E8").ask.say() == "How was it chosen?"
    page = text(people.reader.get(f"/form/proposals/{number}"))
    assert "It is in release 3." in page
    assert "Ways out stay a free answer." in page
    desk = answering.desk(published.slug, steward)
    said = {line.question.id: [each.answer for each in line.said] for line in desk.lines}
    assert said["E1"] == ["Streets; parks by sample."]
    assert said["E7"] == said["E8"] == []
    assert desk.open == 0  # how people were paid was said; the new parts nobody has to answer


def what_was_published_is_read_as_before(published: Dataset, people: People) -> None:
    page = text(people.reader.get(f"/datasets/{published.slug}"))
    assert "Written down." in page
    assert published.revisions.get().form == 1
    releases = text(people.reader.get("/form"))
    for number in (1, 2, 3):
        assert f'href="/form/{number}"' in releases
        assert f'href="/form/{number}.json"' in releases


def test_a_question_of_the_librarys_own_is_added_without_asking(
    trees: Dataset, people: People, steward: Account
) -> None:
    own = {
        "name": "Parking rules",
        "ask-en": "May cars stand below the trees?",
        "help-en": "Say where it is written.",
        "answer": "short",
    }
    assert people.ada.post("/form/own", own).status_code == 403
    assert people.steward.post("/form/own", own).status_code == 302
    assert "May cars stand below the trees?" in text(people.reader.get("/form/own"))
    asked = text(people.steward.get(f"/datasets/{trees.slug}/context/x-library:parking_rules"))
    assert "Say where it is written." in asked
    assert (
        people.steward.post("/form/own", {"retire": "x-library:parking_rules"}).status_code == 302
    )
    assert "no longer asked" in text(people.reader.get("/form/own"))


def test_every_kind_of_change_has_its_page(people: People) -> None:
    number = draft(people.ada)
    page = text(people.ada.get(f"/form/proposals/{number}"))
    kinds = [part.partition('"')[0] for part in page.split("change?kind=")[1:]]
    assert len(kinds) == 13
    for kind in kinds:
        shown = text(people.ada.get(f"/form/proposals/{number}/change?kind={kind}"))
        assert 'class="blank' in shown
        refused = people.ada.post(f"/form/proposals/{number}/change", {"kind": kind})
        assert (kind, refused.status_code) == (kind, 422)


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "add", "section": "B", "ask-en": "Who paid?", "help-en": "A.", "answer": "long"},
        {"kind": "reword", "question": "A1", "ask-en": "What is in it?"},
        {"kind": "map_to", "question": "H3", "standard": "dct:valid"},
        {"kind": "deprecate", "question": "F9"},
        {
            "kind": "merge",
            "question": "F7",
            "other": "F8",
            "ask-one-en": "Who protects whom?",
            "help-one-en": "A.",
        },
        {"kind": "retype", "question": "E1", "answer": "date", "how": "new"},
        {"kind": "map_enum", "word": "pay:piece", "to": "pay:contract"},
        {"kind": "reword_term", "word": "pay:piece", "label-en": "For each piece"},
        {"kind": "rename", "question": "F9", "to": "F20"},
        {"kind": "move", "question": "F9", "section": "E", "after": "E1"},
    ],
    ids=lambda change: change["kind"],
)
def test_each_kind_of_change_can_be_drafted(people: People, change: dict[str, str]) -> None:
    number = draft(people.ada, change)
    page = text(people.ada.get(f"/form/proposals/{number}"))
    assert "How large it is:" in page
    taken = people.ada.post(f"/form/proposals/{number}/take-out", {"place": "1"})
    assert taken.status_code == 302
    assert "How large it is:" not in text(people.ada.get(f"/form/proposals/{number}"))


def test_the_public_reads_and_does_not_write(people: People, steward: Account) -> None:
    number = draft(people.ada, {"kind": "deprecate", "question": "F9"})
    people.ada.post(f"/form/proposals/{number}/why", {**WHY, "datasets": "", "put-up": "1"})
    for address in ("/form", "/form/1", "/form/1.json", "/form/proposals", "/form/own"):
        assert people.reader.get(address).status_code == 200
    assert "Sign in" in text(people.reader.get(f"/form/proposals/{number}"))
    assert people.reader.get("/form/9").status_code == 404
    assert people.reader.get("/form/proposals/9").status_code == 404
    for what in ("endorse", "remark", "ask", "position", "release", "withdraw", "postpone"):
        answer = people.reader.post(f"/form/proposals/{number}/do/{what}")
        assert (what, answer.status_code) == (what, 403)
    assert people.reader.post("/form/proposals/new").status_code == 403
    assert governing.queries.proposal(number, None).state == "discussion"
