"""A revision in the order of its own form; two revisions by voice, with the words marked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext_lazy as _

from commonstacks.doors.web.pictures.gaps import GapPicture, gap_pictures
from commonstacks.doors.web.pictures.told import ToldQuestion, told_question
from commonstacks.doors.web.pictures.words import HEARD, Words, language, word
from commonstacks.flows.comparing import Shown, Since
from commonstacks.workshop.forms.compared import Difference, Piece
from commonstacks.workshop.forms.form import Form

KINDS: Final[Mapping[str, Words]] = {
    "new": _("New"),
    "changed": _("Changed"),
    "gone": _("No longer said"),
}
GAPS: Final[Mapping[str, Words]] = {
    "new": _("Named for the first time"),
    "changed": _("Described otherwise"),
    "gone": _("No longer named"),
}


@dataclass(frozen=True, slots=True)
class Part:
    """One section of the form with what was said in it."""

    id: str
    title: str
    questions: tuple[ToldQuestion, ...]
    gaps: tuple[GapPicture, ...]


@dataclass(frozen=True, slots=True)
class DifferencePicture:
    kind: str
    label: Words
    question: str
    ask: str
    author: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class VoicePicture:
    """What one voice says otherwise."""

    id: str
    name: Words
    answers: tuple[DifferencePicture, ...]
    gaps: tuple[DifferencePicture, ...]


def revision_picture(shown: Shown) -> tuple[Part, ...]:
    story, form = shown.story, shown.story.form
    gaps = gap_pictures(form, story.gaps)
    parts = (
        Part(
            id=section.id,
            title=section.title.say(language()),
            questions=tuple(
                told_question(form, question, story.to(question.id))
                for question in section.questions
                if story.to(question.id)
            ),
            gaps=tuple(g for g in gaps if g.question in {q.id for q in section.questions}),
        )
        for section in form.sections
    )
    return tuple(part for part in parts if part.questions or part.gaps)


def since_picture(since: Since) -> tuple[VoicePicture, ...]:
    """The voices in the order of the form; a voice that says the same is not there."""
    voices = [term.id for term in since.form.vocabulary("voices").terms]
    answers, gaps = since.compared.answers, since.compared.gaps
    said = {each.voice for each in (*answers, *gaps)}
    return tuple(
        VoicePicture(
            voice,
            word(HEARD, voice),
            tuple(pictures(answers, voice, KINDS, since)),
            tuple(pictures(gaps, voice, GAPS, since)),
        )
        for voice in [*voices, *sorted(said - set(voices))]
        if voice in said
    )


def pictures(
    found: Iterable[Difference], voice: str, kinds: Mapping[str, Words], since: Since
) -> Iterable[DifferencePicture]:
    for each in found:
        if each.voice == voice:
            row = each.new or each.old or {}
            yield DifferencePicture(
                kind=each.kind,
                label=word(kinds, each.kind),
                question=each.question,
                ask=ask(since.form, each.question),
                author=since.names.get(row["author"], ""),
                pieces=each.pieces,
            )


def ask(form: Form, question: str) -> str:
    return form.question(question).ask.say(language()) if form.has(question) else question
