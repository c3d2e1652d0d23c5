"""Write a line of the ledger. Called inside the transaction of the act that it credits."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from commonstacks.kit.errors import Refusal
from commonstacks.kit.refs import Ref
from commonstacks.library.credit.models import Contribution
from commonstacks.library.credit.roles import CLASS_OF
from commonstacks.library.people.models import Agent

LINES = UUID("6f0f3c5e-6f0a-5d2c-9b55-0f6a4d0c7d11")


def line_id(*parts: str) -> UUID:
    """The same act has the same id, in this database and in one rebuilt from the vault."""
    return uuid5(LINES, json.dumps(parts))


def record(  # a line of the ledger has these parts, each named by its keyword
    *,
    work: Ref,
    agent: Agent,
    role: str,
    what: str,
    by: Agent,
    now: datetime,
    part: str = "",
    **more: Any,
) -> Contribution:
    """One's own act counts as one's confirmation; what is said of others stays proposed."""
    if role not in CLASS_OF:
        raise Refusal(
            "There is no role “{role}”.",
            "One of: {roles}.",
            role=role,
            roles=", ".join(sorted(CLASS_OF)),
        )
    own = agent.pk == by.pk
    state = Contribution.State.CONFIRMED if own else Contribution.State.PROPOSED
    consent = Contribution.Consent.GIVEN if own else Contribution.Consent.NOT_ASKED
    parts = {"work": str(work), "part": part, "role": role, "what": what[:300]}
    line, _ = Contribution.objects.get_or_create(
        agent=agent,
        **parts,
        defaults={
            "id": line_id(str(agent.pk), *parts.values()),
            "at": now,
            "asserted_by": by,
            "state": state,
            "consent": consent,
            **more,
        },
    )
    return line
