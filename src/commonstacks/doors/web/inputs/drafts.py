"""A program's suggestion in the blanks of its question, for a person to reword and say."""

from __future__ import annotations

from typing import Any

from commonstacks.doors.web.inputs.answers import Typed, entries_of, voices_of
from commonstacks.doors.web.inputs.evidence import kept_evidence
from commonstacks.doors.web.inputs.gaps import TypedGap, gap_like
from commonstacks.flows.drafting import DraftLine
from commonstacks.workshop.forms.form import Question


def typed_of_draft(question: Question, draft: DraftLine) -> Typed:
    """The page filled in. Which absence it is, and whose voice, is left to the person."""
    voice = voices_of(question)[0]
    evidence = kept_evidence(draft.evidence)
    if draft.absent:
        return Typed(
            way="absence",
            asked_of=source_of(draft),
            asked_on=draft.read_on.isoformat() if draft.read_on else "",
            note=f"“{draft.absent}”",
            voice=voice,
            evidence=evidence,
        )
    return Typed(entries=filled(question, draft.answer), voice=voice, evidence=evidence)


def filled(question: Question, answer: Any) -> tuple[Any, ...]:
    return entries_of(question, answer) if question.fields else ()


def source_of(draft: DraftLine) -> str:
    titles = (str(each.get("title", "")) for each in draft.evidence)
    return next(filter(None, titles), draft.source)


def gap_of_draft(draft: DraftLine) -> TypedGap:
    """The page of a gap with its sentence filled in; of which kind it is, the person says."""
    empty = gap_like(None)
    return TypedGap(
        {**empty.words, "text": str(draft.answer)}, evidence=kept_evidence(draft.evidence)
    )
