"""Everybody doing anything to one context, in any order; and what must be true all the while.

What is true is reckoned here from the cast and the rows alone, never with the rules on trial: a
rule that errs must not agree with itself.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any, ClassVar, Final
from uuid import UUID

from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from commonstacks.kit.digests import of_facts
from commonstacks.kit.errors import Refusal
from commonstacks.library.catalog.models import Dataset
from commonstacks.library.context import actions as context
from commonstacks.library.context import queries, rules
from commonstacks.library.context.actions.disputing import Objection
from commonstacks.library.context.actions.reviewing import check_gate
from commonstacks.library.context.actions.testifying import Agreed, Told
from commonstacks.library.context.models import (
    Context,
    Publication,
    Review,
    Statement,
)
from tests.library import making
from tests.library.context.cast import (
    ACTS,
    ASKED,
    CONSTITUENTS,
    CONTEXTUALISTS,
    FORM,
    OWNERS,
    WORDS,
    Stage,
)

KEYS: Final = 2
TIME_TO_REPLY: Final = timedelta(days=14)
LONGEST_REVIEW: Final = timedelta(days=60)
SEEN: Final = [{"kind": "testimony", "title": "I live there."}]


def live(on: Stage, *, lives: int) -> int:
    """So many lives of 20 acts each, always the same ones; how often something was published."""
    Life.stage, Life.published = on, 0
    run_state_machine_as_test(  # type: ignore[no-untyped-call]  # Hypothesis does not type it
        Life,
        settings=settings(
            max_examples=lives,
            stateful_step_count=20,
            deadline=None,
            derandomize=True,
            database=None,
            phases=[Phase.generate],
            report_multiple_bugs=False,
            suppress_health_check=list(HealthCheck),
        ),
    )
    return Life.published


def lived(on: Stage, *acts: tuple[str, dict[str, Any]]) -> int:
    """One life lived by hand; how often something was published in it."""
    Life.stage, Life.published = on, 0
    life = Life()
    try:
        life.begin()
        life.check()
        for each in acts:
            life.live_on(each)
            life.check()
    finally:
        life.teardown()
    return Life.published


class Life(RuleBasedStateMachine):
    stage: ClassVar[Stage]
    published: ClassVar[int] = 0

    def __init__(self) -> None:
        super().__init__()
        self.savepoint = transaction.savepoint()

    def teardown(self) -> None:
        transaction.savepoint_rollback(self.savepoint)

    @initialize()
    def begin(self) -> None:
        self.now: datetime = making.NOON
        self.cast, self.version = self.stage.cast, self.stage.version
        self.dataset = Dataset.objects.get(pk=self.stage.dataset.pk)
        self.words: dict[UUID, tuple[Any, ...]] = {}
        self.whose = {said.pk: "ada" for said in self.dataset.statements.order_by("question")}
        self.ended: list[tuple[UUID, str, str]] = []
        self.read: dict[tuple[UUID, str], set[UUID]] = {}

    def by(self, name: str) -> dict[str, Any]:
        """Everything has its own second, so that a life can be lived again exactly."""
        self.now += timedelta(seconds=1)
        return {"by": self.cast[name], "now": self.now}

    def one(self, at: int) -> Statement:
        return Statement.objects.get(pk=list(self.whose)[at % len(self.whose)])

    def review(self) -> Review | None:
        return self.dataset.reviews.filter(outcome=Review.Outcome.OPEN).first()

    def shown(self) -> set[UUID]:
        """What everybody may read now, by the rows alone."""
        rows = self.dataset.statements.values_list("pk", "state", "supersedes", "visibility")
        stands = [row for row in rows if row[1] in {"proposed", "accepted", "contested"}]
        replaced = {row[2] for row in stands}
        return {row[0] for row in stands if row[3] == "public" and row[0] not in replaced}

    @rule(then=ACTS)
    def live_on(self, then: tuple[str, dict[str, Any]]) -> None:
        name, given = then
        getattr(self, name)(**given)

    def check(self) -> None:
        self.no_statement_is_lost_and_none_is_edited()
        self.nobody_takes_away_what_another_voice_said()
        self.what_is_in_review_or_published_says_so()

    def answer(self, who: str, voice: str, level: str, question: str) -> None:
        own = [s for s in queries.standing_statements(self.dataset) if s.question == question]
        before = next((s.pk for s in own if s.voice == voice), None)
        with suppress(Refusal):
            made = context.answer(
                dataset=self.dataset,
                form=FORM,
                question=question,
                answer=WORDS[question],
                voice=voice,
                note=f"Said on {self.now:%d %B}.",
                visibility=level,
                supersedes=before,
                **self.by(who),
            )
            self.whose[made.pk] = who

    def testify(self, who: str, level: str) -> None:
        with suppress(Refusal), transaction.atomic():
            mo = context.respondent(name="", keeper=self.cast[who].agent, now=self.now)
            made = context.record_testimony(
                dataset=self.dataset,
                form=FORM,
                told=Told("A1", answer="We are not in it."),
                who=mo,
                agreed=Agreed("spoken", self.now.date(), level=level),
                **self.by(who),
            )
            self.whose[made.pk] = who

    def take_away(self, who: str, at: int, ways: list[str]) -> None:
        """In the first way that they are let."""
        said = self.one(at)
        for act in ways:
            more = {"ground": "safety"} if act == "hide" else {}
            with suppress(Refusal):
                getattr(context, act)(said=said, reason="Because.", **more, **self.by(who))
                self.ended.append((said.pk, who, act))
                return

    def contest(self, who: str, at: int) -> None:
        said = self.one(at)
        objection = Objection(said.question, "Wrong.", list(SEEN), said)
        with suppress(Refusal):
            context.contest(dataset=self.dataset, form=FORM, objection=objection, **self.by(who))

    def settle(self, who: str, outcome: str) -> None:
        dispute = self.dataset.disputes.filter(outcome="open").order_by("opened_at").first()
        if dispute is not None:
            with suppress(Refusal):
                context.answer_dispute(
                    dispute=dispute, outcome=outcome, answer="So.", **self.by(who)
                )
                if outcome == "deprecated":
                    self.ended.append((dispute.statement_id, who, "deprecate"))

    def send_in(self, who: str, reply: str) -> None:
        given = rules.Reply(reply, self.now.date() if reply == "told" else None, "A test.")
        with suppress(Refusal):
            context.send_in(dataset=self.dataset, form=FORM, reply=given, **self.by(who))

    def turn_key(self, who: str) -> None:
        review = self.review()
        if review is not None:
            with suppress(Refusal):
                context.turn_key(review=review, keys=KEYS, **self.by(who))
                self.read.setdefault((review.pk, who), self.shown())

    def bring_out(self, readers: tuple[str, str], reply: str, meanwhile: bool, days: int) -> None:
        """What seldom comes about by chance: sent in, read by two, and published if it may."""
        self.send_in("ada", reply)
        self.turn_key(readers[0])
        if meanwhile:
            self.answer("ada", "X", "public", "A1")
        self.turn_key(readers[1])
        self.wait(days)

    def bring_out_whole(
        self, readers: tuple[str, str], reply: str, meanwhile: bool, days: int
    ) -> None:
        self.mend()
        self.bring_out(readers, reply, meanwhile, days)

    def mend(self) -> None:
        """Ada says what is asked and not said in public any more."""
        shown = self.dataset.statements.filter(pk__in=self.shown())
        for question in sorted(ASKED - set(shown.values_list("question", flat=True))):
            self.answer("ada", "X", "public", question)

    def wait(self, days: int) -> None:
        self.now += timedelta(days=days)
        context.expire_reviews(now=self.now)
        context.mark_contested(now=self.now)
        self.publish()

    def publish(self) -> None:
        """As the flow does: gate, time and keys are asked, then the revision is recorded."""
        review = self.review()
        if review is None:
            return
        people = queries.about_people(self.dataset)
        try:
            rules.check_may_end(review, now=self.now, keys=KEYS, people=people)
            check_gate(self.dataset, FORM)
        except Refusal:
            return
        document = {
            "revision": self.dataset.revisions.count() + 1,
            "form": 1,
            "statements": [
                queries.statement_facts(s) for s in queries.public_statements(self.dataset)
            ],
            "gaps": [],
        }
        self.check_may_be_read(document)
        self.check_agreed(review, document)
        context.record_revision(
            dataset=self.dataset,
            version=self.version,
            document=document,
            digest=of_facts(document),
            at=self.now,
        )
        Life.published += 1

    def check_may_be_read(self, document: dict[str, Any]) -> None:
        """Everything that is asked is answered, and nothing in it is for fewer ears."""
        rows = document["statements"]
        assert {row["question"] for row in rows} >= ASKED
        assert {UUID(row["id"]) for row in rows} == self.shown()

    def check_agreed(self, review: Review, document: dict[str, Any]) -> None:
        """In time, by two, who read what is published; one of whom wrote none of it."""
        names = {account.agent_id: name for name, account in self.cast.items()}
        readers = {names[key.agent_id] for key in review.keys.all()}
        ids = {UUID(row["id"]) for row in document["statements"]}
        fresh = (readers & CONTEXTUALISTS) - {self.whose[each] for each in ids}
        assert any(one != other for one in fresh for other in readers & CONSTITUENTS)
        assert all(self.read[review.pk, who] == ids for who in readers)
        assert self.now - review.opened_at <= LONGEST_REVIEW
        if review.reply == "told":
            assert review.told_on is not None
            assert self.now.date() >= review.told_on + TIME_TO_REPLY

    @invariant()
    def no_statement_is_lost_and_none_is_edited(self) -> None:
        found = {
            row[0]: row[1:]
            for row in self.dataset.statements.values_list(
                "pk", "question", "answer", "absence", "voice", "author", "note", "said_at"
            )
        }
        assert {key: found.get(key) for key in self.words} == self.words
        assert found.keys() == self.whose.keys()
        self.words = found

    @invariant()
    def nobody_takes_away_what_another_voice_said(self) -> None:
        for key, who, act in self.ended:
            own, voiced = who == self.whose[key], who in OWNERS[self.words[key][3]]
            assert {
                "withdraw": own,
                "deprecate": own or voiced,
                "return_said": voiced or self.words[key][3] not in {"S", "C"},
                "hide": who == "steward",
            }[act]
        self.ended.clear()

    @invariant()
    def what_is_in_review_or_published_says_so(self) -> None:
        (state,) = Context.objects.filter(dataset=self.dataset).values_list("state", flat=True)
        published = Publication.objects.filter(dataset=self.dataset)
        assert state != Context.State.PUBLISHED or published.exists()
        assert (state == Context.State.IN_REVIEW) == (self.review() is not None)
