"""Workbooks that hold no table, or that mean harm, are refused in plain words."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from openpyxl.chart import BarChart

from commonstacks.kit.errors import Refusal
from commonstacks.workshop.tables.workbooks import read_sheets
from tests.workshop.tables import made_workbooks as workbooks
from tests.workshop.tables.made_workbooks import figure

TREES: workbooks.Rows = [["species", "height", "count"], ["Acer", 12.5, 3], ["Tilia", 8, 12]]


def refused(path: Path) -> str:
    with pytest.raises(Refusal) as caught:
        read_sheets.tables(path)
    return caught.value.reason


def test_an_empty_workbook(tmp_path: Path) -> None:
    assert refused(workbooks.xlsx(tmp_path / "a", {"S": []})) == "The workbook is empty."


def test_a_workbook_of_charts(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.create_chartsheet("Chart").add_chart(BarChart())
    book.save(tmp_path / "a")
    assert refused(tmp_path / "a") == "The workbook holds charts and no table."


@pytest.mark.parametrize("size", [100, 2000, 4000])
def test_a_workbook_cut_off(tmp_path: Path, size: int) -> None:
    whole = workbooks.xlsx(tmp_path / "a", {"S": TREES}).read_bytes()
    (tmp_path / "cut").write_bytes(whole[:size])
    assert refused(tmp_path / "cut") == "The workbook is broken or cut off."


def test_an_old_workbook_cut_off(tmp_path: Path) -> None:
    whole = workbooks.xls(tmp_path / "a", TREES).read_bytes()
    (tmp_path / "cut").write_bytes(whole[:1500])
    assert refused(tmp_path / "cut") == "The workbook is broken or cut off."


def test_a_workbook_with_a_password(tmp_path: Path) -> None:
    held = workbooks.xls(tmp_path / "a", TREES).read_bytes()
    name = "Workbook".encode("utf-16-le")
    locked = "EncryptedPackage".encode("utf-16-le")
    at = held.index(name)
    size = (len(locked) + 2).to_bytes(2, "little")
    held = held[:at] + locked + held[at + 32 : at + 64] + size + held[at + 66 :]
    (tmp_path / "b").write_bytes(held)
    assert refused(tmp_path / "b") == "The workbook is protected with a password."


def test_an_old_workbook_with_a_password(tmp_path: Path) -> None:
    held = workbooks.xls(tmp_path / "a", TREES).read_bytes()
    writer, password = b"\x5c\x00\x70\x00", b"\x2f\x00\x70\x00"
    assert held.count(writer) == 1
    (tmp_path / "b").write_bytes(held.replace(writer, password))
    assert refused(tmp_path / "b") == "The workbook is protected with a password."


def test_an_old_document_that_is_no_workbook(tmp_path: Path) -> None:
    held = workbooks.xls(tmp_path / "a", TREES).read_bytes()
    other = "WordDocu".encode("utf-16-le")
    (tmp_path / "b").write_bytes(held.replace("Workbook".encode("utf-16-le"), other))
    assert refused(tmp_path / "b") == "The workbook is broken or cut off."


def test_entities_are_not_unfolded(tmp_path: Path) -> None:
    path = workbooks.xlsx(tmp_path / "a", {"S": TREES})
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    head = f'<!DOCTYPE x [<!ENTITY l0 "ha">{laughs}]><workbook '
    workbooks.rewritten(path, "xl/workbook.xml", {"<workbook ": head, 'name="S"': 'name="&l9;"'})
    assert refused(path) == "The workbook is broken or cut off."


def test_a_workbook_that_unpacks_to_far_more(tmp_path: Path) -> None:
    path = workbooks.xlsx(tmp_path / "a", {"S": TREES})
    held = bytearray(path.read_bytes())
    at = held.rindex(b"PK\x01\x02")
    held[at + 24 : at + 28] = (300 << 20).to_bytes(4, "little")
    path.write_bytes(held)
    assert refused(path) == "The workbook unpacks to far more than a table would."


def test_a_part_longer_than_it_says(tmp_path: Path) -> None:
    path = workbooks.xlsx(tmp_path / "a", {"S": TREES})
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as file:
        file.writestr("xl/more.xml", b" " * 50_000)
    held = bytearray(path.read_bytes())
    at = held.rindex(b"PK\x01\x02")
    assert int.from_bytes(held[at + 24 : at + 28], "little") == 50_000
    held[at + 24 : at + 28] = (100).to_bytes(4, "little")
    path.write_bytes(held)
    assert refused(path) == "The workbook unpacks to far more than a table would."


@pytest.mark.parametrize("kind", ["xlsx", "xlsb", "ods"])
def test_a_cell_far_from_everything(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "a"
    if kind == "xlsx":
        workbooks.xlsx(path, {"S": TREES})
        book = openpyxl.load_workbook(BytesIO(path.read_bytes()))
        book.active["XFD1048576"] = 1
        book.save(path)
    elif kind == "xlsb":
        workbooks.xlsb(path, TREES, codes={}, far=(1_048_575, 16_383))
    else:
        row = [figure(1, "1", numbercolumnsrepeated=16_384)]
        workbooks.ods(path, {"S": [row]})
        tag = "<table:table-row"
        workbooks.rewritten(
            path, "content.xml", {tag: tag + ' table:number-rows-repeated="1048576"'}
        )
    assert refused(path) == "The sheet reaches over 1,048,576 rows and 16,384 columns."
