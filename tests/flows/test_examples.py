"""Each question shows one answer of a real dataset, the same at every look."""

from __future__ import annotations

from commonstacks.flows.examples import by_question, example


def test_the_questions_of_the_gate_have_examples():
    assert {"A1", "A2", "A4", "B1", "B2", "C1", "D1", "E4", "H1"} <= by_question().keys()


def test_an_example_is_a_published_answer_with_what_it_is_known_from():
    for question, found in by_question().items():
        for each in found:
            assert each.title, question
            assert bool(each.gap) != (each.answer is not None), question
            assert each.evidence or each.gap, question


def test_it_is_never_from_the_dataset_that_is_being_written_about():
    first = example("A1")
    assert first is not None
    other = example("A1", but=first.slug)
    assert other is not None
    assert other.slug != first.slug
    assert example("A1") == first


def test_a_question_nobody_was_asked_has_none():
    assert example("Z9") is None
