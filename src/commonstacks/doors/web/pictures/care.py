"""Each thing that needs care in one sentence, with the page on which it is done."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from commonstacks.doors.web.pictures.words import Words
from commonstacks.flows.needing import Need, Needy

SHOWN: Final = 3  # reasons that stand below a line


@dataclass(frozen=True, slots=True)
class CareLine:
    says: str
    do: Words
    url: str
    because: tuple[str, ...]
    hard: bool


@dataclass(frozen=True, slots=True)
class CarePicture:
    slug: str
    title: str
    at: datetime
    first: CareLine  # the next thing to do
    rest: tuple[CareLine, ...]


def care_pictures(datasets: Iterable[Needy]) -> tuple[CarePicture, ...]:
    return tuple(picture(each) for each in datasets)


def picture(needy: Needy) -> CarePicture:
    first, *rest = (line(need, needy.slug) for need in needy.needs)
    return CarePicture(needy.slug, needy.title, needy.at, first, tuple(rest))


def line(need: Need, slug: str) -> CareLine:
    do, page = DO[need.kind]
    return CareLine(
        says=SAYS[need.kind](need),
        do=do,
        url=address(page, slug, need),
        because=need.because[:SHOWN],
        hard=need.kind in {"hard", "unread"},
    )


def address(page: str, slug: str, need: Need) -> str:
    if page == "question" and len(need.questions) == 1:
        return reverse("question", args=[slug, need.questions[0]])
    return reverse("context" if page == "question" else page, args=[slug])


def no_longer(need: Need) -> str:
    return _("No longer true as written: %(questions)s.") % listed(need)


def may_not_hold(need: Need) -> str:
    return _("May no longer hold: %(questions)s.") % listed(need)


def disputed(need: Need) -> str:
    return _("Somebody disputes %(questions)s.") % listed(need)


def unread(need: Need) -> str:
    return _("Version %(number)s could not be read.") % {"number": need.number}


def doubted(need: Need) -> str:
    return _("Version %(number)s looks broken; it is not lent until somebody looks.") % {
        "number": need.number
    }


def suggested(need: Need) -> str:
    words = ngettext("%(number)s suggestion waits.", "%(number)s suggestions wait.", need.number)
    return words % {"number": need.number}


def listed(need: Need) -> dict[str, str]:
    return {"questions": ", ".join(need.questions)}


SAYS: Final[Mapping[str, Callable[[Need], str]]] = {
    "unread": unread,
    "doubted": doubted,
    "dispute": disputed,
    "review": lambda _need: _("Its story waits for a reader."),
    "hard": no_longer,
    "licence": lambda _need: _("Its licence is not clear."),
    "soft": may_not_hold,
    "drafts": suggested,
}

DO: Final[Mapping[str, tuple[Words, str]]] = {
    "unread": (gettext_lazy("See how it is read"), "instructions"),
    "doubted": (gettext_lazy("Look at the versions"), "dataset"),
    "dispute": (gettext_lazy("Read the dispute"), "question"),
    "review": (gettext_lazy("Read it and decide"), "review"),
    "hard": (gettext_lazy("Write what holds now"), "question"),
    "licence": (gettext_lazy("Ask the publisher"), "licence"),
    "soft": (gettext_lazy("Look whether it holds"), "question"),
    "drafts": (gettext_lazy("Decide about them"), "drafts"),
}
