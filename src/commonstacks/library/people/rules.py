"""Who may do what: predicates over an account's roles."""

from __future__ import annotations

from commonstacks.library.people.models import Account, Role

PROPOSES = frozenset({Role.Name.CONTEXTUALIST, Role.Name.STEWARD})
PUBLISHES = frozenset({Role.Name.MEMBER, Role.Name.CONTEXTUALIST, Role.Name.STEWARD})
STEWARDS = frozenset({Role.Name.STEWARD})


def has_one_of(account: Account | None, names: frozenset[Role.Name]) -> bool:
    return account is not None and account.roles.filter(name__in=names).exists()


def may_add(account: Account | None) -> bool:
    """Bring a dataset into the library."""
    return has_one_of(account, PROPOSES)


def may_answer(account: Account | None) -> bool:
    """Propose an answer to a question of a context."""
    return has_one_of(account, PROPOSES)


def may_turn_key(account: Account | None) -> bool:
    """Say yes to the publication of a context."""
    return has_one_of(account, PUBLISHES)


def may_erase(account: Account | None) -> bool:
    return has_one_of(account, STEWARDS)
