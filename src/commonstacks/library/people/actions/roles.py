"""Give a role and take it. Each is written down; a library is never left without a steward."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from commonstacks.kit.errors import NotAllowed, Refusal
from commonstacks.kit.refs import Ref
from commonstacks.library.people import rules
from commonstacks.library.people.models import Account, Role
from commonstacks.library.work import actions as work

SCOPES = frozenset({"organisation", "collection", "dataset"})


def check_may_give(by: Account) -> None:
    if not rules.may_give_roles(by):
        raise NotAllowed("Only a steward gives and takes roles.", "Ask a steward of this library.")


def checked_scope(scope: Ref | None) -> str:
    if scope is not None and scope.kind not in SCOPES:
        raise Refusal("A role cannot stand on this.", "On an organisation or on a dataset.")
    return str(scope) if scope else ""


def checked_role(name: str) -> str:
    if name not in Role.Name.values:
        raise Refusal(
            "There is no such role.", "Choose one of: {roles}", roles=", ".join(Role.Name.values)
        )
    return name


@transaction.atomic
def give_role(
    *, account: Account, name: str, by: Account, now: datetime, scope: Ref | None = None
) -> Role:
    """Without ``scope``: on the whole library."""
    check_may_give(by)
    return put_role(account=account, name=name, scope=checked_scope(scope), by=by, now=now)


def put_role(*, account: Account, name: str, scope: str, by: Account, now: datetime) -> Role:
    role, made = Role.objects.get_or_create(account=account, name=checked_role(name), scope=scope)
    if made:
        note("give role", role, by, now)
    return role


@transaction.atomic
def take_role(*, role: Role, by: Account, now: datetime) -> None:
    check_may_give(by)
    if is_last_steward(role):
        raise Refusal("A library needs a steward.", "Make somebody else a steward first.")
    role.delete()
    note("take role", role, by, now)


def is_last_steward(role: Role) -> bool:
    if role.name != Role.Name.STEWARD or role.scope:
        return False
    others = Role.objects.filter(name=Role.Name.STEWARD, scope="", account__is_active=True)
    return not others.exclude(account=role.account_id).exists()


def note(action: str, role: Role, by: Account, now: datetime) -> None:
    work.audit(
        actor=str(by.agent_id),
        action=action,
        subject=str(Ref("agent", str(role.account.agent_id))),
        facts={"role": role.name, "scope": role.scope},
        now=now,
    )
