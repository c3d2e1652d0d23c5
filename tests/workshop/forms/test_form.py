"""Release 1 of the form is what docs and gate believe it is."""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter

import pytest

from commonstacks.kit.digests import of_facts
from commonstacks.kit.errors import Refusal
from commonstacks.workshop.forms.form import load
from commonstacks.workshop.forms.parts import Words

FORM = load(1)


def test_every_question_of_release_1_is_there_in_order() -> None:
    counts = {section: len(list(ids)) for section, ids in groupby(_ids(), key=itemgetter(0))}
    assert counts == {"A": 6, "B": 9, "C": 2, "D": 2, "E": 6, "F": 9, "G": 5, "H": 5, "I": 4}
    assert _ids() == sorted(_ids())


def test_the_gate_asks_16_always_and_5_about_people() -> None:
    always = [question.id for question in FORM.questions if question.gate == "always"]
    people = [question.id for question in FORM.questions if question.gate == "people"]
    assert always == [
        "A1",
        "A2",
        "A3",
        "A4",
        "B1",
        "B2",
        "B4",
        "B5",
        "C1",
        "C2",
        "D1",
        "E4",
        "F1",
        "G1",
        "H1",
        "H2",
    ]
    assert people == ["F2", "F3", "F5", "F6", "I1"]


def test_every_word_is_there_in_every_language() -> None:
    words: list[Words] = [section.title for section in FORM.sections]
    for question in FORM.questions:
        words += [question.ask, question.help, *(field.label for field in question.fields)]
    words += [term.label for each in FORM.vocabularies for term in each.terms]
    for each in words:
        said = dict(each.by_language)
        assert tuple(said) == FORM.languages
        assert all(said.values())


def test_vocabularies_hold_the_words_of_the_model() -> None:
    assert FORM.vocabulary("voices").ids == ("P", "W", "S", "C", "X", "M")
    assert FORM.vocabulary("absences").ids == (
        "not_asked", "unknown", "not_recorded", "lost", "withheld", "declined", "not_applicable",
    )  # fmt: skip
    assert len(FORM.vocabulary("gap_kinds").ids) == 10
    assert {term.question for term in FORM.vocabulary("gap_kinds").terms} == {"C1", "D1"}


def test_dependencies_are_those_declared() -> None:
    on = {question.id: {(d.on, d.level) for d in question.stale} for question in FORM.questions}
    assert on["A1"] == set()
    assert on["A4"] == {("rows", "soft"), ("coverage", "soft")}
    assert on["C1"] == {("rows", "soft"), ("coverage", "soft"), ("gap_columns", "hard")}
    assert ("columns", "hard") in on["B9"] & on["E4"] & on["F6"]
    rights = {("licence", "hard"), ("publisher", "hard"), ("address", "hard")}
    assert on["G1"] == rights
    assert on["H2"] == {*rights, ("rhythm", "soft")}


def test_words_fall_back_from_region_to_language_to_the_first() -> None:
    label = FORM.vocabulary("about_people").terms[0].label
    assert (label.say("de-AT"), label.say("de"), label.say("fr")) == ("Ja", "Ja", "Yes")


def test_the_digest_names_the_content() -> None:
    assert len(FORM.digest) == 64
    assert FORM.digest == load(1).digest
    assert FORM.digest != of_facts({})


def test_a_release_that_is_not_here_is_refused() -> None:
    with pytest.raises(Refusal, match="no form release 99"):
        load(99)


def test_an_unknown_question_is_refused_when_answered() -> None:
    with pytest.raises(Refusal, match="no question 'Z9'"):
        FORM.check_answer("Z9", "words")


def _ids() -> list[str]:
    return [question.id for question in FORM.questions]
