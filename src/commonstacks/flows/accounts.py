"""People are invited, come in and are given roles; names are kept beside the vault."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.core.mail import send_mail
from django.db import transaction
from django.db.models import QuerySet

from commonstacks.flows import names, wiring
from commonstacks.kit import clock
from commonstacks.kit.errors import NotAllowed, NotHeld, Refusal
from commonstacks.kit.refs import Ref
from commonstacks.library.catalog.models import Dataset
from commonstacks.library.catalog.queries import dataset_called
from commonstacks.library.people import actions as people
from commonstacks.library.people import rules
from commonstacks.library.people.models import Account, Agent, Invitation, Role

MOST = 200  # names in a list


@dataclass(frozen=True, slots=True)
class RoleLine:
    id: int
    name: str
    where: str  # a title or a name; empty: the whole library


@dataclass(frozen=True, slots=True)
class PersonLine:
    agent: str
    name: str
    email: str
    roles: tuple[RoleLine, ...]


@dataclass(frozen=True, slots=True)
class InvitationLine:
    id: str
    email: str
    role: str
    where: str
    by: str
    until: datetime


@dataclass(frozen=True, slots=True)
class Invited:
    """The link is told once, to whoever invited; ``sent`` says whether a letter went out too."""

    email: str
    link: str
    sent: bool


@dataclass(frozen=True, slots=True)
class Everybody:
    people: tuple[PersonLine, ...]
    invitations: tuple[InvitationLine, ...]
    recorded: tuple[Agent, ...]  # in somebody's care, without an account


def everybody(by: Account) -> Everybody:
    """Who has which role, for the stewards."""
    if not rules.may_give_roles(by):
        raise NotAllowed("Only stewards see who works here.", "Ask a steward of this library.")
    accounts = Account.objects.filter(is_active=True).select_related("agent")
    invitations = Invitation.objects.filter(expires_at__gt=clock.now()).select_related("made_by")
    return Everybody(
        people=tuple(person_line(account) for account in accounts.order_by("agent__name", "pk")),
        invitations=tuple(
            invitation_line(each) for each in invitations.order_by("-made_at").distinct()
        ),
        recorded=tuple(without_account().order_by("name", "pk")[:MOST]),
    )


def without_account() -> QuerySet[Agent]:
    """People who are named somewhere and have never signed in."""
    people_only = Agent.objects.filter(kind=Agent.Kind.PERSON, same_as=None)
    return people_only.exclude(pk__in=Account.objects.values("agent"))


def person_line(account: Account) -> PersonLine:
    return PersonLine(str(account.agent_id), account.agent.name, account.email, role_lines(account))


def role_lines(account: Account) -> tuple[RoleLine, ...]:
    roles = account.roles.order_by("scope", "name")
    return tuple(RoleLine(role.pk, role.name, where_of(role.scope)) for role in roles)


def invitation_line(invitation: Invitation) -> InvitationLine:
    return InvitationLine(
        id=str(invitation.pk),
        email=invitation.email,
        role=invitation.role,
        where=where_of(invitation.scope),
        by=invitation.made_by.agent.name,
        until=invitation.expires_at,
    )


def where_of(scope: str) -> str:
    """What a role stands on, by the name people know it by; the Ref itself when it is gone."""
    if not scope:
        return ""
    ref = Ref.parse(scope)
    if ref.kind == "dataset":
        return Dataset.objects.filter(pk=ref.key).values_list("title", flat=True).first() or scope
    if ref.kind == "organisation":
        return Agent.objects.filter(pk=ref.key).values_list("name", flat=True).first() or scope
    return scope


def scope_of(kind: str, name: str) -> Ref | None:
    """The other way: a dataset by its slug, an organisation by its name."""
    name = name.strip()
    if kind in {"", "library"}:
        return None
    if kind == "dataset":
        return Ref("dataset", str(dataset_called(name.rsplit("/", 1)[-1]).pk))
    if kind == "organisation" and name:
        agent = people.know_agent(kind=Agent.Kind.ORGANISATION, name=name[:200], now=clock.now())
        return Ref("organisation", str(agent.pk))
    raise Refusal("Say on what the role stands.", "Write the name of a dataset or organisation.")


def invite(*, email: str, role: str, kind: str, name: str, by: Account) -> Invited:
    if wiring.sign_up() == "closed":
        raise Refusal("This library takes in nobody new.", "See COMMONSTACKS_SIGN_UP.")
    if not rules.may_give_roles(by):
        raise NotAllowed("Only a steward invites people.", "Ask a steward of this library.")
    made, token = people.invite(
        email=email, role=role, scope=scope_of(kind, name), by=by, now=clock.now()
    )
    link = f"{wiring.library_address()}/invitation/{token}"
    return Invited(made.email, link, sent=write_to(made, link))


def write_to(invitation: Invitation, link: str) -> bool:
    """A letter with the link, where this library sends letters."""
    if not wiring.sends_letters():
        return False
    library = wiring.library_name()
    send_mail(
        subject=f"{library}: you are invited",
        message=(
            f"{invitation.made_by.agent.name} invites you to work on {library}.\n\n"
            f"Open this address to come in. It works once, until "
            f"{invitation.expires_at:%d %B %Y}:\n\n{link}\n\n"
            "If you do not know what this is about, do nothing.\n"
        ),
        from_email=None,
        recipient_list=[invitation.email],
    )
    return True


def invitation(token: str) -> InvitationLine:
    return invitation_line(people.invitation_of(token=token, now=clock.now()))


def accept(token: str, name: str) -> Account:
    if wiring.sign_up() == "closed":
        raise Refusal("This library takes in nobody new.", "Ask a steward of this library.")
    with transaction.atomic():
        account = people.accept(token=token, name=name, now=clock.now())
        keep_names()
    return account


def withdraw_invitation(key: UUID, *, by: Account) -> None:
    found = Invitation.objects.filter(pk=key).first()
    if found is None:
        raise NotHeld("This invitation is gone.", "It was used, or somebody withdrew it.")
    people.withdraw_invitation(invitation=found, by=by, now=clock.now())
    keep_names()


def give(agent: UUID, *, role: str, kind: str, name: str, by: Account) -> None:
    if not rules.may_give_roles(by):
        raise NotAllowed("Only a steward gives roles.", "Ask a steward of this library.")
    account = account_of(agent)
    scope = scope_of(kind, name)
    people.give_role(account=account, name=role, scope=scope, by=by, now=clock.now())
    keep_names()


def take(agent: UUID, role: int, *, by: Account) -> None:
    found = Role.objects.filter(pk=role, account__agent=agent).select_related("account").first()
    if found is None:
        raise NotHeld("This role is gone.", "Somebody may have taken it already.")
    people.take_role(role=found, by=by, now=clock.now())
    keep_names()


def account_of(agent: UUID) -> Account:
    account = Account.objects.filter(agent=agent).select_related("agent").first()
    if account is None:
        raise NotHeld("This person has no account.", "Invite them first.")
    return account


def join(agent: UUID, organisation: str, since: date | None, *, by: Account) -> None:
    """A steward says that somebody belongs to an organisation."""
    member = Agent.objects.filter(pk=agent).first()
    if member is None:
        raise NotHeld("This person is not known here.", "See the list of people.")
    if not rules.may_give_roles(by):
        raise NotAllowed("Only a steward says who belongs to what.", "Ask a steward.")
    if not organisation.strip():
        raise Refusal("Write the name of the organisation.", "As it calls itself.")
    kind = Agent.Kind.ORGANISATION
    known = people.know_agent(kind=kind, name=organisation.strip()[:200], now=clock.now())
    people.join(agent=member, organisation=known, since=since, by=by)
    keep_names()


def agent_of_new_account(name: str) -> Agent:
    """Somebody signs up by themselves: a new person, never joined to one that was recorded."""
    return people.know_agent(kind=Agent.Kind.PERSON, name=people.chosen_name(name), now=clock.now())


def keep_names() -> None:
    """Once the rows are written, the file of names is too."""
    transaction.on_commit(names.keep)
