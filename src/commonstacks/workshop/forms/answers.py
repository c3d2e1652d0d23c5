"""Is this an answer to that question? Bad input is refused in plain words, never repaired."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from datetime import date
from typing import Final
from urllib.parse import urlsplit

from commonstacks.kit.errors import Refusal
from commonstacks.workshop.forms.parts import Field, Question

Blank = str | float
Record = dict[str, Blank]
Answer = Blank | Record | list[Record]

RECORDS: Final = frozenset({"record", "agents", "licence"})
OWES_REASON: Final = frozenset({"withheld", "not_applicable"})
SPDX: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9.+\-]*")
CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def check_answer(question: Question, answer: object) -> Answer:
    """The answer as it is kept: text trimmed, empty blanks left out, a repeating answer as a list.

    Takes JSON values: a string (text, url, ISO date, a choice's id), an object of named blanks
    (record, licence), or a list of objects where the question repeats. Refuses an empty answer,
    unknown blanks and choices, text that is too long, addresses other than http(s) or mailto, and
    anything said to a question that is no longer asked.
    """
    _refuse_retired(question)
    if question.type == "gaps":
        raise Refusal(
            "{question} is answered with entries, one for each thing that is missing.",
            "Add an entry, or say that nobody knows.",
            question=question.id,
        )
    if question.type not in RECORDS:
        return check_blank(question.id, question.fields[0], answer)
    if question.repeats:
        return _records(question, answer)
    return _record(question, answer)


def check_absence(question: Question, absence: str, *, note: str = "") -> str:
    """The absence as it is kept. Refuses one this question does not know, and 'withheld' or
    'not applicable' without a ``note`` that says why, and any at a question no longer asked."""
    _refuse_retired(question)
    if absence not in question.absences:
        raise Refusal(
            "{question} cannot be left open with {absence}.",
            "Choose one of: {choices}.",
            question=question.id,
            absence=repr(absence),
            choices=", ".join(question.absences),
        )
    if absence in OWES_REASON and not note.strip():
        raise Refusal(
            "It is not said why {question} has no answer.",
            "Say why, in a note.",
            question=question.id,
        )
    return absence


def check_voice(question: Question, voice: str, known: tuple[str, ...]) -> str:
    """The voice as it is kept. Refuses a voice outside ``known``, and any but the question's own
    voices where only those may speak (community labels, the publisher's reply)."""
    allowed = question.voices if question.voices_only else known
    if voice not in allowed:
        raise Refusal(
            "The voice {voice} does not answer {question}.",
            "It is for: {voices}.",
            voice=repr(voice),
            question=question.id,
            voices=", ".join(allowed),
        )
    return voice


def _refuse_retired(question: Question) -> None:
    if question.retired:
        raise Refusal(
            "{question} is no longer asked.",
            "What was said to it stays; see what is asked now.",
            question=question.id,
        )


def _records(question: Question, answer: object) -> list[Record]:
    entries = answer if isinstance(answer, list) else [answer]
    if not entries:
        raise Refusal(
            "{question} has no answer yet.", "Write at least one entry.", question=question.id
        )
    return [_record(question, entry) for entry in entries]


def _record(question: Question, answer: object) -> Record:
    if not isinstance(answer, Mapping):
        raise Refusal(
            "{question} needs several blanks filled in.",
            "They are: {names}.",
            question=question.id,
            names=", ".join(field.name for field in question.fields),
        )
    record = check_fields(question.id, question.fields, answer)
    if question.type == "licence":
        _licence(record)
    return record


def check_fields(place: str, fields: tuple[Field, ...], answer: Mapping[str, object]) -> Record:
    """The named blanks as they are kept, empty ones left out. ``place`` names them in refusals."""
    names = [field.name for field in fields]
    unknown = sorted(str(name) for name in answer if name not in names)
    if unknown:
        raise Refusal(
            "{where} has no blank called {unknown}.",
            "The blanks are: {names}.",
            where=place,
            unknown=", ".join(unknown),
            names=", ".join(names),
        )
    kept = {
        field.name: check_blank(f"{place}: “{field.label.say()}”", field, answer.get(field.name))
        for field in fields
        if field.required or not _empty(answer.get(field.name))
    }
    if not kept:
        raise Refusal(
            "{where} has an entry with nothing in it.", "Fill it in or take it out.", where=place
        )
    return kept


def _licence(record: Record) -> None:
    named = str(record.get("id", ""))
    stated = record["state"] != "none_stated"
    if stated and not named:
        raise Refusal("The licence has no name.", "Write its SPDX id, or choose 'none stated'.")
    if not stated and named:
        raise Refusal("A licence is named and 'none stated' is chosen.", "Keep one of the two.")
    if named and not SPDX.fullmatch(named):
        check_url("G1, id", named, schemes=("http", "https"))


def check_blank(place: str, field: Field, answer: object) -> Blank:
    """One blank as it is kept. ``place`` names it in refusals."""
    if _empty(answer):
        raise Refusal(
            "{where} is empty.", "Write something, or say why there is no answer.", where=place
        )
    if field.type == "number":
        return _number(place, answer)
    if not isinstance(answer, str):
        raise Refusal("{where} must be written as text.", "Write words.", where=place)
    text = CONTROL.sub("", answer.replace("\r\n", "\n")).strip()
    if field.type == "choice":
        return _choice(place, field, text)
    if field.type == "url":
        return check_url(place, text)
    if field.type == "date":
        return check_date(place, text).isoformat()
    return _short_enough(place, text, field.max)


def _number(place: str, answer: object) -> float:
    try:
        number = float(str(answer))
    except ValueError:
        raise Refusal("{where} is not a number.", "Write it like 0.5", where=place) from None
    if not math.isfinite(number):
        raise Refusal("{where} is not a number.", "Write it like 0.5", where=place)
    return number


def _short_enough(place: str, text: str, most: int | None) -> str:
    if most is not None and len(text) > most:
        raise Refusal(
            "{where} is too long: {count} characters, {most} fit.",
            "Take out {over}.",
            where=place,
            count=len(text),
            most=most,
            over=len(text) - most,
        )
    return text


def _choice(place: str, field: Field, text: str) -> str:
    ids = field.choices.ids if field.choices else ()
    if text not in ids:
        raise Refusal(
            "{where} does not know {text}.",
            "Choose one of: {choices}.",
            where=place,
            text=repr(text),
            choices=", ".join(ids),
        )
    return text


def check_url(
    place: str, text: str, *, schemes: tuple[str, ...] = ("http", "https", "mailto")
) -> str:
    """The address as it is kept. Refuses schemes other than ``schemes``, spaces and bare words."""
    try:
        parts = urlsplit(text)
        reaches = "@" in parts.path if parts.scheme == "mailto" else bool(parts.hostname)
    except ValueError:
        reaches = False
    if not reaches or parts.scheme not in schemes or re.search(r"[\s<>\"]", text):
        raise Refusal(
            "{where} is not a web address: {text}.",
            "It starts with {schemes} and has no spaces.",
            where=place,
            text=repr(text),
            schemes=" or ".join(schemes),
        )
    return text


def check_date(place: str, text: str) -> date:
    """The day written as an ISO date (2026-11-21). Refuses anything else."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Refusal(
            "{where} is not a day: {text}.",
            "Write it like 2026-11-21.",
            where=place,
            text=repr(text),
        ) from None


def _empty(answer: object) -> bool:
    return answer is None or (isinstance(answer, str) and not answer.strip())
