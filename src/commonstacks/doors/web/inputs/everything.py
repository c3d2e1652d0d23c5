"""All questions on one page, each with what is said and its own sheet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from commonstacks.doors.web.inputs.answers import Typed
from commonstacks.doors.web.inputs.sheets import Sheet, sheet
from commonstacks.doors.web.pictures.desk import DeskLine, desk_line
from commonstacks.doors.web.pictures.gaps import gap_pictures
from commonstacks.doors.web.pictures.words import language
from commonstacks.flows.answering import Desk


@dataclass(frozen=True, slots=True)
class SheetLine:
    line: DeskLine
    sheet: Sheet


@dataclass(frozen=True, slots=True)
class SheetSection:
    id: str
    title: str
    lines: tuple[SheetLine, ...]

    @property
    def open(self) -> int:
        return sum(each.line.open for each in self.lines)


def everything_sections(desk: Desk, own: Mapping[str, Typed]) -> tuple[SheetSection, ...]:
    """``own``: what stands in the blanks of each question at first."""
    gaps = gap_pictures(desk.form, desk.gaps)
    lines = {line.question.id: line for line in desk.lines}
    return tuple(
        SheetSection(
            section.id,
            section.title.say(language()),
            tuple(
                SheetLine(
                    desk_line(desk, lines[each.id], gaps),
                    sheet(desk, lines[each.id], own[each.id], prefix=f"{each.id}-"),
                )
                for each in section.questions
            ),
        )
        for section in desk.form.sections
    )
