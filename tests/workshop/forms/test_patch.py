"""Each operation on the real form: what it makes, what it refuses, what becomes of statements."""

from __future__ import annotations

from typing import Any

import pytest

from commonstacks.kit.digests import of_facts
from commonstacks.kit.errors import Refusal
from commonstacks.workshop.forms.form import Form, load, read
from commonstacks.workshop.forms.migrate import Moved, Spoken, migrate
from commonstacks.workshop.forms.patch import facts_of, lay, operation_from, released
from tests.workshop.forms.changing import RELEASE_1, op, question, spoken


def after(*operations: Any) -> Form:
    return read(lay(RELEASE_1, operations).document)


def moved(said: Spoken, *operations: Any) -> Moved:
    return migrate(lay(RELEASE_1, operations).steps, [said])[0]


def test_a_new_question_stands_where_it_was_put_and_nobody_has_answered_it() -> None:
    form = after(op("add", question=question("B10"), after="B3"))
    ids = [each.id for each in form.questions]
    assert ids[ids.index("B3") + 1] == "B10"
    assert len(ids) == 49
    said = spoken("1", "B3", {"kind": "piece"})
    assert moved(said, op("add", question=question("B10"))) == Moved("1", said.said, said.said)


def test_a_rename_takes_what_was_said_along() -> None:
    form = after(op("rename", question="B3", to="B10"))
    assert (form.has("B3"), form.question("B10").ask) == (False, load(1).question("B3").ask)
    carried = moved(spoken("1", "B3", {"kind": "piece"}), op("rename", question="B3", to="B10"))
    assert (carried.after.question, carried.after.answer) == ("B10", {"kind": "piece"})


def test_a_split_leaves_the_words_to_a_person() -> None:
    split = op("split", question="E1", into=[question("E7"), question("E8")])
    form = after(split)
    assert form.question("E1").retired
    assert [each.id for each in form.asked if each.id in {"E1", "E7", "E8"}] == ["E7", "E8"]
    left = moved(spoken("1", "E1", "Every street."), split)
    assert left.after == left.before
    assert left.why == "E1 is now E7 and E8: say there what was said here."


def test_a_merge_leaves_the_words_to_a_person() -> None:
    merge = op("merge", questions=["F7", "F8"], into=question("F10"))
    assert [each.id for each in after(merge).asked if each.section == "F"] == [
        "F1", "F2", "F3", "F4", "F5", "F6", "F10", "F9",
    ]  # fmt: skip
    left = moved(spoken("1", "F8", "A board."), merge)
    assert (left.after.question, left.why) == (
        "F8",
        "F8 is now part of F10: say it there again.",
    )


@pytest.mark.parametrize(
    ("asked", "answer", "kind", "repeats", "becomes"),
    [
        ("E1", "Every street.", {"type": "text", "max": 9000}, False, "Every street."),
        ("B6", "https://example.org/f", {"type": "text"}, False, "https://example.org/f"),
        (
            "E1",
            "Every street.",
            {
                "type": "record",
                "fields": [
                    {"name": "what", "label": {"en": "What"}, "type": "text", "required": True}
                ],
            },
            True,
            [{"what": "Every street."}],
        ),
    ],
)
def test_more_room_keeps_every_answer_at_its_question(
    asked: str, answer: Any, kind: Any, repeats: bool, becomes: Any
) -> None:
    wider = op("retype", question=asked, answer=kind, repeats=repeats)
    carried = moved(spoken("1", asked, answer), wider)
    assert (carried.after.question, carried.after.answer, carried.why) == (asked, becomes, "")


def test_less_room_needs_an_id_of_its_own_and_takes_along_only_what_fits() -> None:
    narrow: dict[str, Any] = {"question": "E1", "answer": {"type": "text", "max": 20}}
    with pytest.raises(Refusal, match="might not fit"):
        after(op("retype", **narrow))
    new = op("retype", **narrow, to="E7")
    fits = moved(spoken("1", "E1", "Every street."), new)
    assert (fits.after.question, fits.after.answer, fits.why) == ("E7", "Every street.", "")
    long = moved(spoken("2", "E1", "Every street of the town and its parks."), new)
    assert long.after == long.before
    assert long.why == "It does not fit E7: say it there again."
    absent = moved(spoken("3", "E1", absence="lost"), new)
    assert (absent.after.question, absent.after.absence) == ("E7", "lost")


def test_a_word_gives_way_to_another_and_stays_readable() -> None:
    form = after(op("map_enum", vocabulary="pay", to={"piece": "contract"}))
    assert "piece" not in form.vocabulary("pay").ids
    assert form.vocabulary("pay").label("piece") == load(1).vocabulary("pay").label("piece")
    carried = moved(
        spoken("1", "B3", {"kind": "piece", "text": "By the tree."}),
        op("map_enum", vocabulary="pay", to={"piece": "contract"}),
    )
    assert carried.after.answer == {"kind": "contract", "text": "By the tree."}


def test_a_word_without_a_successor_needs_a_person() -> None:
    left = moved(
        spoken("1", "B3", {"kind": "piece"}), op("map_enum", vocabulary="pay", to={"piece": ""})
    )
    assert left.after == left.before
    assert left.why == "“piece” is no longer a choice: choose again."


def test_a_retired_question_keeps_its_words_and_takes_no_more() -> None:
    form = after(op("deprecate", question="B3"))
    assert form.question("B3").ask == load(1).question("B3").ask
    with pytest.raises(Refusal, match="no longer asked"):
        form.check_answer("B3", {"kind": "piece"})
    with pytest.raises(Refusal, match="no longer asked"):
        form.check_absence("B3", "unknown")


@pytest.mark.parametrize(
    ("operation", "reason"),
    [
        (op("rename", question="A1", to="A9"), "built around A1"),
        (op("deprecate", question="F1"), "built around F1"),
        (op("split", question="C1", into=[question("C3"), question("C4")]), "built around C1"),
        (op("rename", question="B3", to="B6"), "twice"),
        (op("rename", question="B3", to="Bee"), "cannot be the id"),
        (op("add", question=question("Z1")), "no section"),
        (op("add", question=question("B10", voices=["Q"])), "no voices"),
        (op("add", question=question("B10", answer={"type": "song"})), "kind of answer"),
        (op("add", question=question("B10", {"type": "choice", "choices": "x"})), "no list"),
        (op("add", question=question("B10", ask={"en": " "})), "no words"),
        (op("add_term", vocabulary="voices", term={"id": "q", "label": {"en": "Q"}}), "decides by"),
        (op("add_term", vocabulary="pay", term={"id": "A b", "label": {"en": "Q"}}), "small letters"),
        (op("map_enum", vocabulary="gap_kinds", to={"undercounted": ""}), "No word can be taken"),
        (op("map_enum", vocabulary="pay", to={"piece": "x"}), "no word 'x'"),
        (op("require", question="Q9", gate="always"), "does not ask Q9"),
        (op("require", question="B3", gate="sometimes"), "no gate"),
        (op("map_to", question="A1", standard="dct:description"), "goes there already"),
        (op("merge", questions=["B3", "B3"], into=question("B10")), "At least two"),
    ],
)  # fmt: skip
def test_what_the_form_cannot_take_is_refused(operation: Any, reason: str) -> None:
    with pytest.raises(Refusal, match=reason):
        lay(RELEASE_1, [operation])


def test_an_operation_that_is_none_is_refused() -> None:
    for facts, reason in (
        ({"op": "sing"}, "There is no change"),
        ({"op": "rename", "question": "B3"}, "does not say: to"),
        ({"op": "deprecate", "question": "B3", "loudly": True}, "no part loudly"),
    ):
        with pytest.raises(Refusal, match=reason):
            operation_from(facts)


def test_an_operation_reads_back_as_it_was_written() -> None:
    facts = {"op": "split", "question": "E1", "into": [question("E7"), question("E8")]}
    assert facts_of(operation_from(facts)) == facts


def test_an_id_that_was_used_before_is_not_free() -> None:
    with pytest.raises(Refusal, match="another question in an earlier release"):
        lay(RELEASE_1, [op("add", question=question("B10"))], taken=["B10"])


def test_a_release_says_what_it_was_made_from() -> None:
    made = released(RELEASE_1, number=2, name="town-form-2", before=RELEASE_1)
    assert (made["form"], made["id"]) == (2, "town-form-2")
    assert made["from"] == {"form": 1, "digest": load(1).digest}
    assert read(made).digest == of_facts(made)
