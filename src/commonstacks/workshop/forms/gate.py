"""The gate: no data without its context. Every gate question is answered or typed-absent."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from commonstacks.kit.errors import Refusal
from commonstacks.workshop.forms.answers import OWES_REASON
from commonstacks.workshop.forms.form import Form
from commonstacks.workshop.forms.gap import Gap
from commonstacks.workshop.forms.parts import Question

MACHINE: Final = "M"

NOBODY = "Nobody has answered this yet."
ONLY_MACHINE = "So far only a machine has made a suggestion; a person must accept or change it."
NOT_ASKED = "Nobody was asked yet. Ask somebody, or look it up and say what you found."
NO_SOURCE = "It is not said who or what was asked, and on which day."
NO_REASON = "It is not said why."
NO_COUNTERSIGN = "A second person must agree that this does not apply here."


@dataclass(frozen=True, slots=True)
class Said:
    """One statement, as far as the gate asks: an answer, or an absence, in a voice.

    ``asked_of`` is a person, a group or a document consulted; ``note`` is the reason that
    'withheld' and 'not applicable' owe the reader.
    """

    question: str
    answer: object = None
    absence: str = ""
    voice: str = "X"
    asked_of: str = ""
    asked_on: date | None = None
    note: str = ""
    countersigned: bool = False


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    id: str
    question: str
    why: str


def guard(form: Form, said: Iterable[Said], gaps: Iterable[Gap]) -> None:
    """Refuses a context with open gate questions; the refusal lists them and carries their ids."""
    left = open_questions(form, said, gaps)
    if left:
        listed = " ".join(each.question for each in left)
        raise Refusal(
            "The context is not complete.",
            "Still open: {questions_left}",
            questions=tuple(each.id for each in left),
            questions_left=listed,
        )


def open_questions(
    form: Form, said: Iterable[Said], gaps: Iterable[Gap], *, language: str = "en"
) -> tuple[OpenQuestion, ...]:
    """The gate questions that are still open, in the order of the form, each with the reason.

    ``said`` are the statements that stand (not returned, not withdrawn, not superseded).
    """
    spoken, entries = tuple(said), tuple(gaps)
    needed = [question for question in form.questions if _asked(question, spoken)]
    reasons = [(question, _why_open(question, spoken, entries)) for question in needed]
    return tuple(
        OpenQuestion(question.id, question.ask.say(language), why)
        for question, why in reasons
        if why
    )


def about_people(said: Iterable[Said]) -> bool:
    """False only when F1 is answered, and everybody who answered it says "no"."""
    answers = [
        each.answer.get("is") if isinstance(each.answer, dict) else each.answer
        for each in said
        if each.question == "F1" and each.voice != MACHINE and (each.answer or each.absence)
    ]
    return not answers or any(answer != "no" for answer in answers)


def holds(question: Question, each: Said) -> bool:
    """True when this statement alone satisfies the gate at its question."""
    return _fault(question, each) == ""


def _asked(question: Question, said: Sequence[Said]) -> bool:
    return question.gate == "always" or (question.gate == "people" and about_people(said))


def _why_open(question: Question, said: Sequence[Said], gaps: Sequence[Gap]) -> str:
    """The reason the question is open, or nothing. The best attempt decides the reason given."""
    if any(gap.question == question.id and counts(gap) for gap in gaps):
        return ""
    faults = [_fault(question, each) for each in said if each.question == question.id]
    if "" in faults:
        return ""
    if not faults and any(gap.question == question.id for gap in gaps):
        return ONLY_MACHINE
    return next((fault for fault in faults if fault != ONLY_MACHINE), (faults or [NOBODY])[0])


def counts(gap: Gap) -> bool:
    """True when a person stands behind the gap: not a machine's draft, not a mere suggestion."""
    return gap.voice != MACHINE and gap.status != "suggested"


def _fault(question: Question, each: Said) -> str:
    if each.voice == MACHINE:
        return ONLY_MACHINE
    if each.absence:
        return _absence_fault(question, each)
    filled = each.answer if not isinstance(each.answer, str) else each.answer.strip()
    return "" if filled and question.type != "gaps" else NOBODY


def _absence_fault(question: Question, each: Said) -> str:
    if each.absence == "not_asked":
        return "" if question.not_asked_counts else NOT_ASKED
    if not (each.asked_of.strip() and each.asked_on):
        return NO_SOURCE
    if each.absence in OWES_REASON and not each.note.strip():
        return NO_REASON
    if each.absence in question.countersign and not each.countersigned:
        return NO_COUNTERSIGN
    return ""
