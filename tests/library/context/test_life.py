"""The life of statements and contexts: disputes, keys, time, pauses."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from commonstacks.kit.errors import NotAllowed, Refusal
from commonstacks.library.catalog.models import Dataset, Version
from commonstacks.library.context import actions as context
from commonstacks.library.context import queries, rules
from commonstacks.library.context.actions.disputing import Objection
from commonstacks.library.context.actions.testifying import Agreed
from commonstacks.library.context.models import (
    Context,
    Dispute,
    Publication,
    Review,
    Said,
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


def version(of: Dataset) -> Version:
    return Version.objects.create(dataset=of, number=1, taken_at=NOON, inventory="0" * 128)


def accepted(statement: Statement) -> Statement:
    statement.state = Said.State.ACCEPTED
    statement.save()
    return statement


def contest(what: Statement, by: Account, **more: Any) -> Dispute:
    objection = Objection("A1", "Not every tree.", SEEN, what)
    return context.contest(
        dataset=what.dataset, form=FORM, objection=objection, by=by, now=NOON, **more
    )


def in_review(by: Account, *, about_people: str = "no") -> tuple[Dataset, Review]:
    trees = making.dataset()
    making.answer_everything(trees, by, about_people=about_people)
    return trees, context.send_in(dataset=trees, form=FORM, reply=NOT_TOLD, by=by, now=NOON)


def turn(review: Review, *people: Account, keys: int = 2) -> None:
    for account in people:
        context.turn_key(review=review, by=account, keys=keys, now=NOON)


def test_two_keys_are_of_two_kinds_when_it_is_about_people() -> None:
    ada = making.account()
    _, review = in_review(ada, about_people="yes")
    turn(review, making.account(Role.Name.MEMBER), making.account(Role.Name.MEMBER))
    missing = [rules.missing_keys(review, keys=2, people=True)]
    turn(review, making.account(Role.Name.CONTEXTUALIST, Role.Name.MEMBER))
    missing.append(rules.missing_keys(review, keys=2, people=True))
    turn(review, making.account(Role.Name.CONSTITUENT))
    missing.append(rules.missing_keys(review, keys=2, people=True))
    assert missing == [
        "a contextualist who wrote none of it",
        "a reader for the people the data are about",
        "",
    ]


def test_one_person_who_is_both_is_still_one_person() -> None:
    _, review = in_review(making.account(), about_people="yes")
    turn(review, making.account(Role.Name.CONTEXTUALIST, Role.Name.CONSTITUENT))
    turn(review, making.account(Role.Name.MEMBER))
    assert "a second contextualist" in rules.missing_keys(review, keys=2, people=True)
    turn(review, making.account(Role.Name.CONTEXTUALIST, Role.Name.MEMBER))
    assert rules.missing_keys(review, keys=2, people=True) == ""


def test_a_key_of_a_writer_counts_as_a_member_only() -> None:
    ada = making.account()
    _, review = in_review(ada)
    turn(review, ada, making.account(Role.Name.MEMBER))
    assert rules.missing_keys(review, keys=2, people=False) == (
        "a contextualist who wrote none of it"
    )


def test_a_review_of_sixty_one_days_goes_back_and_loses_nothing() -> None:
    trees, review = in_review(making.account())
    before = len(queries.standing_statements(trees))
    assert context.expire_reviews(now=NOON + timedelta(days=60)) == []
    assert context.expire_reviews(now=NOON + timedelta(days=61)) == [review]
    review.refresh_from_db()
    assert review.outcome == Review.Outcome.EXPIRED
    assert Context.objects.get(dataset=trees).state == Context.State.COLLECTING
    assert len(queries.standing_statements(trees)) == before


def test_told_later_the_fourteen_days_begin_then() -> None:
    ada = making.account()
    _, review = in_review(ada)
    turn(review, making.account(), keys=1)
    told = rules.Reply("told", told_on=TODAY)
    context.tell_of_reply(review=review, reply=told, by=ada, now=NOON)
    with pytest.raises(Refusal, match="05 December 2026"):
        rules.check_may_end(review, now=NOON + timedelta(days=13), keys=1)
    rules.check_may_end(review, now=NOON + timedelta(days=14), keys=1)
    tomorrow = rules.Reply("told", told_on=date(2026, 11, 22))
    with pytest.raises(Refusal, match="not come yet"):
        context.tell_of_reply(review=review, reply=tomorrow, by=ada, now=NOON)
    with pytest.raises(NotAllowed):
        context.tell_of_reply(
            review=review, reply=told, by=making.account(Role.Name.MEMBER), now=NOON
        )


def test_anybody_with_an_account_contests_and_is_credited() -> None:
    trees, ada, bert = making.dataset(), making.account(), making.account(Role.Name.MEMBER)
    bert.roles.all().delete()
    statement = accepted(say(trees, ada))
    dispute = contest(statement, bert)
    statement.refresh_from_db()
    assert (statement.state, dispute.outcome) == ("contested", "open")
    assert queries.contested_questions(trees) == ("A1",)
    assert statement in queries.standing_statements(trees)
    line = Contribution.objects.get(role="fact checker")
    assert (line.agent, line.part) == (bert.agent, "question A1")


@pytest.mark.parametrize(
    ("objection", "reason"),
    [
        (Objection("A1", " ", SEEN), "what is wrong"),
        (Objection("A1", "No."), "how you know"),
        (Objection("Z9", "No.", SEEN), "no question"),
        (Objection("A1", "No.", [{"kind": "testimony"}]), "no title"),
    ],
)
def test_a_dispute_names_the_question_and_the_evidence(objection: Objection, reason: str) -> None:
    with pytest.raises(Refusal, match=reason):
        context.contest(
            dataset=making.dataset(),
            form=FORM,
            objection=objection,
            by=making.account(),
            now=NOON,
        )
    assert not Dispute.objects.exists()


def test_a_question_is_contested_once_by_each() -> None:
    trees, ada = making.dataset(), making.account()
    statement = accepted(say(trees, ada))
    contest(statement, ada)
    with pytest.raises(Refusal, match="already"):
        contest(statement, ada)
    contest(statement, making.account())
    assert Dispute.objects.count() == 2


def test_an_answered_dispute_accepts_again_and_both_stay() -> None:
    trees, ada, bert = making.dataset(), making.account(), making.account()
    statement = accepted(say(trees, ada))
    dispute = contest(statement, bert)
    answer = {"dispute": dispute, "answer": "It says so now.", "now": NOON}
    with pytest.raises(NotAllowed, match="Somebody else"):
        context.answer_dispute(outcome="changed", by=bert, **answer)
    with pytest.raises(Refusal, match="what became"):
        context.answer_dispute(outcome="gone", by=ada, **answer)
    context.answer_dispute(outcome="changed", by=ada, **answer)
    statement.refresh_from_db()
    assert (statement.state, dispute.outcome) == ("accepted", "changed")
    with pytest.raises(Refusal, match="answered"):
        context.answer_dispute(outcome="stands", by=ada, **answer)


def test_who_lived_it_is_put_right_by_nobody_else() -> None:
    trees, ada, tenant = making.dataset(), making.account(), making.account(Role.Name.CONSTITUENT)
    theirs = say(trees, tenant, voice="S", text="Our street has no trees.")
    with pytest.raises(NotAllowed, match="another voice"):
        say(trees, ada, voice="S", text="It has.", supersedes=theirs.pk)
    neighbour = making.account(Role.Name.CONSTITUENT)
    newer = say(trees, neighbour, voice="S", text="It has one.", supersedes=theirs.pk)
    assert queries.standing_statements(trees) == [newer]


def test_what_somebody_wrote_down_for_others_is_put_right_by_the_next() -> None:
    trees, ada, bert = making.dataset(), making.account(), making.account()
    quoted = say(trees, ada, voice="P", text="From the handbook.")
    newer = say(trees, bert, voice="P", text="From the new handbook.", supersedes=quoted.pk)
    assert queries.standing_statements(trees) == [newer]


def test_nobody_gives_up_what_another_voice_said() -> None:
    trees, ada = making.dataset(), making.account()
    theirs = accepted(say(trees, making.account(Role.Name.CONSTITUENT), voice="S"))
    dispute = contest(theirs, making.account())
    city = making.account(Role.Name.PUBLISHER)
    for by in (city, ada, making.steward()):
        with pytest.raises(NotAllowed, match="another voice"):
            context.deprecate(said=theirs, reason="No.", by=by, now=NOON)
        with pytest.raises(NotAllowed, match="another voice"):
            context.answer_dispute(
                dispute=dispute, outcome="deprecated", answer="No.", by=by, now=NOON
            )
    tenant = making.account(Role.Name.CONSTITUENT)
    context.answer_dispute(
        dispute=dispute, outcome="deprecated", answer="We moved.", by=tenant, now=NOON
    )
    theirs.refresh_from_db()
    assert (theirs.state, theirs.reason) == ("deprecated", "We moved.")
    assert [s.pk for s in queries.tombstones(trees)] == [theirs.pk]


def test_a_dispute_of_thirty_one_days_marks_the_context_until_it_is_answered() -> None:
    trees, ada = making.dataset(), making.account()
    dispute = contest(accepted(say(trees, ada)), making.account())
    assert context.mark_contested(now=NOON + timedelta(days=30)) == []
    later = NOON + timedelta(days=31)
    assert [c.pk for c in context.mark_contested(now=later)] == [trees.pk]
    context.answer_dispute(dispute=dispute, outcome="stands", answer="So.", by=ada, now=later)
    assert Context.objects.get(dataset=trees).contested_at is None


def test_a_second_person_countersigns() -> None:
    trees, ada, bert = making.dataset(), making.account(), making.account()
    given = {"absence": "not_applicable", "asked_of": "the page", "asked_on": TODAY}
    none = context.answer(
        dataset=trees, form=FORM, question="C1", by=ada, now=NOON, note="A sensor.", **given
    )
    assert "C1" in {q.id for q in queries.open_questions(trees, FORM)}
    with pytest.raises(NotAllowed, match="second person"):
        context.countersign(statement=none, form=FORM, by=ada, now=NOON)
    context.countersign(statement=none, form=FORM, by=bert, now=NOON)
    assert "C1" not in {q.id for q in queries.open_questions(trees, FORM)}
    assert Contribution.objects.get(role="reviewer").agent == bert.agent
    with pytest.raises(Refusal, match="already"):
        context.countersign(statement=none, form=FORM, by=making.account(), now=NOON)


def test_what_is_returned_keeps_its_words_and_no_constituent_is_returned_by_others() -> None:
    trees, ada, bert = making.dataset(), making.account(), making.account()
    mine, theirs = say(trees, ada), say(trees, ada, "Our trees.", voice="S")
    with pytest.raises(Refusal, match="Say why"):
        context.return_said(said=mine, reason=" ", by=bert, now=NOON)
    context.return_said(said=mine, reason="Which trees?", by=bert, now=NOON)
    assert (mine.state, mine.answer, mine.reason) == (
        "returned",
        "Every street tree.",
        "Which trees?",
    )
    with pytest.raises(NotAllowed, match="theirs"):
        context.return_said(said=theirs, reason="No.", by=bert, now=NOON)


def test_words_are_hidden_for_safety_or_law_only() -> None:
    trees, ada, steward = making.dataset(), making.account(), making.steward()
    statement = say(trees, ada)
    with pytest.raises(NotAllowed):
        context.hide(said=statement, ground="law", reason="x", by=ada, now=NOON)
    with pytest.raises(Refusal, match="only for safety"):
        context.hide(said=statement, ground="taste", reason="x", by=steward, now=NOON)
    context.hide(said=statement, ground="safety", reason="An address.", by=steward, now=NOON)
    assert (statement.state, statement.reason) == ("hidden", "safety: An address.")
    assert queries.tombstones(trees) == [statement]


def test_only_a_label_holder_or_a_steward_hides_the_data() -> None:
    trees, ada = making.dataset(), making.account()
    holder = making.account(Role.Name.LABEL_HOLDER)
    with pytest.raises(Refusal, match="not published"):
        context.pause(dataset=trees, why="x", by=holder, now=NOON)
    document = {"revision": 1, "version": 1, "form": 1, "statements": [], "gaps": []}
    context.record_revision(
        dataset=trees, version=version(trees), document=document, digest="0", at=NOON
    )
    with pytest.raises(NotAllowed):
        context.pause(dataset=trees, why="Because.", by=ada, now=NOON)
    with pytest.raises(Refusal, match="Say why"):
        context.pause(dataset=trees, why=" ", by=holder, now=NOON)
    assert rules.may_read(trees, None)
    context.pause(dataset=trees, why="At risk.", by=holder, now=NOON)
    assert not rules.may_read(trees, None)
    assert rules.why_withheld(trees) == "The data are hidden for now. At risk."
    context.resume(dataset=trees, by=holder, now=NOON + timedelta(days=2))
    assert rules.may_read(trees, None)
    pause = trees.pauses.get()
    assert (pause.why, pause.ended_by) == ("At risk.", holder.agent)


def test_an_archived_context_takes_no_answers_until_it_is_opened() -> None:
    trees, ada, steward = making.dataset(), making.account(), making.steward()
    context.archive(dataset=trees, by=steward, now=NOON)
    with pytest.raises(Refusal, match="archived"):
        say(trees, ada)
    context.open_again(dataset=trees, by=steward, now=NOON)
    say(trees, ada)
    assert Context.objects.get(dataset=trees).state == Context.State.COLLECTING


def test_access_decides_whether_only_the_context_is_published() -> None:
    trees = making.dataset()
    access = {"question": "G5", "answer": "context_only", "id": str(trees.pk)}
    document = {"revision": 1, "version": 1, "form": 1, "statements": [access], "gaps": []}
    context.record_revision(
        dataset=trees, version=version(trees), document=document, digest="0", at=NOON
    )
    assert Publication.objects.get().context_only
    assert not rules.may_read(trees, None)
    assert rules.may_read(trees, making.account(Role.Name.MEMBER))
