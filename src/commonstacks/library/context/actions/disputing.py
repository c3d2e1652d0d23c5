"""Contest an answer, and answer the dispute. Both stay readable for ever."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from commonstacks.kit.errors import NotAllowed, Refusal
from commonstacks.kit.refs import Ref
from commonstacks.library.catalog.models import Dataset
from commonstacks.library.catalog.queries import scopes_of
from commonstacks.library.context import rules
from commonstacks.library.context.actions.judging import check_ground, check_reason, deprecate
from commonstacks.library.context.actions.saying import question_of
from commonstacks.library.context.models import Context, Dispute, Said, Statement
from commonstacks.library.credit import actions as credit
from commonstacks.library.people import rules as people_rules
from commonstacks.library.people.models import Account, Agent
from commonstacks.library.work import actions as work
from commonstacks.workshop.forms.evidence import check_evidence
from commonstacks.workshop.forms.form import Form

Outcome = Dispute.Outcome
TAKEN_BACK = "Taken back by who contested it."


@dataclass(frozen=True, slots=True)
class Objection:
    """What is wrong at a question, and how one knows. ``statement``: the one answer meant."""

    question: str
    text: str
    evidence: list[dict[str, Any]] = field(default_factory=list)
    statement: Statement | None = None
    voice: str = ""


@transaction.atomic
def contest(
    *,
    dataset: Dataset,
    form: Form,
    objection: Objection,
    by: Account,
    now: datetime,
    of: Agent | None = None,
) -> Dispute:
    """By anybody with an account; ``of`` is somebody without one, for whom ``by`` writes."""
    allowed = people_rules.may_facilitate if of else people_rules.may_contest
    if not allowed(by, on=scopes_of(dataset)):
        raise NotAllowed("You may not contest this.", "Sign in, or ask a facilitator.")
    dispute = put(dataset, form, objection, of or by.agent, by.agent, now)
    credit.record(
        work=Ref("dataset", str(dataset.pk)),
        part=f"question {dispute.question}",
        agent=by.agent,
        role="fact checker",
        what="said what is wrong with an answer, and how they know",
        by=by.agent,
        now=now,
    )
    return dispute


def put(
    dataset: Dataset, form: Form, objection: Objection, who: Agent, writer: Agent, now: datetime
) -> Dispute:
    asked = question_of(form, objection.question)
    if not objection.text.strip():
        raise Refusal("Say what is wrong.", "One sentence is enough.")
    if not objection.evidence:
        raise Refusal("Say how you know.", "A document, or “I live there”: that is testimony.")
    evidence = [check_evidence(form, each).as_facts() for each in objection.evidence]
    meant = objection.statement
    if meant and (meant.dataset_id, meant.question) != (dataset.pk, asked.id):
        raise Refusal("This answer belongs to another question.", "Look at the page anew.")
    try:
        with transaction.atomic():
            made = Dispute.objects.create(
                dataset=dataset,
                question=asked.id,
                statement=meant,
                text=objection.text.strip()[:4000],
                evidence=evidence,
                voice=objection.voice,
                by=who,
                recorded_by=writer,
                opened_at=now,
            )
    except IntegrityError:
        raise Refusal(
            "You have contested this question already.", "Wait for the answer, or add to it there."
        ) from None
    if meant and meant.state == Said.State.ACCEPTED:
        Statement.objects.filter(pk=meant.pk).update(state=Said.State.CONTESTED)
    return made


@transaction.atomic
def answer_dispute(
    *, dispute: Dispute, outcome: str, answer: str, by: Account, now: datetime
) -> None:
    """Changed (what), given up by its own voice, or it stands and both are shown."""
    if outcome == Outcome.DEPRECATED:
        if dispute.statement is None:
            raise Refusal("The dispute names no single answer.", "Say what changed instead.")
        rules.check_may_take_away(dispute.statement, by, dispute.dataset)
    elif not people_rules.may_answer(by, on=scopes_of(dispute.dataset)):
        raise NotAllowed("You may not answer this.", "Ask the steward of this library.")
    if outcome not in (Outcome.CHANGED, Outcome.DEPRECATED, Outcome.STANDS):
        raise Refusal("Say what became of it.", "Changed, given up, or it stands.")
    check_undecided(dispute)
    check_not_own(dispute, by)
    if not answer.strip():
        raise Refusal("Say why, or what changed.", "Whoever contested it reads this.")
    if outcome == Outcome.DEPRECATED and dispute.statement:
        deprecate(said=dispute.statement, reason=answer, by=by, now=now)
    settle(dispute, outcome, answer.strip(), by.agent, now)


def check_undecided(dispute: Dispute) -> None:
    if dispute.outcome != Outcome.OPEN:
        raise Refusal("This dispute is answered.", "Look at the page anew.")


def check_not_own(dispute: Dispute, by: Account) -> None:
    if rules.is_by(by, dispute.by):
        raise NotAllowed("Somebody else answers your dispute.", "You can take it back.")


def settle(dispute: Dispute, outcome: str, answer: str, by: Agent, now: datetime) -> None:
    dispute.outcome, dispute.answer = outcome, answer
    dispute.answered_by, dispute.answered_at = by, now
    dispute.save(update_fields=["outcome", "answer", "answered_by", "answered_at"])
    rest(dispute)


def rest(dispute: Dispute) -> None:
    """With the last dispute about it, a contested answer is accepted again."""
    still = Dispute.objects.filter(outcome=Outcome.OPEN)
    if dispute.statement_id and not still.filter(statement=dispute.statement_id).exists():
        Statement.objects.filter(pk=dispute.statement_id, state=Said.State.CONTESTED).update(
            state=Said.State.ACCEPTED
        )
    context = Context.objects.filter(dataset=dispute.dataset).first()
    if context and context.contested_at:
        long_open = context.contested_at - rules.DISPUTE_LIFE
        if not still.filter(dataset=dispute.dataset, opened_at__lt=long_open).exists():
            Context.objects.filter(pk=context.pk).update(contested_at=None)


@transaction.atomic
def take_dispute_back(*, dispute: Dispute, by: Account, now: datetime) -> None:
    """By whoever contested; that it was said stays."""
    if not rules.is_by(by, dispute.by):
        raise NotAllowed("Only who contested this takes it back.", "You can answer it.")
    check_undecided(dispute)
    settle(dispute, Outcome.STANDS, TAKEN_BACK, by.agent, now)


@transaction.atomic
def hide_dispute(*, dispute: Dispute, ground: str, reason: str, by: Account, now: datetime) -> None:
    """For safety or law only."""
    if not people_rules.may_moderate(by, on=scopes_of(dispute.dataset)):
        raise NotAllowed("Only a steward hides what was said.", "Answer it instead.")
    check_ground(ground)
    check_reason(reason)
    settle(dispute, Outcome.HIDDEN, f"{ground}: {reason.strip()}", by.agent, now)
    work.audit(
        actor=str(by.agent_id),
        action="hide",
        subject=str(Ref("dispute", str(dispute.pk))),
        facts={"ground": ground},
        now=now,
    )


@transaction.atomic
def mark_contested(*, now: datetime) -> list[Context]:
    """Contexts in which a dispute stands open for over thirty days."""
    begun = Dispute.objects.filter(outcome=Outcome.OPEN)
    long_open = {each.dataset_id for each in begun if rules.is_long_open(each, now=now)}
    marked = list(Context.objects.filter(dataset__in=long_open, contested_at=None))
    Context.objects.filter(pk__in=[each.pk for each in marked]).update(contested_at=now)
    return marked
