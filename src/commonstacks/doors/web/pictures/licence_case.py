"""The list of licences that are not clear, in words for a page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.translation import gettext_lazy as _

from commonstacks.doors.web.pictures.licence import licence_in_words
from commonstacks.doors.web.pictures.words import Words, word
from commonstacks.flows.unclear import UnclearLine

STATES: Final[Mapping[str, Words]] = {
    "": _("Nobody has asked the publisher yet."),
    "open": _("Somebody is looking into it."),
    "letter made": _("A letter to the publisher is written."),
    "sent": _("The publisher was asked."),
    "answered": _("The publisher has answered; somebody is reading it."),
    "settled": _("It is settled that no licence is stated."),
}


@dataclass(frozen=True, slots=True)
class UnclearPicture:
    slug: str
    title: str
    publisher: str
    says: str
    state: Words
    sent_on: date | None


def unclear_pictures(lines: Iterable[UnclearLine]) -> tuple[UnclearPicture, ...]:
    return tuple(
        UnclearPicture(
            slug=line.shelved.card.slug,
            title=line.shelved.card.title,
            publisher=line.shelved.card.publisher,
            says=licence_in_words(line.shelved.licence, line.shelved.licence_name).says,
            state=word(STATES, line.state),
            sent_on=line.sent_on,
        )
        for line in lines
    )
