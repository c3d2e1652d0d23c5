"""One walk over the records of an xlsb sheet (MS-XLSB): the same as of the other workbooks."""

from __future__ import annotations

import posixpath
import struct
from collections.abc import Iterator

from commonstacks.workshop.tables.workbooks.number_formats import BUILT_IN, Form, form
from commonstacks.workshop.tables.workbooks.survey import ERRORS, Area, Survey
from commonstacks.workshop.tables.workbooks.survey_xlsx import targets
from commonstacks.workshop.tables.workbooks.workbook_parts import Parts, broken

Record = tuple[int, bytes]

_ROW, _BLANK, _LAST_CELL = 0, 1, 11
_ERRORS = (3, 11)  # a cell with an error, and one whose formula ends in one
_FORMAT, _STYLE, _STYLES_BEGIN, _STYLES_END = 44, 47, 617, 618
_COLUMNS, _SHEET, _MERGED = 60, 156, 176
_HIDDEN_ROW = 0x10


def sheets(parts: Parts) -> dict[str, str]:
    """The name of each sheet and the part in which it lies."""
    links = targets(parts, "xl/_rels/workbook.bin.rels")
    found = {}
    for kind, content in _records(parts, "xl/workbook.bin"):
        if kind == _SHEET:
            link, rest = _text(content[8:])
            name, _ = _text(rest)
            path = posixpath.normpath(posixpath.join("/xl", links.get(link, "")))[1:]
            if path in parts.names:
                found[name] = path
    return found


def forms(parts: Parts) -> dict[int, Form]:
    """The forms of numbers that matter, by the style number of a cell."""
    if "xl/styles.bin" not in parts.names:
        return {}
    codes, found, at = dict(BUILT_IN), {}, -1
    for kind, content in _records(parts, "xl/styles.bin"):
        if kind == _FORMAT:
            codes[_u16(content, 0)] = _text(content[2:])[0]
        elif kind in (_STYLES_BEGIN, _STYLES_END):
            at = 0 if kind == _STYLES_BEGIN else -1
        elif kind == _STYLE and at >= 0:
            shape = form(codes.get(_u16(content, 2), ""))
            if shape:
                found[at] = shape
            at += 1
    return found


def walk(parts: Parts, name: str, known: dict[int, Form]) -> Survey:
    """Surveys the sheet in the part ``name``; ``known`` are the workbook's ``forms``."""
    survey, row = Survey(), 0
    merged: list[Area] = []
    for kind, content in _records(parts, name):
        if kind == _ROW:
            row = _u32(content, 0)
            survey.hidden_rows += len(content) > 11 and bool(content[11] & _HIDDEN_ROW)
        elif _BLANK < kind <= _LAST_CELL:
            _cell(survey, row, kind, content, known)
        elif kind == _MERGED:
            first, last, left, right = struct.unpack_from("<4I", content)
            merged.append(((first, left), (last, right)))
        elif kind == _COLUMNS and len(content) > 16 and content[16] & 1:
            survey.hidden_columns += max(0, min(_u32(content, 4), 1 << 14) - _u32(content, 0) + 1)
    survey.merged = tuple(merged)
    return survey


def _cell(survey: Survey, row: int, kind: int, content: bytes, known: dict[int, Form]) -> None:
    column = _u32(content, 0)
    survey.reach(row + 1, column + 1)
    if kind in _ERRORS:
        survey.marks.put(row, column, ERRORS.get(content[8], "#N/A"))
    elif shape := known.get(_u32(content, 4) & 0xFFFFFF):
        survey.marks.put(row, column, shape)


def _records(parts: Parts, name: str) -> Iterator[Record]:
    """The records of a part: their number and content."""
    if name not in parts.names:
        raise broken()
    rest = b""
    for block in parts.blocks(name):
        rest += block
        at = 0
        while (step := _record(rest, at)) is not None:
            kind, start, at = step
            yield kind, rest[start:at]
        rest = rest[at:]


def _record(held: bytes, at: int) -> tuple[int, int, int] | None:
    """Number, start and end of the record at ``at``; None where it is not all there yet."""
    if at + 6 > len(held) and not _is_whole(held, at):
        return None
    kind = held[at]
    at += 1
    if kind & 0x80:
        kind = (kind & 0x7F) | (held[at] & 0x7F) << 7
        at += 1
    size = 0
    for shift in (0, 7, 14, 21):
        size |= (held[at] & 0x7F) << shift
        at += 1
        if held[at - 1] < 0x80:
            break
    return (kind, at, at + size) if at + size <= len(held) else None


def _is_whole(held: bytes, at: int) -> bool:
    """Whether the number and the length of a record near the end are there."""
    at += 1 + (at < len(held) and held[at] >= 0x80)
    while at < len(held) and held[at] >= 0x80:
        at += 1
    return at < len(held)


def _text(content: bytes) -> tuple[str, bytes]:
    """A wide string with its length before it, and what follows."""
    size = _u32(content, 0)
    if size == 0xFFFFFFFF:
        return "", content[4:]
    return content[4 : 4 + 2 * size].decode("utf-16-le", "replace"), content[4 + 2 * size :]


def _u16(content: bytes, at: int) -> int:
    return int.from_bytes(content[at : at + 2], "little")


def _u32(content: bytes, at: int) -> int:
    return int.from_bytes(content[at : at + 4], "little")
