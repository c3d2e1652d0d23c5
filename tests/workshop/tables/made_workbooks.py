"""Makers of real workbooks, small enough to write the expected tables by hand."""

from __future__ import annotations

import struct
import zipfile
from pathlib import Path

import openpyxl
import xlwt
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

Rows = list[list[object]]


def xlsx(path: Path, sheets: dict[str, Rows], **formats: str) -> Path:
    """An xlsx of these sheets; ``A2="00000"`` formats that cell of the first."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for at, row in enumerate(rows, 1):
            for column, value in enumerate(row, 1):
                if value is not None:
                    sheet.cell(at, column).value = value
    for cell, form in formats.items():
        book.worksheets[0][cell].number_format = form
    book.save(path)
    return path


def rewritten(path: Path, part: str, change: dict[str, str]) -> Path:
    """The workbook with words of one part replaced, for what no program writes."""
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    text = parts[part].decode()
    for before, after in change.items():
        assert before in text, before
        text = text.replace(before, after)
    parts[part] = text.encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in parts.items():
            new.writestr(name, content)
    return path


def xls(path: Path, rows: Rows, *, merged: tuple[int, int, int, int] | None = None) -> Path:
    """An old workbook of one sheet; ``merged`` are first and last row, first and last column."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("Sheet1")
    for at, row in enumerate(rows):
        for column, value in enumerate(row):
            if value is not None and not (merged and (at, column) == (merged[0], merged[2])):
                sheet.write(at, column, value)
    if merged:
        sheet.write_merge(*merged, rows[merged[0]][merged[2]])
    book.save(str(path))
    return path


Ods = list[list[tuple[dict[str, object], str] | None]]


def ods(path: Path, sheets: dict[str, Ods]) -> Path:
    """An ODS whose cells are the attributes and the text that people see."""
    document = OpenDocumentSpreadsheet()
    for name, rows in sheets.items():
        table = Table(name=name)
        for row in rows:
            line = TableRow()
            for cell in row:
                written = TableCell(**(cell[0] if cell else {}))
                if cell:
                    written.addElement(P(text=cell[1]))
                line.addElement(written)
            table.addElement(line)
        document.spreadsheet.addElement(table)
    document.save(str(path))
    return path


def word(text: str) -> tuple[dict[str, object], str]:
    return {"valuetype": "string"}, text


def figure(value: float, shown: str, **more: object) -> tuple[dict[str, object], str]:
    return {"valuetype": "float", "value": value, **more}, shown


# ---- xlsb: the few records of MS-XLSB that a sheet needs ------------------------------------


def record(kind: int, content: bytes = b"") -> bytes:
    head = bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size, out = len(content), b""
    while size >= 0x80:
        out += bytes([size & 0x7F | 0x80])
        size >>= 7
    return head + out + bytes([size]) + content


def wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def _cell(column: int, value: object, style: int) -> bytes:
    head = struct.pack("<II", column, style)
    if isinstance(value, bool):
        return record(4, head + bytes([value]))
    if isinstance(value, int | float):
        return record(5, head + struct.pack("<d", value))
    if str(value) == "#N/A":
        return record(3, head + b"\x2a")
    return record(6, head + wide(str(value)))


def xlsb(
    path: Path, rows: Rows, *, codes: dict[int, int], far: tuple[int, int] | None = None
) -> Path:
    """A binary workbook of one sheet "Sheet1".

    Style 1 is "00000", 2 is "0.0%", 3 a date; ``codes`` gives a column's style. ``far`` is one
    more cell.
    """
    lines = b""
    cells = {(r, c): v for r, row in enumerate(rows) for c, v in enumerate(row) if v is not None}
    if far:
        cells[far] = 1.0
    last = -1
    for (row, column), value in sorted(cells.items()):
        if row != last:
            lines += record(0, struct.pack("<IIHBBBI", row, 0, 300, 0, 0, 0, 0))
            last = row
        style = codes.get(column, 0) if not isinstance(value, str) else 0
        lines += _cell(column, value, style)
    bottom, right = max(r for r, _ in cells), max(c for _, c in cells)
    sheet = (
        record(129) + record(148, struct.pack("<4I", 0, bottom, 0, right))
        + record(145) + lines + record(146) + record(130)
    )  # fmt: skip
    book = (
        record(131) + record(153, bytes(12) + wide("")) + record(143)
        + record(156, struct.pack("<II", 0, 1) + wide("rId1") + wide("Sheet1"))
        + record(144) + record(132)
    )  # fmt: skip
    formats = struct.pack("<H", 164) + wide("00000"), struct.pack("<H", 165) + wide("0.0%")
    styles = (
        record(278) + record(615, struct.pack("<I", 2)) + record(44, formats[0])
        + record(44, formats[1]) + record(616) + record(617, struct.pack("<I", 4))
        + b"".join(record(47, struct.pack("<HH", 0, n) + bytes(12)) for n in (0, 164, 165, 14))
        + record(618) + record(279)
    )  # fmt: skip
    links = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId1" Target="worksheets/sheet1.bin"'
        ' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"/>'
        "</Relationships>"
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("[Content_Types].xml", "<Types/>")
        file.writestr("xl/workbook.bin", book)
        file.writestr("xl/_rels/workbook.bin.rels", links)
        file.writestr("xl/styles.bin", styles)
        file.writestr("xl/worksheets/sheet1.bin", sheet)
    return path
