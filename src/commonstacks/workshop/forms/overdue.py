"""Which answers time alone puts in doubt: a silent source, a review that is due, a repaired gap."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from commonstacks.workshop.forms.form import Form
from commonstacks.workshop.forms.gap import Gap
from commonstacks.workshop.forms.gate import Said
from commonstacks.workshop.forms.parts import Question
from commonstacks.workshop.forms.stale import StaleMark

SOFT: Final = "soft"
REVIEW: Final = "H5"  # the day on which somebody reads it all again
PATIENCE: Final = 2  # rhythms of silence before the answer on the rhythm is doubted
SETTLED: Final = {"repaired", "accepted_as_is"}


@dataclass(frozen=True, slots=True)
class Today:
    """The day; the newest version as it stands then; when and for which version was written.

    What its writers had in view when the revision was published on ``written_on`` is not doubted.
    """

    day: date
    version: int
    version_on: date
    written_on: date
    written_for: int
    columns: tuple[str, ...] = ()
    columns_before: tuple[str, ...] = ()


def overdue_marks(
    form: Form, said: Iterable[Said], gaps: Iterable[Gap], today: Today
) -> tuple[StaleMark, ...]:
    """Soft marks, in the order of the form; the same on every day until something changes.

    ``said`` and ``gaps`` are those of the published revision. An absence never goes stale.
    """
    answered = [each for each in said if each.answer is not None]
    found = [
        *silence(form, answered, today),
        *review(form, answered, today),
        *repaired(gaps, today),
    ]
    order = [question.id for question in form.questions]
    known = [mark for mark in found if mark.question in order]
    return tuple(sorted(known, key=lambda mark: order.index(mark.question)))


def silence(form: Form, said: Iterable[Said], today: Today) -> Iterator[StaleMark]:
    """Where every voice names a rhythm with days, the most patient one counts."""
    for question in form.questions:
        level = next((each.level for each in question.stale if each.on == "rhythm"), "")
        answers = [each.answer for each in said if each.question == question.id]
        days = [days_of(question, answer) for answer in answers]
        known = [each for each in days if each is not None]
        if not level or not days or len(known) < len(days):
            continue
        until = today.version_on + timedelta(days=PATIENCE * max(known))
        if today.written_on <= until < today.day:
            since = f"{today.version_on.day} {today.version_on:%B %Y}"
            because = f"Nothing newer has come since {since}, against the rhythm written here."
            yield StaleMark(question.id, level, because)


def days_of(question: Question, answer: object) -> int | None:
    """The days of a rhythm; none where it has no length ("now and then", "once")."""
    for field in question.fields:
        if field.choices and isinstance(answer, dict) and field.name in answer:
            term = next((t for t in field.choices.terms if t.id == answer[field.name]), None)
            return term.days if term else None
    return None


def review(form: Form, said: Iterable[Said], today: Today) -> Iterator[StaleMark]:
    if not form.has(REVIEW):
        return
    written = (str(each.answer) for each in said if each.question == REVIEW)
    days = (as_day(text) for text in written)
    passed = sorted(day for day in days if day and today.written_on <= day < today.day)
    if passed:
        due = passed[0]
        yield StaleMark(REVIEW, SOFT, f"It was to be read again on {due.day} {due:%B %Y}.")


def as_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def repaired(gaps: Iterable[Gap], today: Today) -> Iterator[StaleMark]:
    """An entry to be repaired in a version that has come, or that misses a column that has."""
    come = {name.casefold() for name in today.columns} - {
        name.casefold() for name in today.columns_before
    }
    for gap in gaps:
        number = gap.repaired_in or 0
        if today.written_for < number <= today.version:
            because = f"This was to be repaired in version {number}; look: “{gap.text[:120]}”"
            yield StaleMark(gap.question, SOFT, because)
        elif gap.status not in SETTLED and gap.variable.casefold() in come:
            because = f"A column “{gap.variable[:60]}” has come; this may be repaired now."
            yield StaleMark(gap.question, SOFT, because)
