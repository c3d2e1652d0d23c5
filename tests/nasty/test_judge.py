"""The judge is lenient about numbers and dates, never about zeros, digits or rows."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from tests.nasty.corpus import case, from_facts, refused, table
from tests.nasty.judge import Outcome, Seen, judge, same_cell

CODES = table("code | n\ncoded | integer\n007 | 1\n∅ | 2", aside=1, words=("note|remark",))
CASE = case("made", "Made for the judge.", "codes.csv", "", CODES)


def seen(**other) -> Outcome:
    given = {
        "columns": ("code", "n"),
        "rows": (("007", 1), (None, 2)),
        "kinds": ("code", "integer"),
        "aside": 1,
        "said": "1 note kept aside",
        "missing": (),
    }
    return Outcome((Seen(**{**given, **other}),))


def test_what_agrees_in_all_is_right():
    assert judge(CASE, seen()).word == "right"


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        ({"rows": ((7, 1), (None, 2))}, "row 1, 'code': 7 instead of '007'"),
        ({"rows": (("007", 1),)}, "1 rows instead of 2: [['007', 1]]"),
        ({"columns": ("kode", "n")}, "columns ['kode', 'n'] instead of ['code', 'n']"),
        ({"kinds": ("integer", "integer")}, "column 'code' is integer instead of coded"),
        ({"aside": 0}, "0 lines set aside instead of (1,); said: 1 note kept aside"),
        ({"said": "nothing"}, "no step or warning says note|remark; said: nothing"),
    ],
)
def test_what_differs_is_wrong_and_says_where(other, reason):
    verdict = judge(CASE, seen(**other))
    assert (verdict.word, verdict.reason) == ("wrong", reason)


def test_a_peer_is_asked_for_no_kinds_words_or_lines_set_aside():
    peer = seen(kinds=None, aside=None, said=None, missing=None)
    assert judge(CASE, peer).word == "right"


def test_a_lost_label_of_a_missing_value_is_wrong():
    labelled = table("n\ninteger\n1\n∅", missing=(("n", "n/a"),))
    made = case("made", "Made for the judge.", "n.csv", "", labelled)
    one = Seen(("n",), ((1,), (None,)), kinds=("integer",), aside=0, said="", missing=())
    assert judge(made, Outcome((one,))).reason == "labels [('n', 'n/a')] not kept, only ()"


def test_a_refusal_where_a_table_was_expected_is_refused():
    assert judge(CASE, Outcome(refused="No.", told=True)).word == "refused"


def test_an_expected_refusal_has_its_words():
    bomb = case("made", "Made for the judge.", "a.zip", "", refused("unpack|large"))
    assert judge(bomb, Outcome(refused="Too large.", told=True)).word == "right"
    assert judge(bomb, Outcome(refused="No.", told=True)).word == "wrong"
    assert judge(bomb, Outcome(refused="MemoryError")).word == "right"
    assert judge(bomb, seen()).word == "wrong"


def test_the_second_defensible_outcome_is_right_too():
    both = case("made", "Made for the judge.", "a.csv", "", refused("no"), CODES)
    assert judge(both, seen()).word == "right"


@pytest.mark.parametrize(
    ("wanted", "value"),
    [
        ("12.5", 12.5),
        ("12.5", Decimal("12.50")),
        ("12.5", "12.50"),
        ("7", 7.0),
        ("2024-03-01", dt.date(2024, 3, 1)),
        ("2024-03-01", "2024-03-01T00:00:00"),
        ("2024-03-01T13:00:00+01:00", dt.datetime(2024, 3, 1, 12, tzinfo=dt.UTC)),
        ("true", True),
        (None, float("nan")),
        (None, " "),
        ("…", b"\1"),
        ("Köln", "Ko\u0308ln"),
    ],
)
def test_cells_that_mean_the_same(wanted, value):
    assert same_cell(wanted, value)


@pytest.mark.parametrize(
    ("wanted", "value"),
    [
        ("007", 7),
        ("1.10", 1.1),
        ("1.10", "1.1"),
        ("9007199254740993", 9007199254740992.0),
        ("1234.5", "1.234,5"),
        ("2024-03-01", "01.03.2024"),
        ("2024-03-04", dt.date(2024, 4, 3)),
        ("NA", None),
        (None, "N/A"),
        (None, 0),
        ("…", None),
    ],
)
def test_cells_that_do_not(wanted, value):
    assert not same_cell(wanted, value)


def test_yes_in_any_language_is_true_only_where_a_boolean_is_meant():
    assert same_cell("true", "ja", "boolean")
    assert not same_cell("true", "ja", "words")


def test_a_case_comes_back_from_its_facts():
    assert from_facts(CASE.facts(), b"") == CASE
