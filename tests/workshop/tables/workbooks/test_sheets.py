"""Every block of cells on a sheet is a table, with its titles, notes and merged header."""

from __future__ import annotations

import datetime as dt
from io import BytesIO
from pathlib import Path

import openpyxl

from commonstacks.workshop.tables.workbooks import read_sheets, survey
from tests.workshop.tables import made_workbooks as workbooks
from tests.workshop.tables import poured
from tests.workshop.tables.poured import Table

T = dt.datetime


def read(path: Path, layer: str = "", **given: str) -> Table:
    return poured.read(read_sheets, path, layer, **given)


def names(path: Path) -> list[str]:
    return [name for name, _ in read_sheets.tables(path)]


TREES: workbooks.Rows = [["species", "height", "count"], ["Acer", 12.5, 3], ["Tilia", 8, 12]]
SEEN = [["Acer", "12.5", "3"], ["Tilia", "8", "12"]]


def test_one_sheet_is_one_table(tmp_path: Path) -> None:
    path = workbooks.xlsx(tmp_path / "a", {"Trees": TREES})
    table = read(path)
    assert names(path) == ["Trees"]
    assert table.names == ("species", "height", "count")
    assert table.rows == SEEN
    assert table.steps == (
        "The file is an Excel workbook (xlsx)",
        "Read from sheet “Trees”, A1:C3",
    )


def test_every_sheet_with_cells_is_a_table(tmp_path: Path) -> None:
    other: workbooks.Rows = [["park", "area"], ["Frick", 644]]
    path = workbooks.xlsx(tmp_path / "a", {"Trees": TREES, "Empty": [], "Parks": other})
    assert names(path) == ["Trees", "Parks"]
    assert read(path, "Trees").rows == SEEN
    assert read(path, "Parks").rows == [["Frick", "644"]]
    assert "2 other sheets in the workbook" in read(path, "Parks").steps


def test_tables_under_each_other_are_called_by_their_titles(tmp_path: Path) -> None:
    path = workbooks.xlsx(
        tmp_path / "a",
        {
            "Budget": [
                ["Income"],
                ["source", "amount"],
                ["tax", 10],
                ["fees", 20],
                [],
                ["Spending"],
                ["purpose", "amount"],
                ["roads", 7],
                ["parks", 9],
            ]
        },
    )
    assert names(path) == ["Budget: Income", "Budget: Spending"]
    first, second = read(path, "Budget: Income"), read(path, "Budget: Spending")
    assert (first.names, first.rows) == (("source", "amount"), [["tax", "10"], ["fees", "20"]])
    assert (second.names, second.rows) == (("purpose", "amount"), [["roads", "7"], ["parks", "9"]])
    assert second.aside == [(6, "line above the header", ["Spending", ""])]


def test_a_title_may_have_a_blank_row_below(tmp_path: Path) -> None:
    rows: workbooks.Rows = [["City of Bridges"], ["Trees by height"], [], *TREES]
    table = read(workbooks.xlsx(tmp_path / "a", {"Trees": rows}))
    assert (table.names, table.rows) == (("species", "height", "count"), SEEN)
    assert table.aside == [
        (1, "line above the header", ["City of Bridges"]),
        (2, "line above the header", ["Trees by height"]),
    ]
    assert "2 lines above the table kept aside" in table.steps


def test_untitled_tables_are_numbered(tmp_path: Path) -> None:
    rows: workbooks.Rows = [["a", "n"], ["x", 1], [], ["b", "m"], ["y", 2], ["z", 3]]
    path = workbooks.xlsx(tmp_path / "a", {"Sheet1": rows})
    assert names(path) == ["Sheet1", "Sheet1: 2"]
    assert read(path, "Sheet1: 2").rows == [["y", "2"], ["z", "3"]]


def test_tables_beside_each_other(tmp_path: Path) -> None:
    rows: workbooks.Rows = [
        ["ward", "trees", None, "park", "acres"],
        ["North", 3, None, "Frick", 644],
        ["South", 4, None, "Schenley", 456],
        [None, None, None, "Highland", 380],
    ]
    path = workbooks.xlsx(tmp_path / "a", {"S": rows})
    left, right = read(path, "S"), read(path, "S: 2")
    assert (left.names, left.rows) == (("ward", "trees"), [["North", "3"], ["South", "4"]])
    assert right.names == ("park", "acres")
    assert right.rows == [["Frick", "644"], ["Schenley", "456"], ["Highland", "380"]]


def test_a_column_alone_belongs_to_the_table_beside_it(tmp_path: Path) -> None:
    rows: workbooks.Rows = [
        ["ward", None, "2023", "2024"],
        ["North", None, 3, 4],
        ["South", None, 5, 6],
    ]
    table = read(workbooks.xlsx(tmp_path / "a", {"S": rows}))
    assert table.names == ("ward", "2023", "2024")
    assert table.rows == [["North", "3", "4"], ["South", "5", "6"]]


def test_rows_after_a_blank_one_go_on(tmp_path: Path) -> None:
    rows: workbooks.Rows = [*TREES, [], ["Ulmus", 20, 1], ["Acer", 7.25, 2]]
    table = read(workbooks.xlsx(tmp_path / "a", {"S": rows}))
    assert table.rows == [*SEEN, ["Ulmus", "20", "1"], ["Acer", "7.25", "2"]]
    assert table.aside == [(4, "blank line", [])]


def test_a_note_far_from_the_table_is_kept_aside(tmp_path: Path) -> None:
    rows: workbooks.Rows = [*TREES, [], [], ["Source: own count"]]
    rows[0] = [*rows[0], None, None, "draft"]
    table = read(workbooks.xlsx(tmp_path / "a", {"S": rows}))
    assert table.rows == SEEN
    assert table.aside == [
        (1, "note below the table", ["draft"]),
        (6, "note below the table", ["Source: own count"]),
    ]
    assert "2 notes beside the table kept aside" in table.steps


def test_a_table_that_begins_far_from_the_corner(tmp_path: Path) -> None:
    path = tmp_path / "a"
    book = openpyxl.Workbook()
    sheet = book.active
    for at, row in enumerate(TREES, 7):
        for column, value in enumerate(row, 4):
            sheet.cell(at, column).value = value
    sheet["E8"].number_format = "0%"
    sheet["D5"] = "All trees"
    sheet.merge_cells("D5:F5")
    book.save(path)
    table = read(path)
    assert table.rows == [["Acer", "1250 %", "3"], ["Tilia", "8", "12"]]
    assert table.aside == [(5, "line above the header", ["All trees"])]
    assert "Read from sheet “Sheet”, D7:F9" in table.steps


def test_a_header_over_two_rows_with_merged_cells(tmp_path: Path) -> None:
    path = tmp_path / "a"
    book = openpyxl.Workbook()
    sheet = book.active
    for row in [
        ["ward", 2023, None, 2024, None],
        [None, "born", "died", "born", "died"],
        ["North", 10, 7, 12, 8],
        ["South", 20, 17, 22, 18],
    ]:
        sheet.append(row)
    for cells in ("A1:A2", "B1:C1", "D1:E1"):
        sheet.merge_cells(cells)
    book.save(path)
    table = read(path)
    assert table.names == ("ward", "2023 – born", "2023 – died", "2024 – born", "2024 – died")
    assert table.rows == [["North", "10", "7", "12", "8"], ["South", "20", "17", "22", "18"]]


def test_merged_header_of_an_old_workbook(tmp_path: Path) -> None:
    rows: workbooks.Rows = [
        ["ward", "people", None],
        [None, "young", "old"],
        ["North", 10, 7],
        ["South", 20, 17],
    ]
    path = workbooks.xls(tmp_path / "a", rows, merged=(0, 0, 1, 2))
    assert read(path).names == ("ward", "people – young", "people – old")


def test_a_title_merged_over_the_table_names_no_column(tmp_path: Path) -> None:
    path = workbooks.xlsx(tmp_path / "a", {"S": [["All trees"], *TREES]})
    book = openpyxl.load_workbook(BytesIO(path.read_bytes()))
    book.active.merge_cells("A1:C1")
    book.save(path)
    table = read(path)
    assert (table.names, table.rows) == (("species", "height", "count"), SEEN)


def test_merged_cells_among_the_rows_are_told_of(tmp_path: Path) -> None:
    rows: workbooks.Rows = [["ward", "n"], ["North", 1], [None, 2], ["South", 3]]
    path = workbooks.xlsx(tmp_path / "a", {"S": rows})
    book = openpyxl.load_workbook(BytesIO(path.read_bytes()))
    book.active.merge_cells("A2:A3")
    book.save(path)
    table = read(path)
    assert table.rows == [["North", "1"], ["", "2"], ["South", "3"]]
    assert "1 merged cell among the rows: only the first of each has a value" in table.steps


def test_hidden_rows_columns_and_sheets_are_read(tmp_path: Path) -> None:
    path = workbooks.xlsx(tmp_path / "a", {"S": TREES})
    book = openpyxl.load_workbook(BytesIO(path.read_bytes()))
    book.active.row_dimensions[2].hidden = True
    book.active.column_dimensions["B"].hidden = True
    secret = book.create_sheet("Secret")
    for row in TREES:
        secret.append(row)
    secret.sheet_state = "hidden"
    book.save(path)
    assert read(path, "S").rows == SEEN
    assert "The sheet hides 1 row and 1 column; all are read" in read(path, "S").steps
    assert read(path, "Secret").rows == SEEN
    assert "Read from the hidden sheet “Secret”, A1:C3" in read(path, "Secret").steps


def test_a_person_says_where_the_header_is(tmp_path: Path) -> None:
    rows: workbooks.Rows = [["x", "y"], ["name", "kind"], ["a", "b"], ["c", "d"]]
    path = workbooks.xlsx(tmp_path / "a", {"S": rows})
    assert read(path, header="2").names == ("name", "kind")
    assert read(path, header="0").names == ("column 1", "column 2")


def test_a_sheet_of_text_is_no_table_beside_others(tmp_path: Path) -> None:
    about: workbooks.Rows = [["About"], ["These are trees."], [], ["Ask us."]]
    assert names(workbooks.xlsx(tmp_path / "a", {"About": about, "Trees": TREES})) == ["Trees"]


def test_one_column_alone_is_a_table(tmp_path: Path) -> None:
    table = read(workbooks.xlsx(tmp_path / "a", {"S": [["name"], ["Ann"], ["Bob"]]}))
    assert (table.names, table.rows) == (("name",), [["Ann"], ["Bob"]])


def test_a_stray_cell_in_the_last_column_is_a_note(tmp_path: Path) -> None:
    path = workbooks.xlsx(tmp_path / "a", {"S": TREES})
    book = openpyxl.load_workbook(BytesIO(path.read_bytes()))
    book.active["XFD2"] = "x"
    book.save(path)
    table = read(path)
    assert (table.names, table.rows) == (("species", "height", "count"), SEEN)
    assert table.aside == [(2, "note below the table", ["x"])]


def test_a_million_blank_formatted_rows_cost_nothing(tmp_path: Path) -> None:
    path = workbooks.xlsx(tmp_path / "a", {"S": TREES}, A2="@")
    blank = (
        "".join(
            f'<row r="{at}"><c r="A{at}" s="1"/><c r="XFD{at}" s="1"/></row>'
            for at in range(4, 60_000)
        )
        + '<row r="1048576"><c r="XFD1048576" s="1"/></row>'
    )
    workbooks.rewritten(path, "xl/worksheets/sheet1.xml", {"</sheetData>": blank + "</sheetData>"})
    assert read(path).rows == SEEN


def test_a_sheet_of_scattered_cells_is_one_block(tmp_path: Path) -> None:
    rows: workbooks.Rows = []
    for at in range(survey.MOST_CELLS >> 15):
        rows.extend([[f"a{at}", "n"], [f"b{at}", at], []])
    path = workbooks.xlsx(tmp_path / "a", {"S": rows})
    assert names(path) == ["S"]
