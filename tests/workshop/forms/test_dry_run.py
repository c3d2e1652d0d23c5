"""The dry run says what a change would do, and does nothing."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from commonstacks.workshop.forms.dry_run import ByHand, ContextSaid, Report, Touched, dry_run
from commonstacks.workshop.forms.form import load
from commonstacks.workshop.forms.gate import Said
from commonstacks.workshop.forms.migrate import Spoken
from commonstacks.workshop.forms.patch import lay
from tests.workshop.forms.changing import RELEASE_1, op, question, spoken

FORM = load(1)


def complete(key: str, *more: Spoken) -> ContextSaid:
    """What the gate always asks is answered, and it is not about people."""
    always = [each for each in FORM.questions if each.gate == "always"]
    said = [
        asked(each.id) if each.type == "gaps" else spoken(each.id, each.id, {"is": "no"})
        for each in always
    ]
    return ContextSaid(key, (*said, *more))


def asked(key: str) -> Spoken:
    """Somebody was asked, and nobody knows."""
    day = date(2026, 11, 1)
    return Spoken(key, Said(key, absence="unknown", asked_of="the office", asked_on=day))


def rehearsed(contexts: list[ContextSaid], *operations: Any) -> Report:
    return dry_run(lay(RELEASE_1, operations).steps, contexts)


def test_a_word_more_touches_nothing() -> None:
    word = op("add_term", vocabulary="pay", term={"id": "grant", "label": {"en": "A grant"}})
    report = rehearsed([complete("trees"), ContextSaid("empty", ())], word)
    assert report == Report(2, 16, carried=0, by_hand=0, incomplete=0, touched=())


def test_a_needed_question_opens_every_story_that_did_not_answer_it() -> None:
    paid = complete("paid", spoken("p", "B3", {"kind": "piece"}))
    report = rehearsed(
        [complete("trees"), paid, ContextSaid("empty", ())],
        op("require", question="B3", gate="always"),
    )
    assert report.incomplete == 1
    assert report.touched == (
        Touched("trees", carried=0, opens=("B3",), incomplete=True, by_hand=()),
        Touched("empty", carried=0, opens=("B3",), incomplete=False, by_hand=()),
    )


def test_a_rename_carries_and_a_split_needs_a_person() -> None:
    context = complete("trees", spoken("p", "B3", {"kind": "piece"}), spoken("e", "E1", "Most."))
    report = rehearsed(
        [context],
        op("rename", question="B3", to="B10"),
        op("split", question="E1", into=[question("E7"), question("E8")]),
    )
    why = "E1 is now E7 and E8: say there what was said here."
    assert report.touched == (
        Touched("trees", carried=1, opens=(), incomplete=False, by_hand=(ByHand("E1", why, 1),)),
    )


def test_a_renamed_open_question_is_not_newly_open() -> None:
    need, rename = (
        op("require", question="B3", gate="always"),
        op("rename", question="B3", to="B10"),
    )
    needed = lay(RELEASE_1, [need]).document
    report = dry_run(lay(needed, [rename]).steps, [complete("trees")])
    assert report.touched == ()


def test_the_report_is_kept_as_data() -> None:
    report = rehearsed([complete("trees")], op("require", question="B3", gate="always"))
    assert Report.from_facts(json.loads(json.dumps(report.as_facts()))) == report
