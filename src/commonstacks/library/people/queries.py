"""Reads of the people used more than once."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from commonstacks.library.people.models import Account, Agent


def own_agents(account: Account) -> QuerySet[Agent]:
    """The agent of an account and those it claimed."""
    own = Q(pk=account.agent_id) | Q(same_as=account.agent_id)
    return Agent.objects.filter(own).order_by("created_at")
