"""Questions of a library's own, beside the common form: asked here, never needed, named apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from commonstacks.kit.errors import Refusal
from commonstacks.workshop.forms import written
from commonstacks.workshop.forms.form import Form, Section, Words, read
from commonstacks.workshop.forms.written import FormFacts

SECTION: Final = "x"
SHAPE: Final = re.compile(r"x-[a-z0-9]+(-[a-z0-9]+)*:[a-z0-9]+(_[a-z0-9]+)*")
TITLE: Final = {"en": "Questions of this library", "de": "Fragen dieser Bibliothek"}


def check_own(form: FormFacts, question: FormFacts) -> FormFacts:
    """The question as it is kept: ``x-<library>:<name>``, in a section of its own, never needed.

    Takes a question as the form writes it. Refuses what the form could not ask, a gate, and an
    id outside the library's own names.
    """
    key = str(question.get("id", ""))
    if not SHAPE.fullmatch(key) or len(key) > 40:
        raise Refusal(
            "{key} is not the name of an own question.",
            "Write it like x-library:parking_rules, at most 40 characters.",
            key=repr(key),
        )
    if question.get("gate"):
        raise Refusal("An own question cannot be needed.", "Propose it for the common form.")
    kept = {name: value for name, value in question.items() if name != "gate"}
    kept = {**kept, "section": SECTION}
    written.check_question(_with_section(form), kept, shape=SHAPE)
    return kept


def extend(form: Form, document: FormFacts, own: Sequence[FormFacts]) -> Form:
    """The common form with a library's own questions behind it.

    ``document`` is the JSON the form was read from. Release, digest, gate and every common
    question stay what they are.
    """
    if not own:
        return form
    extended = read({**_with_section(document), "questions": list(own)})
    questions = tuple(replace(each, gate="") for each in extended.questions)
    section = Section(SECTION, Words(tuple(TITLE.items())), questions)
    return replace(form, sections=(*form.sections, section))


def _with_section(form: FormFacts) -> FormFacts:
    return {**form, "sections": [*form["sections"], {"id": SECTION, "label": TITLE}]}
