"""Does an answer fit a question of another kind, word for word? Only its wrapping may change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from commonstacks.kit.errors import Refusal
from commonstacks.workshop.forms.answers import RECORDS, check_answer
from commonstacks.workshop.forms.gate import Said
from commonstacks.workshop.forms.parts import Field, Question

ROOMY: Final = 2000  # characters that hold any address, day, name or period
WORDS: Final = frozenset(("text", "agent", "place", "period", "column"))


def fit(said: Said, question: Question) -> Said | None:
    """The statement as an answer to ``question``, or ``None`` where not every word would be kept.

    An absence goes along where the question knows it.
    """
    if said.absence:
        return replace(said, question=question.id) if said.absence in question.absences else None
    for wrapped in _wrappings(said.answer, question):
        try:
            kept = check_answer(question, wrapped)
        except Refusal:
            continue
        if kept == wrapped:
            return replace(said, question=question.id, answer=kept)
    return None


def widens(old: Question, new: Question) -> bool:
    """Whether every answer that ``old`` took, and every absence, fits ``new``."""
    if not set(old.absences) <= set(new.absences) or (old.repeats and not new.repeats):
        return False
    if old.type in RECORDS:
        return new.type in RECORDS and _same_blanks(old, new)
    if new.type in RECORDS:
        needed = [field for field in new.fields if field.required]
        return needed == [new.fields[0]] and _takes(old.fields[0], new.fields[0])
    return not new.repeats and _takes(old.fields[0], new.fields[0])


def _same_blanks(old: Question, new: Question) -> bool:
    known = {field.name: field for field in old.fields}
    kept = {field.name for field in new.fields}
    needed = {field.name for field in new.fields if field.required}
    return (
        set(known) <= kept
        and needed <= {field.name for field in old.fields if field.required}
        and all(_takes(known[each.name], each) for each in new.fields if each.name in known)
    )


def _takes(old: Field, new: Field) -> bool:
    if old.type == new.type == "choice":
        return old.choices is not None and new.choices is not None and old.choices == new.choices
    if old.type == new.type and old.type not in WORDS:
        return True
    if new.type not in WORDS or old.type in {"choice", "number"}:
        return False
    longest = old.max if old.type in WORDS else ROOMY
    return new.max is None or (longest is not None and new.max >= longest)


def _wrappings(answer: object, question: Question) -> Iterator[object]:
    """The same words as one entry, as a list of one, as the first blank, or out of it."""
    single = answer[0] if isinstance(answer, list) and len(answer) == 1 else answer
    forms = [answer, single]
    if question.type in RECORDS and not isinstance(single, dict | list):
        forms.append({question.fields[0].name: single})
    if question.type not in RECORDS and isinstance(single, dict) and len(single) == 1:
        forms.extend(single.values())
    yield from forms
    if question.repeats:
        yield from ([each] for each in forms if not isinstance(each, list))
