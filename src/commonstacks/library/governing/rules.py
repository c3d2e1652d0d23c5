"""Who may change the form, when, and what has to have happened before."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from commonstacks.kit.errors import NotAllowed, Refusal, phrase
from commonstacks.library.governing.models import Position, Proposal, Round
from commonstacks.library.people import rules as people_rules
from commonstacks.library.people.models import Account, Role

DISCUSSION: Final = timedelta(days=14)
ROUND: Final = timedelta(days=10)
WORDING: Final = timedelta(days=3)
ENDORSERS: Final = 2
STEWARDS: Final = 2
REVIEW_AFTER: Final = timedelta(days=365)
LIVE: Final = (Proposal.State.DISCUSSION, Proposal.State.CONSENT)

PROPOSERS: Final = frozenset((Role.Name.CONTEXTUALIST, Role.Name.STEWARD))
CIRCLE: Final = frozenset((Role.Name.STEWARD, Role.Name.CONTEXTUALIST, Role.Name.CONSTITUENT))
RELEASERS: Final = frozenset((Role.Name.STEWARD,))


def may_propose(account: Account | None) -> bool:
    return people_rules.holds(account, PROPOSERS)


def may_release(account: Account | None) -> bool:
    return people_rules.holds(account, RELEASERS)


def may_add_own(account: Account | None) -> bool:
    """Add a question of the library's own: without asking anybody, so only who answers for it."""
    return people_rules.holds(account, RELEASERS)


def in_circle(account: Account | None) -> bool:
    """A seat in the circle, wherever the role holds: readers of one dataset sit in it too."""
    return has_seat(account, CIRCLE)


def is_constituent(account: Account | None) -> bool:
    return has_seat(account, frozenset((Role.Name.CONSTITUENT,)))


def has_seat(account: Account | None, names: frozenset[Role.Name]) -> bool:
    if account is None or not account.is_active:
        return False
    return account.roles.filter(name__in=names).exists()


def may_endorse(account: Account | None, proposal: Proposal) -> bool:
    """Anybody with a role here, but not the proposer: two who endorse are independent of them."""
    if account is None or not account.is_active or account.agent_id == proposal.proposed_by_id:
        return False
    return account.roles.exists()


def may_see(account: Account | None, proposal: Proposal) -> bool:
    """A draft is its proposer's and the stewards'; everything else is everybody's."""
    if proposal.put_up_at is not None:
        return True
    own = account is not None and account.agent_id == proposal.proposed_by_id
    return own or may_release(account)


def check_own(proposal: Proposal, by: Account) -> None:
    if proposal.proposed_by_id != by.agent_id:
        raise NotAllowed("Only its proposer changes a proposal.", "Say what you think below it.")


def check_state(proposal: Proposal, *states: Proposal.State) -> None:
    if proposal.state not in states:
        raise Refusal(
            "This proposal is {what}.",
            "See at its top what comes next.",
            what=WORDS[Proposal.State(proposal.state)],
        )


WORDS: Final = {
    Proposal.State.DRAFT: phrase("not put up yet"),
    Proposal.State.DISCUSSION: phrase("in discussion"),
    Proposal.State.CONSENT: phrase("before the circle"),
    Proposal.State.RELEASED: phrase("part of the form already"),
    Proposal.State.POSTPONED: phrase("put off"),
    Proposal.State.WITHDRAWN: phrase("taken back"),
    Proposal.State.REJECTED: phrase("turned down"),
    Proposal.State.SUPERSEDED: phrase("replaced by another one"),
}


def check_complete(proposal: Proposal) -> None:
    """Before it is put up: what went wrong, a change, and who gains and who does the work."""
    missing = [
        words
        for words, given in (
            ("a title", proposal.title),
            ("what went wrong", proposal.wrong),
            ("a change of the form", proposal.operations),
            ("which other ways there are", proposal.alternatives),
            ("who gains", proposal.gains),
            ("who has the work", proposal.bears),
        )
        if not given
    ]
    if missing:
        raise Refusal(
            "The proposal is not complete.", "Still missing: {missing}.", missing=", ".join(missing)
        )


def check_may_open(proposal: Proposal, *, now: datetime) -> None:
    """Before a round: two weeks of discussion, two others behind it, and no mere wording."""
    check_state(proposal, Proposal.State.DISCUSSION)
    if proposal.weight == Proposal.Weight.PATCH:
        raise Refusal(
            "Other words need no round.", "Two stewards agree, and after three days it is released."
        )
    check_waited(proposal, DISCUSSION, now=now)
    behind = proposal.endorsements.exclude(agent=proposal.proposed_by_id).count()
    if behind < ENDORSERS:
        raise Refusal(
            "{count} of {needed} others stand behind it.",
            "Ask people to read it first.",
            count=behind,
            needed=ENDORSERS,
        )
    check_pending(proposal)


def check_pending(proposal: Proposal) -> None:
    """The one place where use on trial would be asked for: a major change as an optional
    ``pending:`` question in three real contexts of two teams. It is not asked for yet."""


def check_waited(proposal: Proposal, least: timedelta, *, now: datetime) -> None:
    free_at = (proposal.put_up_at or now) + least
    if now < free_at:
        raise Refusal(
            "People may speak about it until {until:%d %B %Y, %H:%M}.",
            "Come back after that.",
            until=free_at,
        )


def check_round_open(round_: Round, *, now: datetime) -> None:
    if now >= round_.closes_at or round_.answered_at is not None:
        raise Refusal("This round is over.", "See at the top what comes next.")


def check_position(stance: str, harm: str) -> None:
    if stance not in Position.Stance.values:
        raise Refusal("Say whether you can live with it.", "Choose one of the two.")
    if stance == Position.Stance.OBJECTION and not harm.strip():
        raise Refusal(
            "An objection names a harm.",
            "Say what the form could no longer do for whom, if this came about.",
        )


def objections(round_: Round) -> int:
    return round_.positions.filter(stance=Position.Stance.OBJECTION).count()


def check_may_integrate(round_: Round) -> None:
    """Objections are worked in by changing the proposal. After two such rounds a vote may come
    to stand here; until then the circle goes on, or the proposal is put off."""
    if not objections(round_):
        raise Refusal("Nobody objects.", "There is nothing to work in.")


def check_may_release(proposal: Proposal, *, now: datetime) -> None:
    """The last look before a release: who agreed, how long it stood, and that nobody objects."""
    if proposal.weight == Proposal.Weight.PATCH:
        check_state(proposal, Proposal.State.DISCUSSION)
        check_waited(proposal, WORDING, now=now)
        check_stewards(proposal)
        return
    check_state(proposal, Proposal.State.CONSENT)
    latest = proposal.rounds.order_by("-number").first()
    if latest is None or now < latest.closes_at:
        raise Refusal("The round is not over.", "Wait until its last day.")
    if objections(latest):
        raise Refusal("Somebody objects.", "Work the objection in, and ask the circle again.")


def check_stewards(proposal: Proposal) -> None:
    own = Account.objects.filter(agent=proposal.proposed_by_id).first()
    agreed = proposal.endorsements.filter(steward=True).count() + may_release(own)
    if agreed < STEWARDS:
        raise Refusal(
            "{count} of {needed} stewards agree.",
            "Another steward has to read it.",
            count=agreed,
            needed=STEWARDS,
        )
