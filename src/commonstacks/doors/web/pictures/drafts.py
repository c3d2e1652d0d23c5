"""Suggestions of a program, and what an import would do, in words for a page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from commonstacks.doors.web.pictures.told import Line, lines_of
from commonstacks.doors.web.pictures.words import language
from commonstacks.flows.drafting import DraftLine
from commonstacks.flows.importing import Place
from commonstacks.workshop.forms.form import Form, Question


@dataclass(frozen=True, slots=True)
class DraftPicture:
    id: str
    lines: tuple[Line, ...]
    absent: str
    gap: bool
    lacks: str
    rest: str
    source: str
    where: str  # in the source
    url: str
    read_on: date | None
    counted: bool  # in the data, and not read in a document


@dataclass(frozen=True, slots=True)
class PlacePicture:
    mark: str
    question: str
    ask: str
    lines: tuple[Line, ...]
    absent: str
    labels: str
    said: bool
    why: str


def draft_pictures(form: Form, drafts: Iterable[DraftLine]) -> tuple[DraftPicture, ...]:
    return tuple(draft_picture(form.question(each.question), each) for each in drafts)


def draft_picture(question: Question, draft: DraftLine) -> DraftPicture:
    first = draft.evidence[0] if draft.evidence else {}
    return DraftPicture(
        id=draft.id,
        lines=said(question, draft.answer),
        absent=draft.absent,
        gap=question.type == "gaps",
        lacks=draft.lacks,
        rest=draft.note,
        source=str(first.get("title") or draft.source),
        where=str(first.get("note", "")),
        url=draft.url,
        read_on=draft.read_on,
        counted=first.get("kind") == "measured",
    )


def place_pictures(form: Form, places: Iterable[Place]) -> tuple[PlacePicture, ...]:
    return tuple(place_picture(form.question(each.draft.question), each) for each in places)


def place_picture(question: Question, place: Place) -> PlacePicture:
    draft = place.draft
    return PlacePicture(
        mark=draft.mark,
        question=question.id,
        ask=question.ask.say(language()),
        lines=said(question, draft.answer),
        absent=draft.absent,
        labels=", ".join(draft.labels),
        said=place.becomes == "said",
        why=place.why,
    )


def said(question: Question, answer: Any) -> tuple[Line, ...]:
    """A gap's sentence stands as it is; an answer as the pages show answers."""
    if not answer:
        return ()
    return (Line(str(answer)),) if question.type == "gaps" else tuple(lines_of(question, answer))
