"""How a form changes: proposed, discussed, tried out, agreed, released, taken over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from commonstacks.flows import following, form_releases, names, rehearsing, sealing, wiring
from commonstacks.flows.publication import credit_facts
from commonstacks.flows.rehearsing import Rehearsal
from commonstacks.kit import clock
from commonstacks.kit.digests import of_facts, settled
from commonstacks.kit.errors import NotAllowed, NotHeld, Refusal
from commonstacks.kit.text import slug as slug_of
from commonstacks.library.catalog import queries as held
from commonstacks.library.credit.models import Contribution
from commonstacks.library.governing import actions as governing
from commonstacks.library.governing import queries, restoring, rules
from commonstacks.library.governing.actions.crediting import THE_FORM
from commonstacks.library.governing.models import FormRelease, OwnQuestion, Proposal, Round
from commonstacks.library.people.models import Account
from commonstacks.workshop.forms.own_questions import check_own
from commonstacks.workshop.forms.patch import facts_of, operation_from, released
from commonstacks.workshop.forms.written import FormFacts

Facts = dict[str, Any]


def draft(*, by: Account, replaces: int | None = None) -> Proposal:
    """A new proposal; one that takes the place of another begins with its operations and words."""
    old = queries.proposal(replaces, by) if replaces else None
    made = governing.draft(release=wiring.newest_form(), by=by, now=clock.now(), replaces=old)
    if old is not None:
        said = {name: getattr(old, name) for name in ("title", "wrong", "alternatives", "gains")}
        reasons = governing.Reasons(**said, datasets=tuple(old.datasets), bears=old.bears)
        governing.change(proposal=made, by=by, reasons=reasons)
    sealing.keep_soon()
    return made


def add_operation(number: int, operation: Mapping[str, Any], *, by: Account) -> None:
    """One more change in the draft; refused where the form could not take it."""
    proposal = queries.proposal(number, by)
    change_operations(proposal, [*proposal.operations, dict(operation)], by)


def take_out(number: int, place: int, *, by: Account) -> None:
    """One change out of the draft, counted from 1."""
    proposal = queries.proposal(number, by)
    if not 1 <= place <= len(proposal.operations):
        raise NotHeld("There is no such change.", "See the list of changes.")
    change_operations(proposal, without(proposal.operations, place), by)


def without(operations: Sequence[Facts], place: int) -> list[Facts]:
    return [each for at, each in enumerate(operations, 1) if at != place]


def change_operations(proposal: Proposal, operations: Sequence[Facts], by: Account) -> None:
    kept = [facts_of(operation_from(each)) for each in operations]
    weight = rehearsing.rehearse(kept).weight if kept else ""
    governing.change(proposal=proposal, by=by, operations=kept, weight=weight)
    sealing.keep_soon()


def say_why(number: int, reasons: governing.Reasons, slugs: Sequence[str], *, by: Account) -> None:
    """``slugs``: datasets whose contexts show what went wrong; kept by id, as names change."""
    datasets = tuple(str(held.dataset_called(slug).pk) for slug in slugs)
    with_ids = governing.Reasons(
        title=reasons.title,
        wrong=reasons.wrong,
        datasets=datasets,
        alternatives=reasons.alternatives,
        gains=reasons.gains,
        bears=reasons.bears,
    )
    governing.change(proposal=queries.proposal(number, by), by=by, reasons=with_ids)
    sealing.keep_soon()


def put_up(number: int, *, by: Account) -> None:
    proposal = queries.proposal(number, by)
    weight = rehearsing.weight_of(proposal.operations) if proposal.operations else ""
    governing.put_up(proposal=proposal, weight=weight, by=by, now=clock.now())
    sealing.keep_soon()


def remark(number: int, text: str, *, by: Account) -> None:
    governing.remark(proposal=queries.proposal(number, by), text=text, by=by, now=clock.now())
    sealing.keep_soon()


def endorse(number: int, *, by: Account) -> None:
    governing.endorse(proposal=queries.proposal(number, by), by=by, now=clock.now())
    sealing.keep_soon()


def open_round(number: int, *, by: Account) -> Round:
    """Asks the circle, with the report of a dry run on the contexts as they are today."""
    proposal = queries.proposal(number, by)
    rehearsal, report = tried(proposal.operations)
    made = governing.open_round(
        proposal=proposal, weight=rehearsal.weight, report=report, by=by, now=clock.now()
    )
    sealing.keep_soon()
    return made


def tried(operations: Sequence[Facts]) -> tuple[Rehearsal, Facts]:
    rehearsal = rehearsing.rehearse(operations)
    if not rehearsal.weight:
        raise Refusal("This changes nothing.", "Add a change to the proposal.")
    return rehearsal, settled(rehearsing.report(rehearsal).as_facts())


def take_position(number: int, stance: str, harm: str, *, by: Account) -> None:
    round_ = round_of(queries.proposal(number, by))
    governing.take_position(round_=round_, stance=stance, harm=harm, by=by, now=clock.now())
    sealing.keep_soon()


def round_of(proposal: Proposal) -> Round:
    found = queries.latest_round(proposal)
    if found is None:
        raise Refusal("The circle was not asked yet.", "See at the top what comes next.")
    return found


def integrate(number: int, operations: Sequence[Facts], how: str, *, by: Account) -> Round:
    """Other operations, in which the objections are worked in; the circle is asked again."""
    proposal = queries.proposal(number, by)
    kept = [facts_of(operation_from(each)) for each in operations]
    if kept == proposal.operations:
        raise Refusal("Nothing is different.", "Change the proposal so that the harm is gone.")
    rehearsal, report = tried(kept)
    made = governing.integrate(
        round_=round_of(proposal),
        operations=kept,
        weight=rehearsal.weight,
        report=report,
        how=how,
        by=by,
        now=clock.now(),
    )
    sealing.keep_soon()
    return made


def withdraw(number: int, reason: str, *, by: Account) -> None:
    proposal = queries.proposal(number, by)
    governing.withdraw(proposal=proposal, reason=reason, by=by, now=clock.now())
    sealing.keep_soon()


def postpone(number: int, reason: str, *, by: Account) -> None:
    proposal = queries.proposal(number, by)
    governing.postpone(proposal=proposal, reason=reason, by=by, now=clock.now())
    sealing.keep_soon()


def resume(number: int, *, by: Account) -> None:
    governing.resume(proposal=queries.proposal(number, by), by=by, now=clock.now())
    sealing.keep_soon()


def reject(number: int, reason: str, *, by: Account) -> None:
    proposal = queries.proposal(number, by)
    governing.reject(proposal=proposal, reason=reason, by=by, now=clock.now())
    sealing.keep_soon()


def release(number: int, *, by: Account) -> FormRelease:
    """Vault first, then the rows and every context; after a crash the start carries on."""
    if not rules.may_release(by):
        raise NotAllowed("Only a steward releases a form.", "Ask the steward of this library.")
    following.catch_up()
    proposal = queries.proposal(number, by)
    now = clock.now()
    rules.check_may_release(proposal, now=now)
    rehearsal = rehearsing.rehearse(proposal.operations)
    if rehearsal.weight != proposal.weight:
        raise Refusal(
            "Since it was agreed the form has changed: this would now be {what}.",
            "Put it off and discuss it again, or propose it anew.",
            what=rehearsal.weight,
        )
    with transaction.atomic():
        governing_credit(proposal, by)
        document = kept_of(proposal, rehearsal, by)
        wiring.vault().hold_form(number=document["form"]["form"], at=now, document=document)
    made = form_releases.take_over(document)
    names.keep()
    sealing.keep_soon()
    return made


def governing_credit(proposal: Proposal, by: Account) -> None:
    governing.credit_part(
        proposal, by, "steward", "released the form that came of it", now=clock.now()
    )


def kept_of(proposal: Proposal, rehearsal: Rehearsal, by: Account) -> Facts:
    """All that the vault keeps of a release: the form, and how it came about."""
    now, number = clock.now(), rehearsal.release + 1
    form = released(
        rehearsal.patched.document,
        number=number,
        name=f"{slug_of(wiring.library_name()) or 'library'}-context-form-{number}",
        before=wiring.form_document(rehearsal.release),
    )
    credited = Contribution.objects.filter(work=str(THE_FORM), part=f"proposal {proposal.number}")
    document: Facts = settled(
        {
            "release": number,
            "form": form,
            "digest": of_facts(form),
            "weight": rehearsal.weight,
            "at": clock.stamp(now),
            "review_on": (now + rules.REVIEW_AFTER).date().isoformat(),
            "by": str(by.agent_id),
            "proposal": restoring.proposal_facts(proposal),
            "credits": [credit_facts(line) for line in credited],
        }
    )
    return document


def add_own_question(question: FormFacts, *, by: Account) -> OwnQuestion:
    """A question of this library's own. Nobody is asked; the common form and its gate stay."""
    if not rules.may_add_own(by):
        raise NotAllowed("Only a steward adds own questions.", "Ask the steward of this library.")
    following.catch_up()
    kept = check_own(wiring.form_document(wiring.newest_form()), question)
    if any(each["id"] == kept["id"] for each in wiring.own_questions()):
        raise Refusal("{question} is asked already.", "Choose another name.", question=kept["id"])
    return keep_own(kept, by)


def retire_own_question(name: str, *, by: Account) -> OwnQuestion:
    """No longer asked; what was said to it stays."""
    if not rules.may_add_own(by):
        raise NotAllowed("Only a steward takes own questions out.", "Ask the steward.")
    found = next((each for each in wiring.own_questions() if each["id"] == name), None)
    if found is None:
        raise NotHeld("There is no question {name}.", "See the list.", name=repr(name[:40]))
    return keep_own({**found, "retired": True}, by)


def keep_own(question: FormFacts, by: Account) -> OwnQuestion:
    now, number = clock.now(), wiring.vault().newest("question") + 1
    document: Facts = settled(
        {"question": question, "by": str(by.agent_id), "at": clock.stamp(now)}
    )
    wiring.vault().hold_question(number=number, at=now, document=document)
    return governing.keep_own_question(
        document=document["question"], number=number, by=by.agent, at=now
    )
