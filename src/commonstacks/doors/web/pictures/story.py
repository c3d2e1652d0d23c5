"""The story of a dataset in chapters: the order in which a neighbour would ask."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from django.utils.translation import gettext_lazy as _

from commonstacks.doors.web.pictures.gaps import GapPicture, gap_pictures
from commonstacks.doors.web.pictures.told import Told, ToldQuestion, told_question
from commonstacks.doors.web.pictures.words import HEARD, Words, language, word
from commonstacks.flows.shown import Stale, Story

LEAD: Final = "A1"
NOT_FOR: Final = "E4"
ABOUT_PEOPLE: Final = "F1"
Asked = tuple[str, Words, tuple[str, ...]]  # anchor, title, questions
OPENING: Final[tuple[Asked, ...]] = (  # what one must know before looking at a chart
    ("purpose", _("Why it was made"), ("A2",)),
    ("row", _("What one row is"), ("A3",)),
    ("not-for", _("Do not use it to"), (NOT_FOR,)),
    ("left-out", _("Who was left out"), ("C1", "C2")),
    ("not-recorded", _("What was not recorded"), ("D1", "D2")),
)
MAKING: Final[tuple[Asked, ...]] = (  # what one wants to know after it
    ("whole", _("Who or what should be in it"), ("A4",)),
    ("making", _("How it was made"), ("B1",)),
    ("work", _("Who did the work"), ("B2", "B4", "B5")),
    ("rights", _("What you may do with it"), ("G1",)),
    ("care", _("Who takes care of it"), ("H1", "H2")),
)
AFFECTED: Final = frozenset("SC")


@dataclass(frozen=True, slots=True)
class Chapter:
    id: str
    title: Words
    questions: tuple[ToldQuestion, ...]
    gaps: tuple[GapPicture, ...] = ()
    first: str = ""  # the question that the title itself asks
    stale: Stale | None = None  # of the question that the gaps answer


@dataclass(frozen=True, slots=True)
class Heard:
    """Which voices spoke, in words, and whether nobody it touches did."""

    voices: tuple[Words, ...]
    nobody_affected: bool


@dataclass(frozen=True, slots=True)
class StoryPicture:
    lead: Told | None
    read_first: Told | None
    chapters: tuple[Chapter, ...]
    making: tuple[Chapter, ...]
    rest: tuple[Chapter, ...]
    heard: Heard
    stale: tuple[ToldQuestion, ...]
    gaps: tuple[GapPicture, ...]


def story_picture(story: Story, stale: Iterable[Stale]) -> StoryPicture:
    gaps = gap_pictures(story.form, story.gaps)
    said = {answer.question for answer in story.answers} | {gap.question for gap in gaps}
    marks = {mark.question: mark for mark in stale if mark.question in said}
    return StoryPicture(
        lead=first_told(story, LEAD),
        read_first=first_told(story, NOT_FOR),
        chapters=tuple(chapter(story, marks, gaps, *each) for each in OPENING),
        making=tuple(chapter(story, marks, gaps, *each) for each in MAKING),
        rest=rest(story, marks),
        heard=heard(story),
        stale=tuple(question(story, each, marks) for each in marks),
        gaps=gaps,
    )


def first_told(story: Story, asked: str) -> Told | None:
    told = told_question(story.form, story.form.question(asked), story.to(asked)).told
    return told[0] if told else None


def question(story: Story, asked: str, marks: Mapping[str, Stale]) -> ToldQuestion:
    return told_question(story.form, story.form.question(asked), story.to(asked), marks.get(asked))


def chapter(
    story: Story,
    marks: Mapping[str, Stale],
    gaps: tuple[GapPicture, ...],
    anchor: str,
    title: Words,
    asked: tuple[str, ...],
) -> Chapter:
    own = tuple(gap for gap in gaps if gap.question in asked)
    answered = {gap.question for gap in own}
    told = tuple(question(story, each, marks) for each in asked)
    shown = tuple(each for each in told if each.told or each.id not in answered)
    stale = marks.get(asked[0]) if own else None
    if stale:  # said once, beside the gaps
        shown = tuple(replace(each, stale=None) if each.id == asked[0] else each for each in shown)
    return Chapter(anchor, title, shown, own, first=asked[0], stale=stale)


def rest(story: Story, marks: Mapping[str, Stale]) -> tuple[Chapter, ...]:
    """Whatever else somebody has answered, in the order of the form."""
    told_above = {LEAD, *(each for _, _, asked in (*OPENING, *MAKING) for each in asked)}
    sections = (
        Chapter(
            section.id,
            section.title.say(language()),
            tuple(
                question(story, each.id, marks)
                for each in section.questions
                if each.id not in told_above and story.to(each.id)
            ),
        )
        for section in story.form.sections
    )
    return tuple(section for section in sections if section.questions)


def heard(story: Story) -> Heard:
    voices = story.facts.voices
    answers = story.to(ABOUT_PEOPLE)
    about_nobody = bool(answers) and all(says_no(each.answer) for each in answers)
    return Heard(
        voices=tuple(word(HEARD, voice) for voice in voices),
        nobody_affected=not about_nobody and not AFFECTED & set(voices),
    )


def says_no(answer: object) -> bool:
    return (answer.get("is") if isinstance(answer, dict) else answer) == "no"
