"""Pages of a story's life: the queue, disputes, the publisher's reply, people without an account."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

from django.test import Client

from commonstacks.flows import reviewing
from commonstacks.kit import clock
from commonstacks.library.catalog.models import Dataset
from commonstacks.library.context.models import Asking, Consent, Dispute, Gap, Review, Statement
from commonstacks.library.people.models import Account, Role
from tests.doors.web import library
from tests.doors.web.library import text_of
from tests.library import making

HOW = {"evidence-lines": "1", "evidence-0-kind": "testimony", "evidence-0-title": "I live there."}


def browser(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def link(writer: Client, slug: str, **wanted: str) -> str:
    answer = writer.post(f"/datasets/{slug}/life/link", wanted)
    assert answer.status_code == 200, text_of(answer)
    return (
        "/"
        + text_of(answer)
        .split("readonly")[0]
        .rsplit('value="', 1)[1]
        .split('"')[0]
        .split("/", 3)[3]
    )


def test_the_queue_shows_what_waits_and_for_whom(writer: Client, dogs: str, settings: Any) -> None:
    settings.REVIEW_KEYS = 2
    assert "Nothing waits" in text_of(writer.get("/reviews"))
    library.answer_all(writer, dogs)
    writer.post(f"/datasets/{dogs}/context/send-in", {"reply": "not told", "why": "A test."})
    page = text_of(writer.get("/reviews"))
    assert "0 of 2 agreed" in page
    assert "a contextualist who wrote none of it" in page
    assert Client().get("/reviews").status_code == 403
    assert browser(making.account(Role.Name.PUBLISHER)).get("/reviews").status_code == 403


def test_a_dispute_stands_beside_the_question_at_once_and_is_answered(
    writer: Client, dogs: str
) -> None:
    library.publish(writer, dogs)
    neighbour = making.account(Role.Name.MEMBER, name="A neighbour")
    neighbour.roles.all().delete()
    address = f"/datasets/{dogs}/disputes/A1"
    refused = browser(neighbour).post(address, {"text": "There are cats."})
    assert refused.status_code == 422
    assert "Say how you know" in text_of(refused)
    assert browser(neighbour).post(address, {"text": "There are cats.", **HOW}).status_code == 302
    shown = text_of(Client().get(f"/datasets/{dogs}"))
    assert "1 answer of this story is contested" in shown
    assert "There are cats." in text_of(Client().get(address))
    dispute = Dispute.objects.get()
    decided = writer.post(f"{address}/{dispute.pk}", {"outcome": "stands", "answer": "No cats."})
    assert decided.status_code == 302
    assert "contested" not in text_of(Client().get(f"/datasets/{dogs}"))
    assert "No cats." in text_of(Client().get(address))


def test_a_publisher_replies_by_a_link_and_no_key_is_lost(
    writer: Client, dogs: str, settings: Any
) -> None:
    settings.REVIEW_KEYS = 2
    library.answer_all(writer, dogs)
    writer.post(
        f"/datasets/{dogs}/context/send-in",
        {"reply": "told", "told_on": clock.now().date().isoformat()},
    )
    address = link(writer, dogs, purpose="reply", sent_to="press office, room 5")
    page = text_of(Client().get(address))
    assert "Sixty dogs of one street." in page
    assert "room 5" not in page
    assert Client().post(address, {"text": "We count every spring."}).status_code == 302
    assert Review.objects.get().reply == Review.Reply.REPLIED
    reply = Statement.objects.get(question="I2")
    assert (reply.voice, reply.answer, reply.visibility) == (
        "P",
        "We count every spring.",
        "public",
    )
    assert "Thank you" in text_of(Client().get(address))
    assert Client().post(address, {"read": "1"}).status_code == 422


def test_an_invited_person_answers_one_question_and_takes_it_back(
    writer: Client, dogs: str
) -> None:
    address = link(writer, dogs, purpose="question", question="E3", voice="S")
    told = {"way": "answer", "lines": "1", "entry-0-what": "Rex died.", "name": "", "level": ""}
    assert "What" in text_of(Client().get(address))
    assert Client().post(address, told).status_code == 302
    said = Statement.objects.get(question="E3")
    assert (said.voice, said.visibility, said.author.name) == (
        "S",
        "circle",
        "Somebody who is not named here",
    )
    assert Consent.objects.get(statement=said).level == "circle"
    assert Client().post(address, told).status_code == 422
    assert Client().post(address, {"back": "1"}).status_code == 302
    said.refresh_from_db()
    assert (said.state, said.answer) == ("withdrawn", [{"what": "Rex died."}])
    assert Client().get(address + "x").status_code == 404


def test_an_old_link_is_refused(writer: Client, dogs: str) -> None:
    address = link(writer, dogs, purpose="question", question="C1", voice="C")
    Asking.objects.update(expires_at=clock.now() - timedelta(days=1))
    assert Client().get(address).status_code == 404


def test_somebody_it_is_about_says_they_are_not_in_here(writer: Client, dogs: str) -> None:
    address = link(writer, dogs, purpose="about me", voice="S")
    words = {"kind": "not in here", "text": "Nobody asked in our yard.", "level": "public"}
    assert Client().post(address, words).status_code == 302
    gap = Gap.objects.get()
    assert (gap.question, gap.voice, gap.visibility) == ("C1", "S", "public")


def test_a_facilitator_writes_down_testimony_with_consent(writer: Client, dogs: str) -> None:
    address = f"/datasets/{dogs}/about-me"
    words = {"kind": "do not use", "use": "fine owners", "text": "Names are old.", "voice": "C"}
    assert writer.post(address, words | {"how": ""}).status_code == 422
    given = words | {"how": "spoken", "given_on": "2026-01-05", "name": "Mo", "may_quote": "yes"}
    assert writer.post(address, given).status_code == 302
    said = Statement.objects.get(question="E4")
    assert (said.voice, said.visibility, said.author.name) == ("C", "circle", "Mo")
    consent = Consent.objects.get()
    assert (consent.how, consent.may_quote, consent.given_on.isoformat()) == (
        "spoken",
        True,
        "2026-01-05",
    )
    member = browser(making.account(Role.Name.MEMBER))
    assert member.get(address).status_code == 403
    assert "Names are old." in text_of(member.get(f"/datasets/{dogs}/disputes/E4"))


def test_a_paused_dataset_shows_its_story_and_hides_its_rows(writer: Client, dogs: str) -> None:
    library.publish(writer, dogs)
    why = {"do": "pause", "why": "Two families are at risk."}
    assert browser(making.account()).post(f"/datasets/{dogs}/life", why).status_code == 403
    assert writer.post(f"/datasets/{dogs}/life", why).status_code == 302
    for path in ("v/1/rows", "v/1/download/csv", "v/1/file/dogs.csv", "v/1/cube.json"):
        hidden = Client().get(f"/datasets/{dogs}/{path}")
        assert hidden.status_code == 403, path
        assert "Two families are at risk." in text_of(hidden), path
    api = Client().get(f"/api/v1/datasets/{dogs}/v/1/rows")
    assert (api.status_code, "Two families are at risk." in text_of(api)) == (403, True)
    stub = text_of(Client().get(f"/datasets/{dogs}"))
    assert f"/datasets/{dogs}/story/1" in stub
    assert "Sixty dogs of one street." in text_of(Client().get(f"/datasets/{dogs}/story/1"))
    assert "Two families are at risk." in text_of(Client().get(f"/datasets/{dogs}/life"))
    assert writer.post(f"/datasets/{dogs}/life", {"do": "resume"}).status_code == 302
    assert Client().get(f"/datasets/{dogs}/v/1/rows").status_code == 200


def test_context_only_publishes_the_story_without_the_data(writer: Client, dogs: str) -> None:
    access = {"way": "answer", "entry-0-answer": "context_only", "voice": "P"}
    assert writer.post(f"/datasets/{dogs}/context/G5", access).status_code == 302
    library.publish(writer, dogs)
    refused = Client().get(f"/datasets/{dogs}/v/1/rows")
    assert (refused.status_code, "only the context is published" in text_of(refused)) == (403, True)
    assert Client().get(f"/datasets/{dogs}/v/1/file/dogs.csv").status_code == 403
    assert Client().get(f"/datasets/{dogs}/story/1").status_code == 200
    assert f"/datasets/{dogs}" not in text_of(Client().get("/search?q=Pug"))
    assert f"/datasets/{dogs}" in text_of(Client().get("/search?q=dogs"))


def test_silence_means_go_after_fourteen_days(writer: Client, dogs: str) -> None:
    library.answer_all(writer, dogs)
    today = clock.now()
    told = {"reply": "told", "told_on": today.date().isoformat()}
    writer.post(f"/datasets/{dogs}/context/send-in", told)
    waits = writer.post(f"/datasets/{dogs}/review/agree")
    assert (waits.status_code, "may reply until" in text_of(waits)) == (422, True)
    assert reviewing.let_time_pass(today + timedelta(days=13)).published == 0
    assert reviewing.let_time_pass(today + timedelta(days=14)).published == 1
    assert Client().get(f"/datasets/{dogs}/v/1/rows").status_code == 200


def test_an_answer_is_given_up_by_its_own_voice_only(
    writer: Client, dogs: str, steward: Account, tmp_path: Path
) -> None:
    library.publish(writer, dogs)
    said = Statement.objects.get(question="A1")
    address = f"/datasets/{dogs}/said/{said.pk}/deprecate"
    tenant = browser(making.account(Role.Name.CONSTITUENT))
    assert tenant.post(address, {"reason": "No."}).status_code == 403
    assert writer.post(address, {"reason": "We looked again."}).status_code == 302
    said.refresh_from_db()
    assert (said.state, said.reason) == ("deprecated", "We looked again.")
    assert "We looked again." in text_of(Client().get(f"/datasets/{dogs}/disputes/A1"))


def test_words_are_hidden_for_safety_only_and_leave_a_tombstone(writer: Client, dogs: str) -> None:
    library.publish(writer, dogs)
    said = Statement.objects.get(question="A1")
    address = f"/datasets/{dogs}/said/{said.pk}/hide"
    assert writer.post(address, {"reason": "I disagree.", "ground": ""}).status_code == 422
    assert writer.post(address, {"reason": "A home.", "ground": "safety"}).status_code == 302
    assert "Sixty dogs" not in text_of(Client().get(f"/datasets/{dogs}"))
    assert "safety: A home." in text_of(Client().get(f"/datasets/{dogs}/disputes/A1"))
    assert Dataset.objects.get(slug=dogs).publication is not None
