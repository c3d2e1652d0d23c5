"""The life of a licence that is not clear: found, asked about, answered, settled."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db import transaction

from commonstacks.kit.errors import Refusal
from commonstacks.kit.refs import Ref
from commonstacks.library.catalog.models import Dataset
from commonstacks.library.context.actions.drafts import check_may_work
from commonstacks.library.context.models import LicenceCase
from commonstacks.library.credit import actions as credit
from commonstacks.library.people.models import Account
from commonstacks.workshop.drafts.licences import Verdict

State = LicenceCase.State
STATED: Final = "stated"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What holds in the end: a licence that is stated, or that none is."""

    finding: str
    licence: str = ""


@transaction.atomic
def open_licence_case(
    *, dataset: Dataset, verdict: Verdict, by: Account, now: datetime
) -> LicenceCase:
    """Begin, or look again: the evidence is renewed, letter and answer stay as they are."""
    check_may_work(by, dataset)
    if verdict.state == STATED and not LicenceCase.objects.filter(dataset=dataset).exists():
        raise Refusal("The licence is stated.", "Answer the question on the licence instead.")
    facts = {
        "finding": verdict.state,
        "licence": verdict.id[:200],
        "evidence": [
            {"where": word.where, "said": word.said[:1000], "id": match.id}
            for word, match in verdict.heard
        ],
        "changed_at": now,
    }
    case, _ = LicenceCase.objects.update_or_create(
        dataset=dataset,
        defaults=facts,
        create_defaults={**facts, "opened_at": now, "kept_by": by.agent},
    )
    return case


@transaction.atomic
def make_letter(*, case: LicenceCase, text: str, language: str, by: Account, now: datetime) -> None:
    check_may_work(by, case.dataset)
    check_state(case, State.OPEN, State.LETTER)
    if not text.strip():
        raise Refusal("The letter is empty.", "Make it again from the facts.")
    case.letter, case.language = text, language
    move(case, State.LETTER, now)


@transaction.atomic
def letter_sent(
    *, case: LicenceCase, sent_on: date, sent_to: str, by: Account, now: datetime
) -> None:
    """Somebody sent it; the library sends nothing by itself. The labour is credited."""
    check_may_work(by, case.dataset)
    check_state(case, State.LETTER, State.SENT)
    if sent_on > now.date():
        raise Refusal("That day has not come yet.", "Write the day on which it was sent.")
    case.sent_on, case.sent_to = sent_on, sent_to.strip()[:300]
    move(case, State.SENT, now)
    credit_asking(case, by, now)


@transaction.atomic
def record_licence_answer(
    *, case: LicenceCase, answer: str, answered_on: date, by: Account, now: datetime
) -> None:
    """The publisher's own words. What they mean is said when the case is settled."""
    check_may_work(by, case.dataset)
    check_state(case, State.SENT, State.ANSWERED)
    if not answer.strip():
        raise Refusal("The answer is empty.", "Write what the publisher answered, in their words.")
    if case.sent_on is None or not case.sent_on <= answered_on <= now.date():
        raise Refusal("An answer comes after the letter.", "Look at the day of the answer again.")
    case.answer, case.answered_on = answer.strip(), answered_on
    move(case, State.ANSWERED, now)


@transaction.atomic
def settle_licence(*, case: LicenceCase, outcome: Outcome, by: Account, now: datetime) -> None:
    """What holds: after an answer, or when it was found written somewhere else."""
    check_may_work(by, case.dataset)
    if case.state == State.SETTLED:
        raise Refusal("This is settled already.", "Look again, where something has changed.")
    if outcome.finding == STATED and not outcome.licence.strip():
        raise Refusal("The licence has no name.", "Write its SPDX id or its address.")
    if outcome.finding not in {STATED, "none_stated"}:
        raise Refusal("Say whether a licence is stated now.", "Choose one of the two.")
    case.finding, case.licence = outcome.finding, outcome.licence.strip()[:200]
    move(case, State.SETTLED, now)


@transaction.atomic
def reopen_licence(*, case: LicenceCase, by: Account, now: datetime) -> None:
    check_may_work(by, case.dataset)
    check_state(case, State.SETTLED)
    case.letter, case.sent_on, case.sent_to, case.answer, case.answered_on = "", None, "", "", None
    move(case, State.OPEN, now)


def check_state(case: LicenceCase, *allowed: str) -> None:
    if case.state not in allowed:
        raise Refusal(
            "This is not its turn: the case is “{state}”.",
            "Look at the page anew.",
            state=case.state,
        )


def move(case: LicenceCase, to: str, now: datetime) -> None:
    case.state, case.changed_at = to, now
    case.save()


def credit_asking(case: LicenceCase, by: Account, now: datetime) -> None:
    credit.record(
        work=Ref("dataset", str(case.dataset_id)),
        part="licence",
        agent=by.agent,
        role="records requester",
        what="asked the publisher which licence holds",
        by=by.agent,
        now=now,
    )
