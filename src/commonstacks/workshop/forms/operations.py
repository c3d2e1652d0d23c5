"""What a proposal may do to the questions of a form: values that change nothing they are given.

``apply`` makes the next form document; ``carry`` says what becomes of one statement; ``inverse``
is the operation that undoes it, where there is one. No operation ever writes an answer.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar, Protocol

from commonstacks.kit.errors import Refusal
from commonstacks.workshop.forms import fitting, written
from commonstacks.workshop.forms.form import Form, read
from commonstacks.workshop.forms.gate import Said
from commonstacks.workshop.forms.written import FormFacts


@dataclass(frozen=True, slots=True)
class Carried:
    """A statement after a change; ``why`` says what a person has to do, where one has to."""

    said: Said
    why: str = ""


class Operation(Protocol):
    """One step of a patch."""

    op: ClassVar[str]

    def apply(self, form: FormFacts) -> FormFacts:
        """The next form document. Refuses what the form does not have or could not ask."""

    def carry(self, before: Form, after: Form, said: Said) -> Carried:
        """What becomes of one statement."""

    def inverse(self, form: FormFacts) -> Operation | None:
        """What undoes it on the form it was applied to, or nothing."""


def refuse_known_by_id(key: str) -> None:
    """Refuses questions that the program asks for by name."""
    if key in written.KNOWN_BY_ID:
        raise Refusal(
            "The pages of this library are built around {key}.",
            "Its words and whether it is needed may change; its id and kind may not.",
            key=key,
        )


@dataclass(frozen=True, slots=True)
class Add:
    """A new question. What nobody was asked yet is open; nothing is filled in."""

    op: ClassVar[str] = "add"
    question: FormFacts
    after: str = ""

    def apply(self, form: FormFacts) -> FormFacts:
        return written.put(form, self.question, after=self.after)

    def carry(self, before: Form, after: Form, said: Said) -> Carried:
        return Carried(said)

    def inverse(self, form: FormFacts) -> Operation | None:
        return None


@dataclass(frozen=True, slots=True)
class Rename:
    """The same question under another id."""

    op: ClassVar[str] = "rename"
    question: str
    to: str

    def apply(self, form: FormFacts) -> FormFacts:
        refuse_known_by_id(self.question)
        return written.with_question(form, self.question, lambda each: {**each, "id": self.to})

    def carry(self, before: Form, after: Form, said: Said) -> Carried:
        return Carried(replace(said, question=self.to) if said.question == self.question else said)

    def inverse(self, form: FormFacts) -> Operation | None:
        return Rename(self.to, self.question)


@dataclass(frozen=True, slots=True)
class Split:
    """One question becomes several. Which words belong where, only a person can say."""

    op: ClassVar[str] = "split"
    question: str
    into: tuple[FormFacts, ...]

    def apply(self, form: FormFacts) -> FormFacts:
        refuse_known_by_id(self.question)
        if len(self.into) < 2:
            raise Refusal("A question is split into at least two.", "Write the second one too.")
        form = written.with_question(form, self.question, written.retired)
        behind = self.question
        for part in self.into:
            form = written.put(form, part, after=behind)
            behind = part["id"]
        return form

    def carry(self, before: Form, after: Form, said: Said) -> Carried:
        named = " and ".join(part["id"] for part in self.into)
        why = f"{self.question} is now {named}: say there what was said here."
        return Carried(said, why if said.question == self.question else "")

    def inverse(self, form: FormFacts) -> Operation | None:
        return None


@dataclass(frozen=True, slots=True)
class Merge:
    """Several questions become one. How they read together, only a person can say."""

    op: ClassVar[str] = "merge"
    questions: tuple[str, ...]
    into: FormFacts

    def apply(self, form: FormFacts) -> FormFacts:
        if len(set(self.questions)) < 2:
            raise Refusal("At least two questions become one.", "Choose the second one too.")
        for key in self.questions:
            refuse_known_by_id(key)
            form = written.with_question(form, key, written.retired)
        return written.put(form, self.into, after=self.questions[-1])

    def carry(self, before: Form, after: Form, said: Said) -> Carried:
        why = f"{said.question} is now part of {self.into['id']}: say it there again."
        return Carried(said, why if said.question in self.questions else "")

    def inverse(self, form: FormFacts) -> Operation | None:
        return None


@dataclass(frozen=True, slots=True)
class Retype:
    """Another kind of answer. Where an old answer might not fit, the new question gets an id of
    its own (``to``) and the old one stays readable."""

    op: ClassVar[str] = "retype"
    question: str
    answer: FormFacts
    repeats: bool = False
    to: str = ""

    def apply(self, form: FormFacts) -> FormFacts:
        refuse_known_by_id(self.question)
        old = written.question_in(form, self.question)
        new = {**old, "answer": self.answer, "repeats": self.repeats}
        if self.to:
            form = written.with_question(form, self.question, written.retired)
            return written.put(form, {**new, "id": self.to}, after=self.question)
        changed = written.with_question(form, self.question, lambda _: new)
        before, after = read(form), written.check(changed)
        if not fitting.widens(before.question(self.question), after.question(self.question)):
            raise Refusal(
                "Answers given to {question} so far might not fit.",
                "Give the new question an id of its own; {question} stays readable.",
                question=self.question,
            )
        return changed

    def carry(self, before: Form, after: Form, said: Said) -> Carried:
        if said.question != self.question:
            return Carried(said)
        moved = fitting.fit(said, after.question(self.to or self.question))
        why = f"It does not fit {self.to}: say it there again."
        return Carried(moved) if moved else Carried(said, why)

    def inverse(self, form: FormFacts) -> Operation | None:
        return None


@dataclass(frozen=True, slots=True)
class Move:
    """To another place in the form."""

    op: ClassVar[str] = "move"
    question: str
    section: str
    after: str = ""

    def apply(self, form: FormFacts) -> FormFacts:
        question = {**written.question_in(form, self.question), "section": self.section}
        if self.after:
            target = written.question_in(form, self.after)
            if target["section"] != self.section or self.after == self.question:
                raise Refusal(
                    "{other} is in another section.",
                    "Choose one of this section.",
                    other=self.after,
                )
        return written.put(written.without(form, self.question), question, after=self.after)

    def carry(self, before: Form, after: Form, said: Said) -> Carried:
        return Carried(said)

    def inverse(self, form: FormFacts) -> Operation | None:
        old = written.question_in(form, self.question)
        ids = [each["id"] for each in form["questions"] if each["section"] == old["section"]]
        at = ids.index(self.question)
        return Move(self.question, old["section"], ids[at - 1]) if at else None


@dataclass(frozen=True, slots=True)
class Require:
    """Whether the question has to be answered before anything is shown: always, people, or not."""

    op: ClassVar[str] = "require"
    question: str
    gate: str

    def apply(self, form: FormFacts) -> FormFacts:
        return written.with_question(form, self.question, self._gated)

    def _gated(self, question: FormFacts) -> FormFacts:
        kept = {name: value for name, value in question.items() if name != "gate"}
        return {**kept, "gate": self.gate} if self.gate else kept

    def carry(self, before: Form, after: Form, said: Said) -> Carried:
        return Carried(said)

    def inverse(self, form: FormFacts) -> Operation | None:
        return Require(self.question, written.question_in(form, self.question).get("gate", ""))


@dataclass(frozen=True, slots=True)
class Deprecate:
    """The question is no longer asked. What was said to it stays, and is shown as before."""

    op: ClassVar[str] = "deprecate"
    question: str

    def apply(self, form: FormFacts) -> FormFacts:
        refuse_known_by_id(self.question)
        return written.with_question(form, self.question, written.retired)

    def carry(self, before: Form, after: Form, said: Said) -> Carried:
        return Carried(said)

    def inverse(self, form: FormFacts) -> Operation | None:
        return None
