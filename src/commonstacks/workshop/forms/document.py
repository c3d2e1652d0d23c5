"""A whole context as one JSON document, as the shelf ships it and a person may hand it in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from commonstacks.kit.errors import Refusal
from commonstacks.workshop.forms.answers import (
    Answer,
    check_absence,
    check_answer,
    check_date,
    check_voice,
)
from commonstacks.workshop.forms.evidence import Evidence, check_evidence
from commonstacks.workshop.forms.form import Form, load
from commonstacks.workshop.forms.gap import Gap
from commonstacks.workshop.forms.gaps import check_gap
from commonstacks.workshop.forms.gate import Said

Facts = Mapping[str, Any]

STATEMENT: Final = frozenset(
    {"question", "answer", "absence", "voice", "evidence", "asked_of", "asked_on", "note", "author"}
)


@dataclass(frozen=True, slots=True)
class Agent:
    """``kind`` of the form's vocabulary: person, organisation, group, community, ..."""

    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class Written:
    """One statement of the document; either ``answer`` or ``absence``."""

    question: str
    voice: str
    author: Agent
    answer: Answer | None = None
    absence: str = ""
    note: str = ""
    asked_of: str = ""
    asked_on: date | None = None
    evidence: tuple[Evidence, ...] = ()

    def said(self) -> Said:
        """As the gate asks for it; nobody has countersigned yet."""
        return Said(
            self.question,
            answer=self.answer,
            absence=self.absence,
            voice=self.voice,
            asked_of=self.asked_of,
            asked_on=self.asked_on,
            note=self.note,
        )


@dataclass(frozen=True, slots=True)
class Credit:
    """``consent`` is asked, given, declined or "not asked"; ``shown_as`` named, role only, ..."""

    role: str
    agent: Agent
    what: str
    when: str
    consent: str
    shown_as: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Document:
    form: Form
    title: str
    place: str
    topics: tuple[str, ...]
    license: Facts
    statements: tuple[Written, ...]
    gaps: tuple[Gap, ...]
    credits: tuple[Credit, ...]


def read(facts: Facts) -> Document:
    """A document from JSON: form, title, place, topics, license, statements, gaps, credits.

    Refuses whatever the form refuses; nothing is repaired and nothing is filled in.
    """
    form = load(int(facts["form"]))
    return Document(
        form=form,
        title=str(facts["title"]),
        place=str(facts.get("place", "")),
        topics=tuple(str(each) for each in facts.get("topics", ())),
        license=dict(facts.get("license", {})),
        statements=tuple(_statement(form, each) for each in facts["statements"]),
        gaps=tuple(check_gap(form, each) for each in facts.get("gaps", ())),
        credits=tuple(_credit(form, each) for each in facts.get("credits", ())),
    )


def _statement(form: Form, facts: Facts) -> Written:
    unknown = sorted(set(facts) - STATEMENT)
    if unknown:
        raise Refusal(
            "A statement has no blank called {unknown}.", "Take it out.", unknown=", ".join(unknown)
        )
    if not form.has(facts["question"]):
        raise Refusal(
            "The form has no question {question}.", "Look at its list.", question=facts["question"]
        )
    if ("answer" in facts) == ("absence" in facts):
        raise Refusal(
            "{question} needs an answer or an absence.",
            "Give one of them.",
            question=facts["question"],
        )
    question = form.question(facts["question"])
    day = facts.get("asked_on", "")
    return Written(
        question=question.id,
        voice=check_voice(question, facts["voice"], form.vocabulary("voices").ids),
        author=_agent(form, facts["author"]),
        answer=check_answer(question, facts["answer"]) if "answer" in facts else None,
        absence=check_absence(question, facts["absence"], note=str(facts.get("note", "")))
        if "absence" in facts
        else "",
        note=str(facts.get("note", "")),
        asked_of=str(facts.get("asked_of", "")),
        asked_on=check_date(f"{question.id}, asked on", day) if day else None,
        evidence=_evidence(form, facts.get("evidence", ())),
    )


def _credit(form: Form, facts: Facts) -> Credit:
    return Credit(
        role=facts["role"],
        agent=_agent(form, facts["agent"]),
        what=facts["what"],
        when=facts.get("when", ""),
        consent=facts["consent"],
        shown_as=facts["shown_as"],
        evidence=_evidence(form, facts.get("evidence", ())),
    )


def _agent(form: Form, facts: Facts) -> Agent:
    if facts["kind"] not in form.vocabulary("agent_kinds").ids:
        raise Refusal(
            "No kind of agent: {kind}.", "Look at the form's list.", kind=repr(facts["kind"])
        )
    return Agent(facts["kind"], facts["name"])


def _evidence(form: Form, entries: Iterable[Facts]) -> tuple[Evidence, ...]:
    return tuple(check_evidence(form, each) for each in entries)
