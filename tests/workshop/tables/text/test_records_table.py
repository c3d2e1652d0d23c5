"""Records of a sheet are told apart like the lines of a text file."""

from __future__ import annotations

from pathlib import Path

from commonstacks.workshop.killable import ignore
from commonstacks.workshop.tables.instructions import Instructions, understood
from commonstacks.workshop.tables.shape import Step
from commonstacks.workshop.tables.text.records_table import pour_records
from tests.workshop.tables.laid import BLANK, NOTE, TITLE, TOTALS, aside_of, rows_of

SHEET = [
    ["Loans of the libraries", "", ""],
    ["", "", ""],
    ["branch", "loans", "visits"],
    ["", "(number)", "(1000)"],
    ["Main\nlibrary", "5", "7"],
    ["branch", "loans", "visits"],
    ["East", "6", "9"],
    ["Total", "11", "16"],
    ["", "", ""],
    ["Source: counted at the desk", "", ""],
]


def test_records_of_a_sheet_are_told_apart_like_lines(tmp_path: Path) -> None:
    step = Step("sheet", "Sheet 1")
    found = pour_records(iter(SHEET), tmp_path, (step,), Instructions(), ignore, first_line=11)
    assert found.names == ("branch", "loans", "visits")
    assert rows_of(found) == ["Main\nlibrary|5|7", "East|6|9"]
    assert aside_of(found) == [
        (11, TITLE),
        (12, BLANK),
        (14, "row of units"),
        (16, "repeated header"),
        (18, TOTALS),
        (19, BLANK),
        (20, NOTE),
    ]
    assert [step.says for step in found.steps] == [
        "Sheet 1",
        "Units below the header: loans in (number), visits in (1000)",
        "1 line above the header kept aside",
        "2 blank lines kept aside",
        "1 row of units kept aside",
        "1 repeated header kept aside",
        "1 row of totals kept aside",
        "1 footnote line kept aside",
    ]
    assert (found.rows, found.set_aside) == (2, 7)


def test_a_person_names_the_row_of_a_sheet_by_its_number(tmp_path: Path) -> None:
    records = [["a", "b"], ["c", "d"], ["e", "f"]]
    given = understood({"header": "6"})
    found = pour_records(records, tmp_path, (), given, ignore, first_line=5)
    assert (found.names, rows_of(found), aside_of(found)) == (("c", "d"), ["e|f"], [(5, TITLE)])


def test_records_that_are_only_a_header(tmp_path: Path) -> None:
    found = pour_records([["a", "b"]], tmp_path, (), Instructions(), ignore)
    assert (found.names, found.rows, found.set_aside) == (("a", "b"), 0, 0)
