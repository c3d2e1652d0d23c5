"""What every page knows: the library's name and who is reading."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest

from commonstacks.flows import wiring
from commonstacks.kit.errors import NotAllowed
from commonstacks.library.people import rules
from commonstacks.library.people.models import Account


@dataclass(frozen=True, slots=True)
class Library:
    name: str
    reader: str  # the name of who is signed in, or nothing
    may_add: bool
    may_answer: bool
    may_turn_key: bool
    may_set_groups: bool
    sign_up: str  # who may make an account: open, invited, closed


def library(request: HttpRequest) -> dict[str, Library]:
    """Context processor: ``library`` in every template."""
    reader = reader_of(request)
    return {
        "library": Library(
            name=wiring.library_name(),
            reader=reader.agent.name if reader else "",
            may_add=rules.may_add(reader),
            may_answer=rules.may_answer(reader),
            may_turn_key=rules.may_turn_key(reader),
            may_set_groups=rules.may_set_groups(reader),
            sign_up=wiring.sign_up(),
        )
    }


def reader_of(request: HttpRequest) -> Account | None:
    """Who is signed in; nobody where the sign-in was not looked at (an error before it)."""
    user = getattr(request, "user", None)
    return user if isinstance(user, Account) else None


def turn_of(request: HttpRequest) -> str:
    """Whose turn it is where many ask at once: an account, else the address that asks. It is held
    as long as the question runs, and written down nowhere."""
    reader = reader_of(request)
    if reader is not None:
        return f"account {reader.pk}"
    near = request.META.get("REMOTE_ADDR", "")
    onward = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    return onward[:64] if onward and near in ("127.0.0.1", "::1", "") else near


def signed_in(request: HttpRequest) -> Account:
    reader = reader_of(request)
    if reader is None:
        raise NotAllowed(
            "This page is for people who work on the library.",
            "Sign in with the link that the steward gave you.",
        )
    return reader
