"""One question's page: what somebody typed becomes a Given; the flow decides whether it holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from django.http import QueryDict

from commonstacks.doors.web.inputs.blanks import Blank, blank_of
from commonstacks.doors.web.inputs.evidence import (
    MOST,
    Line,
    evidence_facts,
    kept_evidence,
    typed_evidence,
    whole,
)
from commonstacks.doors.web.pictures.words import language
from commonstacks.flows.answering import Given
from commonstacks.flows.shown import Answer
from commonstacks.workshop.forms.answers import RECORDS, check_date
from commonstacks.workshop.forms.form import Question

USUAL: Final = ("X", "P")


@dataclass(frozen=True, slots=True)
class Typed:
    """Everything on the page as it was typed, so that nothing is lost when it is refused."""

    way: str = "answer"  # or absence
    entries: tuple[Line, ...] = ()
    absence: str = ""
    asked_of: str = ""
    asked_on: str = ""
    note: str = ""
    voice: str = "X"
    evidence: tuple[Line, ...] = ()
    seen: Mapping[str, str] = field(default_factory=dict)  # voice → the answer it was read beside


def voices_of(question: Question) -> tuple[str, ...]:
    return question.voices if question.voices_only else USUAL


def typed_from(question: Question, post: QueryDict) -> Typed:
    count = min(MOST, max(1, whole(post.get("lines", "1"))))
    way = "absence" if post.get("way") == "absence" or question.type == "gaps" else "answer"
    return Typed(
        way=way,
        entries=tuple(
            {each.name: post.get(key(at, each.name), "") for each in question.fields}
            for at in range(count)
        ),
        absence=post.get("absence", ""),
        asked_of=post.get("asked_of", "").strip(),
        asked_on=post.get("asked_on", "").strip(),
        note=post.get(f"note-{way}", "").strip(),
        voice=post.get("voice", "") or voices_of(question)[0],
        evidence=typed_evidence(post),
        seen={
            name.removeprefix("seen-"): post.get(name, "")
            for name in post
            if name.startswith("seen-")
        },
    )


def typed_of(question: Question, answer: Answer | None) -> Typed:
    """The page filled in with the answer that stands, or empty."""
    if answer is None:
        way = "absence" if question.type == "gaps" else "answer"
        return Typed(way=way, voice=voices_of(question)[0])
    return Typed(
        way="absence" if answer.absence else "answer",
        entries=entries_of(question, answer.answer) if not answer.absence else (),
        absence=answer.absence,
        asked_of=answer.asked_of,
        asked_on=answer.asked_on.isoformat() if answer.asked_on else "",
        note=answer.note,
        voice=answer.voice,
        evidence=kept_evidence(answer.evidence),
    )


def entries_of(question: Question, answer: Any) -> tuple[Line, ...]:
    kept = answer if isinstance(answer, list) else [answer]
    return tuple(
        {
            each.name: text_of(entry.get(each.name, "") if isinstance(entry, dict) else entry)
            for each in question.fields
        }
        for entry in kept
    )


def text_of(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


def given(question: Question, typed: Typed) -> Given:
    absent = typed.way == "absence"
    return Given(
        answer=None if absent else answer_of(question, typed),
        absence=typed.absence if absent else "",
        voice=typed.voice,
        note=typed.note,
        asked_of=typed.asked_of if absent else "",
        asked_on=check_date("The day", typed.asked_on) if absent and typed.asked_on else None,
        evidence=evidence_facts(typed.evidence),
        supersedes=typed.seen.get(typed.voice, ""),
        language=language(),
    )


def answer_of(question: Question, typed: Typed) -> Any:
    """As the form's checks take it: text, one record, or a list of records without empty ones."""
    if question.type not in RECORDS:
        return next(iter(typed.entries[0].values()), "") if typed.entries else ""
    filled = [
        {name: text for name, text in entry.items() if text.strip()} for entry in typed.entries
    ]
    if question.repeats:
        return [entry for entry in filled if entry]
    return filled[0] if filled else {}


def rows_of_blanks(
    question: Question, typed: Typed, columns: tuple[str, ...], *, more: int = 0
) -> tuple[tuple[Blank, ...], ...]:
    """The blanks of each entry; at least one row, and ``more`` empty ones."""
    if question.type == "gaps":
        return ()
    empty: Line = {each.name: "" for each in question.fields}
    entries = [*typed.entries, *([empty] * (more if typed.entries else max(1, more)))]
    return tuple(
        tuple(
            blank_of(each, key(at, each.name), entry.get(each.name, ""), columns)
            for each in question.fields
        )
        for at, entry in enumerate(entries)
    )


def key(at: int, name: str) -> str:
    return f"entry-{at}-{name or 'answer'}"
