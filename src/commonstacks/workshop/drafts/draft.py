"""What a program suggests as an answer: taken from one source, in voice M, never counting."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from commonstacks.kit.digests import of_facts, settled
from commonstacks.kit.errors import Refusal
from commonstacks.workshop.forms.answers import RECORDS, check_answer
from commonstacks.workshop.forms.evidence import Evidence
from commonstacks.workshop.forms.form import Form, Question

MACHINE: Final = "M"
NOTHING_SAID: Final = "The source has no answer here. A person says which kind of absence it is."
AS_A_GAP: Final = "It is kept as an entry about what is missing; a person says of which kind."


@dataclass(frozen=True, slots=True)
class Cell:
    """One thing a source says: ``label`` names the place in it, ``text`` is its own words.

    ``entry`` numbers repeated groups from 0. ``personal``: about a contact, and never kept.
    """

    label: str
    text: str
    entry: int = 0
    personal: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """A suggested answer to one question, in the shape of the form, maybe with blanks missing.

    ``absent`` holds the source's word ("N/A") where it gives no answer; then ``answer`` is empty.
    ``labels`` name where in the source it stands. A gap's answer is its sentence.
    """

    question: str
    answer: Any
    evidence: Evidence
    labels: tuple[str, ...] = ()
    absent: str = ""
    note: str = ""

    @property
    def mark(self) -> str:
        """The same suggestion has the same mark, whenever and from wherever it comes."""
        return of_facts({"question": self.question, "answer": self.answer, "absent": self.absent})


@dataclass(frozen=True, slots=True)
class Sheet:
    """A source as read: what was placed, what could not be, what was left out as personal."""

    kind: str
    title: str
    drafts: tuple[Draft, ...]
    left: tuple[Cell, ...] = ()
    personal: tuple[str, ...] = ()


def lacks(form: Form, draft: Draft) -> str:
    """Why a person has to complete the draft before it can be an answer; empty where it could be.

    The form's own check decides; nothing is filled in.
    """
    question = form.question(draft.question)
    if draft.absent:
        return NOTHING_SAID
    if question.type == "gaps":
        return AS_A_GAP
    try:
        check_answer(question, draft.answer)
    except Refusal as refusal:
        return refusal.reason
    return ""


def composed(question: Question, blanks: list[dict[str, str]]) -> Any:
    """Named blanks as the question takes them: a text, a record, or a list of records."""
    filled = [blank for blank in blanks if blank]
    if question.type not in RECORDS:
        return "\n\n".join(text for blank in filled for text in blank.values())
    if question.repeats:
        return settled(filled)
    return settled(filled[0]) if filled else {}


def shortened(text: str, most: int | None) -> tuple[str, str]:
    """What fits into ``most`` characters, cut between words, and the rest; neither is lost."""
    if most is None or len(text) <= most:
        return text, ""
    cut = text.rfind(" ", 0, most - 1)
    cut = cut if cut > most // 2 else most - 2
    return f"{text[:cut].rstrip()} …", text[cut:].strip()


def most_of(question: Question, blank: str) -> int | None:
    """How many characters fit into a blank of the question; None where the form sets no end."""
    fields: Mapping[str, int | None] = {field.name: field.max for field in question.fields}
    return 600 if question.type == "gaps" else fields.get(blank)
