"""What a program suggests for a context: from the portal's record and from the table itself.

Drafts speak in the machine's voice and never count. A person copies one into the blank, rewords
it, and says it in a voice of their own; or sets it aside, and it is not offered again.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet

from commonstacks.flows import reading, sealing, wiring
from commonstacks.flows.sealing import RECORD, TABLE
from commonstacks.kit import clock
from commonstacks.kit.errors import NotHeld, Refusal
from commonstacks.library.catalog import queries as held
from commonstacks.library.catalog.models import Dataset, Version
from commonstacks.library.context import queries as said
from commonstacks.library.context.actions import drafts as kept
from commonstacks.library.context.models import Said, Statement
from commonstacks.library.people import actions as people
from commonstacks.library.people.models import Account, Agent
from commonstacks.workshop.drafts import mapping, measured, sheets
from commonstacks.workshop.drafts.draft import Draft, lacks
from commonstacks.workshop.forms.evidence import Evidence
from commonstacks.workshop.forms.form import Form
from commonstacks.workshop.tables.shape import TableProfile

PROGRAM: Final = "Commonstacks"


@dataclass(frozen=True, slots=True)
class DraftLine:
    """A draft as the desk shows it; ``absent`` is the source's word where it has no answer."""

    id: str
    question: str
    answer: Any
    absent: str
    note: str
    lacks: str  # why a person has to complete it; empty where it could stand as it is
    source: str
    url: str
    read_on: date | None
    evidence: tuple[dict[str, Any], ...]


def renew(version: Version) -> list[Statement]:
    """Drafts for the dataset as this version shows it; those of earlier versions go away.

    Can be repeated: the same suggestion keeps its id, and what was set aside stays so.
    """
    dataset, form = version.dataset, wiring.form()
    day = version.taken_at.date()
    sources = ((RECORD, of_record(dataset, version, form)), (TABLE, of_table(version, form)))
    return [
        statement
        for title, drafts in sources
        for statement in kept.offer(
            dataset=dataset,
            form=form,
            drafts=drafts,
            origin=kept.Origin(title, day, renewed=True),
            program=program(),
            now=version.taken_at,
        )
    ]


def program() -> Agent:
    return people.know_agent(kind=Agent.Kind.SOFTWARE, name=PROGRAM, now=clock.now())


def of_record(dataset: Dataset, version: Version, form: Form) -> list[Draft]:
    """From what the source said of the dataset when the version was taken in."""
    record, kind = record_of(dataset, version)
    if not record:
        return []
    where = urlsplit(dataset.address or dataset.source.address).hostname or "the publisher"
    evidence = Evidence(
        "documented",
        f"Record at {where}",
        dataset.address if dataset.address.startswith("http") else "",
        version.taken_at.date(),
    )
    return list(sheets.of_record(record, kind, form, evidence).drafts)


def record_of(dataset: Dataset, version: Version) -> tuple[Mapping[str, Any], str]:
    """The harvested metadata as it lies beside the version in the vault, and its kind."""
    text = wiring.vault().facts(str(dataset.pk), version.number).get("harvested") or ""
    record = json.loads(text) if text else {}
    kind = dataset.source.kind
    if record and kind not in mapping.FORMATS:
        try:
            kind = sheets.kind_of(record)
        except Refusal:
            record = {}
    if record:
        return record, kind
    named = {"publisher": dataset.publisher, "license": dataset.licence}
    return {name: text for name, text in named.items() if text}, "croissant"


def of_table(version: Version, form: Form) -> list[Draft]:
    """From the first table, where it was read; a doubtful version suggests nothing."""
    table = held.table_of(version)
    if table is None or version.doubt:
        return []
    note = f"Version {version.number}, {table.name}"
    evidence = Evidence("measured", "Counted in the table", note=note)
    return list(measured.drafts(TableProfile.from_json(table.profile), form, evidence))


def drafts(slug: str, by: Account | None) -> tuple[DraftLine, ...]:
    """Everything that waits for a person, in the order of the form."""
    return tuple(lines(reading.held_and_open(slug, by)))


def at(slug: str, question: str, by: Account | None) -> tuple[DraftLine, ...]:
    """What is suggested at one question; what a person said in the same words is left out."""
    return tuple(line for line in drafts(slug, by) if line.question == question)


def draft(slug: str, key: str, by: Account | None) -> DraftLine:
    """One draft, to be copied into the blanks of its question."""
    return line_of(waiting(reading.held_and_open(slug, by), key), wiring.form())


def set_aside(slug: str, key: str, *, by: Account) -> str:
    """Not this; nobody is asked again. Returns the question it was for."""
    found = waiting(reading.held_and_open(slug, by), key)
    kept.set_draft_aside(draft=found, by=by)
    transaction.on_commit(sealing.keep)
    return found.question


def waiting(dataset: Dataset, key: str) -> Statement:
    try:
        found = open_drafts(dataset).filter(pk=key).first()
    except ValidationError:
        found = None
    if found is None:
        raise NotHeld(
            "This suggestion is no longer there.",
            "Somebody may have decided about it, or a new version has come.",
        )
    return found


def open_drafts(dataset: Dataset) -> QuerySet[Statement]:
    form = wiring.form()
    return Statement.objects.filter(
        dataset=dataset,
        voice=Said.Voice.MACHINE,
        state=Said.State.DRAFT,
        question__in=[question.id for question in form.questions],
    )


def lines(dataset: Dataset) -> Iterator[DraftLine]:
    form = wiring.form()
    spoken = [(s.question, s.answer) for s in said.standing_statements(dataset)]
    places = {question.id: place for place, question in enumerate(form.questions)}
    found = sorted(open_drafts(dataset), key=lambda s: (places[s.question], s.said_at, str(s.pk)))
    for statement in found:
        if (statement.question, statement.answer) not in spoken:
            yield line_of(statement, form)


def line_of(statement: Statement, form: Form) -> DraftLine:
    absent = statement.note if statement.answer == "" else ""
    evidence = tuple(statement.evidence)
    first = Evidence.from_facts(evidence[0]) if evidence else Evidence("none", statement.asked_of)
    value = Draft(statement.question, statement.answer, first, absent=absent)
    return DraftLine(
        id=str(statement.pk),
        question=statement.question,
        answer=statement.answer,
        absent=absent,
        note="" if absent else statement.note,
        lacks=lacks(form, value),
        source=statement.asked_of,
        url=first.url,
        read_on=statement.asked_on,
        evidence=evidence,
    )
