"""How others answered the same question, in the words of a page."""

from __future__ import annotations

from dataclasses import dataclass

from commonstacks.doors.web.pictures.told import Line, lines_of
from commonstacks.doors.web.pictures.words import language
from commonstacks.flows import examples
from commonstacks.workshop.forms.form import Form, Question


@dataclass(frozen=True, slots=True)
class ExamplePicture:
    title: str
    voice: str
    lines: tuple[Line, ...]
    evidence: str


def example_picture(form: Form, question: Question, *, but: str) -> ExamplePicture | None:
    """None where the shelf has no good example of it."""
    found = examples.example(question.id, but=but)
    if found is None:
        return None
    lines = (Line(found.gap),) if found.gap else tuple(lines_of(question, found.answer))
    voice = form.vocabulary("voices").label(found.voice, language())
    return ExamplePicture(found.title, voice, lines, found.evidence)
