"""Rows as an Excel workbook: the rows on one sheet, what they are and are not on another."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from math import isfinite
from pathlib import Path
from typing import Any, Final

from commonstacks.kit.errors import Refusal
from commonstacks.workshop.handouts.rows.wanted import Beside, Wanted, batches, count
from commonstacks.workshop.tables.harmless import harmless

MOST_ROWS: Final = 1_048_576
MOST_COLUMNS: Final = 16_384
LONGEST: Final = 32_767
"""What one sheet, and one cell, can hold (Office Open XML as Excel reads it)."""
EXACT: Final = 2**53
FIRST: Final = datetime(1900, 3, 1)  # noqa: DTZ001  # a sheet knows no zone; before it, Excel miscounts


def workbook(wanted: Wanted, beside: Beside, to: Path) -> None:
    """A workbook (ECMA-376) with the sheets ``Rows``, ``Context`` and ``About``.

    Numbers, days and yes or no are typed; text that a spreadsheet would take for a formula is made
    harmless as in the CSV, and no cell is a formula. Whole numbers above 2^53, days before
    1 March 1900 and numbers without end are text, as a sheet cannot hold them. Longer text is cut,
    and ``About`` says how often. Refuses more rows or columns than a sheet has. One row is held in
    memory at a time.
    """
    import xlsxwriter

    fits(wanted)
    facts = {"constant_memory": True, "tmpdir": str(to.parent), "strings_to_formulas": False}
    with xlsxwriter.Workbook(to, {**facts, "strings_to_urls": False}) as book:
        book.set_properties({"title": beside.title, "created": beside.made_at.replace(tzinfo=None)})
        sheet = _Sheet(book, "Rows")
        sheet.head(wanted.schema.names)
        for rows in batches(wanted):
            for row in zip(*(column.to_pylist() for column in rows.columns), strict=True):
                sheet.put(row)
        _text(book, "Context", beside.markdown)
        _text(book, "About", _about(beside, sheet.cut))


def fits(wanted: Wanted) -> None:
    """Refuses what no sheet holds."""
    if len(wanted.schema.names) > MOST_COLUMNS:
        raise Refusal(
            "A sheet of Excel has at most {most:,} columns; this table has {found:,}.",
            "Take it as CSV or Parquet.",
            most=MOST_COLUMNS,
            found=len(wanted.schema.names),
        )
    if (found := count(wanted)) >= MOST_ROWS:
        raise Refusal(
            "A sheet of Excel has at most {most:,} rows; these are {found:,}, and a line with the"
            " names.",
            "Choose fewer rows first, or take them as CSV or Parquet.",
            most=MOST_ROWS,
            found=found,
        )


def _about(beside: Beside, cut: int) -> str:
    lost = f"\nCells that were longer than {LONGEST:,} signs and are cut here: {cut:,}."
    said = [beside.title, beside.shows, beside.citation, beside.licence, beside.address]
    return "\n".join(filter(None, said)) + (lost if cut else "")


def _text(book: Any, name: str, text: str) -> None:
    sheet = book.add_worksheet(name)
    sheet.set_column(0, 0, 110, book.add_format({"text_wrap": True, "valign": "top"}))
    for number, line in enumerate(text.splitlines()):
        sheet.write_string(number, 0, harmless(line)[:LONGEST])


def _fits(number: float) -> bool:
    return isfinite(number) and abs(number) <= EXACT


class _Sheet:
    """One sheet that is written row by row, and never looked at again."""

    def __init__(self, book: Any, name: str) -> None:
        self._sheet = book.add_worksheet(name)
        self._bold = book.add_format({"bold": True})
        self._day = book.add_format({"num_format": "yyyy-mm-dd"})
        self._moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        self._at = 0
        self.cut = 0

    def head(self, names: list[str]) -> None:
        self._sheet.freeze_panes(1, 0)
        for column, name in enumerate(names):
            self._sheet.write_string(0, column, harmless(name)[:LONGEST], self._bold)

    def put(self, row: tuple[object, ...]) -> None:
        self._at += 1
        for column, value in enumerate(row):
            if value is not None:
                self._cell(column, value)

    def _cell(self, column: int, value: object) -> None:
        place = (self._at, column)
        if isinstance(value, bool):
            self._sheet.write_boolean(*place, value)
        elif isinstance(value, datetime):
            self._date(place, value.replace(tzinfo=None), self._moment)
        elif isinstance(value, date):
            self._date(place, datetime.combine(value, time()), self._day)
        elif isinstance(value, int | float | Decimal) and _fits(float(value)):
            self._sheet.write_number(*place, float(value))
        else:
            text = harmless(str(value))
            self.cut += len(text) > LONGEST
            self._sheet.write_string(*place, text[:LONGEST])

    def _date(self, place: tuple[int, int], moment: datetime, look: Any) -> None:
        if moment >= FIRST:
            self._sheet.write_datetime(*place, moment, look)
        else:
            whole = look is self._day
            self._sheet.write_string(*place, str(moment.date() if whole else moment))
