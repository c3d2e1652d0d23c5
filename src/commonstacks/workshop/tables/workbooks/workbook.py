"""A workbook, opened after its parts were looked at, whichever program wrote it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import python_calamine as calamine

from commonstacks.kit.errors import Refusal, phrase
from commonstacks.workshop.tables.workbooks import survey_ods, survey_xlsb, survey_xlsx
from commonstacks.workshop.tables.workbooks.number_formats import Form
from commonstacks.workshop.tables.workbooks.survey import Survey
from commonstacks.workshop.tables.workbooks.survey_xls import OldBook
from commonstacks.workshop.tables.workbooks.workbook_parts import Parts, broken, locked

_OLD = b"\xd0\xcf\x11\xe0"
_KINDS = (
    ("xl/workbook.xml", phrase("an Excel workbook (xlsx)")),
    ("xl/workbook.bin", phrase("a binary Excel workbook (xlsb)")),
    ("content.xml", phrase("an OpenDocument workbook (ODS)")),
)


@dataclass(frozen=True, slots=True)
class SheetName:
    """A sheet by its place in the workbook, from 0."""

    at: int
    name: str
    hidden: bool
    holds_cells: bool  # and is no chart, dialog or macro


class Workbook:
    """What is in a workbook: its kind in words, and its sheets with what was surveyed of each."""

    def __init__(self, book: calamine.CalamineWorkbook, surveyor: _Surveyor | _OldSurveyor) -> None:
        self._book = book
        self._surveyor = surveyor
        self.kind = surveyor.kind
        self.sheets = tuple(
            SheetName(
                at,
                sheet.name,
                sheet.visible != calamine.SheetVisibleEnum.Visible,
                sheet.typ == calamine.SheetTypeEnum.WorkSheet,
            )
            for at, sheet in enumerate(book.sheets_metadata)
        )

    def survey(self, sheet: SheetName) -> Survey:
        """What the sheet says beside its values. Refuses one that reaches too far."""
        return self._surveyor.survey(sheet)

    def cells(self, sheet: SheetName) -> calamine.CalamineSheet:
        """The values of a sheet; ask only after ``survey``."""
        with _mishaps():
            return self._book.get_sheet_by_index(sheet.at)


class _Surveyor:
    """Surveys the sheets of a zipped workbook, one at a time save for ODS, which is one part."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._all: tuple[Survey, ...] | None = None
        self._paths: dict[str, str] = {}
        self._forms: dict[int, Form] = {}
        self.kind = next((says for name, says in _KINDS if name in parts.names), "")
        if self.kind == _KINDS[0][1]:
            self._paths, self._forms = survey_xlsx.sheets(parts), survey_xlsx.forms(parts)
        elif self.kind == _KINDS[1][1]:
            self._paths, self._forms = survey_xlsb.sheets(parts), survey_xlsb.forms(parts)
        elif self.kind:
            self._all = survey_ods.walk(parts)
        else:
            raise broken()

    @property
    def walked(self) -> frozenset[str]:
        """Parts that are surveyed to their end before anyone else unpacks them."""
        return frozenset(self._paths.values()) or frozenset([survey_ods.PART])

    def survey(self, sheet: SheetName) -> Survey:
        path = self._paths.get(sheet.name)
        if self._all is not None and sheet.at < len(self._all):
            return self._all[sheet.at]
        if path is None:
            raise broken()
        walk = survey_xlsx.walk if path.lower().endswith(".xml") else survey_xlsb.walk
        return walk(self._parts, path, self._forms)


class _OldSurveyor:
    """Surveys the sheets of an xls."""

    kind = phrase("an old Excel workbook (xls)")

    def __init__(self, path: Path) -> None:
        self._book = OldBook(path)

    def survey(self, sheet: SheetName) -> Survey:
        return self._book.survey(sheet.at)


@contextmanager
def opened(path: Path, *, checked: bool = False) -> Iterator[Workbook]:
    """The workbook in a file, told by its bytes: xlsx, xlsb, ODS or xls.

    Refuses broken ones, those with a password, and what unpacks to more than 1 GB or to far more
    than it says; ``checked`` files were opened before, and are not unpacked for that again.
    """
    with path.open("rb") as file:
        head = file.read(4)
    if head == _OLD:
        old = _OldSurveyor(path)
        with _book(path) as book:
            yield Workbook(book, old)
        return
    with Parts(path) as parts:
        surveyor = _Surveyor(parts)
        if not checked:
            parts.check(surveyor.walked)
        with _book(path) as book:
            yield Workbook(book, surveyor)


@contextmanager
def _book(path: Path) -> Iterator[calamine.CalamineWorkbook]:
    with path.open("rb") as file:  # by its path alone it would be told by its name
        with _mishaps():
            book = calamine.CalamineWorkbook.from_filelike(file)
        with book:
            yield book


@contextmanager
def _mishaps() -> Iterator[None]:
    try:
        yield
    except calamine.PasswordError as error:
        raise locked() from error
    except calamine.CalamineError as error:
        raise _unreadable(error) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # of the compiled reader; it has no module
            raise
        raise broken() from error


def _unreadable(error: calamine.CalamineError) -> Refusal:
    if "password" in str(error).lower():
        return locked()
    return broken()
