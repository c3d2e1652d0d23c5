"""One gap with what others say of it, in words for its page."""

from __future__ import annotations

from dataclasses import dataclass

from commonstacks.doors.web.pictures.gaps import GapPicture, gap_picture
from commonstacks.doors.web.pictures.words import language
from commonstacks.flows.confirming import OneGap, StanceLine


@dataclass(frozen=True, slots=True)
class StancePicture:
    line: StanceLine
    voice: str


@dataclass(frozen=True, slots=True)
class OneGapPicture:
    page: OneGap
    gap: GapPicture
    ask: str
    said: tuple[StancePicture, ...]


def one_gap_picture(page: OneGap) -> OneGapPicture:
    gap, voices = page.line.gap, page.form.vocabulary("voices")
    asked = page.form.has(gap.question)
    return OneGapPicture(
        page=page,
        gap=gap_picture(page.form, page.line),
        ask=page.form.question(gap.question).ask.say(language()) if asked else gap.question,
        said=tuple(StancePicture(each, voices.label(each.voice, language())) for each in page.said),
    )
