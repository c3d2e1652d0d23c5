"""The editor: generated from the form; nothing typed is lost."""

from __future__ import annotations

import pytest
from django.test import Client

from commonstacks.flows import answering
from commonstacks.flows.answering import Given
from commonstacks.library.people.models import Account
from tests.doors.web import library
from tests.doors.web.library import ASKED, FORM, text_of

pytestmark = pytest.mark.django_db


def test_the_public_does_not_write(dogs: str, client: Client):
    for address in ("context", "context/A1", "context/gap/C1", "context/send-in"):
        assert client.get(f"/datasets/{dogs}/{address}").status_code == 403
    assert client.post(f"/datasets/{dogs}/review/agree").status_code == 403


def test_the_desk_counts_open_questions_and_no_percentage(dogs: str, writer: Client):
    page = text_of(writer.get(f"/datasets/{dogs}/context"))
    assert "21 questions are open." in page
    assert "%" not in page.split("<main")[1].split("</main>")[0]


def test_every_question_of_the_form_has_its_page(dogs: str, writer: Client):
    for question in FORM.questions:
        page = writer.get(f"/datasets/{dogs}/context/{question.id}")
        assert (question.id, page.status_code) == (question.id, 200)
        for field in question.fields:
            assert f'name="entry-0-{field.name or "answer"}"' in text_of(page)


def test_an_unknown_question_is_not_found(dogs: str, writer: Client):
    assert writer.get(f"/datasets/{dogs}/context/Z9").status_code == 404


def test_records_are_kept_and_empty_lines_left_out(dogs, writer, steward):
    given = {
        "way": "answer",
        "lines": "3",
        "entry-0-use": "count strays",
        "entry-0-why": "only tagged dogs are here",
        "entry-2-use": "find owners",
        "entry-2-why": "names are not here",
        "voice": "P",
        "evidence-lines": "1",
        "evidence-0-kind": "documented",
        "evidence-0-title": "The city's page",
        "evidence-0-read_on": "2026-09-01",
    }
    assert writer.post(f"/datasets/{dogs}/context/E4", given).status_code == 302
    said = next(line for line in answering.desk(dogs, steward).lines if line.question.id == "E4")
    assert [entry["use"] for entry in said.said[0].answer] == ["count strays", "find owners"]
    assert said.said[0].voice == "P"
    assert said.said[0].evidence[0]["title"] == "The city's page"


def test_another_line_is_added_without_saving(dogs, writer):
    page = writer.post(
        f"/datasets/{dogs}/context/E4",
        {"way": "answer", "more": "1", "lines": "1", "entry-0-use": "count strays"},
    )
    assert page.status_code == 200
    assert 'value="count strays"' in text_of(page)
    assert 'name="entry-1-use"' in text_of(page)


def test_a_refused_answer_keeps_what_was_typed(dogs, writer):
    long = "dogs " * 200
    page = writer.post(f"/datasets/{dogs}/context/A1", {"way": "answer", "entry-0-answer": long})
    assert page.status_code == 422
    assert "too long" in text_of(page)
    assert long in text_of(page)


def test_an_absence_is_as_easy_as_an_answer(dogs, writer):
    given = {"way": "absence", "absence": "unknown", **ASKED}
    assert writer.post(f"/datasets/{dogs}/context/A2", given).status_code == 302
    desk = text_of(writer.get(f"/datasets/{dogs}/context"))
    assert "Asked, and nobody knows." in desk
    assert "20 questions are open." in desk


def test_a_day_that_is_none_is_refused_in_words(dogs, writer):
    given = {"way": "absence", "absence": "unknown", "asked_of": "Ada", "asked_on": "yesterday"}
    page = writer.post(f"/datasets/{dogs}/context/A2", given)
    assert page.status_code == 422
    assert 'value="Ada"' in text_of(page)


def test_two_people_at_once_lose_nothing(dogs: str, writer: Client, steward: Account):
    answering.answer(dogs, "A2", Given(answer="To bill owners."), by=steward)
    page = writer.post(
        f"/datasets/{dogs}/context/A2", {"way": "answer", "entry-0-answer": "To find lost dogs."}
    )
    assert page.status_code == 422
    assert "Somebody changed this answer" in text_of(page)
    assert "To bill owners." in text_of(page)
    assert "To find lost dogs." in text_of(page)
    standing = answering.desk(dogs, steward).lines[1].said[0].id
    again = {"way": "answer", "entry-0-answer": "To find lost dogs.", "seen-X": standing}
    assert writer.post(f"/datasets/{dogs}/context/A2", again).status_code == 302


def test_a_gap_is_kept_with_its_columns(dogs, writer, steward):
    given = {
        "kind": "left_out_people",
        "text": "Dogs without a tag are not here.",
        "columns": ["tag"],
        "why": "cost",
        "direction": "under",
        "low": "5",
        "high": "9",
        "unit": "dogs",
        "method": "a guess",
        "level": "biases",
    }
    assert writer.post(f"/datasets/{dogs}/context/gap/C1", given).status_code == 302
    gap = answering.desk(dogs, steward).gaps[0].gap
    assert (gap.text, gap.columns, gap.size.low) == (
        "Dogs without a tag are not here.",
        ("tag",),
        5,
    )
    assert "Dogs without a tag are not here." in text_of(writer.get(f"/datasets/{dogs}/context/C1"))


def test_a_refused_gap_keeps_what_was_typed(dogs, writer):
    page = writer.post(f"/datasets/{dogs}/context/gap/C1", {"kind": "", "text": "Strays."})
    assert page.status_code == 422
    assert "Strays." in text_of(page)


def test_what_one_said_can_be_taken_back(dogs, writer, steward):
    answering.answer(dogs, "A2", Given(answer="To bill owners."), by=steward)
    key = answering.desk(dogs, steward).lines[1].said[0].id
    back = {"kind": "statement", "id": key, "question": "A2", "reason": "I misread it."}
    assert writer.post(f"/datasets/{dogs}/context/withdraw", back).status_code == 302
    assert answering.desk(dogs, steward).lines[1].said == ()


def test_sending_in_too_early_lists_what_is_open(dogs, writer):
    page = writer.post(f"/datasets/{dogs}/context/send-in", {"reply": "not told", "why": "A test."})
    assert page.status_code == 422
    assert "The context is not complete." in text_of(page)
    assert "A test." in text_of(page)


def test_a_review_can_be_sent_back_with_reasons(dogs, writer):
    library.answer_all(writer, dogs)
    writer.post(f"/datasets/{dogs}/context/send-in", {"reply": "not told", "why": "A test."})
    assert "0 of 1 agreed." in text_of(writer.get(f"/datasets/{dogs}/review"))
    assert writer.post(f"/datasets/{dogs}/review/send-back", {}).status_code == 422
    page = writer.post(f"/datasets/{dogs}/review/send-back", {"reason-A1": "Say which street."})
    assert page["Location"] == f"/datasets/{dogs}/context"


def test_forms_ask_for_the_token_of_the_page(dogs: str, steward: Account):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(steward)
    page = strict.post(f"/datasets/{dogs}/context/A1", {"way": "answer"})
    assert page.status_code == 403
    assert "open for too long" in text_of(page)
