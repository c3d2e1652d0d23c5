"""The gate: each rule of the model, on a context that is otherwise complete."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from commonstacks.kit.errors import Refusal
from commonstacks.workshop.forms import gate
from commonstacks.workshop.forms.form import load
from commonstacks.workshop.forms.gap import Gap
from commonstacks.workshop.forms.gate import Said, guard, open_questions

FORM = load(1)
DAY = date(2026, 11, 21)
LEFT_OUT = Gap("C1", "left_out_people", "Tenants are left out.", "X")
NOT_RECORDED = Gap("D1", "not_recorded_variable", "The day is missing.", "X")
GAPS = (LEFT_OUT, NOT_RECORDED)
ALWAYS = [question.id for question in FORM.questions if question.gate == "always"]
PEOPLE = [question.id for question in FORM.questions if question.gate == "people"]
ANSWERS = {key: Said(key, answer="words") for key in ALWAYS if key not in {"C1", "D1", "F1"}} | {
    "F1": Said("F1", answer={"is": "no"})
}


def complete(**changed: Said | None) -> tuple[Said, ...]:
    return tuple(each for each in {**ANSWERS, **changed}.values() if each)


def still_open(said: tuple[Said, ...], gaps: tuple[Gap, ...] = GAPS) -> dict[str, str]:
    return {each.id: each.why for each in open_questions(FORM, said, gaps)}


def test_an_empty_context_has_21_open_questions() -> None:
    assert list(still_open((), ())) == sorted(ALWAYS + PEOPLE)


def test_a_complete_context_passes() -> None:
    assert still_open(complete()) == {}
    guard(FORM, complete(), GAPS)


def test_the_refusal_names_the_open_questions() -> None:
    with pytest.raises(Refusal) as refused:
        guard(FORM, complete(A2=None, H2=None), GAPS)
    assert refused.value.reason == "The context is not complete."
    assert refused.value.questions == ("A2", "H2")
    assert refused.value.hint == ("Still open: Why was it first made? How often is it updated?")


def test_a_machine_never_counts() -> None:
    drafted = replace(ANSWERS["A3"], voice="M")
    assert still_open(complete(A3=drafted)) == {"A3": gate.ONLY_MACHINE}
    assert still_open(complete(), (replace(LEFT_OUT, voice="M"), NOT_RECORDED)) == {
        "C1": gate.ONLY_MACHINE
    }
    assert still_open(complete(), (replace(LEFT_OUT, status="suggested"), NOT_RECORDED)) == {
        "C1": gate.ONLY_MACHINE
    }


def test_a_machine_cannot_say_that_it_is_not_about_people() -> None:
    assert list(still_open(complete(F1=Said("F1", answer={"is": "no"}, voice="M")))) == [
        "F1", "F2", "F3", "F5", "F6", "I1",
    ]  # fmt: skip


@pytest.mark.parametrize("question", ALWAYS)
def test_not_asked_satisfies_only_where_that_is_the_question(question: str) -> None:
    nobody = Said(question, absence="not_asked")
    gaps = tuple(gap for gap in GAPS if gap.question != question)
    open_ids = still_open(complete(**{question: nobody}), gaps)
    if question == "C2":
        assert open_ids == {}
    else:
        assert open_ids[question] == gate.NOT_ASKED


@pytest.mark.parametrize("absence", ["unknown", "not_recorded", "lost", "declined"])
def test_other_absences_need_who_was_asked_and_when(absence: str) -> None:
    bare = Said("B5", absence=absence)
    for short in (bare, replace(bare, asked_of="City"), replace(bare, asked_on=DAY)):
        assert still_open(complete(B5=short)) == {"B5": gate.NO_SOURCE}
    assert still_open(complete(B5=replace(bare, asked_of="City", asked_on=DAY))) == {}


@pytest.mark.parametrize("absence", ["withheld", "not_applicable"])
def test_withheld_and_not_applicable_owe_a_reason(absence: str) -> None:
    bare = Said("B5", absence=absence, asked_of="City", asked_on=DAY)
    assert still_open(complete(B5=bare)) == {"B5": gate.NO_REASON}
    assert still_open(complete(B5=replace(bare, note="It never had one."))) == {}


@pytest.mark.parametrize("question", ["C1", "D1"])
def test_nothing_left_out_needs_a_second_person(question: str) -> None:
    nothing = Said(
        question, absence="not_applicable", asked_of="City", asked_on=DAY, note="It is all there."
    )
    others = tuple(gap for gap in GAPS if gap.question != question)
    assert still_open(complete(**{question: nothing}), others) == {question: gate.NO_COUNTERSIGN}
    agreed = replace(nothing, countersigned=True)
    assert still_open(complete(**{question: agreed}), others) == {}


def test_gap_questions_are_answered_by_entries_of_their_own_kind() -> None:
    assert still_open(complete(), (LEFT_OUT,)) == {"D1": gate.NOBODY}
    assert still_open(complete(C1=Said("C1", answer="words")), (NOT_RECORDED,)) == {
        "C1": gate.NOBODY
    }
    unknown = Said("D1", absence="unknown", asked_of="City", asked_on=DAY)
    assert still_open(complete(D1=unknown), (LEFT_OUT,)) == {}


@pytest.mark.parametrize("answer", [{"is": "yes"}, {"is": "indirectly"}])
def test_about_people_asks_five_more(answer: dict[str, str]) -> None:
    assert list(still_open(complete(F1=Said("F1", answer=answer)))) == PEOPLE


def test_not_knowing_whether_it_is_about_people_asks_five_more() -> None:
    unknown = Said("F1", absence="unknown", asked_of="City", asked_on=DAY)
    assert list(still_open(complete(F1=unknown))) == PEOPLE


def test_one_voice_that_says_yes_is_enough() -> None:
    said = (*complete(), Said("F1", answer={"is": "yes"}, voice="S"))
    assert list(still_open(said)) == PEOPLE


def test_nobody_asked_the_constituents_is_an_answer() -> None:
    people = {key: Said(key, answer="words") for key in PEOPLE}
    people["I1"] = Said("I1", absence="not_asked")
    assert still_open(complete(F1=Said("F1", answer={"is": "yes"}), **people)) == {}


@pytest.mark.parametrize("nothing", ["", "  ", [], {}, None])
def test_an_empty_answer_is_none(nothing: object) -> None:
    assert still_open(complete(A1=Said("A1", answer=nothing))) == {"A1": gate.NOBODY}


def test_one_good_answer_beside_a_bad_one_is_enough() -> None:
    said = (*complete(), Said("A1", absence="not_asked"), Said("A1", answer="x", voice="M"))
    assert still_open(said) == {}
