"""Somebody leaves: account, e-mail and contacts are gone; what they said and did stays."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from commonstacks.kit.errors import Refusal
from commonstacks.kit.refs import Ref
from commonstacks.library.people.actions.roles import is_last_steward
from commonstacks.library.people.models import Account, Agent, Contact, Membership
from commonstacks.library.people.queries import own_agents
from commonstacks.library.work import actions as work

WHO_LEFT = "A person who left"


@transaction.atomic
def leave(*, account: Account, now: datetime) -> None:
    """The chosen name stays with what was said and done."""
    for role in account.roles.all():
        if is_last_steward(role):
            raise Refusal("A library needs a steward.", "Make somebody else a steward first.")
    agent_id = account.agent_id
    own = [agent.pk for agent in own_agents(account)]
    Contact.objects.filter(agent__in=own).delete()
    Membership.objects.filter(agent__in=own).delete()
    Agent.objects.filter(custodian__in=own).update(custodian=None)
    Agent.objects.filter(pk__in=own).update(same_as=None)
    account.delete()
    work.audit(
        actor=str(agent_id),
        action="leave",
        subject=str(Ref("agent", str(agent_id))),
        facts={},
        now=now,
    )


@transaction.atomic
def leave_unnamed(*, account: Account, now: datetime) -> None:
    """No name stays: what was said and done is said to be by a person who left."""
    people = [agent.pk for agent in own_agents(account) if agent.kind == Agent.Kind.PERSON]
    leave(account=account, now=now)
    Agent.objects.filter(pk__in=people).update(name=WHO_LEFT, description="")
