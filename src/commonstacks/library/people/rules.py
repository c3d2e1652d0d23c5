"""Who may do what: predicates over an account's roles. The table stands in permissions.py.

``on`` says what it is about: a Ref, or all Refs under which a thing stands (its own and those of
its organisation and collections; ``catalog.queries.scopes_of``). A role on the whole library
counts everywhere; any other only there. Without ``on`` only roles on the whole library count.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TypeAlias

from commonstacks.kit.refs import Ref
from commonstacks.library.people.models import Account, Agent
from commonstacks.library.people.permissions import ACTIONS, SIGNED_IN, VOICES

On: TypeAlias = Ref | Collection[Ref] | None


def holds(account: Account | None, names: Collection[str], *, on: On = None) -> bool:
    """Whether the account has one of these roles, on the library or on what it is about."""
    if account is None or not account.is_active:
        return False
    return account.roles.filter(name__in=names, scope__in=scopes(on)).exists()


def scopes(on: On) -> list[str]:
    refs = [on] if isinstance(on, Ref) else on or ()
    return ["", *map(str, refs)]


def may(account: Account | None, action: str, *, on: On = None) -> bool:
    """By the name of a row of the table."""
    roles = ACTIONS[action].roles
    if SIGNED_IN in roles:
        return account is not None and account.is_active
    return holds(account, roles, on=on)


def may_somewhere(account: Account | None, action: str) -> bool:
    """On at least one thing; which one is asked when it comes to it."""
    if account is None or not account.is_active:
        return False
    roles = ACTIONS[action].roles
    return SIGNED_IN in roles or account.roles.filter(name__in=roles).exists()


def may_read(account: Account | None, *, on: On = None) -> bool:
    """See a dataset before its context is published, or while it is paused."""
    return may(account, "read", on=on)


def may_add(account: Account | None, *, on: On = None) -> bool:
    """Bring a dataset into the library."""
    return may(account, "add", on=on)


def may_answer(account: Account | None, *, voice: str = "", on: On = None) -> bool:
    """Propose an answer to a question of a context, in that voice or, without one, in any."""
    return may(account, VOICES.get(voice, "answer"), on=on)


def may_contest(account: Account | None, *, on: On = None) -> bool:
    return may(account, "contest", on=on)


def may_save_views(account: Account | None, *, on: On = None) -> bool:
    return may(account, "save views", on=on)


def may_facilitate(account: Account | None, *, on: On = None) -> bool:
    """Record what somebody without an account said."""
    return may(account, "facilitate", on=on)


def may_turn_key(account: Account | None, *, on: On = None) -> bool:
    """Say yes to the publication of a context."""
    return may(account, "turn key", on=on)


def may_read_as_constituent(account: Account | None, *, on: On = None) -> bool:
    """Turn the key of the people the data are about."""
    return may(account, "read as constituent", on=on)


def may_reply_as_publisher(account: Account | None, *, on: On = None) -> bool:
    return may(account, "reply as publisher", on=on)


def may_pause(account: Account | None, *, on: On = None) -> bool:
    return may(account, "pause", on=on)


def may_moderate(account: Account | None, *, on: On = None) -> bool:
    return may(account, "moderate", on=on)


def may_set_groups(account: Account | None, *, on: On = None) -> bool:
    """Say from how many rows on groups of a dataset are shown."""
    return may(account, "set groups", on=on)


def may_erase(account: Account | None, *, on: On = None) -> bool:
    return may(account, "erase", on=on)


def may_give_roles(account: Account | None, *, on: On = None) -> bool:
    return may(account, "give roles", on=on)


def is_own(account: Account | None, agent: Agent) -> bool:
    """The agent of this account, or one that it claimed."""
    return account is not None and account.agent_id in {agent.pk, agent.same_as_id}


def may_care_for(account: Account | None, agent: Agent) -> bool:
    """Who recorded somebody that has no account, and every steward."""
    if account is None or not account.is_active:
        return False
    return agent.custodian_id == account.agent_id or may_give_roles(account)
