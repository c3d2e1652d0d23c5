"""The form as a page shows it: every question with who is asked, how, and where it goes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext_lazy as _

from commonstacks.doors.web.pictures.words import Words, language, word
from commonstacks.workshop.forms.form import Form, Question, Vocabulary
from commonstacks.workshop.forms.own_questions import SECTION

ANSWERS: Final[Mapping[str, Words]] = {
    "text": _("in words"),
    "url": _("with a web address"),
    "date": _("with a day"),
    "choice": _("with one word from a list"),
    "record": _("with a few blanks"),
    "agents": _("with people and groups"),
    "licence": _("with a licence, or that none is stated"),
    "gaps": _("with entries, one for each thing that is missing"),
}
NEEDED: Final[Mapping[str, Words]] = {
    "always": _("needed before data are shown"),
    "people": _("needed where the data are about people"),
}
STALE: Final[Mapping[str, Words]] = {
    "rows": _("the number of rows moves a lot"),
    "coverage": _("rows lie outside what should be in it"),
    "columns": _("columns change"),
    "gap_columns": _("a column that a gap names changes"),
    "licence": _("the licence changes"),
    "publisher": _("the publisher changes"),
    "address": _("the address changes"),
    "rhythm": _("it is not updated in its rhythm"),
}


@dataclass(frozen=True, slots=True)
class BlankLine:
    label: str
    how: str
    needed: bool


@dataclass(frozen=True, slots=True)
class QuestionPicture:
    id: str
    ask: str
    help: str
    needed: Words
    answered: Words
    most: int | None
    repeats: bool
    blanks: tuple[BlankLine, ...]
    voices: tuple[str, ...]
    voices_only: bool
    stale: tuple[Words, ...]
    maps_to: tuple[str, ...]
    retired: bool


@dataclass(frozen=True, slots=True)
class SectionPicture:
    id: str
    title: str
    questions: tuple[QuestionPicture, ...]


@dataclass(frozen=True, slots=True)
class ListPicture:
    id: str
    words: tuple[str, ...]
    retired: tuple[str, ...]


def section_pictures(form: Form) -> tuple[SectionPicture, ...]:
    return tuple(
        SectionPicture(
            section.id,
            section.title.say(language()),
            tuple(question_picture(form, each) for each in section.questions),
        )
        for section in form.sections
    )


def own_pictures(form: Form) -> tuple[QuestionPicture, ...]:
    """The library's own questions, which stand in a section of their own."""
    own = (section.questions for section in form.sections if section.id == SECTION)
    return tuple(question_picture(form, each) for questions in own for each in questions)


def question_picture(form: Form, question: Question) -> QuestionPicture:
    named = [field for field in question.fields if field.name]
    single = next((field for field in question.fields if not field.name), None)
    return QuestionPicture(
        id=question.id,
        ask=question.ask.say(language()),
        help=question.help.say(language()),
        needed=word(NEEDED, question.gate) if question.gate else "",
        answered=word(ANSWERS, question.type),
        most=single.max if single else None,
        repeats=question.repeats,
        blanks=tuple(
            BlankLine(
                field.label.say(language()),
                words_of(field.choices) if field.choices else "",
                field.required,
            )
            for field in (named or [f for f in question.fields if f.choices])
        ),
        voices=tuple(form.vocabulary("voices").label(each, language()) for each in question.voices),
        voices_only=question.voices_only,
        stale=tuple(word(STALE, each.on) for each in question.stale),
        maps_to=question.maps_to,
        retired=question.retired,
    )


def words_of(vocabulary: Vocabulary) -> str:
    return " · ".join(term.label.say(language()) for term in vocabulary.terms)


def list_pictures(form: Form) -> tuple[ListPicture, ...]:
    return tuple(
        ListPicture(
            each.id,
            tuple(term.label.say(language()) for term in each.terms),
            tuple(term.label.say(language()) for term in each.retired),
        )
        for each in form.vocabularies
    )
