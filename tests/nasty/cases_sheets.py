"""Old workbooks (xls) and open ones (ods)."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from typing import Any

import xlwt
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

from tests.nasty.corpus import case, refused, table


def xls(
    rows: Sequence[Sequence[Any]], *, day: str = "DD.MM.YYYY", extra: Sequence[Sequence[Any]] = ()
) -> bytes:
    """A workbook of Excel 97, with ``extra`` rows on a second sheet."""
    book = xlwt.Workbook(encoding="utf-8")
    style = xlwt.easyxf(num_format_str=day)
    for name, lines in (("Tabelle1", rows), ("Tabelle2", extra)):
        sheet = book.add_sheet(name)
        for at, line in enumerate(lines):
            for column, value in enumerate(line):
                if value is not None:
                    args = (style,) if isinstance(value, dt.date) else ()
                    sheet.write(at, column, value, *args)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def encrypted() -> bytes:
    """An OLE file whose stream is named as in a workbook with a password."""
    content = bytearray(xls([("secret",)] * 3))
    name = "Workbook".encode("utf-16-le")
    new = "EncryptedPackage".encode("utf-16-le")
    at = content.index(name)
    content[at : at + 64] = new.ljust(64, b"\0")
    content[at + 64 : at + 66] = (len(new) + 2).to_bytes(2, "little")
    return bytes(content)


def ods(*lines: Sequence[TableCell], repeat_last: int = 0) -> bytes:
    book = OpenDocumentSpreadsheet()
    sheet = Table(name="Blatt")
    for line in lines:
        row = TableRow()
        for cell in line:
            row.addElement(cell)
        sheet.addElement(row)
    if repeat_last:
        row = TableRow(numberrowsrepeated=repeat_last)
        row.addElement(TableCell(numbercolumnsrepeated=1024))
        sheet.addElement(row)
    book.spreadsheet.addElement(sheet)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def said(text: str, **more: Any) -> TableCell:
    cell = TableCell(valuetype="string", **more)
    cell.addElement(P(text=text))
    return cell


def number(value: float, shown: str) -> TableCell:
    cell = TableCell(valuetype="float", value=value)
    cell.addElement(P(text=shown))
    return cell


def on(day: str) -> TableCell:
    cell = TableCell(valuetype="date", datevalue=day)
    cell.addElement(P(text=day))
    return cell


CASES = [
    case(
        "xls-plain",
        "A workbook of Excel 97 with text codes and real dates, as older offices still save.",
        "gemeinden.xls",
        xls(
            [
                ("AGS", "Gemeinde", "Stand", "Einwohner"),
                ("05315000", "Köln", dt.date(2023, 12, 31), 1084831),
                ("05314000", "Bonn", dt.date(2023, 12, 31), 335975),
            ]
        ),
        table("""
AGS      | Gemeinde | Stand      | Einwohner
coded    | words    | date       | integer
05315000 | Köln     | 2023-12-31 | 1084831
05314000 | Bonn     | 2023-12-31 | 335975
"""),
    ),
    case(
        "xls-titles-and-notes",
        "Title, blank row, table, footnote; on the second sheet a second table.",
        "bericht.xls",
        xls(
            [
                ("Bestand an Wohnungen",),
                (),
                ("Kreis", "Wohnungen", "Fläche"),
                ("Kleve", 152000, 95.5),
                ("Wesel", 230000, 91.25),
                ("Neuss", 215000, 90.5),
                (),
                ("1) ohne Wohnheime",),
            ],
            extra=[("Jahr", "Neubau"), (2021, 1200), (2022, 1100), (2023, 980)],
        ),
        (
            table(
                "Kreis | Wohnungen | Fläche\nwords | integer | decimal\nKleve | 152000 | 95.5\nWesel | 230000 | 91.25\nNeuss | 215000 | 90.5",
                aside=(2, 3, 4),
            ),
            table(
                "Jahr | Neubau\ninteger | integer\n2021 | 1200\n2022 | 1100\n2023 | 980",
                name="Tabelle2",
            ),
        ),
    ),
    case(
        "xls-password",
        "A workbook locked with a password.",
        "geheim.xlsx",
        encrypted(),
        refused("password|encrypted|locked"),
    ),
    case(
        "ods-plain",
        "An open spreadsheet: text codes, a date, numbers shown in the German way.",
        "stellen.ods",
        ods(
            (said("Nr"), said("Amt"), said("seit"), said("Stellen")),
            (said("007"), said("Bauamt"), on("2024-03-01"), number(38.5, "38,5")),
            (said("012"), said("Schulamt"), on("2024-12-31"), number(1021, "1.021,0")),
        ),
        table("""
Nr    | Amt      | seit       | Stellen
coded | words    | date       | decimal
007   | Bauamt   | 2024-03-01 | 38.5
012   | Schulamt | 2024-12-31 | 1021
"""),
    ),
    case(
        "ods-repeated",
        "Equal cells are stored once with a count, and a million empty rows follow.",
        "plan.ods",
        ods(
            (said("week"), said("mon"), said("tue"), said("wed")),
            (number(1, "1"), said("open", numbercolumnsrepeated=3)),
            (number(2, "2"), said("closed", numbercolumnsrepeated=2), said("open")),
            repeat_last=1_048_000,
        ),
        table(
            """
week    | mon    | tue    | wed
integer | words  | words  | words
1       | open   | open   | open
2       | closed | closed | open
""",
            aside=(),
        ),
    ),
]
