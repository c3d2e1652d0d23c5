"""The blanks of the people pages; days, numbers and keys, as typed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from commonstacks.doors.web.inputs.blanks import Blank, Option
from commonstacks.doors.web.pictures.words import Words
from commonstacks.doors.web.templatetags.people import CONTACTS
from commonstacks.kit.errors import NotHeld, Refusal
from commonstacks.library.people.models import Role

ROLES: Final[Mapping[str, Words]] = {
    Role.Name.MEMBER: _("member: reads what is not published yet, and agrees to publish"),
    Role.Name.CONTEXTUALIST: _("contextualist: brings in datasets and writes their stories"),
    Role.Name.CONSTITUENT: _("constituent: speaks and agrees for the people the data are about"),
    Role.Name.PUBLISHER: _("publisher: answers and replies for who publishes the data"),
    Role.Name.LABEL_HOLDER: _("label holder: speaks for a community; may pause its data"),
    Role.Name.STEWARD: _("steward: answers for the library; gives roles, hides, erases"),
}

WHERE: Final[Mapping[str, Words]] = {
    "library": _("the whole library"),
    "organisation": _("the datasets of one organisation"),
    "dataset": _("one dataset"),
}


def choices(words: Mapping[str, Words]) -> tuple[Option, ...]:
    return tuple(Option(key, str(said)) for key, said in words.items())


def role_blanks(role: str = "", kind: str = "library", name: str = "") -> tuple[Blank, ...]:
    """Which role, and on what."""
    return (
        Blank("role", _("Role"), "choice", role, choices(ROLES)),
        Blank("on-kind", _("It counts for"), "choice", kind, choices(WHERE)),
        Blank(
            "on",
            _("Which dataset or organisation?"),
            value=name,
            help=_("The last part of the dataset's address, or the name of the organisation."),
        ),
    )


def contact_blanks(kind: str = "", value: str = "") -> tuple[Blank, ...]:
    return (
        Blank("contact-kind", _("What is it?"), "choice", kind, choices(CONTACTS)),
        Blank("contact", _("The words or the number"), value=value),
    )


def day_of(typed: str) -> date | None:
    if not typed.strip():
        return None
    try:
        return date.fromisoformat(typed.strip())
    except ValueError as error:
        raise Refusal("This is not a day.", "Write it like 2026-03-31.") from error


def number_of(typed: str) -> int:
    if not typed.isdecimal():
        raise NotHeld("This is gone already.", "Nothing has to be done.")
    return int(typed)


def key_of(typed: str) -> UUID:
    try:
        return UUID(typed)
    except ValueError as error:
        raise NotHeld("This is not known here.", "Go back and choose from the page.") from error
