"""How voices stand to each other, and when the rows of a table are from."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from commonstacks.doors.web.inputs.answers import Typed
from commonstacks.doors.web.inputs.begun import as_sent, words_of
from commonstacks.doors.web.inputs.blanks import Blank
from commonstacks.doors.web.inputs.sheets import entry
from commonstacks.doors.web.pictures.beside import Bar, TimePicture, time, times
from commonstacks.doors.web.pictures.told import told_question
from commonstacks.flows.shown import Answer
from commonstacks.workshop.tables.shape import ColumnProfile, Histogram
from tests.doors.web.library import FORM


def said(question: str, voice: str, answer: Any, absence: str = "") -> Answer:
    return Answer(
        id=voice,
        question=question,
        answer=answer,
        absence=absence,
        note="",
        asked_of="",
        asked_on=None,
        voice=voice,
        author="Ada",
        said_on=date(2026, 11, 21),
        evidence=(),
    )


@pytest.mark.parametrize(
    ("question", "answers", "heard"),
    [
        ("A2", (), "nobody"),
        ("A2", (("P", "To count.", ""),), "one"),
        ("A2", (("P", "To count.", ""), ("W", "To count.", "")), "agree"),
        ("A2", (("P", "To count.", ""), ("W", "To bill.", "")), "own words"),
        ("A2", (("P", "To count.", ""), ("W", None, "unknown")), "differ"),
        ("G5", (("P", "open", ""), ("C", "on_request", "")), "differ"),
    ],
)
def test_a_reader_is_told_how_the_voices_stand_to_each_other(question, answers, heard):
    told = told_question(FORM, FORM.question(question), [said(question, *each) for each in answers])
    assert told.heard == heard


def days(histogram: Histogram | None) -> ColumnProfile:
    return ColumnProfile(
        name="day",
        position=0,
        kind="date",
        why="",
        nulls=0,
        distinct=3,
        distinct_exact=True,
        minimum="2012-01-01",
        maximum="2012-03-01",
        histogram=histogram,
    )


def test_bars_end_the_day_before_the_next_begins_and_few_rows_are_still_seen():
    drawn = Histogram(("2012-01-01", "2012-02-01", "2012-02-15", "2012-03-01"), (100, 1, 0))
    assert time(days(drawn)) == TimePicture(
        "day",
        "2012-01-01",
        "2012-03-01",
        (
            Bar("2012-01-01", "2012-01-31", 100, 0, 100),
            Bar("2012-02-01", "2012-02-14", 1, 1, 4),
            Bar("2012-02-15", "2012-03-01", 0, 2, 0),
        ),
    )


def test_a_column_that_was_not_counted_has_its_ends_and_no_bars():
    assert time(days(None)).bars == ()
    assert times(None) == ()


def test_of_many_blanks_the_needed_ones_stand_open():
    blanks = tuple(Blank(name, name, needed=name == "c") for name in "abcd")
    shown = entry(blanks)
    assert [blank.name for blank in shown.first] == ["c", "a"]
    assert [blank.name for blank in shown.more] == ["b", "d"]
    assert not shown.open
    assert entry((*blanks[:3], Blank("d", "d", value="said"))).open
    assert entry(blanks[:3]).more == ()


def test_words_come_back_as_they_were_without_the_button():
    sent = as_sent({"columns": ["tag", "name"], "text": ["Strays."], "later": ["1"]})
    assert words_of(sent) == {"columns": ["tag", "name"], "text": ["Strays."]}
    assert Typed().seen == {}
