"""Cells of workbooks come out as a reader of the sheet sees them, whichever program wrote them."""

from __future__ import annotations

import datetime as dt
import zipfile
from pathlib import Path

import xlwt

from commonstacks.workshop.tables.workbooks import read_sheets
from tests.workshop.tables import made_workbooks as workbooks
from tests.workshop.tables import poured
from tests.workshop.tables.made_workbooks import figure, word
from tests.workshop.tables.poured import Table

T = dt.datetime


def read(path: Path, layer: str = "", **given: str) -> Table:
    return poured.read(read_sheets, path, layer, **given)


def names(path: Path) -> list[str]:
    return [name for name, _ in read_sheets.tables(path)]


TREES: workbooks.Rows = [["species", "height", "count"], ["Acer", 12.5, 3], ["Tilia", 8, 12]]
SEEN = [["Acer", "12.5", "3"], ["Tilia", "8", "12"]]


def test_an_old_workbook(tmp_path: Path) -> None:
    day = xlwt.easyxf(num_format_str="DD.MM.YYYY")
    book = xlwt.Workbook()
    sheet = book.add_sheet("Trees")
    for at, (name, planted, old) in enumerate(
        [("Acer", dt.date(2001, 3, 9), True), ("Tilia", dt.date(1999, 12, 31), False)], 1
    ):
        sheet.write(at, 0, name)
        sheet.write(at, 1, planted, day)
        sheet.write(at, 2, old)
    for column, name in enumerate(("species", "planted", "old")):
        sheet.write(0, column, name)
    book.save(str(tmp_path / "a"))
    table = read(tmp_path / "a")
    assert table.names == ("species", "planted", "old")
    assert table.rows == [["Acer", "2001-03-09", "true"], ["Tilia", "1999-12-31", "false"]]


def test_formats_and_errors_of_an_old_workbook(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("S")
    zeros, euro, share = (
        xlwt.easyxf(num_format_str=code) for code in ("00000", '#,##0.00\\ "€"', "0.0%")
    )
    for column, name in enumerate(("zip", "cost", "share", "note")):
        sheet.write(0, column, name)
    for at, (code, cost, part) in enumerate([(501, 2.5, 0.07), (15213, 3, 0.5)], 1):
        sheet.write(at, 0, code, zeros)
        sheet.write(at, 1, cost, euro)
        sheet.write(at, 2, part, share)
    sheet.row(1).set_cell_error(3, 0x2A)
    sheet.write(2, 3, 4)
    sheet.row(2).hidden = True
    book.save(str(tmp_path / "a"))
    table = read(tmp_path / "a")
    assert table.rows == [["00501", "2.5 €", "7 %", "#N/A"], ["15213", "3 €", "50 %", "4"]]
    assert "The sheet hides 1 row and 0 columns; all are read" in table.steps


def test_a_binary_workbook(tmp_path: Path) -> None:
    rows: workbooks.Rows = [
        ["plz", "share", "day", "ok", "n"],
        [501, 0.125, 45293, True, 1.5],
        [15213, 0.5, 45294, False, "#N/A"],
    ]
    path = workbooks.xlsb(tmp_path / "a", rows, codes={0: 1, 1: 2, 2: 3})
    table = read(path)
    assert table.names == ("plz", "share", "day", "ok", "n")
    assert table.rows == [
        ["00501", "12.5 %", "2024-01-02", "true", "1.5"],
        ["15213", "50 %", "2024-01-03", "false", "#N/A"],
    ]


def test_an_opendocument_workbook(tmp_path: Path) -> None:
    path = workbooks.ods(
        tmp_path / "a",
        {
            "Bäume": [
                [word("Art"), word("Höhe"), word("Anteil"), word("Preis"), word("Tag")],
                [
                    word("Ahorn"),
                    figure(12.5, "12,5"),
                    ({"valuetype": "percentage", "value": 0.07}, "7%"),
                    ({"valuetype": "currency", "value": 9.5, "currency": "EUR"}, "9,50 €"),
                    ({"valuetype": "date", "datevalue": "2024-01-02"}, "02.01.24"),
                ],
                [
                    word("Linde"),
                    figure(8, "8"),
                    ({"valuetype": "percentage", "value": 0.5}, "50%"),
                    ({"valuetype": "currency", "value": -3, "currency": "EUR"}, "-3,00 €"),
                    ({"valuetype": "date", "datevalue": "2024-01-03"}, "03.01.24"),
                ],
            ]
        },
    )
    assert names(path) == ["Bäume"]
    table = read(path)
    assert table.names == ("Art", "Höhe", "Anteil", "Preis", "Tag")
    assert table.rows == [
        ["Ahorn", "12.5", "7 %", "EUR 9.5", "2024-01-02"],
        ["Linde", "8", "50 %", "-EUR 3", "2024-01-03"],
    ]


def test_numbers_shown_with_leading_zeros_keep_them(tmp_path: Path) -> None:
    rows: workbooks.Rows = [["zip", "n"], [501, 1], [15213, 2], [152131234, 3]]
    special = "[<=99999]00000;00000\\-0000"
    path = workbooks.xlsx(tmp_path / "a", {"S": rows}, A2="00000", A3="00000", A4=special)
    table = read(path)
    assert table.rows == [["00501", "1"], ["15213", "2"], ["15213-1234", "3"]]
    assert "Column A: shown with leading zeros or marks, which were kept" in table.steps


def test_percentages_and_money_keep_their_sign(tmp_path: Path) -> None:
    rows: workbooks.Rows = [["p", "e", "d"], [0.07, 1234.5, -5], [0.125, 3, 6]]
    euro, dollar = '#,##0.00\\ "€"', '"$"#,##0.00'
    path = workbooks.xlsx(
        tmp_path / "a", {"S": rows}, A2="0%", A3="0.0%", B2=euro, B3=euro, C2=dollar, C3=dollar
    )
    assert read(path).rows == [["7 %", "1234.5 €", "-$5"], ["12.5 %", "3 €", "$6"]]


def test_a_currency_that_only_some_rows_show_is_left_out_and_told(tmp_path: Path) -> None:
    rows: workbooks.Rows = [["item", "cost"], ["a", 1], ["b", 2], ["c", 3]]
    table = read(workbooks.xlsx(tmp_path / "a", {"S": rows}, B2='"$"#,##0', B4='"$"#,##0'))
    assert [row[1] for row in table.rows] == ["1", "2", "3"]
    said = "Column B: some numbers are shown with a currency and some without; all are kept without"
    assert said in table.steps


def test_dates_times_and_truth(tmp_path: Path) -> None:
    rows: workbooks.Rows = [
        ["day", "moment", "time", "long", "ok"],
        [dt.date(2024, 1, 2), T(2024, 1, 2), dt.time(9, 5), dt.timedelta(hours=30), True],
        [
            dt.date(1999, 12, 31),
            T(2024, 1, 2, 3, 4, 5),
            dt.time(23),
            dt.timedelta(1),
            False,
        ],
    ]
    assert read(workbooks.xlsx(tmp_path / "a", {"S": rows})).rows == [
        ["2024-01-02", "2024-01-02 00:00:00", "09:05:00", "30:00:00", "true"],
        ["1999-12-31", "2024-01-02 03:04:05", "23:00:00", "24:00:00", "false"],
    ]


def test_text_that_looks_like_a_number_stays(tmp_path: Path) -> None:
    rows: workbooks.Rows = [["code", "big", "small", "text"], ["007", 1e20, 0.0000001, " 1.0 "]]
    rows.append(["012", 123456789012345, 0.1, "1e5"])
    assert read(workbooks.xlsx(tmp_path / "a", {"S": rows})).rows == [
        ["007", "100000000000000000000", "0.0000001", " 1.0 "],
        ["012", "123456789012345", "0.1", "1e5"],
    ]


def test_errors_are_their_word(tmp_path: Path) -> None:
    rows: workbooks.Rows = [["a", "b"], [1, "#N/A"], [2, "#DIV/0!"], [3, 4]]
    table = read(workbooks.xlsx(tmp_path / "a", {"S": rows}))
    assert table.rows == [["1", "#N/A"], ["2", "#DIV/0!"], ["3", "4"]]
    assert "Column B: with errors, each kept as its word" in table.steps


def test_cells_without_references_and_with_prefixes(tmp_path: Path) -> None:
    path = workbooks.xlsx(tmp_path / "a", {"S": [["zip", "n"], [501, 1], [502, 2]]}, A2="00000")
    with zipfile.ZipFile(path) as file:
        text = file.read("xl/worksheets/sheet1.xml").decode()
    bare = text
    for cell in ("A1", "B1", "A2", "B2", "A3", "B3"):
        bare = bare.replace(f' r="{cell}"', "")
    workbooks.rewritten(path, "xl/worksheets/sheet1.xml", {text: bare})
    assert read(path).rows == [["00501", "1"], ["502", "2"]]
