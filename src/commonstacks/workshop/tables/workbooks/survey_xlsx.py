"""One walk over the XML of an xlsx sheet: formats, errors, hidden rows, and how far it reaches."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from commonstacks.workshop.tables.workbooks.number_formats import BUILT_IN, Form, form
from commonstacks.workshop.tables.workbooks.survey import Survey
from commonstacks.workshop.tables.workbooks.workbook_parts import Parts, Tree, bomb, broken

_TAG = re.compile(rb"<(?:[\w.-]+:)?(row|col|c)(/?|\s[^>]*)>")
_PLAIN_TAG = re.compile(rb"<(row|col)(/?|\s[^>]*)>")
_WIDE = re.compile(rb'<c r="(?:[B-Z][A-Z]|[A-Z]{3})\d[^>]*(?<!/)>')
_REFERENCE = re.compile(rb"\sr\s*=\s*[\"']([A-Za-z]{0,3})(\d{1,8})[\"']")
_STYLE = re.compile(rb"\ss\s*=\s*[\"'](\d{1,6})[\"']")
_ERROR = re.compile(rb"\st\s*=\s*[\"']e[\"']")
_HIDDEN = re.compile(rb"\shidden\s*=\s*[\"'](?:1|true)[\"']")
_SPAN = re.compile(rb"\s(min|max)\s*=\s*[\"'](\d{1,6})[\"']")
_WORD = re.compile(rb"<(?:[\w.-]+:)?v>\s*(#[A-Z/0!?_]{1,20})\s*<")
_NARROW = 52  # columns up to AZ
_LONGEST = 64 << 20  # bytes of one row
_FORMULA = 40_000  # bytes, at most, between a cell's start and its value


@dataclass(slots=True)
class _Walk:
    """Where the walk is; rows and columns count from 0."""

    forms: dict[int, Form]
    marked: re.Pattern[bytes]
    survey: Survey = field(default_factory=Survey)
    row: int = -1
    column: int = -1

    def all_tags(self, chunk: bytes) -> None:
        """Takes a chunk however it is written: with prefixes, without references."""
        for tag in _TAG.finditer(chunk):
            if tag[1] == b"c":
                self.cell(chunk, tag.end(), tag[2])
            else:
                self.line(tag[1], tag[2])

    def plain_tags(self, chunk: bytes) -> None:
        """Takes a chunk in which each cell begins with its reference, as most programs write."""
        for tag in _PLAIN_TAG.finditer(chunk) if b"hidden" in chunk else ():
            self.line(tag[1], tag[2])
        last = chunk.rfind(b'<c r="', 0, max(chunk.rfind(b"</c>"), 0))
        if last < 0:
            return
        self.place(chunk[last + 2 : last + 40])
        wide = _WIDE.search(chunk)
        self.survey.reach(self.row + 1, _NARROW if wide is None else 1)
        for pattern in (self.marked,) if wide is None else (_TAG,):
            for tag in pattern.finditer(chunk):
                if tag[1] == b"c":
                    self.cell(chunk, tag.end(), tag[2])

    def line(self, name: bytes, words: bytes) -> None:
        hidden = _HIDDEN.search(words) is not None
        if name == b"row":
            found = _REFERENCE.search(words)
            self.row = int(found[2]) - 1 if found else self.row + 1
            self.column = -1
            self.survey.hidden_rows += hidden
        elif hidden:
            span = {key: int(value) for key, value in _SPAN.findall(words)}
            first = span.get(b"min", 1)
            self.survey.hidden_columns += max(0, span.get(b"max", first) - first + 1)

    def cell(self, chunk: bytes, end: int, words: bytes) -> None:
        self.place(words)
        if words.endswith(b"/"):
            return
        self.survey.reach(self.row + 1, self.column + 1)
        if _ERROR.search(words):
            word = _WORD.search(chunk, end, end + _FORMULA)
            sign = word[1].decode() if word else "#N/A"
            self.survey.marks.put(self.row, self.column, sign)
        elif (style := _STYLE.search(words)) and (found := self.forms.get(int(style[1]))):
            self.survey.marks.put(self.row, self.column, found)

    def place(self, words: bytes) -> None:
        found = _REFERENCE.search(words)
        if found and found[1]:
            self.row, self.column = int(found[2]) - 1, _number(found[1])
        else:
            self.column += 1


def sheets(parts: Parts) -> dict[str, str]:
    """The name of each sheet and the part in which it lies."""
    book, links = parts.tree("xl/workbook.xml"), targets(parts, "xl/_rels/workbook.xml.rels")
    if book is None:
        raise broken()
    real = {name.lower(): name for name in parts.names}
    found = {}
    for sheet in _called(book, "sheet"):
        link = next((value for key, value in sheet.items() if _bare(key) == "id"), "")
        path = posixpath.normpath(posixpath.join("/xl", links.get(link, "")))[1:]
        if path.lower() in real:
            found[sheet.get("name", "")] = real[path.lower()]
    return found


def targets(parts: Parts, name: str) -> dict[str, str]:
    """The paths that a workbook's links lead to, by the link's name."""
    links = parts.tree(name)
    if links is None:
        raise broken()
    return {link.get("Id", ""): link.get("Target", "") for link in links}


def forms(parts: Parts) -> dict[int, Form]:
    """The forms of numbers that matter, by the style number of a cell."""
    tree = parts.tree("xl/styles.xml")
    if tree is None:
        return {}
    codes = dict(BUILT_IN)
    for entry in _called(tree, "numFmt"):
        codes[int(entry.get("numFmtId", -1))] = entry.get("formatCode", "")
    found = {}
    for styles in _called(tree, "cellXfs"):
        for at, style in enumerate(_called(styles, "xf")):
            shape = form(codes.get(int(style.get("numFmtId", 0)), ""))
            if shape:
                found[at] = shape
    return found


def walk(parts: Parts, name: str, known: dict[int, Form]) -> Survey:
    """Surveys the sheet in the part ``name``; ``known`` are the workbook's ``forms``."""
    walked = _Walk(known, _marked(known))
    for chunk in _chunks(parts.blocks(name)):
        if _is_plain(chunk):
            walked.plain_tags(chunk)
        else:
            walked.all_tags(chunk)
    return walked.survey


def _marked(known: dict[int, Form]) -> re.Pattern[bytes]:
    """Cells with an error or with one of the known styles."""
    styles = "|".join(map(str, sorted(known)))
    either = rf's="(?:{styles})"|t="e"' if styles else 't="e"'
    return re.compile(rf'<(c)(\sr="[A-Z]+\d+"[^>]*? (?:{either})[^>]*)>'.encode())


def _is_plain(chunk: bytes) -> bool:
    cells = chunk.count(b'<c r="')
    other = chunk.count(b"<c ") - cells or chunk.count(b"<c>") or chunk.count(b"<c\n")
    return not other and b":c" not in chunk and b"<row>" not in chunk


def _chunks(blocks: Iterator[bytes]) -> Iterator[bytes]:
    """Pieces that end with a row."""
    rest = b""
    for block in blocks:
        rest += block
        cut = rest.rfind(b"row>") + 4
        if cut > 3:
            yield rest[:cut]
            rest = rest[cut:]
        elif len(rest) > _LONGEST:
            raise bomb()
    yield rest


def _number(letters: bytes) -> int:
    """The column from 0 of its letters: 25 for Z, 26 for AA."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number - 1


def _called(tree: Tree, name: str) -> list[Tree]:
    return [each for each in tree.iter() if isinstance(each.tag, str) and _bare(each.tag) == name]


def _bare(tag: str) -> str:
    return tag.rpartition("}")[2]
