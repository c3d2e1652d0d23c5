"""What a form release is made of: frozen values, read once from its JSON document."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """The same words in several languages."""

    by_language: tuple[tuple[str, str], ...]

    def say(self, language: str = "en") -> str:
        """The words in ``language`` ("de", "de-AT"), else in English, else in the first there is.

        Canonical JSON sorts its keys, so the order of the languages says nothing.
        """
        known = dict(self.by_language)
        base = language.partition("-")[0]
        return known.get(language) or known.get(base) or known.get("en") or self.by_language[0][1]


@dataclass(frozen=True, slots=True)
class Term:
    """One word of a vocabulary. ``question``: where a gap kind belongs; ``days``: a rhythm."""

    id: str
    label: Words
    question: str = ""
    days: int | None = None


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """``retired`` words are no longer offered; what was said with them still reads right."""

    id: str
    terms: tuple[Term, ...]
    retired: tuple[Term, ...] = ()

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(term.id for term in self.terms)

    def label(self, key: str, language: str = "en") -> str:
        """The label of a term; an id the vocabulary does not know is its own label."""
        known = (*self.terms, *self.retired)
        return next((term.label.say(language) for term in known if term.id == key), key)


@dataclass(frozen=True, slots=True)
class Field:
    """One blank of an answer. ``type``: text, agent, place, period, column (words up to
    ``max`` characters), choice (one of ``choices``), url, date, number."""

    name: str
    label: Words
    type: str
    max: int | None = None
    choices: Vocabulary | None = None
    required: bool = False


@dataclass(frozen=True, slots=True)
class Dependency:
    """What makes an answer stale, and how badly ("soft", "hard")."""

    on: str
    level: str


@dataclass(frozen=True, slots=True)
class Question:
    """``type``: text, url, date or choice (one blank, in ``fields``), record, agents, licence
    (several named blanks) or gaps (answered by gap entries). ``gate``: always, people or none.
    A ``retired`` question is no longer asked; what was said to it stays readable."""

    id: str
    section: str
    ask: Words
    help: Words
    type: str
    fields: tuple[Field, ...]
    voices: tuple[str, ...]
    voices_only: bool
    gate: str
    repeats: bool
    absences: tuple[str, ...]
    not_asked_counts: bool
    countersign: tuple[str, ...]
    stale: tuple[Dependency, ...]
    maps_to: tuple[str, ...]
    retired: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    id: str
    title: Words
    questions: tuple[Question, ...]
