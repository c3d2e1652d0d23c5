"""People without an account: testimony with consent, links to one thing, the publisher's reply."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from commonstacks.kit.errors import NotAllowed, NotHeld, Refusal
from commonstacks.library.catalog.models import Dataset
from commonstacks.library.context import actions as context
from commonstacks.library.context import queries, rules
from commonstacks.library.context.actions.asking import Wanted
from commonstacks.library.context.actions.testifying import Agreed, Told
from commonstacks.library.context.models import (
    Asking,
    Review,
    Statement,
)
from commonstacks.library.credit.models import Contribution
from commonstacks.library.people.models import Account, Role
from commonstacks.workshop.forms.form import load
from tests.library import making
from tests.library.making import NOON

pytestmark = pytest.mark.django_db

FORM = load(1)
TODAY = NOON.date()
NOT_TOLD = rules.Reply("not told", why="A test.")
SEEN: list[dict[str, Any]] = [{"kind": "testimony", "title": "I live there."}]
SPOKEN = Agreed("spoken", TODAY)


def say(to: Dataset, by: Account, text: str = "Every street tree.", **more: Any) -> Statement:
    return context.answer(
        dataset=to, form=FORM, question="A1", answer=text, by=by, now=NOON, **more
    )


def in_review(by: Account, *, about_people: str = "no") -> tuple[Dataset, Review]:
    trees = making.dataset()
    making.answer_everything(trees, by, about_people=about_people)
    return trees, context.send_in(dataset=trees, form=FORM, reply=NOT_TOLD, by=by, now=NOON)


def turn(review: Review, *people: Account, keys: int = 2) -> None:
    for account in people:
        context.turn_key(review=review, by=account, keys=keys, now=NOON)


def test_testimony_is_read_in_the_circle_until_its_giver_agrees_to_more() -> None:
    trees, ada = making.dataset(), making.account()
    mo = context.respondent(name="Mo", keeper=ada.agent, now=NOON)
    told = Told("A1", answer="Our yard has none.")
    said = context.record_testimony(
        dataset=trees, form=FORM, told=told, who=mo, agreed=SPOKEN, by=ada, now=NOON
    )
    member, stranger = making.account(Role.Name.MEMBER), making.account()
    stranger.roles.all().delete()
    heard = {
        who: len(queries.heard_statements(trees, account))
        for who, account in {"member": member, "stranger": stranger, "nobody": None}.items()
    }
    assert heard == {"member": 1, "stranger": 0, "nobody": 0}
    assert "A1" in {q.id for q in queries.open_questions(trees, FORM)}
    assert not Contribution.objects.filter(agent=mo).exists()
    with pytest.raises(NotAllowed):
        context.change_consent(
            said=said, agreed=Agreed("spoken", TODAY, level="public"), by=making.steward(), now=NOON
        )
    wider = Agreed("in writing", TODAY, level="public")
    context.change_consent(said=said, agreed=wider, by=ada, now=NOON)
    assert len(queries.heard_statements(trees, None)) == 1
    assert "A1" not in {q.id for q in queries.open_questions(trees, FORM)}
    line = Contribution.objects.get(agent=mo)
    assert (line.role, line.state) == ("witness", "proposed")
    assert Contribution.objects.get(role="facilitator").agent == ada.agent


def test_private_words_are_heard_by_those_who_answer_for_them() -> None:
    trees, ada = making.dataset(), making.account()
    say(trees, ada, visibility="private")
    member = making.account(Role.Name.MEMBER)
    assert queries.heard_statements(trees, member) == []
    assert len(queries.heard_statements(trees, ada)) == 1
    assert len(queries.heard_statements(trees, making.steward())) == 1


def test_two_witnesses_of_one_voice_stand_and_one_comes_first() -> None:
    trees, ada = making.dataset(), making.account()
    said = [
        context.record_testimony(
            dataset=trees,
            form=FORM,
            told=Told("A1", answer=text),
            who=context.respondent(name="", keeper=ada.agent, now=NOON),
            agreed=SPOKEN,
            by=ada,
            now=NOON,
        )
        for text in ("One.", "Two.")
    ]
    second = said[1]
    assert isinstance(second, Statement)
    context.prefer(statement=second, by=making.account(Role.Name.CONSTITUENT), now=NOON)
    assert queries.standing_statements(trees)[0].answer == second.answer
    with pytest.raises(NotAllowed, match="another voice"):
        context.prefer(statement=second, by=making.account(Role.Name.PUBLISHER), now=NOON)


def test_a_link_is_for_one_thing_and_only_its_digest_is_kept() -> None:
    trees, ada = making.dataset(), making.account()
    wanted = Wanted("question", "A1", "S", "mo@example.org")
    with pytest.raises(NotAllowed):
        context.make_asking(
            dataset=trees,
            form=FORM,
            wanted=wanted,
            by=making.account(Role.Name.MEMBER),
            now=NOON,
        )
    made, token = context.make_asking(dataset=trees, form=FORM, wanted=wanted, by=ada, now=NOON)
    assert token not in str(Asking.objects.values().get())
    words = {"form": FORM, "name": "", "agreed": SPOKEN, "now": NOON, "token": token}
    for other in (Told("A2", answer="x"), Told("A1", answer="x", voice="P")):
        with pytest.raises(NotAllowed):
            context.say_by_link(told=other, **words)
    context.say_by_link(told=Told("A1", answer="None in our yard."), **words)
    with pytest.raises(Refusal, match="already"):
        context.say_by_link(told=Told("A1", answer="More."), **words)
    made.refresh_from_db()
    years = NOON + timedelta(days=900)
    context.withdraw_by_link(token=token, reason="", now=years)
    said = Statement.objects.get()
    assert (said.state, said.answer, said.ended_at) == ("withdrawn", "None in our yard.", years)
    with pytest.raises(Refusal, match="nothing to take back"):
        context.withdraw_by_link(token=token, reason="", now=years)
    with pytest.raises(NotHeld):
        context.asking_of(token=token[:-1], now=NOON)


def test_a_reply_ends_no_review_and_is_a_publisher_s() -> None:
    ada, member = making.account(), making.account(Role.Name.MEMBER)
    trees, review = in_review(ada)
    turn(review, making.account())
    with pytest.raises(NotAllowed):
        context.reply(dataset=trees, form=FORM, text="No.", by=member, now=NOON)
    city = making.account(Role.Name.PUBLISHER)
    context.reply(dataset=trees, form=FORM, text="We count in spring.", by=city, now=NOON)
    review.refresh_from_db()
    assert (review.outcome, review.reply, review.keys.count()) == ("open", "replied", 1)
    assert Statement.objects.get(question="I2").voice == "P"
