"""How a story stands, in words for a page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext_lazy as _

from commonstacks.doors.web.pictures.gaps import GapPicture, gap_pictures
from commonstacks.doors.web.pictures.told import Told, told_by
from commonstacks.doors.web.pictures.words import Words, language, word
from commonstacks.flows import disputing, reviewing
from commonstacks.flows.disputing import Contested, DisputeLine
from commonstacks.flows.reviewing import ContextAlone
from commonstacks.flows.wiring import form
from commonstacks.library.people.models import Account

STATES: Final[Mapping[str, Words]] = {
    "collecting": _("People are still writing it."),
    "in review": _("It is written. Somebody is reading it."),
    "published": _("It is published."),
    "archived": _("It is put away. Nobody works on it any more."),
}
OUTCOMES: Final[Mapping[str, Words]] = {
    "open": _("Nobody has answered this yet."),
    "changed": _("The answer was changed."),
    "deprecated": _("The answer was given up."),
    "stands": _("The answer stands. Both are shown."),
}
GONE: Final[Mapping[str, Words]] = {
    "withdrawn": _("Somebody took back what they said."),
    "hidden": _("Something was hidden, for safety or for law."),
    "deprecated": _("An answer was given up by those who said it."),
}


@dataclass(frozen=True, slots=True)
class DisputePicture:
    line: DisputeLine
    ask: str
    outcome: Words


@dataclass(frozen=True, slots=True)
class LifePicture:
    alone: ContextAlone
    state: Words
    disputes: tuple[DisputePicture, ...]
    questions: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ContestedPicture:
    page: Contested
    ask: str
    told: tuple[Told, ...]
    gaps: tuple[GapPicture, ...]
    disputes: tuple[DisputePicture, ...]
    gone: tuple[tuple[Words, str], ...]


def life_picture(slug: str, reader: Account | None) -> LifePicture:
    alone = reviewing.alone(slug, reader)
    dataset = disputing.open_to(slug, reader)
    return LifePicture(
        alone=alone,
        state=word(STATES, alone.state),
        disputes=tuple(dispute_picture(line) for line in disputing.lines(dataset, reader)),
        questions=tuple((each.id, each.ask.say(language())) for each in form().questions),
    )


def dispute_picture(line: DisputeLine) -> DisputePicture:
    asked = form()
    ask = asked.question(line.question).ask.say(language()) if asked.has(line.question) else ""
    return DisputePicture(line, ask, word(OUTCOMES, line.outcome))


def contested_picture(page: Contested) -> ContestedPicture:
    asked = form()
    return ContestedPicture(
        page=page,
        ask=page.question.ask.say(language()),
        told=tuple(told_by(asked, page.question, answer) for answer in page.answers),
        gaps=gap_pictures(asked, page.gaps),
        disputes=tuple(dispute_picture(line) for line in page.disputes),
        gone=tuple((word(GONE, stone.state), stone.reason) for stone in page.tombstones),
    )
