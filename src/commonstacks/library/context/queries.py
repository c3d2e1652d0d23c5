"""Reads of contexts used more than once, as values for the gate, the pages and the vault."""

from __future__ import annotations

from datetime import date
from typing import Any

from commonstacks.library.catalog.models import Dataset
from commonstacks.library.context.models import Gap, Publication, Said, StaleMark, Statement
from commonstacks.workshop.forms import gate
from commonstacks.workshop.forms.form import Form
from commonstacks.workshop.forms.gap import Gap as GapValue

STANDING = (Said.State.PROPOSED, Said.State.ACCEPTED)


def standing_statements(dataset: Dataset) -> list[Statement]:
    """What is said now: proposed or accepted, and not superseded by something standing."""
    said = dataset.statements.filter(state__in=STANDING).select_related("author")
    heirs = {s.supersedes_id for s in said if s.supersedes_id}
    return [s for s in said if s.pk not in heirs]


def standing_gaps(dataset: Dataset) -> list[Gap]:
    gaps = dataset.gaps.filter(state__in=STANDING).select_related("author")
    heirs = {g.supersedes_id for g in gaps if g.supersedes_id}
    return [g for g in gaps if g.pk not in heirs]


def gaps_set_aside(dataset: Dataset) -> list[Gap]:
    """Suggestions of the program of which a person said that they are no gaps."""
    machine = dataset.gaps.filter(voice=Said.Voice.MACHINE, state=Said.State.RETURNED)
    return list(machine.select_related("author"))


def as_said(statement: Statement) -> gate.Said:
    return gate.Said(
        question=statement.question,
        answer=statement.answer,
        absence=statement.absence,
        voice=statement.voice,
        asked_of=statement.asked_of,
        asked_on=statement.asked_on,
        note=statement.note,
        countersigned=statement.countersigned_by_id is not None,
    )


def row_as_said(row: dict[str, Any]) -> gate.Said:
    """The same of a statement in a frozen revision."""
    return gate.Said(
        question=row["question"],
        answer=row["answer"],
        absence=row["absence"],
        voice=row["voice"],
        asked_of=row["asked_of"],
        asked_on=date.fromisoformat(row["asked_on"]) if row["asked_on"] else None,
        note=row["note"],
        countersigned=row["countersigned_by"] is not None,
    )


def gate_size(dataset: Dataset, form: Form) -> int:
    """How many questions the gate asks of this dataset: fewer when it is not about people."""
    people = gate.about_people(as_said(s) for s in standing_statements(dataset))
    return sum(q.gate == "always" or (people and q.gate == "people") for q in form.questions)


def gap_values(gaps: list[Gap]) -> tuple[GapValue, ...]:
    return tuple(GapValue.from_json(gap.facts) for gap in gaps)


def open_questions(dataset: Dataset, form: Form) -> tuple[gate.OpenQuestion, ...]:
    said = [as_said(statement) for statement in standing_statements(dataset)]
    return gate.open_questions(form, said, gap_values(standing_gaps(dataset)))


def publication_of(dataset: Dataset) -> Publication | None:
    found = Publication.objects.select_related("revision__version").filter(dataset=dataset)
    return found.first()


def stale_marks(dataset: Dataset) -> list[StaleMark]:
    """One mark a question: the hardest, then the newest."""
    marks = dataset.stale_marks.filter(cleared_at=None).select_related("version")
    hardest: dict[str, StaleMark] = {}
    for mark in sorted(marks, key=lambda m: (m.level == "hard", m.version.number)):
        hardest[mark.question] = mark
    return [hardest[question] for question in sorted(hardest)]


def statement_facts(statement: Statement) -> dict[str, Any]:
    """As written into a revision: agents by id, never by name."""
    return {
        "id": str(statement.pk),
        "question": statement.question,
        "answer": statement.answer,
        "absence": statement.absence,
        "note": statement.note,
        "asked_of": statement.asked_of,
        "asked_on": statement.asked_on.isoformat() if statement.asked_on else None,
        "scope": statement.scope,
        "language": statement.language,
        "form": statement.form,
        "supersedes": str(statement.supersedes_id) if statement.supersedes_id else None,
        "countersigned_by": (
            str(statement.countersigned_by_id) if statement.countersigned_by_id else None
        ),
        **said_facts(statement),
    }


def gap_facts(gap: Gap) -> dict[str, Any]:
    return {
        "id": str(gap.pk),
        "question": gap.question,
        "kind": gap.kind,
        "facts": gap.facts,
        "supersedes": str(gap.supersedes_id) if gap.supersedes_id else None,
        **said_facts(gap),
    }


def said_facts(said: Statement | Gap) -> dict[str, Any]:
    return {
        "voice": said.voice,
        "author": str(said.author_id),
        "said_at": said.said_at.isoformat(),
        "evidence": said.evidence,
    }
