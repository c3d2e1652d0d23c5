"""One walk over the XML of an ODS workbook: the same of its sheets as of those of Excel."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from io import BytesIO

from lxml import etree

from commonstacks.workshop.tables.workbooks.number_formats import Form
from commonstacks.workshop.tables.workbooks.survey import Area, Survey
from commonstacks.workshop.tables.workbooks.workbook_parts import Parts, Tree, bomb, broken

_TAG = re.compile(
    rb"<table:(table|table-row|table-column|table-cell|covered-table-cell)(/?|\s[^>]*)>"
)
_WORDS = re.compile(rb"\s([\w.:-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_TEXT = re.compile(rb"<text:p[^>]*>\s*(#[^<]{1,20}?|Err:\d+)\s*<")
PART = "content.xml"
"""Where all sheets lie."""
_LONGEST = 64 << 20  # bytes of one row
_NUMBER = "{urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_MOST_ROWS, _MOST_COLUMNS = 1 << 20, 1 << 14

Words = dict[bytes, bytes]


@dataclass(slots=True)
class _Walk:
    """Where the walk is; rows and columns count from 0."""

    forms: dict[bytes, Form]
    sheets: list[Survey] = field(default_factory=list)
    merged: list[Area] = field(default_factory=list)
    defaults: list[tuple[int, Form]] = field(default_factory=list)  # up to column, in order
    row: int = 0
    next_row: int = 0
    column: int = 0
    next_column: int = 0

    def take(self, chunk: bytes) -> None:
        for tag in _TAG.finditer(chunk):
            name = tag[1]
            words = {key: value or other for key, value, other in _WORDS.findall(tag[2])}
            if name == b"table":
                self.sheet()
            elif name == b"table-column":
                self.definition(words)
            elif name == b"table-row":
                self.line(words)
            else:
                self.cell(chunk, tag.end(), words)

    def sheet(self) -> None:
        if self.sheets:
            self.sheets[-1].merged = tuple(self.merged)
        self.sheets.append(Survey())
        self.merged, self.defaults = [], []
        self.row = self.next_row = self.column = self.next_column = 0

    def definition(self, words: Words) -> None:
        count = _count(words, b"table:number-columns-repeated", _MOST_COLUMNS)
        self.next_column += count
        if words.get(b"table:visibility") in (b"collapse", b"filter"):
            self.sheets[-1].hidden_columns += count
        form = self.forms.get(words.get(b"table:default-cell-style-name", b""))
        if form:
            self.defaults.extend((at, form) for at in range(self.column, self.next_column))
        self.column = self.next_column

    def line(self, words: Words) -> None:
        self.row, self.column, self.next_column = self.next_row, 0, 0
        self.next_row += _count(words, b"table:number-rows-repeated", _MOST_ROWS)
        if words.get(b"table:visibility") in (b"collapse", b"filter"):
            self.sheets[-1].hidden_rows += self.next_row - self.row

    def cell(self, chunk: bytes, end: int, words: Words) -> None:
        self.column = self.next_column
        self.next_column += _count(words, b"table:number-columns-repeated", _MOST_COLUMNS)
        self.span(words)
        kind = words.get(b"office:value-type") or words.get(b"calcext:value-type")
        if not kind or not self.sheets:
            return
        self.sheets[-1].reach(self.next_row, self.next_column)
        sign = self.sign(kind, words, chunk, end)
        if sign:
            for row in range(self.row, self.next_row):
                for column in range(self.column, self.next_column):
                    self.sheets[-1].marks.put(row, column, sign)

    def span(self, words: Words) -> None:
        across = _count(words, b"table:number-columns-spanned", _MOST_COLUMNS)
        down = _count(words, b"table:number-rows-spanned", _MOST_ROWS)
        if across > 1 or down > 1:
            last = (self.row + down - 1, self.column + across - 1)
            self.merged.append(((self.row, self.column), last))

    def sign(self, kind: bytes, words: Words, chunk: bytes, end: int) -> Form | str | None:
        if words.get(b"calcext:value-type") == b"error":
            found = _TEXT.search(chunk, end, end + 2000)
            return unescape(found[1].decode("utf-8", "replace")) if found else "#N/A"
        if kind == b"percentage":
            return Form("percent")
        if kind == b"currency":
            sign = words.get(b"office:currency", b"").decode("utf-8", "replace")[:5]
            return Form("money", sign) if sign else None
        style = words.get(b"table:style-name")
        if kind != b"float":
            return None
        return self.forms.get(style) if style else dict(self.defaults).get(self.column)


def walk(parts: Parts) -> tuple[Survey, ...]:
    """Surveys all sheets of the workbook, in its order."""
    if PART not in parts.names:
        raise broken()
    walked = _Walk(_forms(parts))
    for chunk in _chunks(parts.blocks(PART)):
        walked.take(chunk)
    if walked.sheets:
        walked.sheets[-1].merged = tuple(walked.merged)
    return tuple(walked.sheets)


def _count(words: Words, name: bytes, most: int) -> int:
    said = words.get(name, b"1")
    return max(1, min(int(said), most)) if said.isdigit() else 1


def _chunks(blocks: Iterator[bytes]) -> Iterator[bytes]:
    rest = b""
    for block in blocks:
        rest += block
        cut = rest.rfind(b"table-row>") + 10
        if cut > 9:
            yield rest[:cut]
            rest = rest[cut:]
        elif len(rest) > _LONGEST:
            raise bomb()
    yield rest


def _forms(parts: Parts) -> dict[bytes, Form]:
    """Styles of cells that show leading zeros, by name (ODF 1.3 part 3, 16.29)."""
    digits: dict[str, Form] = {}
    found: dict[bytes, Form] = {}
    for tree in (parts.tree("styles.xml"), _head(parts)):
        if tree is None:
            continue
        for style in tree.iter(f"{_NUMBER}number-style"):
            pattern = _pattern(style)
            if pattern:
                digits[style.get(f"{_STYLE}name", "")] = Form("digits", pattern=pattern)
        for style in tree.iter(f"{_STYLE}style"):
            form = digits.get(style.get(f"{_STYLE}data-style-name", ""))
            if form:
                found[style.get(f"{_STYLE}name", "").encode()] = form
    return found


def _pattern(style: Tree) -> str:
    numbers = style.findall(f"{_NUMBER}number")
    if len(numbers) != 1 or numbers[0].get(f"{_NUMBER}grouping") == "true":
        return ""
    if numbers[0].get(f"{_NUMBER}decimal-places", "0") != "0":
        return ""
    zeros = numbers[0].get(f"{_NUMBER}min-integer-digits", "0")
    return "0" * int(zeros) if zeros.isdigit() and 2 <= int(zeros) <= 30 else ""


def _head(parts: Parts) -> Tree | None:
    """What stands before the first sheet, closed so that it is XML."""
    head = b""
    for block in parts.blocks(PART):
        head += block
        end = head.find(b"</office:automatic-styles>")
        if end >= 0:
            break
        if len(head) > _LONGEST:
            raise bomb()
    else:
        return None
    whole = BytesIO(head[: end + len(b"</office:automatic-styles>")])
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, recover=True)
    return etree.parse(whole, parser).getroot()
