"""Workbooks (xlsx) as offices really make them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import openpyxl

from tests.nasty.corpus import case, table
from tests.nasty.making import rezipped, xlsx


def sheet(*rows: Sequence[Any], name: str = "Sheet1") -> openpyxl.Workbook:
    """A workbook with one sheet of these rows."""
    book = openpyxl.Workbook()
    book.active.title = name
    for row in rows:
        book.active.append(list(row))
    return book


def several() -> bytes:
    book = sheet(("AGS", "Einwohner"), ("05315000", 1084831), ("05314000", 335975), name="Städte")
    book.create_sheet("leer")
    kreise = book.create_sheet("Kreise")
    for row in (("Kreis", "Fläche"), ("Kleve", 1233.3), ("Viersen", 563.3)):
        kreise.append(row)
    return xlsx(book)


def titled() -> bytes:
    book = sheet(
        ("Schulen nach Bezirken",),
        ("Stand: 15.10.2023",),
        (),
        ("Bezirk", "2022", None, "2023", None),
        (None, "Schulen", "Klassen", "Schulen", "Klassen"),
        ("Mülheim", 31, 410, 32, 421),
        ("Kalk", 28, 355, 28, 361),
        ("Porz", 27, 344, 27, 350),
        ("Insgesamt", 86, 1109, 87, 1132),
        (),
        ("Quelle: Amt für Schulentwicklung",),
    )
    for area in ("A1:E1", "A4:A5", "B4:C4", "D4:E4"):
        book.active.merge_cells(area)
    return xlsx(book)


def two_on_a_sheet() -> bytes:
    return xlsx(
        sheet(
            ("Branch", "Loans"),
            ("Central", 1200),
            ("East", 800),
            ("West", 450),
            (),
            (),
            ("Month", "Visits", "Events"),
            ("2024-01", 5100, 12),
            ("2024-02", 4800, 9),
            ("2024-03", 5400, 15),
        )
    )


def merged_down() -> bytes:
    book = sheet(
        ("Borough", "School", "Pupils"),
        ("North", "Elm", 210),
        (None, "Oak", 180),
        ("South", "Ash", 305),
        (None, "Bay", 155),
    )
    book.active.merge_cells("A2:A3")
    book.active.merge_cells("A4:A5")
    return xlsx(book)


def zero_format() -> bytes:
    book = sheet(("ZIP", "Shops"), (2139, 12), (501, 3), (10001, 44))
    for row in (2, 3, 4):
        book.active.cell(row, 1).number_format = "00000"
    return xlsx(book)


def percents() -> bytes:
    book = sheet(("Ward", "Turnout"), ("North", 0.615), ("South", 0.58), ("East", 0.0725))
    for row in (2, 3, 4):
        book.active.cell(row, 2).number_format = "0.0%"
    return xlsx(book)


def from_1904() -> bytes:
    book = sheet(("day", "visits"))
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    book.active.append([dt.date(2024, 3, 1), 10])
    book.active.append([dt.date(2024, 12, 31), 12])
    return xlsx(book)


def formulas() -> bytes:
    book = sheet(("ward", "a", "b", "sum"), ("North", 2, 3, "=B2+C2"), ("South", 4, 5, "=B3+C3"))
    stored = {"B2+C2": 5, "B3+C3": 9}
    changes = [
        (f"<f>{f}</f>{empty}".encode(), f"<f>{f}</f><v>{value}</v>".encode())
        for f, value in stored.items()
        for empty in ("<v></v>", "<v />", "<v/>")
    ]
    return rezipped(xlsx(book), "xl/worksheets/sheet1.xml", *changes)


def far_ghost() -> bytes:
    book = sheet(("code", "name"), ("001", "Hull"), ("002", "York"))
    book.active.cell(4000, 60).font = openpyxl.styles.Font(bold=True)
    return xlsx(book)


def hidden() -> bytes:
    book = sheet(("code", "name"), ("001", "Hull"), ("002", "York"), ("003", "Leeds"))
    book.active.row_dimensions[3].hidden = True
    book.active.auto_filter.ref = "A1:B4"
    return xlsx(book)


CITIES = """
AGS      | Einwohner
coded    | integer
05315000 | 1084831
05314000 | 335975
"""
CODES = "code | name\ncoded | words\n001 | Hull\n002 | York"

CASES = [
    case(
        "xlsx-codes-and-dates",
        "Codes kept as text, real dates, whole and broken numbers: the plain good workbook.",
        "register.xlsx",
        xlsx(
            sheet(
                ("code", "day", "count", "share"),
                ("007", dt.date(2024, 3, 1), 12, 0.5),
                ("012", dt.date(2024, 12, 31), 7, 1.25),
            )
        ),
        table("""
code  | day        | count   | share
coded | date       | integer | decimal
007   | 2024-03-01 | 12      | 0.5
012   | 2024-12-31 | 7       | 1.25
"""),
    ),
    case(
        "xlsx-several-sheets",
        "Two sheets with tables and an empty one between; readers take the first and say nothing.",
        "kreise.xlsx",
        several(),
        (
            table(CITIES, name="Städte"),
            table(
                "Kreis | Fläche\nwords | decimal\nKleve | 1233.3\nViersen | 563.3", name="Kreise"
            ),
        ),
    ),
    case(
        "xlsx-titles-and-merged-header",
        "Titles, a merged header of two rows, a total and a source line: the yearbook sheet.",
        "schulen.xlsx",
        titled(),
        table(
            """
Bezirk  | 2022 – Schulen | 2022 – Klassen | 2023 – Schulen | 2023 – Klassen
words   | integer        | integer        | integer        | integer
Mülheim | 31             | 410            | 32             | 421
Kalk    | 28             | 355            | 28             | 361
Porz    | 27             | 344            | 27             | 350
""",
            aside=(4, 5, 6),
            words=("total",),
        ),
    ),
    case(
        "xlsx-two-tables-on-a-sheet",
        "Two tables under each other on one sheet, with different columns.",
        "library.xlsx",
        two_on_a_sheet(),
        (
            table(
                "Branch | Loans\nwords | integer\nCentral | 1200\nEast | 800\nWest | 450", aside=()
            ),
            table(
                "Month | Visits | Events\nperiod | integer | integer\n2024-01 | 5100 | 12\n2024-02 | 4800 | 9\n2024-03 | 5400 | 15",
                aside=(),
            ),
        ),
    ),
    case(
        "xlsx-merged-down",
        "The borough is merged over its rows, so only the first row holds it.",
        "schools.xlsx",
        merged_down(),
        table(
            """
Borough | School | Pupils
words   | words  | integer
North   | Elm    | 210
North   | Oak    | 180
South   | Ash    | 305
South   | Bay    | 155
""",
            words=("merged",),
        ),
        table(
            """
Borough | School | Pupils
words   | words  | integer
North   | Elm    | 210
∅       | Oak    | 180
South   | Ash    | 305
∅       | Bay    | 155
""",
            words=("merged",),
        ),
    ),
    case(
        "xlsx-zeros-by-format",
        "The cell holds 2139, the format 00000 shows 02139: everybody has seen the zero.",
        "zip.xlsx",
        zero_format(),
        table("ZIP | Shops\ncoded | integer\n02139 | 12\n00501 | 3\n10001 | 44"),
    ),
    case(
        "xlsx-percent-by-format",
        "The cell holds 0.615, the format shows 61.5 %.",
        "turnout.xlsx",
        percents(),
        table("Ward | Turnout\nwords | percentage\nNorth | 61.5\nSouth | 58\nEast | 7.25"),
        table("Ward | Turnout\nwords | decimal\nNorth | 0.615\nSouth | 0.58\nEast | 0.0725"),
    ),
    case(
        "xlsx-from-1904",
        "A workbook from an old Mac counts its days from 1904: four years and a day off if missed.",
        "visits.xlsx",
        from_1904(),
        table("day | visits\ndate | integer\n2024-03-01 | 10\n2024-12-31 | 12"),
    ),
    case(
        "xlsx-formulas",
        "Sums as formulas; their last results are stored beside them.",
        "sums.xlsx",
        formulas(),
        table(
            "ward | a | b | sum\nwords | integer | integer | integer\nNorth | 2 | 3 | 5\nSouth | 4 | 5 | 9"
        ),
    ),
    case(
        "xlsx-far-ghost-cell",
        "A formatted but empty cell in row 4,000 and column 60.",
        "codes.xlsx",
        far_ghost(),
        table(CODES, aside=()),
    ),
    case(
        "xlsx-hidden-row",
        "A row hidden by a filter still belongs to the table.",
        "codes.xlsx",
        hidden(),
        table(CODES + "\n003 | Leeds"),
    ),
    case(
        "xlsx-numbers-as-text",
        "Half of the counts are typed as text (green corners), some with a blank behind.",
        "counts.xlsx",
        xlsx(sheet(("site", "count"), ("A", 12), ("B", "7"), ("C", "31 "), ("D", 4))),
        table("site | count\nwords | integer\nA | 12\nB | 7\nC | 31\nD | 4"),
    ),
    case(
        "xlsx-errors",
        "#N/A and #DIV/0! as results of formulas.",
        "ratio.xlsx",
        xlsx(
            sheet(
                ("site", "ratio"),
                ("A", 0.5),
                ("B", "#N/A"),
                ("C", 1.25),
                ("D", "#DIV/0!"),
                ("E", 2.5),
            )
        ),
        table(
            "site | ratio\nwords | decimal\nA | 0.5\nB | ∅\nC | 1.25\nD | ∅\nE | 2.5",
            missing=(("ratio", "#N/A"), ("ratio", "#DIV/0!")),
        ),
    ),
    case(
        "xlsx-dates-and-words",
        "A column of real dates with one that was typed as text.",
        "ends.xlsx",
        xlsx(
            sheet(
                ("lease", "ends"),
                ("A", dt.date(2024, 6, 30)),
                ("B", "2025-01-31"),
                ("C", dt.date(2023, 2, 28)),
            )
        ),
        table("lease | ends\nwords | date\nA | 2024-06-30\nB | 2025-01-31\nC | 2023-02-28"),
    ),
    case(
        "xlsx-times",
        "Moments with seconds, which Excel keeps as broken numbers of days.",
        "calls.xlsx",
        xlsx(
            sheet(
                ("call", "at"),
                ("A", dt.datetime.fromisoformat("2024-03-31T14:15:59")),
                ("B", dt.datetime.fromisoformat("2024-04-01T00:00:01")),
            )
        ),
        table("call | at\nwords | datetime\nA | 2024-03-31T14:15:59\nB | 2024-04-01T00:00:01"),
    ),
    case(
        "xlsx-yes-no",
        "Real booleans in a sheet, one cell empty.",
        "lifts.xlsx",
        xlsx(sheet(("stop", "lift"), ("A", True), ("B", False), ("C", None), ("D", True))),
        table("stop | lift\nwords | boolean\nA | true\nB | false\nC | ∅\nD | true"),
    ),
    case(
        "xlsx-starts-in-the-middle",
        "The table begins in C5, with empty rows and columns around.",
        "fees.xlsx",
        xlsx(
            sheet(
                (),
                (),
                (),
                (),
                (None, None, "fee", "amount"),
                (None, None, "Copy", 1),
                (None, None, "Permit", 12),
            )
        ),
        table("fee | amount\nwords | counted\nCopy | 1\nPermit | 12", aside=()),
    ),
]
