"""The labour of governing is credited to the form, proposal by proposal."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from commonstacks.kit.refs import Ref
from commonstacks.library.credit import actions as credit
from commonstacks.library.credit.models import Contribution
from commonstacks.library.governing.models import Proposal
from commonstacks.library.people.models import Account

THE_FORM: Final = Ref("form", "context")


def credit_part(
    proposal: Proposal, by: Account, role: str, what: str, *, now: datetime, lead: bool = True
) -> None:
    credit.record(
        work=THE_FORM,
        part=f"proposal {proposal.number}",
        agent=by.agent,
        role=role,
        what=what,
        by=by.agent,
        now=now,
        level=Contribution.Level.EQUAL if lead else Contribution.Level.SUPPORTING,
    )
