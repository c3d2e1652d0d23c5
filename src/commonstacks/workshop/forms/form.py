"""The context form as data: ``load(1)`` gives release 1, its questions, words and rules."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from commonstacks.kit.digests import of_facts
from commonstacks.kit.errors import NotHeld, Refusal
from commonstacks.workshop.forms.answers import Answer, check_absence, check_answer, check_voice
from commonstacks.workshop.forms.parts import (
    Dependency,
    Field,
    Question,
    Section,
    Term,
    Vocabulary,
    Words,
)

__all__ = [
    "LATEST",
    "Answer",
    "Dependency",
    "Field",
    "Form",
    "Question",
    "Section",
    "Term",
    "Vocabulary",
    "Words",
    "check_absence",
    "check_answer",
    "check_voice",
    "load",
    "read",
]

LATEST = 1


@dataclass(frozen=True, slots=True)
class Form:
    """One release of the context form. ``digest`` is the SHA-256 of its canonical JSON."""

    release: int
    id: str
    license: str
    languages: tuple[str, ...]
    digest: str
    sections: tuple[Section, ...]
    vocabularies: tuple[Vocabulary, ...]

    @property
    def questions(self) -> tuple[Question, ...]:
        """All questions, in the order of the form."""
        return tuple(question for section in self.sections for question in section.questions)

    @property
    def asked(self) -> tuple[Question, ...]:
        """The questions that are still put to anybody; the retired ones only stay readable."""
        return tuple(question for question in self.questions if not question.retired)

    def has(self, key: str) -> bool:
        return any(question.id == key for question in self.questions)

    def question(self, key: str) -> Question:
        """The question with this id ("A1"). An unknown id is our mistake: ``KeyError``."""
        for section in self.sections:
            for question in section.questions:
                if question.id == key:
                    return question
        raise KeyError(key)

    def vocabulary(self, key: str) -> Vocabulary:
        """The vocabulary with this id ("gap_kinds"). An unknown id is a ``KeyError``."""
        for vocabulary in self.vocabularies:
            if vocabulary.id == key:
                return vocabulary
        raise KeyError(key)

    def check_answer(self, key: str, answer: object) -> Answer:
        """``answers.check_answer`` at the question with this id; refuses an unknown id."""
        return check_answer(self._known(key), answer)

    def check_absence(self, key: str, absence: str, *, note: str = "") -> str:
        """``answers.check_absence`` at the question with this id; refuses an unknown id."""
        return check_absence(self._known(key), absence, note=note)

    def check_voice(self, key: str, voice: str) -> str:
        """``answers.check_voice`` at the question with this id; refuses an unknown id."""
        return check_voice(self._known(key), voice, self.vocabulary("voices").ids)

    def _known(self, key: str) -> Question:
        if not self.has(key):
            raise Refusal(
                "The form has no question {key}.", "Look at the list of questions.", key=repr(key)
            )
        return self.question(key)


@cache
def load(release: int = LATEST) -> Form:
    """The form release with this number. Refuses a release this library does not have."""
    return read(document(release))


def document(release: int = LATEST) -> dict[str, Any]:
    """The JSON document of a release that comes with the program. Refuses as ``load`` does."""
    file = resources.files("commonstacks.workshop.forms") / f"releases/release-{release}.json"
    if not file.is_file():
        raise NotHeld(
            "There is no form release {release} here.",
            "The latest is {latest}.",
            release=release,
            latest=LATEST,
        )
    facts: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return facts


def read(facts: dict[str, Any]) -> Form:
    """A form from its JSON document (see ``releases/release-1.json`` for the shape)."""
    vocabularies = {key: _vocabulary(key, terms) for key, terms in facts["vocabularies"].items()}
    questions = [_question(entry, vocabularies) for entry in facts["questions"]]
    sections = tuple(
        Section(
            entry["id"],
            _words(entry["label"]),
            tuple(question for question in questions if question.section == entry["id"]),
        )
        for entry in facts["sections"]
    )
    return Form(
        release=facts["form"],
        id=facts["id"],
        license=facts["license"],
        languages=tuple(facts["languages"]),
        digest=of_facts(facts),
        sections=sections,
        vocabularies=tuple(vocabularies.values()),
    )


def _question(entry: dict[str, Any], vocabularies: dict[str, Vocabulary]) -> Question:
    answer = entry["answer"]
    return Question(
        id=entry["id"],
        section=entry["section"],
        ask=_words(entry["ask"]),
        help=_words(entry["help"]),
        type=answer["type"],
        fields=_fields(entry, vocabularies),
        voices=tuple(entry["voices"]),
        voices_only=entry.get("voices_only", False),
        gate=entry.get("gate", ""),
        repeats=entry.get("repeats", False),
        absences=tuple(entry["absences"]),
        not_asked_counts=entry.get("not_asked_counts", False),
        countersign=tuple(entry.get("countersign", ())),
        stale=tuple(Dependency(each["on"], each["level"]) for each in entry.get("stale", ())),
        maps_to=tuple(entry["maps_to"]),
        retired=entry.get("retired", False),
    )


def _fields(entry: dict[str, Any], vocabularies: dict[str, Vocabulary]) -> tuple[Field, ...]:
    answer = entry["answer"]
    if answer["type"] == "gaps":
        return ()
    named = answer.get("fields") or [{**answer, "name": "", "label": entry["ask"]}]
    return tuple(
        Field(
            name=each["name"],
            label=_words(each["label"]),
            type=each["type"],
            max=each.get("max"),
            choices=vocabularies[each["choices"]] if "choices" in each else None,
            required=each.get("required", not answer.get("fields")),
        )
        for each in named
    )


def _vocabulary(key: str, terms: list[dict[str, Any]]) -> Vocabulary:
    offered = tuple(_term(each) for each in terms if not each.get("retired"))
    return Vocabulary(key, offered, tuple(_term(each) for each in terms if each.get("retired")))


def _term(entry: dict[str, Any]) -> Term:
    return Term(entry["id"], _words(entry["label"]), entry.get("question", ""), entry.get("days"))


def _words(entry: dict[str, str]) -> Words:
    return Words(tuple(entry.items()))
