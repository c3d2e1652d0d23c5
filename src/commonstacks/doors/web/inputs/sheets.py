"""The sheet of one question: its blanks in three depths, one line, an explanation, evidence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from commonstacks.doors.web.inputs.answers import Typed, rows_of_blanks, voices_of
from commonstacks.doors.web.inputs.blanks import Blank, Option, options_from
from commonstacks.doors.web.inputs.evidence import evidence_blanks
from commonstacks.flows.answering import Desk, QuestionLine

SOON_SEEN: Final = 3  # so many blanks of an entry stand open; of more, the rest folds away
AT_FIRST: Final = 2


@dataclass(frozen=True, slots=True)
class Entry:
    """The blanks of one entry: those that everybody sees, and those that unfold."""

    first: tuple[Blank, ...]
    more: tuple[Blank, ...]

    @property
    def open(self) -> bool:
        """Something stands in what would be folded."""
        return any(blank.value for blank in self.more)


@dataclass(frozen=True, slots=True)
class Sheet:
    """``prefix`` keeps the ids of several sheets on one page apart; names stay as they are."""

    question: str
    type: str
    repeats: bool
    typed: Typed
    entries: tuple[Entry, ...]
    absences: tuple[Option, ...]
    voices: tuple[Option, ...]
    evidence: tuple[tuple[Blank, ...], ...]
    seen: Mapping[str, str]  # voice → the answer that stands now
    prefix: str = ""

    @property
    def lines(self) -> int:
        return max(1, len(self.entries))

    @property
    def nobody_may_know(self) -> bool:
        return any(option.value == "unknown" for option in self.absences)


def sheet(
    desk: Desk, line: QuestionLine, typed: Typed, *, more: int = 0, prefix: str = ""
) -> Sheet:
    form, asked = desk.form, line.question
    columns = tuple(column.name for column in desk.profile.columns) if desk.profile else ()
    return Sheet(
        question=asked.id,
        type=asked.type,
        repeats=asked.repeats,
        typed=typed,
        entries=tuple(entry(row) for row in rows_of_blanks(asked, typed, columns, more=more)),
        absences=options_from(form.vocabulary("absences"), asked.absences),
        voices=options_from(form.vocabulary("voices"), voices_of(asked)),
        evidence=evidence_blanks(form, typed.evidence),
        seen={answer.voice: answer.id for answer in reversed(line.said)},
        prefix=prefix,
    )


def entry(blanks: tuple[Blank, ...]) -> Entry:
    if len(blanks) <= SOON_SEEN:
        return Entry(blanks, ())
    needed = tuple(blank for blank in blanks if blank.needed)
    others = tuple(blank for blank in blanks if not blank.needed)
    free = max(0, AT_FIRST - len(needed))
    return Entry((*needed, *others[:free]), others[free:])
