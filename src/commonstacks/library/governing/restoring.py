"""A proposal as JSON, with all that was said about it, agents by id; and back into the tables."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from commonstacks.kit import clock
from commonstacks.library.governing.models import (
    Endorsement,
    Position,
    Proposal,
    Remark,
    Round,
)
from commonstacks.library.people.models import Agent

Facts = dict[str, Any]
Known = Callable[[str, datetime], Agent]

SAID = ("title", "wrong", "datasets", "operations", "weight", "based_on", "alternatives", "gains",
        "bears")  # fmt: skip


def proposal_facts(proposal: Proposal) -> Facts:
    return {
        "number": proposal.number,
        **{name: getattr(proposal, name) for name in SAID},
        "by": str(proposal.proposed_by_id),
        "made_at": clock.stamp(proposal.made_at),
        "put_up_at": clock.stamp(proposal.put_up_at or proposal.made_at),
        "endorsements": [
            {"by": str(each.agent_id), "at": clock.stamp(each.at), "steward": each.steward}
            for each in proposal.endorsements.all()
        ],
        "remarks": [
            {"by": str(each.agent_id), "at": clock.stamp(each.at), "text": each.text}
            for each in proposal.remarks.all()
        ],
        "rounds": [round_facts(each) for each in proposal.rounds.all()],
    }


def open_facts(proposal: Proposal) -> Facts:
    """The same of one that no release came of, with how it stands."""
    return {
        **proposal_facts(proposal),
        "put_up_at": clock.stamp(proposal.put_up_at) if proposal.put_up_at else None,
        "closed_at": clock.stamp(proposal.closed_at) if proposal.closed_at else None,
        "state": proposal.state,
        "reason": proposal.reason,
        "replaces": proposal.replaces.number if proposal.replaces else None,
    }


def round_facts(round_: Round) -> Facts:
    return {
        "number": round_.number,
        "opened_at": clock.stamp(round_.opened_at),
        "closes_at": clock.stamp(round_.closes_at),
        "report": round_.report,
        "operations": round_.operations,
        "answered": round_.answered,
        "answered_at": clock.stamp(round_.answered_at) if round_.answered_at else None,
        "positions": [
            {
                "by": str(each.agent_id),
                "at": clock.stamp(each.at),
                "stance": each.stance,
                "harm": each.harm,
                "constituent": each.constituent,
            }
            for each in round_.positions.all()
        ],
    }


def restore_proposal(facts: Facts, known: Known) -> Proposal:
    """The proposal of that number; made, with everything below it, where these rows lack it."""
    made_at = clock.parse(facts["made_at"])
    proposal, fresh = Proposal.objects.get_or_create(
        number=facts["number"],
        defaults={
            **{name: facts[name] for name in SAID},
            "proposed_by": known(facts["by"], made_at),
            "made_at": made_at,
            "put_up_at": moment(facts["put_up_at"]),
            "closed_at": moment(facts.get("closed_at")),
            "state": facts.get("state", Proposal.State.RELEASED),
            "reason": facts.get("reason", ""),
            "replaces": Proposal.objects.filter(number=facts.get("replaces") or 0).first(),
        },
    )
    if fresh:
        restore_voices(proposal, facts, known)
    return proposal


def moment(stamp: str | None) -> datetime | None:
    return clock.parse(stamp) if stamp else None


def restore_voices(proposal: Proposal, facts: Facts, known: Known) -> None:
    for each in facts["endorsements"]:
        at = clock.parse(each["at"])
        agent = known(each["by"], at)
        Endorsement.objects.create(proposal=proposal, agent=agent, at=at, steward=each["steward"])
    for each in facts["remarks"]:
        at = clock.parse(each["at"])
        Remark.objects.create(
            proposal=proposal, agent=known(each["by"], at), at=at, text=each["text"]
        )
    for each in facts["rounds"]:
        restore_round(proposal, each, known)


def restore_round(proposal: Proposal, facts: Facts, known: Known) -> None:
    round_ = Round.objects.create(
        proposal=proposal,
        number=facts["number"],
        opened_at=clock.parse(facts["opened_at"]),
        closes_at=clock.parse(facts["closes_at"]),
        report=facts["report"],
        operations=facts["operations"],
        answered=facts["answered"],
        answered_at=moment(facts["answered_at"]),
    )
    for each in facts["positions"]:
        at = clock.parse(each["at"])
        Position.objects.create(
            round=round_,
            agent=known(each["by"], at),
            at=at,
            stance=each["stance"],
            harm=each["harm"],
            constituent=each["constituent"],
        )
