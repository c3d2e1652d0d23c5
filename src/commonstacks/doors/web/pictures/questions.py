"""The questions of the form, as a visitor may read them before anybody has answered one."""

from __future__ import annotations

from dataclasses import dataclass

from commonstacks.doors.web.pictures.words import language
from commonstacks.workshop.forms.form import Form


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    id: str
    ask: str
    needed: str  # always, people, or nothing


@dataclass(frozen=True, slots=True)
class AskedSection:
    id: str
    title: str
    questions: tuple[AskedQuestion, ...]


def question_sections(form: Form) -> tuple[AskedSection, ...]:
    return tuple(
        AskedSection(
            section.id,
            section.title.say(language()),
            tuple(
                AskedQuestion(each.id, each.ask.say(language()), each.gate)
                for each in section.questions
            ),
        )
        for section in form.sections
    )
