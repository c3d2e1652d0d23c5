"""A question of the library's own, as somebody fills it in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from commonstacks.doors.web.inputs.blanks import Blank
from commonstacks.doors.web.inputs.change_blanks import answers, ask, filled
from commonstacks.doors.web.inputs.changes import VOICES, answer_of, words
from commonstacks.kit.text import slug
from commonstacks.workshop.forms.form import Form

PREFIX = "x-library"


def own_blanks(form: Form, typed: Mapping[str, str]) -> tuple[Blank, ...]:
    name = Blank(
        "name", _("A short name for it"), help=_("A word or two, like parking rules."), needed=True
    )
    return filled((name, *ask(), *answers(form)), typed)


def own_question(typed: Mapping[str, str], form: Form) -> dict[str, Any]:
    name = slug(typed.get("name", ""), longest=28).replace("-", "_")
    return {
        "id": f"{PREFIX}:{name}",
        "section": "x",
        "ask": words(typed, "ask"),
        "help": words(typed, "help"),
        "answer": answer_of(typed),
        "voices": list(VOICES),
        "absences": list(form.vocabulary("absences").ids),
        "maps_to": [],
    }
