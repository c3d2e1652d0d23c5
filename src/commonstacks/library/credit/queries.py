"""Reading the ledger: who is printed on a work's page, with consent applied in one place."""

from __future__ import annotations

from dataclasses import dataclass

from commonstacks.kit.refs import Ref
from commonstacks.library.credit.models import Contribution
from commonstacks.library.credit.roles import CLASS_OF, CLASSES
from commonstacks.library.people.models import Agent

HIDDEN = {Contribution.Consent.DECLINED, Contribution.Consent.REVOKED}


@dataclass(frozen=True, slots=True)
class Credit:
    role_class: str
    role: str
    name: str | None  # None: "1 contributor not named"
    kind: str
    what: str
    level: str
    state: str


@dataclass(frozen=True, slots=True)
class CreditClass:
    name: str
    credits: tuple[Credit, ...]  # empty: "nobody recorded"


def shown_name(line: Contribution) -> str | None:
    """Declined or revoked: nobody is named. A person not asked yet is not named either."""
    if line.consent in HIDDEN:
        return None
    if line.agent.kind == Agent.Kind.PERSON and line.consent != Contribution.Consent.GIVEN:
        return line.agent.name if line.evidence else None  # named where a publication names them
    return line.agent.name


def lines_of(work: Ref) -> list[Contribution]:
    lines = Contribution.objects.filter(work=str(work)).exclude(state=Contribution.State.RETRACTED)
    return list(lines.select_related("agent"))


def classes_of(work: Ref) -> tuple[CreditClass, ...]:
    """All eight classes in order; one line per agent, role and what was done."""
    lines = lines_of(work)
    found: dict[tuple[str, str | None, str], Credit] = {}
    for line in lines:
        credit = Credit(
            role_class=CLASS_OF[line.role],
            role=line.role,
            name=shown_name(line),
            kind=line.agent.kind,
            what=line.what,
            level=line.level,
            state=line.state,
        )
        found.setdefault((line.role, str(line.agent_id), line.what), credit)
    return tuple(
        CreditClass(name, tuple(c for c in found.values() if c.role_class == name))
        for name in CLASSES
    )
