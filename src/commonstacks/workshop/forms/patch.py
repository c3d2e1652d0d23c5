"""A patch: operations in order, as JSON and as values, laid on a form document one by one."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from commonstacks.kit.digests import settled
from commonstacks.kit.errors import Refusal
from commonstacks.workshop.forms import written
from commonstacks.workshop.forms.form import Form, read
from commonstacks.workshop.forms.operations import (
    Add,
    Deprecate,
    Merge,
    Move,
    Operation,
    Rename,
    Require,
    Retype,
    Split,
)
from commonstacks.workshop.forms.operations_on_words import (
    AddTerm,
    MapEnum,
    MapTo,
    Reword,
    RewordTerm,
)
from commonstacks.workshop.forms.written import FormFacts

KINDS: Final[tuple[type[Any], ...]] = (
    Add, Rename, Split, Merge, Retype, Move, Require, Deprecate,
    Reword, RewordTerm, AddTerm, MapEnum, MapTo,
)  # fmt: skip
BY_NAME: Final[Mapping[str, type[Any]]] = {kind.op: kind for kind in KINDS}
PLACES: Final = ("form", "id", "from")  # what names a release and says nothing about its content


@dataclass(frozen=True, slots=True)
class Step:
    """One operation with the form before and after it."""

    operation: Operation
    before: Form
    after: Form


@dataclass(frozen=True, slots=True)
class Patched:
    """The form document that a patch makes, and the way there."""

    document: FormFacts
    steps: tuple[Step, ...]


def operation_from(facts: Mapping[str, Any]) -> Operation:
    """The operation written as JSON: ``{"op": "rename", "question": "B3", "to": "B10"}``.

    Refuses operations and parts it does not know, and parts that are missing.
    """
    kind = BY_NAME.get(str(facts.get("op")))
    if kind is None:
        raise Refusal(
            "There is no change {op}.",
            "One of: {names}.",
            op=repr(facts.get("op")),
            names=", ".join(BY_NAME),
        )
    given = {name: value for name, value in facts.items() if name != "op"}
    known = {each.name: each for each in dataclasses.fields(kind)}
    if unknown := sorted(set(given) - set(known)):
        raise Refusal("A change has no part {unknown}.", "Take it out.", unknown=", ".join(unknown))
    needed = {name for name, each in known.items() if _needed(each)}
    if missing := sorted(needed - set(given)):
        raise Refusal(
            "The change does not say: {missing}.", "Fill it in.", missing=", ".join(missing)
        )
    made: Operation = kind(**{name: _tupled(value) for name, value in given.items()})
    return made


def facts_of(operation: Operation) -> dict[str, Any]:
    """The operation as JSON, the way ``operation_from`` reads it."""
    parts = {
        each.name: getattr(operation, each.name)
        for each in dataclasses.fields(operation)  # type: ignore[arg-type]  # every kind is a dataclass
    }
    facts: dict[str, Any] = settled({"op": operation.op, **parts})
    return facts


def lay(form: FormFacts, operations: Iterable[Operation], *, taken: Iterable[str] = ()) -> Patched:
    """Lays the operations on a form document, each on what the one before left.

    ``taken``: ids of questions in earlier releases, which no new question may have. Refuses what
    an operation refuses, and a form that could not be asked. ``form`` itself stays as it is.
    """
    steps: list[Step] = []
    known = {each["id"] for each in form["questions"]}
    before = read(form)
    for operation in operations:
        form = operation.apply(form)
        after = written.check(form)
        steps.append(Step(operation, before, after))
        before = after
    again = sorted(({q.id for q in before.questions} - known) & set(taken))
    if again:
        raise Refusal(
            "{names} was another question in an earlier release.",
            "Choose an id that was never used; old answers would seem to belong to it.",
            names=", ".join(again),
        )
    return Patched(form, tuple(steps))


def released(form: FormFacts, *, number: int, name: str, before: FormFacts) -> FormFacts:
    """The document as release ``number``: with its id and with what it was made from."""
    came = {"form": before["form"], "digest": read(before).digest}
    rest = {key: value for key, value in form.items() if key not in PLACES}
    made: FormFacts = settled({"form": number, "id": name, "from": came, **rest})
    return made


def inverse_of(form: FormFacts, operations: Sequence[Operation]) -> tuple[Operation, ...] | None:
    """The patch that undoes this one on the form it was laid on, or ``None`` where none can."""
    back: list[Operation] = []
    for operation in operations:
        undone = operation.inverse(form)
        if undone is None:
            return None
        back.insert(0, undone)
        form = operation.apply(form)
    return tuple(back)


def _needed(part: dataclasses.Field[Any]) -> bool:
    return part.default is dataclasses.MISSING and part.default_factory is dataclasses.MISSING


def _tupled(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
