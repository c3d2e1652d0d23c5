"""Notes and totals below a table are kept aside, and nothing else is."""

from __future__ import annotations

from pathlib import Path

import pytest

from commonstacks.workshop.killable import ignore
from commonstacks.workshop.tables.text import read_text
from commonstacks.workshop.tables.text_table import TextTable
from tests.workshop.tables.laid import BLANK, NOTE, TOTALS, Case, aside_of, check, rows_of

FOOTERS = [
    Case(
        "notes of many kinds",
        "branch,loans,year\nMain,5,2020\nEast,6,2020\n\n* provisional\nSource: the library, 2020\n"
        "All figures are counted at the desk\n",
        ["branch", "loans", "year"],
        ["Main|5|2020", "East|6|2020"],
        [(4, BLANK), (5, NOTE), (6, NOTE), (7, NOTE)],
        ("3 footnote lines kept aside",),
    ),
    Case(
        "notes in the clothes of rows",
        "Stadtteil;n;m\nA;1;2\nB;3;4\n;;\nQuelle: Stadt Köln;;\n© 2020;;\n",
        ["Stadtteil", "n", "m"],
        ["A|1|2", "B|3|4"],
        [(4, BLANK), (5, NOTE), (6, NOTE)],
    ),
    Case(
        "a note that gives itself away by its length",
        "branch,loans,visits\nMain,5,7\nEast,6,8\nThe branches were closed in spring,,\n",
        ["branch", "loans", "visits"],
        ["Main|5|7", "East|6|8"],
        [(4, NOTE)],
        ("1 footnote line kept aside",),
    ),
    Case(
        "a note as wide as the table",
        "branch,loans\nMain,5\nEast,6\nSource: Library, City of Bonn\n",
        ["branch", "loans"],
        ["Main|5", "East|6"],
        [(4, NOTE)],
    ),
    Case(
        "a row with one filled cell is a row",
        "name,city,street\nAnn,Bonn,Hill\nBob,,\n",
        ["name", "city", "street"],
        ["Ann|Bonn|Hill", "Bob||"],
    ),
    Case(
        "notes in the middle are no notes",
        "source,n\nSource: a,1\nSource: b,2\nSource: c,3\nSource: d,4\nSource: e,5\nSource: f,6\n",
        ["source", "n"],
        [f"Source: {letter}|{at}" for at, letter in enumerate("abcdef", 1)],
    ),
    Case(
        "a total that adds up",
        "branch,loans\nMain,5\nEast,6\nTotal,11\n",
        ["branch", "loans"],
        ["Main|5", "East|6"],
        [(4, TOTALS)],
        ("1 row of totals kept aside",),
    ),
    Case(
        "a total with decimal commas and thousands",
        "Ort;Umsatz;Jahr\nA;1.234,50;2020\nB;2.000,25;2020\nInsgesamt;3.234,75;\n",
        ["Ort", "Umsatz", "Jahr"],
        ["A|1.234,50|2020", "B|2.000,25|2020"],
        [(4, TOTALS)],
    ),
    Case(
        "a total with commas between thousands, and a missing value",
        'branch,loans\nMain,"1,500"\nEast,n/a\nWest,700\nGrand total,"2,200"\n',
        ["branch", "loans"],
        ["Main|1,500", "East|n/a", "West|700"],
        [(5, TOTALS)],
    ),
    Case(
        "a total with spaces between thousands",
        "Ort;Einwohner\nA;1 234\nB;2 000\nSumme;3 234\n",
        ["Ort", "Einwohner"],
        ["A|1 234", "B|2 000"],
        [(4, TOTALS)],
    ),
    Case(
        "a total and a note",
        "branch;loans\nMain;5\nEast;6\nTotal;11\n\nSource: us\n",
        ["branch", "loans"],
        ["Main|5", "East|6"],
        [(4, TOTALS), (5, BLANK), (6, NOTE)],
    ),
    Case(
        "a total that does not add up",
        "branch,loans\nMain,5\nEast,6\nTotal,12\n",
        ["branch", "loans"],
        ["Main|5", "East|6", "Total|12"],
        warnings=("A row at the end is called “Total”, but its numbers are not the sums",),
    ),
    Case(
        "tenths are added exactly",
        "branch,km\nMain,0.1\nEast,0.2\nTotal,0.3\n",
        ["branch", "km"],
        ["Main|0.1", "East|0.2"],
        [(4, TOTALS)],
    ),
    Case(
        "a word for all that other rows have too",
        "year,sex,n\n2019,men,5\n2019,total,9\n2020,men,6\n2020,total,20\n",
        ["year", "sex", "n"],
        ["2019|men|5", "2019|total|9", "2020|men|6", "2020|total|20"],
    ),
    Case(
        "a total above the rows",
        "Canton;Habitants\n\nTotal général;1 500\nNord;1 000\nSud;500\n",
        ["Canton", "Habitants"],
        ["Nord|1 000", "Sud|500"],
        [(2, BLANK), (3, TOTALS)],
    ),
    Case(
        "a total above the rows that sums up more than they are",
        "town,n\nAll towns,90\nEast,20\nWest,10\n",
        ["town", "n"],
        ["All towns|90", "East|20", "West|10"],
        warnings=("The first row is called “All towns”, but its numbers are not the sums",),
    ),
    Case(
        "a word for all in the first row that comes again",
        "sex,year,n\nall,2019,9\nmen,2019,5\nwomen,2019,4\nall,2020,3\nmen,2020,2\n",
        ["sex", "year", "n"],
        ["all|2019|9", "men|2019|5", "women|2019|4", "all|2020|3", "men|2020|2"],
    ),
    Case(
        "a first row of two rows proves nothing",
        "town,n\nTotal,5\nEast,5\n",
        ["town", "n"],
        ["Total|5", "East|5"],
    ),
    Case(
        "a total with a long name",
        "Amt;n\nBau;4\nUmwelt;5\nSumme aller Ämter (vorläufig);9\n",
        ["Amt", "n"],
        ["Bau|4", "Umwelt|5"],
        [(4, TOTALS)],
    ),
    Case(
        "a total of nothing proves nothing",
        "branch,loans\nMain,0\nEast,0\nTotal,0\n",
        ["branch", "loans"],
        ["Main|0", "East|0", "Total|0"],
        warnings=("A row at the end is called “Total”",),
    ),
]


@pytest.mark.parametrize("case", FOOTERS, ids=lambda case: case.name)
def test_it_is_read_as_it_is_meant(case: Case, tmp_path: Path) -> None:
    check(case, tmp_path)


def test_notes_far_below_are_found_in_a_long_table(tmp_path: Path) -> None:
    file = tmp_path / "file.csv"
    rows = [f"{n},{n % 7}" for n in range(120_000)]
    total = f"Total,{sum(n % 7 for n in range(120_000))}"
    notes = ["", *(f"* note number {n} of many" for n in range(40))]
    file.write_text("\n".join(["branch,loans", *rows, total, *notes]) + "\n")
    found = read_text.read(file, tmp_path, ignore)
    assert (found.rows, found.set_aside) == (120_000, 42)
    assert rows_of(found) == [row.replace(",", "|") for row in rows]
    assert aside_of(found)[:3] == [(120_002, TOTALS), (120_003, BLANK), (120_004, NOTE)]


def test_a_total_that_is_none_comes_back_to_the_end_of_a_long_table(tmp_path: Path) -> None:
    file = tmp_path / "file.csv"
    rows = [f"{n},1" for n in range(60_000)]
    file.write_text("\n".join(["branch,loans", *rows, "Total,7", "Source: us"]))
    found = read_text.read(file, tmp_path, ignore)
    assert rows_of(found)[-2:] == ["59999|1", "Total|7"]
    assert (found.rows, aside_of(found)) == (60_001, [(60_003, NOTE)])


def read(tmp_path: Path, text: str) -> TextTable:
    file = tmp_path / "file.csv"
    file.write_text(text)
    return read_text.read(file, tmp_path, ignore)


def test_subtotals_that_are_sums_of_their_group_are_set_aside(tmp_path: Path) -> None:
    works = 'Works,"Roads,\nstreets",40\n\nWorks,Parks,25\nSubtotal Works,,65\n'
    care = "Care,Homes,80\nCare,Clinics,33\nSubtotal Care,,113\nGrand total,,178\n"
    found = read(tmp_path, f"dept,unit,staff\n{works}{care}")
    assert rows_of(found) == [
        "Works|Roads,\nstreets|40",
        "Works|Parks|25",
        "Care|Homes|80",
        "Care|Clinics|33",
    ]
    assert aside_of(found) == [(4, BLANK), (6, TOTALS), (9, TOTALS), (10, TOTALS)]
    assert found.warnings == ()


def test_subtotals_of_subtotals_are_set_aside(tmp_path: Path) -> None:
    north = "a,1\nb,2\nTotal AB,3\nc,4\nTotal C,4\nTotal North,7\n"
    found = read(tmp_path, f"place,n\n{north}d,10\nTotal D,10\nTotal overall,17\n")
    assert rows_of(found) == ["a|1", "b|2", "c|4", "d|10"]
    assert [line for line, _ in aside_of(found)] == [4, 6, 7, 9, 10]


@pytest.mark.parametrize(
    "word", ["Sous-total", "Zwischensumme", "Sub-total", "Teilsumme", "Subtotaal"]
)
def test_subtotals_have_many_names_and_each_may_come_again(tmp_path: Path, word: str) -> None:
    found = read(tmp_path, f"place,n\na,1\nb,2\n{word},3\nc,4\n{word},4\nTotal,7\n")
    assert rows_of(found) == ["a|1", "b|2", "c|4"]
    assert [line for line, _ in aside_of(found)] == [4, 6, 7]


def test_subtotals_name_what_they_sum_up(tmp_path: Path) -> None:
    north = "a,1\nb,2\nSous-total Île-de-France et Nord,3\n"
    found = read(tmp_path, f"place,n\n{north}c,4\nSous-total Sud,4\nTotal général,7\n")
    assert rows_of(found) == ["a|1", "b|2", "c|4"]


def test_a_subtotal_that_is_no_sum_keeps_all_of_them_as_rows(tmp_path: Path) -> None:
    rows = ["Subtotal A,3", "b,4", "Subtotal B,4", "Grand total,7"]
    found = read(tmp_path, "\n".join(["place,n", "a,1", *rows]))
    assert rows_of(found) == ["a|1", "Subtotal A|3", "b|4", "Subtotal B|4", "Grand total|7"]
    assert len(found.warnings) == 2


def test_a_total_that_comes_again_is_a_value(tmp_path: Path) -> None:
    groups = "".join(f"{place},m,1\n{place},f,2\n{place},total,3\n" for place in "abc")
    found = read(tmp_path, f"place,sex,n\n{groups}")
    assert (found.rows, found.set_aside) == (9, 0)
