"""What a proposal may do to the words of a form: wording, lists to choose from, mappings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar

from commonstacks.kit.errors import Refusal
from commonstacks.workshop.forms import written
from commonstacks.workshop.forms.form import Form
from commonstacks.workshop.forms.gate import Said
from commonstacks.workshop.forms.operations import Carried, Operation
from commonstacks.workshop.forms.parts import Question
from commonstacks.workshop.forms.written import FormFacts


@dataclass(frozen=True, slots=True)
class Reword:
    """Other words for a question or its help, in the languages given; the rest stays."""

    op: ClassVar[str] = "reword"
    question: str
    ask: dict[str, str] = field(default_factory=dict)
    help: dict[str, str] = field(default_factory=dict)

    def apply(self, form: FormFacts) -> FormFacts:
        return written.with_question(form, self.question, self._reworded)

    def _reworded(self, question: FormFacts) -> FormFacts:
        ask, more = {**question["ask"], **self.ask}, {**question["help"], **self.help}
        return {**question, "ask": ask, "help": more}

    def carry(self, before: Form, after: Form, said: Said) -> Carried:
        return Carried(said)

    def inverse(self, form: FormFacts) -> Operation | None:
        old = written.question_in(form, self.question)
        return Reword(self.question, dict(old["ask"]), dict(old["help"]))


@dataclass(frozen=True, slots=True)
class RewordTerm:
    """Another label for a word of a list; its id stays."""

    op: ClassVar[str] = "reword_term"
    vocabulary: str
    term: str
    label: dict[str, str]

    def apply(self, form: FormFacts) -> FormFacts:
        terms = written.vocabulary_in(form, self.vocabulary)
        _known(terms, self.term, self.vocabulary)
        changed = [
            {**each, "label": {**each["label"], **self.label}} if each["id"] == self.term else each
            for each in terms
        ]
        return written.with_vocabulary(form, self.vocabulary, changed)

    def carry(self, before: Form, after: Form, said: Said) -> Carried:
        return Carried(said)

    def inverse(self, form: FormFacts) -> Operation | None:
        terms = written.vocabulary_in(form, self.vocabulary)
        old = next(each for each in terms if each["id"] == self.term)
        return RewordTerm(self.vocabulary, self.term, dict(old["label"]))


@dataclass(frozen=True, slots=True)
class AddTerm:
    """One more word in a list, at its end."""

    op: ClassVar[str] = "add_term"
    vocabulary: str
    term: FormFacts

    def apply(self, form: FormFacts) -> FormFacts:
        terms = written.vocabulary_in(form, self.vocabulary)
        if self.vocabulary in written.FIXED:
            raise Refusal(
                "The program itself decides by the list {vocabulary}.",
                "Its labels may change; new words need a new version of the program.",
                vocabulary=repr(self.vocabulary),
            )
        if not written.WORD.fullmatch(str(self.term.get("id", ""))):
            raise Refusal(
                "The word's id has to be small letters, digits and _.", "Write it like small_grant."
            )
        if self.vocabulary == "gap_kinds" and self.term.get("question") not in {"C1", "D1"}:
            raise Refusal("A kind of gap belongs to C1 or D1.", "Say to which of the two.")
        return written.with_vocabulary(form, self.vocabulary, [*terms, dict(self.term)])

    def carry(self, before: Form, after: Form, said: Said) -> Carried:
        return Carried(said)

    def inverse(self, form: FormFacts) -> Operation | None:
        return None


@dataclass(frozen=True, slots=True)
class MapEnum:
    """Words of a list give way to others. A word without a successor ("") needs a person; what was
    said with it stays readable."""

    op: ClassVar[str] = "map_enum"
    vocabulary: str
    to: dict[str, str]

    def apply(self, form: FormFacts) -> FormFacts:
        terms = written.vocabulary_in(form, self.vocabulary)
        if self.vocabulary in written.FIXED | written.ONLY_GROW:
            raise Refusal(
                "No word can be taken out of the list {vocabulary}.",
                "The program, or gaps that were written, use it.",
                vocabulary=repr(self.vocabulary),
            )
        for old, new in self.to.items():
            _known(terms, old, self.vocabulary)
            if new:
                _known(terms, new, self.vocabulary)
            if new in self.to:
                raise Refusal(
                    "{word} is itself replaced.", "Choose a word that stays.", word=repr(new)
                )
        changed = [
            {**each, "retired": True} if each["id"] in self.to else _revived(each, self.to.values())
            for each in terms
        ]
        if all(each.get("retired") for each in changed):
            raise Refusal("No word would be left to choose.", "Keep at least one.")
        return written.with_vocabulary(form, self.vocabulary, changed)

    def carry(self, before: Form, after: Form, said: Said) -> Carried:
        names = (
            _choosing(before.question(said.question), self.vocabulary)
            if before.has(said.question)
            else frozenset()
        )
        used = {value for name, value in _blanks(said.answer) if name in names}
        lost = sorted(word for word in used if self.to.get(str(word)) == "")
        if lost:
            return Carried(said, f"“{lost[0]}” is no longer a choice: choose again.")
        if not used & set(self.to):
            return Carried(said)
        return Carried(replace(said, answer=_mapped(said.answer, names, self.to)))

    def inverse(self, form: FormFacts) -> Operation | None:
        return None


@dataclass(frozen=True, slots=True)
class MapTo:
    """Where the answer goes in another standard."""

    op: ClassVar[str] = "map_to"
    question: str
    standard: str

    def apply(self, form: FormFacts) -> FormFacts:
        if not self.standard.strip():
            raise Refusal("The mapping is empty.", "Write a term like dct:description.")
        if self.standard in written.question_in(form, self.question)["maps_to"]:
            raise Refusal(
                "{question} goes there already.", "Name another term.", question=self.question
            )
        return written.with_question(
            form, self.question, lambda each: {**each, "maps_to": [*each["maps_to"], self.standard]}
        )

    def carry(self, before: Form, after: Form, said: Said) -> Carried:
        return Carried(said)

    def inverse(self, form: FormFacts) -> Operation | None:
        return None


def _known(terms: list[FormFacts], key: str, vocabulary: str) -> None:
    if key not in {each["id"] for each in terms}:
        raise Refusal(
            "The list {vocabulary} has no word {key}.",
            "Add the word first.",
            vocabulary=repr(vocabulary),
            key=repr(key),
        )


def _revived(term: FormFacts, wanted: Any) -> FormFacts:
    if term["id"] not in wanted:
        return term
    return {name: value for name, value in term.items() if name != "retired"}


def _choosing(question: Question, vocabulary: str) -> frozenset[str]:
    """The names of the blanks that choose from this list; "" where the answer is one blank."""
    return frozenset(
        field.name for field in question.fields if field.choices and field.choices.id == vocabulary
    )


def _blanks(answer: object) -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = []
    for entry in answer if isinstance(answer, list) else [answer]:
        found += entry.items() if isinstance(entry, Mapping) else [("", entry)]
    return found


def _mapped(answer: Any, names: frozenset[str], to: Mapping[str, str]) -> Any:
    if isinstance(answer, list):
        return [_mapped(entry, names, to) for entry in answer]
    if isinstance(answer, Mapping):
        return {
            name: to.get(value, value) if name in names and isinstance(value, str) else value
            for name, value in answer.items()
        }
    return to.get(answer, answer) if "" in names else answer
