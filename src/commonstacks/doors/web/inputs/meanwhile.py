"""Two people at one question: what somebody said meanwhile, beside one's own words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from commonstacks.doors.web.inputs.answers import Typed
from commonstacks.doors.web.inputs.blanks import Option
from commonstacks.doors.web.inputs.sheets import Sheet
from commonstacks.doors.web.pictures.told import Told, told_by
from commonstacks.flows.answering import Desk, QuestionLine


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """``theirs`` stands now and was not there when ``own`` was begun."""

    theirs: Told
    own: tuple[str, ...]


def meanwhile(desk: Desk, line: QuestionLine, sheet: Sheet) -> Meanwhile | None:
    """None where what stands is what the writer has seen."""
    typed = sheet.typed
    now = next((each for each in line.said if each.voice == typed.voice), None)
    if now is None or now.id == typed.seen.get(typed.voice, ""):
        return None
    return Meanwhile(told_by(desk.form, line.question, now), tuple(own_words(sheet)))


def own_words(sheet: Sheet) -> list[str]:
    """A line for each blank that holds something; the choices in words."""
    typed = sheet.typed
    if typed.way == "absence":
        return [text for text in (absence(sheet), asked(typed), typed.note) if text]
    filled = [
        (str(blank.label), labels(blank.options).get(blank.value, blank.value))
        for each in sheet.entries
        for blank in (*each.first, *each.more)
        if blank.value.strip()
    ]
    lines = [f"{label}: {value}" if len(filled) > 1 else value for label, value in filled]
    return [*lines, typed.note] if typed.note else lines


def absence(sheet: Sheet) -> str:
    return labels(sheet.absences).get(sheet.typed.absence, "")


def asked(typed: Typed) -> str:
    if not typed.asked_of:
        return ""
    return _("Asked: %(who)s") % {"who": f"{typed.asked_of} {typed.asked_on}".strip()}


def labels(options: tuple[Option, ...]) -> Mapping[str, str]:
    return {option.value: option.label for option in options}
