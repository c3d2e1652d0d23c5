"""Staleness is per question, by declared dependencies."""

from __future__ import annotations

import pytest

from commonstacks.workshop.forms.form import load
from commonstacks.workshop.forms.gap import Gap
from commonstacks.workshop.forms.stale import Change, StaleMark, stale_marks

FORM = load(1)
ROWS = ["A4", "C1", "C2", "D1", "D2", "E1", "E2", "E3", "E4", "E5", "E6"]
COLUMNS = ["B9", "E1", "E2", "E3", "E4", "E5", "E6", "F6"]
RIGHTS = ["G1", "G2", "G3", "G4", "G5", "H1", "H2", "H3", "H4", "H5"]


def marked(change: Change, *gaps: Gap, percent: float = 20.0) -> dict[str, str]:
    marks = stale_marks(FORM, change, gaps, rows_percent=percent)
    return {mark.question: mark.level for mark in marks}


def test_rows_within_the_rhythm_leave_no_mark() -> None:
    assert marked(Change(1000, 1200)) == {}
    assert marked(Change(1000, 800)) == {}


@pytest.mark.parametrize("after", [1201, 799, 0])
def test_a_big_move_of_the_row_count_is_soft(after: int) -> None:
    assert marked(Change(1000, after)) == dict.fromkeys(ROWS, "soft")


def test_the_percentage_is_given() -> None:
    assert marked(Change(1000, 1060), percent=5.0) == dict.fromkeys(ROWS, "soft")
    assert marked(Change(0, 0)) == {}
    assert marked(Change(0, 1)) == dict.fromkeys(ROWS, "soft")


def test_leaving_the_coverage_is_soft() -> None:
    assert marked(Change(10, 10, left_coverage=True)) == dict.fromkeys(ROWS, "soft")


@pytest.mark.parametrize(
    "change",
    [Change(1, 1, added=("a",)), Change(1, 1, removed=("a",)), Change(1, 1, retyped=("a",))],
)
def test_a_changed_column_is_hard(change: Change) -> None:
    assert marked(change) == dict.fromkeys(COLUMNS, "hard")


def test_a_gap_that_names_the_column_is_hard_at_its_own_question() -> None:
    gap = Gap("D1", "merged_category", "One name for two.", "X", columns=("kind",))
    assert marked(Change(1, 1, removed=("kind",)), gap) == {
        **dict.fromkeys(COLUMNS, "hard"),
        "D1": "hard",
    }
    assert marked(Change(1, 1, removed=("other",)), gap) == dict.fromkeys(COLUMNS, "hard")


@pytest.mark.parametrize("what", ["licence_changed", "publisher_changed", "address_changed"])
def test_a_change_of_rights_is_hard(what: str) -> None:
    assert marked(Change(1, 1, **{what: True})) == dict.fromkeys(RIGHTS, "hard")


def test_out_of_rhythm_is_soft_on_the_rhythm_only() -> None:
    assert marked(Change(1, 1, within_rhythm=False)) == {"H2": "soft"}


def test_marks_say_why_and_can_be_kept_to_what_is_answered() -> None:
    change = Change(1000, 10, removed=("a", "b"), retyped=("c",))
    assert stale_marks(FORM, change, answered={"A4", "B9"}) == (
        StaleMark("A4", "soft", "The table went from 1,000 to 10 rows."),
        StaleMark("B9", "hard", "Columns changed (gone: a, b; of another kind: c)."),
    )
