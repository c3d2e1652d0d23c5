"""How a table is read, and what a person may say about it, as the page asks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext_lazy as _

from commonstacks.doors.web.pictures.words import KINDS, Words, word
from commonstacks.flows.shown import Lent
from commonstacks.workshop.tables.instructions import ENCODINGS, READ_AS, SEPARATORS

WAYS: Final[Mapping[str, Words]] = {
    "text": _("words"),
    "code": _("a code, kept as written"),
    "category": _("one of a few words"),
    "identifier": _("a name of its own for each row"),
    "person name": _("names of people"),
    "place name": _("names of places"),
    "number": _("a number with a decimal point"),
    "number with a decimal comma": _("a number with a decimal comma"),
    "date, day first": _("a date, day first"),
    "date, month first": _("a date, month first"),
    "date, year first": _("a date, year first"),
}


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    words: Words
    chosen: bool


@dataclass(frozen=True, slots=True)
class ColumnRead:
    name: str
    kind: Words
    why: str
    ways: tuple[Choice, ...]
    missing: str


@dataclass(frozen=True, slots=True)
class ReadingPicture:
    columns: tuple[ColumnRead, ...]
    separators: tuple[Choice, ...]
    encodings: tuple[Choice, ...]
    header: str


def reading_picture(lent: Lent, given: Mapping[str, str]) -> ReadingPicture:
    return ReadingPicture(
        columns=tuple(
            ColumnRead(
                name=column.name,
                kind=word(KINDS, column.kind),
                why=column.why,
                ways=choices({way: WAYS[way] for way in READ_AS}, given.get(f"as:{column.name}")),
                missing=given.get(f"missing:{column.name}", ""),
            )
            for column in lent.profile.columns
        ),
        separators=choices({name: name for name in SEPARATORS}, given.get("separator")),
        encodings=choices({name: name for name in ENCODINGS}, given.get("encoding")),
        header=given.get("header", ""),
    )


def choices(known: Mapping[str, Words], chosen: str | None) -> tuple[Choice, ...]:
    return tuple(Choice(value, words, value == chosen) for value, words in known.items())
