"""What is known of somebody beside their name: who they belong to, and how to reach them."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from commonstacks.kit.errors import NotAllowed, Refusal
from commonstacks.library.people import rules
from commonstacks.library.people.models import Account, Agent, Contact, Membership

GATHERED = frozenset({Agent.Kind.ORGANISATION, Agent.Kind.GROUP, Agent.Kind.COMMUNITY})


def keep_contact(*, agent: Agent, kind: str, value: str, by: Account, now: datetime) -> Contact:
    """Private: only the person, their custodian and the stewards read it again."""
    check_may_care(by, agent)
    value = value.strip()
    if kind not in Contact.Kind.values or not value:
        raise Refusal("Write what it is, and its words.", "For example: email, ada@example.org")
    return Contact.objects.get_or_create(
        agent=agent, kind=kind, value=value, defaults={"kept_at": now}
    )[0]


def forget_contact(*, contact: Contact, by: Account) -> None:
    check_may_care(by, contact.agent)
    contact.delete()


def contacts_of(*, agent: Agent, by: Account) -> list[Contact]:
    """A read that asks first, so that no page shows them by mistake."""
    check_may_care(by, agent)
    return list(agent.contacts.order_by("kind", "value"))


def check_may_care(by: Account, agent: Agent) -> None:
    if not (rules.is_own(by, agent) or rules.may_care_for(by, agent)):
        raise NotAllowed(
            "How to reach somebody is private.", "The person, their custodian and stewards see it."
        )


@transaction.atomic
def join(
    *, agent: Agent, organisation: Agent, by: Account, since: date | None = None
) -> Membership:
    """A steward says who belongs to what; it gives no right by itself."""
    check_may_gather(by)
    if organisation.kind not in GATHERED:
        raise Refusal("One belongs to an organisation, a group or a community.", "Choose one.")
    if agent.pk == organisation.pk:
        raise Refusal("Nobody belongs to themselves.", "Choose a person.")
    return Membership.objects.get_or_create(
        agent=agent, organisation=organisation, until=None, defaults={"since": since}
    )[0]


def leave_organisation(*, membership: Membership, by: Account, until: date) -> None:
    """It ends and is not forgotten."""
    if not rules.is_own(by, membership.agent):
        check_may_gather(by)
    membership.until = until
    membership.save(update_fields=["until"])


def check_may_gather(by: Account) -> None:
    if not rules.may_give_roles(by):
        raise NotAllowed("Only a steward says who belongs to what.", "Ask a steward.")
