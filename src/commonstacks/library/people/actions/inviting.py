"""Invite somebody by a link. The account is made when they follow it, in the name they choose."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from commonstacks.kit.errors import NotAllowed, NotHeld, Refusal
from commonstacks.kit.refs import Ref
from commonstacks.library.people import rules
from commonstacks.library.people.actions.opening import (
    checked_email,
    chosen_name,
    open_account,
)
from commonstacks.library.people.actions.roles import (
    check_may_give,
    checked_role,
    checked_scope,
    put_role,
)
from commonstacks.library.people.actions.signing import digest_of, new_token
from commonstacks.library.people.models import Account, Agent, Invitation
from commonstacks.library.work import actions as work

INVITATION_LIFE = timedelta(days=14)


@transaction.atomic
def invite(
    *, email: str, role: str, by: Account, now: datetime, scope: Ref | None = None
) -> tuple[Invitation, str]:
    """The invitation and its token. ``role`` may be empty: an account without any right."""
    check_may_give(by)
    email = checked_email(email)
    if Account.objects.filter(email=email).exists():
        raise Refusal("This person has an account here.", "Give them the role in the list.")
    Invitation.objects.filter(email=email).delete()  # the newest invitation is the one that counts
    token, digest = new_token()
    made = Invitation.objects.create(
        token_digest=digest,
        email=email,
        role=checked_role(role) if role else "",
        scope=checked_scope(scope),
        made_by=by,
        made_at=now,
        expires_at=now + INVITATION_LIFE,
    )
    note("invite", made, by, now)
    return made, token


def invitation_of(*, token: str, now: datetime) -> Invitation:
    """The invitation behind a link, while it holds: its maker is still allowed to make it."""
    found = Invitation.objects.select_related("made_by__agent").filter(
        token_digest=digest_of(token), expires_at__gt=now
    )
    invitation = found.first()
    if invitation is None or not rules.may_give_roles(invitation.made_by):
        raise NotHeld(
            "This invitation no longer works.",
            "It works once and for fourteen days. Ask the person who sent it for a new one.",
        )
    return invitation


@transaction.atomic
def accept(*, token: str, name: str, now: datetime) -> Account:
    """Make the account; the invitation with its e-mail address is gone."""
    invitation = invitation_of(token=token, now=now)
    if Account.objects.filter(email=invitation.email).exists():
        raise Refusal("This person has an account here.", "Sign in with it.")
    account = open_account(
        email=invitation.email,
        name=chosen_name(name),
        kind=Agent.Kind.PERSON,
        roles=(),
        now=now,
    )
    if invitation.role:
        put_role(
            account=account,
            name=invitation.role,
            scope=invitation.scope,
            by=invitation.made_by,
            now=now,
        )
    note("accept invitation", invitation, account, now)
    invitation.delete()
    return account


@transaction.atomic
def withdraw_invitation(*, invitation: Invitation, by: Account, now: datetime) -> None:
    if not rules.may_give_roles(by):
        raise NotAllowed("Only a steward withdraws it.", "Ask a steward of this library.")
    note("withdraw invitation", invitation, by, now)
    invitation.delete()


def note(action: str, invitation: Invitation, by: Account, now: datetime) -> None:
    """Without the e-mail address: the record of acts stays when the person leaves."""
    work.audit(
        actor=str(by.agent_id),
        action=action,
        subject=str(Ref("invitation", str(invitation.pk))),
        facts={"role": invitation.role, "scope": invitation.scope},
        now=now,
    )
