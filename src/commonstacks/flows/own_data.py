"""What the library knows of somebody: shown to them, handed out, and taken away when they leave."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core import serializers
from django.db.models import ForeignKey, Model, Q

from commonstacks.flows import accounts, claiming, finding, names, takedown, taking
from commonstacks.kit import clock
from commonstacks.kit.errors import NotHeld
from commonstacks.kit.refs import Ref
from commonstacks.library.catalog.models import Dataset
from commonstacks.library.catalog.queries import scopes_of
from commonstacks.library.context import rules as context_rules
from commonstacks.library.context.models import Gap, Key, Statement
from commonstacks.library.credit.models import Contribution
from commonstacks.library.people import actions as people
from commonstacks.library.people import rules
from commonstacks.library.people.models import Account, Agent, Contact
from commonstacks.library.people.queries import own_agents
from commonstacks.library.work import scribbles
from commonstacks.library.work.models import Audit, Job, Scribble

# What opens a door, or would: never handed out, not even to its owner.
SECRET: Final = frozenset({"password", "token_digest", "token", "token_secret", "data"})


@dataclass(slots=True)
class Doing:
    """What somebody said and did about one dataset, in numbers. Without a slug: not for them."""

    title: str
    slug: str
    counts: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Own:
    """Everything the account page shows."""

    name: str
    email: str
    agent: str
    has_password: bool
    passkeys: int
    roles: tuple[accounts.RoleLine, ...]
    claimed: tuple[Agent, ...]
    contacts: tuple[Contact, ...]
    recorded: tuple[Agent, ...]
    doings: tuple[Doing, ...]
    invitations: int
    since: datetime


def own(account: Account) -> Own:
    keys = Authenticator.objects.filter(user=account, type=Authenticator.Type.WEBAUTHN)
    return Own(
        name=account.agent.name,
        email=account.email,
        agent=str(account.agent_id),
        has_password=account.has_usable_password(),
        passkeys=keys.count(),
        roles=accounts.role_lines(account),
        claimed=tuple(own_agents(account).exclude(pk=account.agent_id)),
        contacts=tuple(people.contacts_of(agent=account.agent, by=account)),
        recorded=claiming.recorded_by(account),
        doings=doings(account),
        invitations=account.invitations.filter(expires_at__gt=clock.now()).count(),
        since=account.created_at,
    )


def doings(account: Account) -> tuple[Doing, ...]:
    """By dataset, the title first; a dataset that they may no longer see is not named."""
    agents = list(own_agents(account).values_list("pk", flat=True))
    counted: Counter[tuple[str, str]] = Counter()
    for what, rows in (("answers", Statement.objects), ("gaps", Gap.objects)):
        for dataset in rows.filter(author__in=agents).values_list("dataset_id", flat=True):
            counted[str(dataset), what] += 1
    for dataset in Key.objects.filter(agent__in=agents).values_list("review__dataset", flat=True):
        counted[str(dataset), "reviews"] += 1
    for work in Contribution.objects.filter(agent__in=agents).values_list("work", flat=True):
        counted[work.removeprefix("dataset:"), "credits"] += 1
    return tuple(as_doings(counted, account))


def as_doings(counted: Counter[tuple[str, str]], account: Account) -> Iterator[Doing]:
    wanted = {key for key, _ in counted if ":" not in key}
    for dataset in Dataset.objects.filter(pk__in=wanted).order_by("title"):
        seen = context_rules.may_read(dataset, account) or rules.may_read(
            account, on=scopes_of(dataset)
        )
        doing = Doing(dataset.title, dataset.slug) if seen else Doing("", "")
        for what in ("answers", "gaps", "reviews", "credits"):
            doing.counts[what] = counted[str(dataset.pk), what]
        yield doing


def rename(account: Account, agent: UUID, name: str) -> None:
    """One of one's own names; it changes wherever it stands."""
    found = own_agents(account).filter(pk=agent).first()
    if found is None:
        raise NotHeld("This name is not yours.", "Change one of those on your page.")
    people.rename(agent=found, name=name, by=account)
    taking.forget()
    accounts.keep_names()


def handed_out(account: Account) -> dict[str, Any]:
    """Every row that points at the account or at one of its agents, by the kind of row."""
    agents = set(own_agents(account).values_list("pk", flat=True))
    found: dict[str, Any] = {
        "told at": clock.stamp(clock.now()),
        "account": [plain(row) for row in Account.objects.filter(pk=account.pk)],
        "agent": [plain(row) for row in Agent.objects.filter(pk__in=agents)],
    }
    for model in sorted(apps.get_models(), key=lambda model: model._meta.label):
        if rows := pointing(model, account, agents):
            found.setdefault(str(model._meta.verbose_name), rows)
    found["audit"] = [plain(row) for row in audit_of(agents)]
    found["begun"] = [plain(row) for row in Scribble.objects.filter(account=str(account.pk))]
    found["job"] = [plain(row) for row in Job.objects.filter(arguments__by=str(account.pk))]
    return found


def pointing(model: type[Model], account: Account, agents: set[Any]) -> list[dict[str, Any]]:
    """The rows of one table that name this person in any of their columns."""
    asked = Q()
    for column in model._meta.get_fields():
        if isinstance(column, ForeignKey) and column.remote_field.model in {Account, Agent}:
            mine = [account.pk] if column.remote_field.model is Account else agents
            asked |= Q(**{f"{column.name}__in": mine})
    if not asked or model in {Account, Agent}:
        return []
    return [plain(row) for row in model._default_manager.filter(asked).order_by("pk")]


def plain(row: Model) -> dict[str, Any]:
    """A row as its columns, without what opens a door."""
    told = serializers.serialize("python", [row])[0]
    columns = {name: value for name, value in told["fields"].items() if name not in SECRET}
    key = {} if row._meta.pk.name in SECRET else {"id": told["pk"]}
    return key | columns


def audit_of(agents: set[Any]) -> Iterator[Audit]:
    keys = [str(agent) for agent in agents]
    subjects = [str(Ref("agent", key)) for key in keys]
    yield from Audit.objects.filter(Q(actor__in=keys) | Q(subject__in=subjects)).order_by("pk")


def leave(account: Account) -> None:
    """Account, e-mail and contacts are gone from every byte; the chosen name stays."""
    key, email = str(account.pk), account.email
    scribbles.throw_all_away(account=key)
    people.leave(account=account, now=clock.now())
    forget_bytes(key, email)


def leave_unnamed(account: Account) -> None:
    """The name is gone as well: what was said and done is by a person who left."""
    key, email = str(account.pk), account.email
    scribbles.throw_all_away(account=key)
    people.leave_unnamed(account=account, now=clock.now())
    finding.index_all()
    forget_bytes(key, email)


def forget_bytes(key: str, email: str) -> None:
    """What was deleted lies on in sessions, in the file of names, in files that were made for
    taking away, and in free pages of the database."""
    for session in Session.objects.iterator():
        held = session.get_decoded()
        if held.get("_auth_user_id") == key or email in str(held):
            session.delete()
    names.keep()
    taking.forget()
    takedown.forget_freed_pages()
