"""The desk of a context: every question by section, with what is said and what is open."""

from __future__ import annotations

from dataclasses import dataclass

from commonstacks.doors.web.pictures.gaps import GapPicture, gap_pictures
from commonstacks.doors.web.pictures.told import ToldQuestion, told_question
from commonstacks.doors.web.pictures.words import language
from commonstacks.flows.answering import Desk, QuestionLine


@dataclass(frozen=True, slots=True)
class DeskLine:
    said: ToldQuestion
    help: str
    type: str
    open: bool
    why_open: str
    needed: bool
    gaps: tuple[GapPicture, ...]


@dataclass(frozen=True, slots=True)
class DeskSection:
    id: str
    title: str
    lines: tuple[DeskLine, ...]


def desk_sections(desk: Desk) -> tuple[DeskSection, ...]:
    gaps = gap_pictures(desk.form, desk.gaps)
    lines = {line.question.id: line for line in desk.lines}
    return tuple(
        DeskSection(
            section.id,
            section.title.say(language()),
            tuple(desk_line(desk, lines[each.id], gaps) for each in section.questions),
        )
        for section in desk.form.sections
    )


def desk_line(desk: Desk, line: QuestionLine, gaps: tuple[GapPicture, ...]) -> DeskLine:
    question = line.question
    return DeskLine(
        said=told_question(desk.form, question, line.said, line.stale),
        help=question.help.say(language()),
        type=question.type,
        open=line.open,
        why_open=line.why_open,
        needed=bool(question.gate),
        gaps=tuple(gap for gap in gaps if gap.question == question.id),
    )
