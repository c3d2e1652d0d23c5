"""What time alone puts in doubt; only what happened after the answers were written."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from commonstacks.workshop.forms.form import load
from commonstacks.workshop.forms.gap import Gap
from commonstacks.workshop.forms.gate import Said
from commonstacks.workshop.forms.overdue import Today, overdue_marks
from commonstacks.workshop.forms.stale import StaleMark

FORM = load(1)
CAME = date(2026, 1, 1)
DAY = Today(day=CAME, version=2, version_on=CAME, written_on=CAME, written_for=2)


def rhythm(key: str, voice: str = "P") -> Said:
    return Said("H2", {"rhythm": key}, voice=voice)


def after(days: int, *said: Said) -> tuple[StaleMark, ...]:
    return overdue_marks(FORM, said, (), replace(DAY, day=CAME + timedelta(days=days)))


def test_silence_counts_after_twice_the_rhythm() -> None:
    assert after(62, rhythm("monthly")) == ()
    silent = "Nothing newer has come since 1 January 2026, against the rhythm written here."
    assert after(63, rhythm("monthly")) == (StaleMark("H2", "soft", silent),)
    assert after(900, rhythm("monthly")) == after(63, rhythm("monthly"))


@pytest.mark.parametrize(
    "said",
    [
        (),
        (rhythm("irregular"),),
        (rhythm("once"),),
        (Said("H2", absence="unknown"),),
        (rhythm("monthly"), rhythm("irregular", "X")),
        (rhythm("monthly"), rhythm("yearly", "X")),
    ],
)
def test_without_a_rhythm_that_all_name_nobody_waits(said: tuple[Said, ...]) -> None:
    assert after(400, *said) == ()


def test_what_the_writers_saw_is_not_doubted() -> None:
    late = replace(DAY, day=date(2026, 6, 1), written_on=date(2026, 5, 1))
    said = [rhythm("monthly"), Said("H5", "2026-04-30")]
    assert overdue_marks(FORM, said, (), late) == ()


def test_a_review_that_is_due_says_when_it_was() -> None:
    said = Said("H5", "2026-03-02")
    assert after(60, said) == ()
    assert after(61, said) == (StaleMark("H5", "soft", "It was to be read again on 2 March 2026."),)
    assert after(61, Said("H5", "soon")) == ()
    assert after(400, Said("H5", "2027-01-05"), said) == after(61, said)


def test_a_gap_is_looked_at_again_when_its_version_has_come() -> None:
    gap = Gap("C1", "undercounted", "Yards.", "C", status="being_repaired", repaired_in=3)
    assert overdue_marks(FORM, (), [gap], DAY) == ()
    assert overdue_marks(FORM, (), [gap], replace(DAY, version=3)) == (
        StaleMark("C1", "soft", "This was to be repaired in version 3; look: “Yards.”"),
    )
    assert overdue_marks(FORM, (), [gap], replace(DAY, version=4, written_for=3)) == ()


def test_a_gap_is_looked_at_again_when_what_was_missing_has_come() -> None:
    gap = Gap("D1", "not_recorded_variable", "Nobody asked.", "S", variable="Age")
    come = replace(DAY, version=3, columns=("name", "age"), columns_before=("name",))
    assert overdue_marks(FORM, (), [gap], come) == (
        StaleMark("D1", "soft", "A column “Age” has come; this may be repaired now."),
    )
    assert overdue_marks(FORM, (), [gap], replace(come, columns_before=("AGE",))) == ()
    assert overdue_marks(FORM, (), [replace(gap, status="accepted_as_is")], come) == ()
    assert overdue_marks(FORM, (), [replace(gap, variable="")], come) == ()
