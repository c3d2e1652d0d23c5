"""The words pages use for what the values call by short names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

Words = str | Promise

HEARD: Final[Mapping[str, Words]] = {
    "P": _("the publisher"),
    "W": _("those who made it"),
    "S": _("people it is about"),
    "C": _("the community"),
    "X": _("a contextualist"),
}

KINDS: Final[Mapping[str, Words]] = {
    "text": _("words"),
    "category": _("one of a few words"),
    "code": _("a code, kept as written"),
    "integer": _("whole numbers"),
    "decimal": _("numbers"),
    "money": _("amounts of money"),
    "percentage": _("shares in per cent"),
    "boolean": _("yes or no"),
    "date": _("days"),
    "datetime": _("days and times"),
    "period": _("months, quarters or other stretches of time"),
    "geometry": _("shapes"),
    "coordinates": _("where on Earth, two numbers in one cell"),
    "longitude": _("how far east or west"),
    "latitude": _("how far north or south"),
    "identifier": _("a name of its own for each row"),
    "place name": _("names of places"),
    "place code": _("codes of places"),
    "person name": _("names of people"),
    "address": _("street addresses"),
    "e-mail": _("e-mail addresses"),
    "telephone": _("telephone numbers"),
}

ROLE_CLASSES: Final[Mapping[str, Words]] = {
    "origin": _("The people it comes from"),
    "gather": _("Gathered it"),
    "make": _("Made and keep it"),
    "context": _("Wrote and checked the story"),
    "sense": _("Made sense of it"),
    "gather people": _("Brought people together"),
    "govern": _("Look after the rules"),
    "enable": _("Paid for it or made it possible"),
}

CHANGES: Final[Mapping[str, Words]] = {
    "appended": _("Rows were added"),
    "corrected": _("Rows were corrected"),
    "removed": _("Rows were taken out"),
    "renumbered": _("The same rows under new numbers"),
    "recalculated": _("The whole past was calculated again"),
    "reshaped": _("The table has another shape"),
    "identical": _("Published again, nothing changed"),
    "suspicious": _("Something looks wrong"),
    "mixed": _("Several things changed"),
}

STATES: Final[Mapping[str, Words]] = {
    "waiting": _("waiting its turn"),
    "running": _("at work"),
    "done": _("done"),
    "failed": _("did not work"),
    "cancelled": _("stopped"),
}

HOLDS: Final[Mapping[str, Words]] = {
    "hidden": _("hidden for now"),
    "withdrawn": _("withdrawn"),
    "erased": _("erased"),
}

REPLIES: Final[Mapping[str, Words]] = {
    "told": _("The publisher was told."),
    "replied": _("The publisher was told, and replied."),
    "not told": _("The publisher was not told."),
}


def language() -> str:
    """The language of the page that is being made."""
    return get_language() or "en"


def foreign(spoken: str) -> str:
    """The language of somebody's words, where it is known and not the page's; else empty."""
    return "" if spoken.partition("-")[0] == language().partition("-")[0] else spoken


def word(words: Mapping[str, Words], key: str) -> Words:
    """The plain word; a name nobody has put into words yet stands as it is."""
    return words.get(key, key)
