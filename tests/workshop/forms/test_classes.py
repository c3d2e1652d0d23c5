"""The class of a change is computed from the two forms; what has no name is major."""

from __future__ import annotations

from typing import Any

import pytest

from commonstacks.workshop.forms.classes import class_of, differences
from commonstacks.workshop.forms.patch import lay
from tests.workshop.forms.changing import RELEASE_1, op, question

LABEL = {"en": "A grant", "de": "Zuschuss"}


@pytest.mark.parametrize(
    ("weight", "operation"),
    [
        ("patch", op("reword", question="A1", ask={"en": "What is in it?"})),
        ("patch", op("reword_term", vocabulary="pay", term="piece", label={"en": "Piecework"})),
        ("minor", op("add", question=question("B10"))),
        ("minor", op("add_term", vocabulary="pay", term={"id": "grant", "label": LABEL})),
        ("minor", op("map_to", question="A1", standard="schema:description")),
        ("minor", op("move", question="B3", section="A")),
        ("minor", op("retype", question="E1", answer={"type": "text", "max": 9000})),
        ("major", op("add", question=question("B10", gate="always"))),
        ("major", op("require", question="B3", gate="people")),
        ("major", op("require", question="A1", gate="")),
        ("major", op("deprecate", question="B3")),
        ("major", op("rename", question="B3", to="B10")),
        ("major", op("split", question="E1", into=[question("E7"), question("E8")])),
        ("major", op("merge", questions=["F7", "F8"], into=question("F10"))),
        ("major", op("retype", question="E1", answer={"type": "date"}, to="E7")),
        ("major", op("map_enum", vocabulary="pay", to={"piece": "contract"})),
    ],
)
def test_every_operation_has_its_class(weight: str, operation: Any) -> None:
    made = lay(RELEASE_1, [operation]).document
    assert class_of(differences(RELEASE_1, made)) == weight


def test_the_heaviest_change_decides() -> None:
    reword = op("reword", question="A1", ask={"en": "What is in it?"})
    add = op("add", question=question("B10"))
    found = differences(RELEASE_1, lay(RELEASE_1, [reword, add]).document)
    assert [(each.weight, each.what) for each in found] == [
        ("minor", "B10 “What about B10?” is new; nobody has to answer it."),
        ("patch", "A1 has other words."),
    ]
    assert class_of(found) == "minor"


def test_a_rename_is_told_as_one() -> None:
    made = lay(RELEASE_1, [op("rename", question="B3", to="B10")]).document
    assert [each.what for each in differences(RELEASE_1, made)] == ["B3 is now called B10."]


def test_nothing_differs_but_the_name_of_the_release() -> None:
    assert differences(RELEASE_1, {**RELEASE_1, "form": 2, "id": "x", "from": {}}) == ()
    assert class_of(()) == ""


def with_b3(**parts: Any) -> dict[str, Any]:
    questions = [
        {**each, **parts} if each["id"] == "B3" else each for each in RELEASE_1["questions"]
    ]
    return {**RELEASE_1, "questions": questions}


B3: dict[str, Any] = next(each for each in RELEASE_1["questions"] if each["id"] == "B3")
FIELDS: list[dict[str, Any]] = B3["answer"]["fields"]


@pytest.mark.parametrize(
    ("weight", "parts"),
    [
        ("major", {"voices": B3["voices"][:1]}),
        ("minor", {"voices": [*B3["voices"], "S"]}),
        ("major", {"voices_only": True}),
        ("major", {"absences": B3["absences"][:-1]}),
        ("major", {"not_asked_counts": True}),
        ("major", {"countersign": ["lost"]}),
        ("major", {"repeats": True}),
        ("minor", {"stale": [{"on": "rows", "level": "soft"}]}),
        ("major", {"whispered": True}),
        ("major", {"answer": {"type": "record", "fields": FIELDS[:1]}}),
        ("major", {"answer": {**B3["answer"], "fields": [FIELDS[0], {**FIELDS[1], "max": 9}]}}),
        ("minor", {"answer": {**B3["answer"], "fields": [FIELDS[0], {**FIELDS[1], "max": 9999}]}}),
        ("major", {"answer": {**B3["answer"], "fields": [FIELDS[0], {**FIELDS[1], "required": 1}]}}),
        ("minor", {"answer": {**B3["answer"], "fields": [*FIELDS, {**FIELDS[1], "name": "by"}]}}),
        ("patch", {"answer": {**B3["answer"], "fields": [{**FIELDS[0], "label": LABEL}, FIELDS[1]]}}),
        ("major", {"answer": {**B3["answer"], "rhymes": True}}),
    ],
)  # fmt: skip
def test_more_is_minor_and_less_is_major(weight: str, parts: dict[str, Any]) -> None:
    assert class_of(differences(RELEASE_1, with_b3(**parts))) == weight


@pytest.mark.parametrize(
    ("weight", "parts"),
    [
        ("major", {"languages": ["en"]}),
        ("minor", {"languages": ["en", "de", "uk"]}),
        ("major", {"license": "CC-BY-4.0"}),
        ("major", {"anthem": "la la"}),
        ("major", {"vocabularies": {**RELEASE_1["vocabularies"], "pay": []}}),
        ("minor", {"vocabularies": {**RELEASE_1["vocabularies"], "songs": []}}),
    ],
)
def test_the_whole_form_is_looked_at(weight: str, parts: dict[str, Any]) -> None:
    assert class_of(differences(RELEASE_1, {**RELEASE_1, **parts})) == weight
