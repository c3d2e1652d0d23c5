"""The form and its proposals as anybody may read them: values for pages, names resolved."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from commonstacks.flows import rehearsing, wiring
from commonstacks.kit import clock
from commonstacks.kit.errors import NotHeld, Refusal
from commonstacks.library.catalog.models import Dataset
from commonstacks.library.governing import queries, rules
from commonstacks.library.governing.models import FormRelease, Proposal, Round
from commonstacks.library.people.models import Account
from commonstacks.workshop.forms import classes
from commonstacks.workshop.forms.difference import Difference
from commonstacks.workshop.forms.dry_run import Report
from commonstacks.workshop.forms.form import Form

Facts = dict[str, Any]


@dataclass(frozen=True, slots=True)
class ReleaseLine:
    number: int
    digest: str
    at: datetime | None  # None: it came with the program
    weight: str
    review_on: date | None
    proposal: int | None


@dataclass(frozen=True, slots=True)
class FormPage:
    form: Form
    line: ReleaseLine
    newest: int
    releases: tuple[ReleaseLine, ...]
    changed: tuple[Difference, ...]  # since the release before


@dataclass(frozen=True, slots=True)
class ProposalLine:
    number: int
    title: str
    state: str
    weight: str
    by: str
    put_up_at: datetime | None


@dataclass(frozen=True, slots=True)
class Linked:
    """A dataset; without a slug it is no longer held."""

    slug: str
    title: str


@dataclass(frozen=True, slots=True)
class Voice:
    by: str
    at: datetime
    text: str = ""
    stance: str = ""
    steward: bool = False
    constituent: bool = False


@dataclass(frozen=True, slots=True)
class RoundLine:
    number: int
    opened_at: datetime
    closes_at: datetime
    open: bool
    positions: tuple[Voice, ...]
    objections: int
    answered: str
    report: Report


@dataclass(frozen=True, slots=True)
class May:
    """What this reader may do here now; the actions ask the rules again."""

    change: bool
    endorse: bool
    remark: bool
    ask: bool
    position: bool
    integrate: bool
    release: bool
    withdraw: bool
    postpone: bool
    resume: bool
    reject: bool
    replace: bool


@dataclass(frozen=True, slots=True)
class ProposalPage:
    line: ProposalLine
    wrong: str
    alternatives: str
    gains: str
    bears: str
    reason: str
    datasets: tuple[Linked, ...]
    operations: tuple[Facts, ...]
    form: Form  # the one it was written for
    differences: tuple[Difference, ...]
    report: Report | None
    affected: dict[str, Linked]  # by the keys of the report
    trouble: str  # why it cannot be laid on the form in force
    behind: tuple[Voice, ...]
    remarks: tuple[Voice, ...]
    rounds: tuple[RoundLine, ...]
    closed_at: datetime | None
    talk_until: datetime | None
    release: ReleaseLine | None
    replaces: int | None
    replaced_by: int | None
    may: May


def form_page(release: int | None = None) -> FormPage:
    newest = wiring.newest_form()
    number = release or newest
    if not 1 <= number <= newest:
        raise NotHeld(
            "There is no form release {number} here.",
            "The latest is {latest}.",
            number=number,
            latest=newest,
        )
    lines = release_lines()
    return FormPage(
        form=wiring.common_form(number),
        line=next(line for line in lines if line.number == number),
        newest=newest,
        releases=lines,
        changed=changed_in(number),
    )


def changed_in(number: int) -> tuple[Difference, ...]:
    if number == 1:
        return ()
    before, after = wiring.form_document(number - 1), wiring.form_document(number)
    return classes.differences(before, after)


def release_lines() -> tuple[ReleaseLine, ...]:
    """All releases, the newest first; what ships with the program last."""
    adopted = {each.number: each for each in FormRelease.objects.select_related("proposal")}
    numbers = range(wiring.newest_form(), 0, -1)
    return tuple(release_line(number, adopted.get(number)) for number in numbers)


def release_line(number: int, adopted: FormRelease | None) -> ReleaseLine:
    if adopted is None:
        return ReleaseLine(number, wiring.common_form(number).digest, None, "", None, None)
    return ReleaseLine(
        number,
        adopted.digest,
        adopted.at,
        adopted.weight,
        adopted.review_on,
        adopted.proposal.number,
    )


def document(release: int) -> Facts:
    """The JSON of a release, as its digest covers it."""
    return wiring.form_document(form_page(release).line.number)


def proposal_lines(reader: Account | None) -> tuple[ProposalLine, ...]:
    return tuple(proposal_line(each) for each in queries.proposals(reader))


def proposal_line(proposal: Proposal) -> ProposalLine:
    return ProposalLine(
        number=proposal.number,
        title=proposal.title,
        state=proposal.state,
        weight=proposal.weight,
        by=proposal.proposed_by.name,
        put_up_at=proposal.put_up_at,
    )


def proposal_page(number: int, reader: Account | None) -> ProposalPage:
    proposal = queries.proposal(number, reader)
    rounds = round_lines(proposal)
    released = FormRelease.objects.filter(proposal=proposal).first()
    differences, report, trouble = tried(proposal, rounds, released)
    heir = proposal.replaced_by.exclude(put_up_at=None).first()
    return ProposalPage(
        line=proposal_line(proposal),
        wrong=proposal.wrong,
        alternatives=proposal.alternatives,
        gains=proposal.gains,
        bears=proposal.bears,
        reason=proposal.reason,
        datasets=tuple(linked(proposal.datasets).values()),
        operations=tuple(proposal.operations),
        form=wiring.common_form(released.number - 1 if released else wiring.newest_form()),
        differences=differences,
        report=report,
        affected=linked(each.key for each in report.touched) if report else {},
        trouble=trouble,
        behind=tuple(
            Voice(each.agent.name, each.at, steward=each.steward)
            for each in proposal.endorsements.select_related("agent")
        ),
        remarks=tuple(
            Voice(each.agent.name, each.at, each.text)
            for each in proposal.remarks.select_related("agent")
        ),
        rounds=rounds,
        closed_at=proposal.closed_at,
        talk_until=talk_until(proposal),
        release=release_line(released.number, released) if released else None,
        replaces=proposal.replaces.number if proposal.replaces else None,
        replaced_by=heir.number if heir else None,
        may=may(proposal, reader),
    )


def tried(
    proposal: Proposal, rounds: Sequence[RoundLine], released: FormRelease | None
) -> tuple[tuple[Difference, ...], Report | None, str]:
    """What it changes, what it would do (in a round: what was shown to the circle), or why not."""
    if released is not None:
        return changed_in(released.number), rounds[-1].report if rounds else None, ""
    if not proposal.operations:
        return (), None, ""
    try:
        rehearsal = rehearsing.rehearse(proposal.operations)
    except Refusal as refusal:
        return (), None, f"{refusal.reason} {refusal.hint}"
    shown = rounds[-1].report if rounds else rehearsing.report(rehearsal)
    return rehearsal.differences, shown, ""


def talk_until(proposal: Proposal) -> datetime | None:
    wording = proposal.weight == Proposal.Weight.PATCH
    least = rules.WORDING if wording else rules.DISCUSSION
    return proposal.put_up_at + least if proposal.put_up_at else None


def round_lines(proposal: Proposal) -> tuple[RoundLine, ...]:
    now = clock.now()
    return tuple(round_line(each, now) for each in proposal.rounds.all())


def round_line(round_: Round, now: datetime) -> RoundLine:
    return RoundLine(
        number=round_.number,
        opened_at=round_.opened_at,
        closes_at=round_.closes_at,
        open=now < round_.closes_at and round_.answered_at is None,
        positions=tuple(
            Voice(each.agent.name, each.at, each.harm, each.stance, constituent=each.constituent)
            for each in round_.positions.select_related("agent")
        ),
        objections=rules.objections(round_),
        answered=round_.answered,
        report=Report.from_facts(round_.report),
    )


def linked(ids: Iterable[str]) -> dict[str, Linked]:
    """Datasets by id; one that was erased has lost its name here too."""
    wanted = list(ids)
    found = Dataset.objects.filter(pk__in=[UUID(each) for each in wanted])
    names = {
        str(pk): Linked(slug, title) for pk, slug, title in found.values_list("pk", "slug", "title")
    }
    return {each: names.get(each, Linked("", "")) for each in wanted}


def may(proposal: Proposal, reader: Account | None) -> May:
    state = Proposal.State(proposal.state)
    own = reader is not None and reader.agent_id == proposal.proposed_by_id
    steward = rules.may_release(reader)
    talk, consent = state is Proposal.State.DISCUSSION, state is Proposal.State.CONSENT
    live, now = state in rules.LIVE, clock.now()
    latest = queries.latest_round(proposal) if consent else None
    running = latest is not None and now < latest.closes_at
    objected = latest is not None and rules.objections(latest) > 0
    wording = proposal.weight == Proposal.Weight.PATCH
    return May(
        change=own and state is Proposal.State.DRAFT,
        endorse=talk and rules.may_endorse(reader, proposal) and not stands(proposal, reader),
        remark=reader is not None and (live or state is Proposal.State.POSTPONED),
        ask=talk and (own or steward) and not wording,
        position=running and rules.in_circle(reader),
        integrate=own and objected,
        release=steward and ((talk and wording) or (consent and not running and not objected)),
        withdraw=own and (live or state in (Proposal.State.DRAFT, Proposal.State.POSTPONED)),
        postpone=live and (own or steward),
        resume=state is Proposal.State.POSTPONED and (own or steward),
        reject=steward and consent and not running and objected,
        replace=own and (live or state is Proposal.State.POSTPONED),
    )


def stands(proposal: Proposal, reader: Account | None) -> bool:
    return reader is not None and proposal.endorsements.filter(agent=reader.agent_id).exists()
