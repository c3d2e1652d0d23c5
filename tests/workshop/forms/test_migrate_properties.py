"""Whatever is done to the form: no statement is lost, none is made up, what can be undone is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from hypothesis import given, settings

from commonstacks.kit.digests import of_facts
from commonstacks.kit.errors import Refusal
from commonstacks.workshop.forms.form import read
from commonstacks.workshop.forms.migrate import Spoken, migrate
from commonstacks.workshop.forms.operations import Operation
from commonstacks.workshop.forms.patch import Patched, facts_of, inverse_of, lay, operation_from
from tests.workshop.forms.changing import FREE, OPERATIONS, PAY, SMALL, op, statements

DIGEST = of_facts(SMALL)


def laid(operations: Sequence[Operation]) -> tuple[Patched, list[Operation]]:
    """As many of the operations as the form takes; refused ones are left out."""
    taken: list[Operation] = []
    made = Patched(SMALL, ())
    for operation in operations:
        try:
            more = lay(made.document, [operation])
        except Refusal:
            continue
        taken.append(operation)
        made = Patched(more.document, (*made.steps, *more.steps))
    return made, taken


@settings(max_examples=60, deadline=None)
@given(statements(), OPERATIONS)
def test_no_sequence_of_operations_loses_or_invents_a_statement(
    said: list[Spoken], operations: list[Operation]
) -> None:
    patched, taken = laid(operations)
    moved = migrate(patched.steps, said)
    assert [each.key for each in moved] == [each.key for each in said]
    agreed = {
        word for each in taken if each.op == "map_enum" for word in facts_of(each)["to"].values()
    }
    for each in moved:
        assert each.after.absence == each.before.absence
        new = set(leaves(each.after.answer)) - set(leaves(each.before.answer))
        assert new <= agreed
        assert len(list(leaves(each.after.answer))) == len(list(leaves(each.before.answer)))
        form = patched.steps[-1].after if patched.steps else read(SMALL)
        assert form.has(each.after.question)  # nothing is said to a question that cannot be shown


@settings(max_examples=60, deadline=None)
@given(statements(), OPERATIONS)
def test_the_forms_given_stay_as_they_were_and_every_patch_reads_back(
    said: list[Spoken], operations: list[Operation]
) -> None:
    patched, taken = laid(operations)
    assert of_facts(SMALL) == DIGEST
    again = lay(SMALL, [operation_from(facts_of(each)) for each in taken])
    assert again.document == patched.document
    assert migrate(again.steps, said) == migrate(patched.steps, said)


@settings(max_examples=30, deadline=None)
@given(statements())
def test_a_rename_and_its_inverse_give_the_same_form_and_the_same_statements(
    said: list[Spoken],
) -> None:
    there = [op("rename", question=asked, to=f"B{80 + at}") for at, asked in enumerate(FREE)]
    back = inverse_of(SMALL, there)
    assert back is not None
    patched = lay(SMALL, [*there, *back])
    assert patched.document == SMALL
    for before, after in zip(said, migrate(patched.steps, said), strict=True):
        assert (after.after, after.why) == (before.said, "")


@settings(max_examples=60, deadline=None)
@given(OPERATIONS)
def test_what_has_an_inverse_is_undone_by_it(operations: list[Operation]) -> None:
    _, taken = laid(operations)
    back = inverse_of(SMALL, taken)
    if back is not None:
        assert lay(SMALL, [*taken, *back]).document == SMALL


def leaves(answer: Any) -> Iterable[Any]:
    if isinstance(answer, list):
        for entry in answer:
            yield from leaves(entry)
    elif isinstance(answer, dict):
        for value in answer.values():
            yield from leaves(value)
    elif answer is not None:
        yield answer


def test_the_words_of_the_test_are_words_of_the_form() -> None:
    assert set(PAY) <= {term["id"] for term in SMALL["vocabularies"]["pay"]}
