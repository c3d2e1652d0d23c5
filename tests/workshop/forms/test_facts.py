from __future__ import annotations

from datetime import date

from commonstacks.workshop.forms.facts import four_facts
from commonstacks.workshop.forms.form import load
from commonstacks.workshop.forms.gap import Gap
from commonstacks.workshop.forms.gate import Said

FORM = load(1)


def test_four_facts_of_a_small_context() -> None:
    said = [
        Said("A1", answer="Dogs.", voice="P"),
        Said("A1", absence="unknown", voice="X", asked_of="City", asked_on=date(2026, 1, 2)),
        Said("B5", absence="lost", voice="X", asked_of="City", asked_on=date(2026, 1, 2)),
        Said("B3", absence="not_asked", voice="X"),
        Said("C2", absence="not_asked", voice="X"),
        Said("F1", answer={"is": "no"}, voice="X"),
        Said("A3", answer="A dog", voice="M"),
    ]
    gaps = [
        Gap("C1", "missing_place", "The harbour is missing.", "C"),
        Gap("D1", "broken_series", "Counted otherwise.", "M"),
    ]
    facts = four_facts(FORM, said, gaps, written_for=2, newest=3)
    assert (facts.answered, facts.questions, facts.unknown) == (4, 43, 1)
    assert facts.voices == ("P", "C", "X")
    assert (facts.written_for, facts.fresh, facts.only_publisher) == (2, False, False)
    assert facts.nobody_asked == ("C2",)


def test_only_the_publisher_has_spoken() -> None:
    facts = four_facts(FORM, [Said("A1", answer="Dogs.", voice="P")], [], written_for=1, newest=1)
    assert (facts.only_publisher, facts.fresh, facts.questions) == (True, True, 48)
