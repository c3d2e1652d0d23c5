"""A blank on a page: made from the form's own values, so that a new question needs no new page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise

from commonstacks.doors.web.pictures.words import language
from commonstacks.workshop.forms.form import Field, Vocabulary

SHORT: Final = 300  # a text of up to so many characters fits one line
INPUTS: Final[Mapping[str, str]] = {"url": "url", "date": "date", "number": "number"}


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Blank:
    """``kind``: line, lines, choice, url, date or number."""

    name: str
    label: str | Promise
    kind: str = "line"
    value: str = ""
    options: tuple[Option, ...] = ()
    help: str | Promise = ""
    needed: bool = False
    most: int | None = None


def blank_of(field: Field, name: str, value: str, columns: tuple[str, ...]) -> Blank:
    """The blank for one field of an answer, holding what was typed."""
    options = options_of(field, value, columns)
    return Blank(
        name=name,
        label=field.label.say(language()),
        kind="choice" if options else kind_of(field),
        value=value,
        options=options,
        needed=field.required,
        most=field.max,
    )


def kind_of(field: Field) -> str:
    if field.type == "text" and (field.max is None or field.max > SHORT):
        return "lines"
    return INPUTS.get(field.type, "line")


def options_of(field: Field, value: str, columns: tuple[str, ...]) -> tuple[Option, ...]:
    if field.choices:
        return options_from(field.choices)
    if field.type == "column" and columns:
        known = columns if not value or value in columns else (*columns, value)
        return tuple(Option(name, name) for name in known)
    return ()


def options_from(vocabulary: Vocabulary, only: Iterable[str] | None = None) -> tuple[Option, ...]:
    wanted = None if only is None else frozenset(only)
    return tuple(
        Option(term.id, term.label.say(language()))
        for term in vocabulary.terms
        if wanted is None or term.id in wanted
    )
