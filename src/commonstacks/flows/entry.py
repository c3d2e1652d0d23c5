"""How people come in: the first steward, and links that sign in once."""

from __future__ import annotations

from django.db.models import QuerySet

from commonstacks.flows import names, wiring
from commonstacks.kit import clock
from commonstacks.library.people import actions as people
from commonstacks.library.people.models import Account, Agent, Role


def first_steward(*, email: str, name: str, kind: str = Agent.Kind.PERSON) -> Account:
    """The steward of a new library; the one it already has when it is not new."""
    steward = stewards().order_by("created_at").first()
    if steward is None:
        steward = people.open_account(
            email=email,
            name=name,
            kind=kind,
            roles=(Role.Name.STEWARD, Role.Name.CONTEXTUALIST, Role.Name.MEMBER),
            now=clock.now(),
        )
        names.keep()
    return steward


def stewards() -> QuerySet[Account]:
    """Those of the whole library."""
    return Account.objects.filter(roles__name=Role.Name.STEWARD, roles__scope="")


def steward() -> Account | None:
    found = stewards().filter(is_active=True)
    return found.select_related("agent").order_by("created_at").first()


def sign_in_link(account: Account, *, address: str = "") -> str:
    """An address that signs in once, within twelve hours."""
    token = people.make_sign_in_link(account=account, now=clock.now())
    return f"{address or wiring.library_address()}/sign-in/{token}"


def sign_in(token: str) -> Account:
    return people.use_sign_in_link(token=token, now=clock.now())
