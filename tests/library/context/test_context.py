"""The life of a context: say, supersede, send in, agree, publish."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from commonstacks.kit.errors import NotAllowed, Refusal
from commonstacks.kit.refs import Ref
from commonstacks.library.catalog.models import Dataset
from commonstacks.library.context import actions as context
from commonstacks.library.context import queries, rules
from commonstacks.library.context.models import Context, Review, Said, Statement
from commonstacks.library.credit.models import Contribution
from commonstacks.library.people.models import Account, Role
from commonstacks.workshop.forms.form import load
from commonstacks.workshop.forms.gaps import check_gap
from tests.library import making
from tests.library.making import NOON

pytestmark = pytest.mark.django_db

FORM = load(1)
NOT_TOLD = rules.Reply("not told", why="A test.")


def say(to: Dataset, by: Account, text: str, **more: Any) -> Statement:
    return context.answer(
        dataset=to, form=FORM, question="A1", answer=text, by=by, now=NOON, **more
    )


def send_in(what: Dataset, by: Account, reply: rules.Reply = NOT_TOLD) -> Review:
    return context.send_in(dataset=what, form=FORM, reply=reply, by=by, now=NOON)


def test_an_answer_is_proposed_and_credited_in_the_same_act() -> None:
    trees, ada = making.dataset(), making.account()
    statement = say(trees, ada, "Every street tree.")
    assert (statement.state, statement.voice) == (Said.State.PROPOSED, "X")
    line = Contribution.objects.get(work=str(Ref("dataset", str(trees.pk))), part="question A1")
    assert (line.agent, line.role, line.state, line.consent) == (
        ada.agent,
        "contextualist",
        "confirmed",
        "given",
    )


def test_a_change_supersedes_and_the_old_words_stay() -> None:
    trees, ada = making.dataset(), making.account()
    first = say(trees, ada, "Trees.")
    second = say(trees, ada, "Every street tree.", supersedes=first.pk)
    assert [s.pk for s in queries.standing_statements(trees)] == [second.pk]
    assert Statement.objects.get(pk=first.pk).answer == "Trees."


def test_two_people_at_once_do_not_overwrite_each_other() -> None:
    trees, ada, bert = making.dataset(), making.account(), making.account()
    first = say(trees, ada, "Trees.")
    say(trees, ada, "Every street tree.", supersedes=first.pk)
    with pytest.raises(Refusal, match="in the meantime"):
        say(trees, bert, "Some trees.", supersedes=first.pk)
    with pytest.raises(Refusal, match="in the meantime"):
        say(trees, bert, "Some trees.")
    assert [s.answer for s in queries.standing_statements(trees)] == ["Every street tree."]


def test_two_voices_stand_beside_each_other() -> None:
    trees, ada = making.dataset(), making.account()
    say(trees, ada, "Every street tree.")
    say(trees, ada, "The trees we prune.", voice="P")
    assert sorted(s.voice for s in queries.standing_statements(trees)) == ["P", "X"]


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"answer": ""}, "empty"),
        ({"answer": "x" * 601}, "too long"),
        ({"answer": "Fine.", "voice": "Q"}, "voice"),
        ({"absence": "whatever"}, "A1"),
    ],
)
def test_a_bad_answer_is_refused_and_nothing_is_written(given: Any, reason: str) -> None:
    trees, ada = making.dataset(), making.account()
    with pytest.raises(Refusal, match=reason):
        context.answer(dataset=trees, form=FORM, question="A1", by=ada, now=NOON, **given)
    assert not Statement.objects.exists()
    assert not Contribution.objects.exists()


def test_a_question_the_form_does_not_have_is_refused() -> None:
    with pytest.raises(Refusal, match="no question"):
        context.answer(
            dataset=making.dataset(),
            form=FORM,
            question="Z9",
            answer="x",
            by=making.account(),
            now=NOON,
        )


def test_a_member_may_read_but_not_answer() -> None:
    trees, member = making.dataset(), making.account(Role.Name.MEMBER)
    with pytest.raises(NotAllowed):
        say(trees, member, "Trees.")


def test_only_the_author_takes_a_statement_back() -> None:
    trees, ada, bert = making.dataset(), making.account(), making.account()
    statement = say(trees, ada, "Trees.")
    with pytest.raises(NotAllowed):
        context.withdraw(said=statement, by=bert, reason="wrong", now=NOON)
    context.withdraw(said=statement, by=ada, reason="wrong", now=NOON)
    statement.refresh_from_db()
    assert (statement.state, statement.answer) == (Said.State.WITHDRAWN, "Trees.")
    assert queries.standing_statements(trees) == []


def test_the_gate_lists_every_open_question() -> None:
    trees, ada = making.dataset(), making.account()
    with pytest.raises(Refusal) as refused:
        send_in(trees, ada)
    assert len(refused.value.questions) == 21  # F1 is open, so the questions about people count
    assert queries.gate_size(trees, FORM) == 21
    making.answer_everything(trees, ada)
    assert queries.gate_size(trees, FORM) == 16
    assert queries.open_questions(trees, FORM) == ()
    assert send_in(trees, ada).outcome == Review.Outcome.OPEN


def test_data_about_people_asks_five_more_questions() -> None:
    trees, ada = making.dataset(), making.account()
    making.answer_everything(trees, ada, about_people="indirectly")
    assert queries.gate_size(trees, FORM) == 21
    assert queries.open_questions(trees, FORM) == ()


def test_a_machine_never_answers_for_people() -> None:
    trees, ada = making.dataset(), making.account()
    say(trees, ada, "Guessed.", voice="M")
    assert "A1" in {q.id for q in queries.open_questions(trees, FORM)}


def test_a_gap_answers_who_was_left_out() -> None:
    trees, ada = making.dataset(), making.account()
    gap = check_gap(
        FORM,
        {"kind": "left_out_people", "text": "Trees on private ground.", "voice": "X", "why": "law"},
    )
    context.add_gap(dataset=trees, gap=gap, by=ada, now=NOON)
    assert "C1" not in {q.id for q in queries.open_questions(trees, FORM)}
    assert queries.gap_values(queries.standing_gaps(trees)) == (gap,)


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        (rules.Reply("perhaps"), "whether"),
        (rules.Reply("told"), "which day"),
        (rules.Reply("not told"), "why"),
    ],
)
def test_the_right_of_reply_has_to_be_said(reply: rules.Reply, reason: str) -> None:
    trees, ada = making.dataset(), making.account()
    making.answer_everything(trees, ada)
    with pytest.raises(Refusal, match=reason):
        send_in(trees, ada, reply)


def test_a_publisher_who_was_told_has_fourteen_days() -> None:
    trees, ada = making.dataset(), making.account()
    making.answer_everything(trees, ada)
    review = send_in(trees, ada, rules.Reply("told", told_on=date(2026, 11, 20)))
    context.turn_key(review=review, by=ada, keys=1, now=NOON)
    with pytest.raises(Refusal, match="04 December 2026"):
        rules.check_may_end(review, now=NOON, keys=1)
    rules.check_may_end(review, now=NOON + timedelta(days=13), keys=1)


def test_two_keys_need_somebody_who_wrote_none_of_it() -> None:
    trees, ada, bert, cleo = making.dataset(), *(making.account() for _ in range(3))
    making.answer_everything(trees, ada)
    say(
        trees,
        bert,
        "Trees and shrubs.",
        supersedes=next(s.pk for s in queries.standing_statements(trees) if s.question == "A1"),
    )
    review = send_in(trees, ada)
    context.turn_key(review=review, by=ada, keys=2, now=NOON)
    with pytest.raises(Refusal, match="1 of 2"):
        rules.check_may_end(review, now=NOON, keys=2)
    with pytest.raises(NotAllowed, match="wrote none"):
        context.turn_key(review=review, by=bert, keys=2, now=NOON)
    context.turn_key(review=review, by=cleo, keys=2, now=NOON)
    rules.check_may_end(review, now=NOON, keys=2)


def test_a_second_turn_of_the_same_key_is_one_key() -> None:
    trees, ada = making.dataset(), making.account()
    making.answer_everything(trees, ada)
    review = send_in(trees, ada)
    context.turn_key(review=review, by=ada, keys=2, now=NOON)
    context.turn_key(review=review, by=ada, keys=2, now=NOON)
    assert review.keys.count() == 1


def test_a_review_older_than_sixty_days_has_expired() -> None:
    trees, ada = making.dataset(), making.account()
    making.answer_everything(trees, ada)
    review = send_in(trees, ada)
    context.turn_key(review=review, by=ada, keys=1, now=NOON)
    with pytest.raises(Refusal, match="sixty days"):
        rules.check_may_end(review, now=NOON + timedelta(days=61), keys=1)
    assert queries.open_questions(trees, FORM) == ()  # nothing was lost


def test_something_said_during_the_review_starts_it_again() -> None:
    trees, ada = making.dataset(), making.account()
    making.answer_everything(trees, ada)
    send_in(trees, ada)
    say(trees, ada, "The publisher's words.", voice="P")
    assert Context.objects.get(dataset=trees).state == Context.State.COLLECTING
    assert send_in(trees, ada).keys.count() == 0


def test_sending_back_needs_a_reason() -> None:
    trees, ada, bert = making.dataset(), making.account(), making.account()
    making.answer_everything(trees, ada)
    review = send_in(trees, ada)
    with pytest.raises(Refusal, match="Say why"):
        context.send_back(review=review, reasons={"A1": " "}, by=bert, now=NOON)
    context.send_back(review=review, reasons={"A1": "Which trees?"}, by=bert, now=NOON)
    assert Context.objects.get(dataset=trees).state == Context.State.COLLECTING
    assert Review.objects.get().reasons == {"A1": "Which trees?"}


def test_an_unpublished_dataset_is_read_only_by_those_who_work_on_it() -> None:
    trees = making.dataset()
    assert not rules.may_read(trees, None)
    assert rules.may_read(trees, making.account(Role.Name.MEMBER))


def test_an_unknown_id_is_no_answer_to_supersede() -> None:
    trees, ada = making.dataset(), making.account()
    with pytest.raises(Refusal, match="in the meantime"):
        say(trees, ada, "Trees.", supersedes=UUID(int=1))
