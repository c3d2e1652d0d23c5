"""Reads of contexts used more than once, as values for the gate, the pages and the vault."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from commonstacks.library.catalog.models import Dataset
from commonstacks.library.context import rules
from commonstacks.library.context.models import (
    Dispute,
    Gap,
    Publication,
    Revision,
    Said,
    StaleMark,
    Stance,
    Statement,
)
from commonstacks.library.people.models import Account
from commonstacks.workshop.forms import gate
from commonstacks.workshop.forms.form import Form
from commonstacks.workshop.forms.gap import Gap as GapValue

STANDING = (Said.State.PROPOSED, Said.State.ACCEPTED, Said.State.CONTESTED)
TOMBSTONES = (Said.State.WITHDRAWN, Said.State.HIDDEN, Said.State.DEPRECATED)
GONE = (Said.State.WITHDRAWN, Said.State.HIDDEN)


def standing_statements(dataset: Dataset) -> list[Statement]:
    """What is said now: proposed, accepted or contested, and not superseded by what stands.

    Within one voice the preferred answer comes first.
    """
    said = dataset.statements.filter(state__in=STANDING).select_related("author")
    said = said.order_by("question", "-preferred", "said_at", "id")
    heirs = {s.supersedes_id for s in said if s.supersedes_id}
    return [s for s in said if s.pk not in heirs]


def public_statements(dataset: Dataset) -> list[Statement]:
    """What stands and everybody may read: only this counts to the gate and is frozen."""
    return [s for s in standing_statements(dataset) if s.visibility == Said.Visibility.PUBLIC]


def public_gaps(dataset: Dataset) -> list[Gap]:
    return [g for g in standing_gaps(dataset) if g.visibility == Said.Visibility.PUBLIC]


def heard_statements(dataset: Dataset, reader: Account | None) -> list[Statement]:
    """What stands and this reader may read."""
    private = rules.hears_private(dataset, reader)
    inside = rules.in_circle(dataset, reader)
    return [
        s
        for s in standing_statements(dataset)
        if private or rules.may_hear(s, reader, in_circle=inside)
    ]


def heard_gaps(dataset: Dataset, reader: Account | None) -> list[Gap]:
    private = rules.hears_private(dataset, reader)
    inside = rules.in_circle(dataset, reader)
    return [
        g for g in standing_gaps(dataset) if private or rules.may_hear(g, reader, in_circle=inside)
    ]


def tombstones(dataset: Dataset) -> list[Statement]:
    """What stood here in public and was taken back, hidden, or given up by its own voice."""
    gone = dataset.statements.filter(state__in=TOMBSTONES, visibility=Said.Visibility.PUBLIC)
    return list(gone.select_related("author"))


def disputes_of(dataset: Dataset) -> list[Dispute]:
    found = dataset.disputes.exclude(outcome=Dispute.Outcome.HIDDEN)
    return list(found.select_related("by", "answered_by", "statement"))


def contested_questions(dataset: Dataset) -> tuple[str, ...]:
    """Each question with a dispute that nobody has answered, once."""
    open_now = dataset.disputes.filter(outcome=Dispute.Outcome.OPEN)
    return tuple(sorted(set(open_now.values_list("question", flat=True))))


def stances_on(gaps: Collection[str | UUID]) -> list[Stance]:
    """Who confirms and who disputes these gaps now, the first to say so first."""
    found = Stance.objects.filter(gap_id__in=gaps, state=Said.State.ACCEPTED)
    return list(found.select_related("author"))


def without_the_gone(revision: Revision) -> dict[str, Any]:
    """The document of a revision as it may be read today: what was taken back or hidden is out."""
    return as_read([revision])[revision.pk]


def as_read(revisions: Collection[Revision]) -> dict[int, dict[str, Any]]:
    """The same for many revisions, by their keys. Two queries."""
    datasets = {revision.dataset_id for revision in revisions}
    gone = {
        str(key)
        for kind in (Statement, Gap)
        for key in kind.objects.filter(dataset__in=datasets, state__in=GONE).values_list(
            "pk", flat=True
        )
    }
    return {
        revision.pk: without(revision.document, gone) if gone else revision.document
        for revision in revisions
    }


def without(document: dict[str, Any], gone: Collection[str]) -> dict[str, Any]:
    kept = {
        part: [row for row in document[part] if row["id"] not in gone]
        for part in ("statements", "gaps")
    }
    return {**document, **kept}


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
    people = about_people(dataset)
    return sum(q.gate == "always" or (people and q.gate == "people") for q in form.questions)


def about_people(dataset: Dataset) -> bool:
    return gate.about_people(as_said(s) for s in public_statements(dataset))


def authors_of(dataset: Dataset) -> set[UUID]:
    """Everybody who wrote a part of what stands."""
    standing = [*standing_statements(dataset), *standing_gaps(dataset)]
    return {each.author_id for each in standing}


def gap_values(gaps: list[Gap]) -> tuple[GapValue, ...]:
    return tuple(GapValue.from_json(gap.facts) for gap in gaps)


def open_questions(dataset: Dataset, form: Form) -> tuple[gate.OpenQuestion, ...]:
    said = [as_said(statement) for statement in public_statements(dataset)]
    return gate.open_questions(form, said, gap_values(public_gaps(dataset)))


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
        **({"preferred": True} if statement.preferred else {}),
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
        **({"says": says} if (says := stance_facts(gap)) else {}),
    }


def stance_facts(gap: Gap) -> list[dict[str, Any]]:
    return [
        {"id": str(each.pk), "side": each.side, "text": each.text, **said_facts(each)}
        for each in stances_on([gap.pk])
    ]


def said_facts(said: Said) -> dict[str, Any]:
    return {
        "voice": said.voice,
        "author": str(said.author_id),
        "said_at": said.said_at.isoformat(),
        "evidence": said.evidence,
    }
