"""One walk over the records of an old workbook (MS-XLS): the same as of the newer ones."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path

from commonstacks.workshop.tables.workbooks.compound import Compound
from commonstacks.workshop.tables.workbooks.number_formats import BUILT_IN, Form, form
from commonstacks.workshop.tables.workbooks.survey import ERRORS, Survey
from commonstacks.workshop.tables.workbooks.workbook_parts import bomb, broken, locked

_MOST = 512 << 20  # bytes
_START, _END, _PASSWORD, _SHEET = 0x0809, 0x000A, 0x002F, 0x0085
_FORMAT, _STYLE, _ROW, _COLUMNS = 0x041E, 0x00E0, 0x0208, 0x007D
_FORMULA, _ERROR, _SHORT_NUMBERS = 0x0006, 0x0205, 0x00BD
_CELLS = frozenset({_FORMULA, _ERROR, 0x0203, 0x027E, 0x00FD, 0x0204, 0x00D6})
_NEW = 0x0600  # the version from 1997 on
_HIDDEN_ROW, _HIDDEN_COLUMN = 0x20, 0x01

Record = tuple[int, bytes]


class OldBook:
    """Surveys the sheets of an xls, by their place in the workbook."""

    def __init__(self, path: Path) -> None:
        """Refuses files over 512 MB, broken ones, those with a password and other documents."""
        if path.stat().st_size > _MOST:
            raise bomb()
        file = Compound(path.read_bytes())
        if "EncryptedPackage" in file.names:
            raise locked()
        name = next((name for name in ("Workbook", "Book") if name in file.names), "")
        if not name:
            raise broken()
        self._held = file.stream(name)
        self._starts: list[int] = []
        self._forms: dict[int, Form] = {}
        self._read_globals()

    def survey(self, at: int) -> Survey:
        """What sheet number ``at`` (from 0) says beside its values."""
        survey = Survey()
        if at >= len(self._starts):
            raise broken()
        for kind, content in _records(self._held, self._starts[at]):
            if kind in _CELLS:
                self._cell(survey, kind, content)
            elif kind == _SHORT_NUMBERS:
                self._numbers(survey, content)
            elif kind == _ROW:
                survey.hidden_rows += bool(_u16(content, 12) & _HIDDEN_ROW)
            elif kind == _COLUMNS and _u16(content, 8) & _HIDDEN_COLUMN:
                survey.hidden_columns += max(0, min(_u16(content, 2), 255) - _u16(content, 0) + 1)
        return survey

    def _read_globals(self) -> None:
        codes, styles, new = dict(BUILT_IN), 0, False
        for kind, content in _records(self._held, 0):
            if kind == _PASSWORD:
                raise locked()
            if kind == _START:
                new = _u16(content, 0) >= _NEW
            elif kind == _SHEET:
                self._starts.append(int.from_bytes(content[:4], "little"))
            elif kind == _FORMAT and new:
                codes[_u16(content, 0)] = _text(content[2:])
            elif kind == _STYLE:
                shape = form(codes.get(_u16(content, 2), "")) if new else None
                if shape:
                    self._forms[styles] = shape
                styles += 1

    def _cell(self, survey: Survey, kind: int, content: bytes) -> None:
        row, column, style = _u16(content, 0), _u16(content, 2), _u16(content, 4)
        survey.reach(row + 1, column + 1)
        code = _error(kind, content)
        if code is not None:
            survey.marks.put(row, column, ERRORS.get(code, "#N/A"))
        elif style in self._forms:
            survey.marks.put(row, column, self._forms[style])

    def _numbers(self, survey: Survey, content: bytes) -> None:
        row, first = _u16(content, 0), _u16(content, 2)
        numbers = content[4 : 4 + (len(content) - 6) // 6 * 6]
        styles = [style for style, _ in struct.iter_unpack("<HI", numbers)]
        survey.reach(row + 1, first + len(styles))
        for column, style in enumerate(styles, first):
            if style in self._forms:
                survey.marks.put(row, column, self._forms[style])


def _error(kind: int, content: bytes) -> int | None:
    """The number of the error that a cell, or its formula, holds."""
    if kind == _ERROR and len(content) > 7 and content[7]:
        return content[6]
    if kind == _FORMULA and content[12:14] == b"\xff\xff" and content[6:7] == b"\x02":
        return content[8]
    return None


def _records(held: bytes, at: int) -> Iterator[Record]:
    """The records from ``at`` to the end of their part, without those of charts within."""
    depth = 0
    while at + 4 <= len(held):
        kind, size = struct.unpack_from("<HH", held, at)
        depth += (kind == _START) - (kind == _END)
        if depth == 1:
            yield kind, held[at + 4 : at + 4 + size]
        if depth < 1:
            return
        at += 4 + size


def _text(content: bytes) -> str:
    """A string with its count of letters before it, one or two bytes each."""
    size, wide = _u16(content, 0), content[2:3] == b"\x01"
    if wide:
        return content[3 : 3 + 2 * size].decode("utf-16-le", "replace")
    return content[3 : 3 + size].decode("latin-1")


def _u16(content: bytes, at: int) -> int:
    return int.from_bytes(content[at : at + 2], "little")
