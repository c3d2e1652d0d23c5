"""Gaps: what stands is kept whole, what cannot stand is refused, and each bites where it says."""

from __future__ import annotations

from typing import Any

import pytest

from commonstacks.kit.digests import of_facts
from commonstacks.kit.errors import Refusal
from commonstacks.workshop.forms.form import load
from commonstacks.workshop.forms.gap import Gap, Period, Severity, Where
from commonstacks.workshop.forms.gaps import check_gap, margin_notes, notes_for

FORM = load(1)
SMALL = {"kind": "missing_place", "text": "The harbour is missing.", "voice": "X"}
WHOLE: dict[str, Any] = {
    **SMALL,
    "question": "C1",
    "group": "Dockers",
    "place": "Harbour",
    "period": {"first": "2017", "last": "2018-05"},
    "variable": "pier",
    "columns": ["quay"],
    "where": [{"column": "state", "values": ["AS"]}, {"column": "city", "values": ["Pago Pago"]}],
    "versions": "1 to 3",
    "why": "cost",
    "why_text": "No boat.",
    "decided_by": "City",
    "size": {"low": 1.0, "high": 2.0, "unit": "piers", "method": "counted"},
    "direction": "under",
    "severity": [{"level": "note"}, {"level": "blocks", "use": "maps"}],
    "evidence": [{"kind": "measured", "title": "Counted in the file"}],
    "says": [{"voice": "C", "agent": "Dockers' union", "stance": "confirms", "text": "Yes."}],
    "remedy": "Ask the dockers.",
    "status": "repaired",
    "repaired_in": 4,
}


def test_a_gap_comes_back_as_it_was_written() -> None:
    gap = check_gap(FORM, WHOLE)
    assert gap.to_json() == WHOLE
    assert Gap.from_json(gap.to_json()) == gap
    assert of_facts(gap.to_json()) == of_facts(WHOLE)


def test_the_kind_says_which_question() -> None:
    assert check_gap(FORM, SMALL).question == "C1"
    assert check_gap(FORM, {**SMALL, "kind": "broken_series"}).question == "D1"
    with pytest.raises(Refusal, match="belongs to question C1"):
        check_gap(FORM, {**SMALL, "question": "D1"})


def test_the_worst_severity_and_all_named_columns() -> None:
    gap = check_gap(FORM, WHOLE)
    assert gap.worst == "blocks"
    assert gap.named_columns == ("quay", "state", "city")
    assert check_gap(FORM, SMALL).severity == (Severity("note"),)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"text": " "}, "no sentence"),
        ({"text": "x" * 601}, "601 characters, 600 fit"),
        ({"kind": "odd"}, "kind does not know 'odd'"),
        ({"voice": ""}, "voice does not know"),
        ({"why": "because"}, "why does not know"),
        ({"direction": "up"}, "direction does not know"),
        ({"severity": [{"level": "awful"}]}, "severity does not know"),
        ({"severity": "blocks"}, "must be a list"),
        ({"columns": "city"}, "must be a list"),
        ({"where": [{"column": "city", "values": []}]}, "a column and its values"),
        ({"size": {"low": 3, "high": 2}}, "above the highest"),
        ({"size": {"low": "few"}}, "a lowest and a highest"),
        ({"period": {"first": "May 2017"}}, "not a year, month or day"),
        ({"period": {"first": ""}, "colour": "red"}, "no blank called colour"),
        ({"evidence": [{"kind": "rumour", "title": "x"}]}, "No kind of evidence"),
        ({"evidence": [{"kind": "documented", "title": "x"}]}, "not said when"),
        ({"evidence": [{"kind": "measured", "title": ""}]}, "has no title"),
        (
            {"evidence": [{"kind": "measured", "title": "x", "url": "javascript:1"}]},
            "not a web address",
        ),
        ({"says": [{"voice": "C", "stance": "shrugs"}]}, "stance does not know"),
    ],
)
def test_what_cannot_stand_is_refused(change: dict[str, Any], reason: str) -> None:
    with pytest.raises(Refusal, match=reason):
        check_gap(FORM, {**SMALL, **change})


def test_notes_stand_where_the_gap_bites() -> None:
    gap = Gap(
        "C1", "missing_place", "The harbour is missing.", "X",
        place="Harbour", period=Period("2017", ""), columns=("quay", "gone"),
        where=(Where("state", ("AS", "GU")),), severity=(Severity("biases"),), direction="under",
    )  # fmt: skip
    notes = margin_notes([gap], ["quay", "state"])
    assert [(note.on, note.target) for note in notes] == [
        ("column", "quay"), ("rows", "state"), ("place", "Harbour"), ("period", "2017/"),
    ]  # fmt: skip
    assert {(note.text, note.severity, note.direction, note.gap) for note in notes} == {
        ("The harbour is missing.", "biases", "under", 0)
    }


def test_a_gap_that_names_nothing_is_a_note_on_the_dataset() -> None:
    bare = check_gap(FORM, SMALL)
    elsewhere = check_gap(FORM, {**SMALL, "columns": ["gone"]})
    assert [note.on for note in margin_notes([bare, elsewhere], ["quay"])] == ["dataset"] * 2


def test_suggested_and_repaired_gaps_give_no_note() -> None:
    gaps = [check_gap(FORM, {**SMALL, "status": state}) for state in ("suggested", "repaired")]
    assert margin_notes(gaps) == ()


def test_a_filter_that_falls_into_a_gap_finds_its_note() -> None:
    gap = check_gap(FORM, {**WHOLE, "status": "open"})
    notes = margin_notes([gap], ["state", "city"])
    (rows,) = [note for note in notes if note.on == "rows"]
    assert notes_for(notes, {"state": ["AS", "CA"]}) == (rows,)
    assert notes_for(notes, {"state": ["AS"], "city": ["Leone"]}) == ()
    assert notes_for(notes, {"state": ["CA"]}) == ()
    assert notes_for(notes, {"county": ["AS"]}) == ()
