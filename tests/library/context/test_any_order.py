"""Whatever people do in whatever order: nothing is published past the gate, no voice is deleted
by another, and no statement is lost."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from commonstacks.kit.digests import of_facts
from commonstacks.kit.errors import Refusal
from commonstacks.library.catalog.models import Version
from commonstacks.library.context import actions as context
from commonstacks.library.context import queries, rules
from commonstacks.library.context.actions.disputing import Objection
from commonstacks.library.context.actions.reviewing import check_gate
from commonstacks.library.context.actions.testifying import Agreed, Told
from commonstacks.library.context.models import (
    Context,
    Dispute,
    Publication,
    Review,
    Said,
    Statement,
)
from commonstacks.library.people.models import Account, Role
from commonstacks.workshop.forms.form import load
from tests.library import making

FORM = load(1)
KEYS = 2
SEEN = [{"kind": "testimony", "title": "I live there."}]
CAST = {
    "ada": (Role.Name.CONTEXTUALIST, Role.Name.MEMBER),
    "bert": (Role.Name.CONTEXTUALIST,),
    "city": (Role.Name.PUBLISHER,),
    "tenant": (Role.Name.CONSTITUENT,),
    "holder": (Role.Name.LABEL_HOLDER,),
    "reader": (Role.Name.MEMBER,),
    "steward": (Role.Name.STEWARD,),
}
PEOPLE = st.sampled_from(sorted(CAST))
VOICES = st.sampled_from("PWSCX")
AT = st.integers(0, 40)
LEVELS = st.sampled_from(Said.Visibility.values)


class Life(RuleBasedStateMachine):
    published = 0  # how often it came to that, over all examples

    def __init__(self) -> None:
        super().__init__()
        self.savepoint = transaction.savepoint()

    def teardown(self) -> None:
        transaction.savepoint_rollback(self.savepoint)

    @initialize()
    def begin(self) -> None:
        self.now = making.NOON
        self.cast = {name: making.account(*roles) for name, roles in CAST.items()}
        self.dataset = making.dataset()
        self.version = Version.objects.create(
            dataset=self.dataset, number=1, taken_at=self.now, inventory="0" * 128
        )
        making.answer_everything(self.dataset, self.cast["ada"], about_people="indirectly")
        self.words: dict[Any, tuple[Any, ...]] = {}
        self.ended_by: dict[Any, tuple[Account, str]] = {}

    def by(self, name: str) -> dict[str, Any]:
        return {"by": self.cast[name], "now": self.now}

    def one(self, at: int) -> Statement:
        rows = list(self.dataset.statements.order_by("said_at", "pk"))
        return rows[at % len(rows)]

    def review(self) -> Review | None:
        return self.dataset.reviews.filter(outcome=Review.Outcome.OPEN).first()

    @rule(who=PEOPLE, voice=VOICES, level=LEVELS, question=st.sampled_from(["A1", "E3"]))
    def answer(self, who: str, voice: str, level: str, question: str) -> None:
        said: Any = "Words." if question == "A1" else [{"what": "Words."}]
        own = [s for s in queries.standing_statements(self.dataset) if s.question == question]
        before = next((s.pk for s in own if s.voice == voice), None)
        with suppress(Refusal):
            context.answer(
                dataset=self.dataset,
                form=FORM,
                question=question,
                answer=said,
                voice=voice,
                visibility=level,
                supersedes=before,
                **self.by(who),
            )

    @rule(who=PEOPLE, level=LEVELS)
    def testify(self, who: str, level: str) -> None:
        with suppress(Refusal), transaction.atomic():
            mo = context.respondent(name="", keeper=self.cast[who].agent, now=self.now)
            context.record_testimony(
                dataset=self.dataset,
                form=FORM,
                told=Told("A1", answer="We are not in it."),
                who=mo,
                agreed=Agreed("spoken", self.now.date(), level=level),
                **self.by(who),
            )

    @rule(who=PEOPLE, at=AT, act=st.sampled_from(["withdraw", "deprecate", "return_said", "hide"]))
    def take_away(self, who: str, at: int, act: str) -> None:
        said = self.one(at)
        more = {"ground": "safety"} if act == "hide" else {}
        with suppress(Refusal):
            getattr(context, act)(said=said, reason="Because.", **more, **self.by(who))
            self.ended_by[said.pk] = (self.cast[who], act)

    @rule(who=PEOPLE, at=AT)
    def contest(self, who: str, at: int) -> None:
        said = self.one(at)
        objection = Objection(said.question, "Wrong.", list(SEEN), said)
        with suppress(Refusal):
            context.contest(dataset=self.dataset, form=FORM, objection=objection, **self.by(who))

    @rule(who=PEOPLE, outcome=st.sampled_from(["changed", "deprecated", "stands"]))
    def settle(self, who: str, outcome: str) -> None:
        dispute = self.dataset.disputes.filter(outcome=Dispute.Outcome.OPEN).first()
        if dispute is not None:
            with suppress(Refusal):
                context.answer_dispute(
                    dispute=dispute, outcome=outcome, answer="So.", **self.by(who)
                )
                if outcome == "deprecated":
                    self.ended_by[dispute.statement_id] = (self.cast[who], "deprecate")

    @rule(who=PEOPLE, reply=st.sampled_from(["told", "not told"]))
    def send_in(self, who: str, reply: str) -> None:
        given = rules.Reply(reply, self.now.date() if reply == "told" else None, "A test.")
        with suppress(Refusal):
            context.send_in(dataset=self.dataset, form=FORM, reply=given, **self.by(who))

    @rule(who=PEOPLE)
    def turn_key(self, who: str) -> None:
        review = self.review()
        if review is not None:
            with suppress(Refusal):
                context.turn_key(review=review, keys=KEYS, **self.by(who))

    @rule()
    def read_it_all(self) -> None:
        """What seldom comes about by chance: sent in, and read by the two who have to."""
        self.send_in("ada", "not told")
        for who in ("bert", "tenant"):
            self.turn_key(who)

    @rule(days=st.sampled_from([1, 14, 31, 61]))
    def wait(self, days: int) -> None:
        self.now += timedelta(days=days)
        context.expire_reviews(now=self.now)
        context.mark_contested(now=self.now)

    @rule()
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
        assert {key.agent_id for key in review.keys.all()} - queries.authors_of(self.dataset)
        assert review.reply != "told" or self.now.date() >= rules.free_on(review)  # type: ignore[operator]  # told has a day
        document = {
            "revision": self.dataset.revisions.count() + 1,
            "form": 1,
            "statements": [
                queries.statement_facts(s) for s in queries.public_statements(self.dataset)
            ],
            "gaps": [],
        }
        context.record_revision(
            dataset=self.dataset,
            version=self.version,
            document=document,
            digest=of_facts(document),
            at=self.now,
        )
        Life.published += 1

    @invariant()
    def no_statement_is_lost_and_none_is_edited(self) -> None:
        found = {
            s.pk: (s.question, s.answer, s.absence, s.voice, s.author_id)
            for s in self.dataset.statements.all()
        }
        assert {key: found.get(key) for key in self.words} == self.words
        self.words = found

    @invariant()
    def nobody_takes_away_what_another_voice_said(self) -> None:
        for said in self.dataset.statements.filter(pk__in=self.ended_by):
            by, act = self.ended_by[said.pk]
            theirs = act == "return_said" and said.voice in {"S", "C"}
            if theirs or act in {"withdraw", "deprecate"}:
                assert rules.is_by(by, said.author) or rules.speaks_for(
                    by, said.voice, self.dataset
                )

    @invariant()
    def what_is_published_is_complete_public_and_its_review_is_over(self) -> None:
        for revision in self.dataset.revisions.all():
            rows = revision.document["statements"]
            said = [queries.row_as_said(row) for row in rows]
            asked = {q.id for q in FORM.questions if q.gate}
            assert asked <= {each.question for each in said}
        published = Publication.objects.filter(dataset=self.dataset).exists()
        state = Context.objects.get(dataset=self.dataset).state
        assert published or state != Context.State.PUBLISHED
        assert (state == Context.State.IN_REVIEW) == (self.review() is not None)


@pytest.mark.django_db
def test_any_order_of_acts() -> None:
    Life.TestCase.settings = settings(
        max_examples=12,
        stateful_step_count=25,
        deadline=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    Life.TestCase("runTest").runTest()
    assert Life.published > 0
