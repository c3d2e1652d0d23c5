"""The licence in plain words: what was stated, and what that means for somebody who reads here."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from commonstacks.doors.web.pictures.told import web_address
from commonstacks.doors.web.pictures.words import Words
from commonstacks.flows import storytelling
from commonstacks.flows.shown import Story

# What well-known licences say, the narrowest first. The licence itself is what counts.
MEANINGS: Final[tuple[tuple[re.Pattern[str], Words], ...]] = (
    (
        re.compile(r"-NC\b.*-ND\b"),
        lazy(
            "You may share it unchanged if you name the source, but not where money is made with"
            " it."
        ),
    ),
    (
        re.compile(r"-NC\b"),
        lazy("You may use it if you name the source, but not where money is made with it."),
    ),
    (re.compile(r"-ND\b"), lazy("You may share it if you name the source and change nothing.")),
    (
        re.compile(r"^CC-BY-SA|^ODbL"),
        lazy(
            "You may use and share it if you name the source, and share what you make of it under"
            " the same licence."
        ),
    ),
    (
        re.compile(r"^CC-BY-\d|^ODC-By|^OGL|^DL-DE-BY|^etalab"),
        lazy("You may use and share it, also where money is made with it, if you name the source."),
    ),
    (
        re.compile(r"^CC0|^PDDL|^CC-PDDC|^CC-PDM|publicdomain|^Unlicense|^DL-DE-ZERO"),
        lazy("You may use it for anything. Naming the source is good manners, not a duty."),
    ),
    (
        re.compile(r"/NoC-US\b"),
        lazy(
            "In the United States nobody holds the copyright, so there you may use it for"
            " anything. Elsewhere, ask first."
        ),
    ),
    (
        re.compile(r"^BSD|^MIT|^Apache|^ISC"),
        lazy("You may use and share it if you keep the text of the licence with it."),
    ),
)

# The statements of rightsstatements.org that are used for data, by the end of their address.
RIGHTS: Final[Mapping[str, Words]] = {
    "NoC-US": lazy("no copyright in the United States"),
    "NoC-OKLR": lazy("no copyright, but other rights"),
    "NoC-NC": lazy("no copyright, not for money"),
    "NKC": lazy("no known copyright"),
    "CNE": lazy("copyright not looked into"),
    "UND": lazy("copyright not settled"),
    "InC": lazy("under copyright"),
}


@dataclass(frozen=True, slots=True)
class LicencePicture:
    says: str  # the state, in a sentence
    means: Words
    name: str
    url: str
    sure: bool  # stated, and by nobody denied


def called(name: str) -> str:
    """The name as people say it; a rights statement in words, any other address by its host."""
    if not web_address(name):
        return name
    last = name.rstrip("/").split("/vocab/")[-1].split("/")[0]
    return str(RIGHTS.get(last, urlsplit(name).hostname or name))


def licence_in_short(state: str, name: str) -> str:
    """A few words for a card."""
    if state == "stated" and web_address(name) and called(name) != urlsplit(name).hostname:
        return called(name)
    name = called(name)
    short = {
        "stated": _("licence %(name)s") % {"name": name},
        "inferred": _("licence not stated, probably %(name)s") % {"name": name},
        "conflicting": _("licence disputed"),
        "none_stated": _("no licence stated"),
    }
    return short.get(state, _("licence not recorded"))


def licence_picture(story: Story) -> LicencePicture:
    answered = any(
        each.answer
        for question in story.form.questions
        if question.type == "licence"
        for each in story.to(question.id)
    )
    found = storytelling.licence(story)
    return licence_in_words(found.state if answered else "", found.id, found.url)


def licence_in_words(state: str, name: str, url: str = "") -> LicencePicture:
    in_words = {"name": called(name)}
    says, means = {
        "stated": (_("Licence: stated, %(name)s.") % in_words, meaning(name)),
        "inferred": (
            _("Licence: not stated; probably %(name)s.") % in_words,
            _("Somebody worked that out. Ask the publisher before you rely on it."),
        ),
        "conflicting": (
            _("Licence: conflicting."),
            _(
                "What was stated does not agree. Do only what every statement allows, or ask the"
                " publisher."
            ),
        ),
        "none_stated": (
            _("Licence: none stated."),
            _(
                "Nobody has said what you may do with the data. You may read and cite them here;"
                " ask the publisher before you pass them on."
            ),
        ),
    }.get(
        state,
        (
            _("Licence: not recorded."),
            _("Nobody has found out yet. Ask the publisher before you pass the data on."),
        ),
    )
    return LicencePicture(says, means, name, web_address(url or name), sure=state == "stated")


def meaning(name: str) -> Words:
    known = (words for pattern, words in MEANINGS if pattern.search(name))
    return next(known, lazy("Read it before you use the data."))
