"""How a text table separates its cells: tried on the first lines, never guessed from the name."""

from __future__ import annotations

import csv
import io
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from commonstacks.kit.errors import phrase
from commonstacks.workshop.tables.instructions import Instructions
from commonstacks.workshop.tables.shape import Step
from commonstacks.workshop.tables.text import bars, fixed_width, wrapped
from commonstacks.workshop.tables.text.fixed_width import Edges, FixedWidth
from commonstacks.workshop.tables.text.wrapped import Unwrapped

NONE = "\x1f"  # the "delimiter" of a file with one column
_NAMES = {
    ",": phrase("comma"),
    ";": phrase("semicolon"),
    "\t": phrase("tab"),
    "|": phrase("pipe"),
    "^": phrase("caret"),
    ":": phrase("colon"),
    " ": phrase("space"),
    NONE: phrase("none: one column"),
}
_QUOTES = {"'": phrase("single quotes"), "~": phrase("tildes")}
_TIMES = re.compile(r"\d:\d\d|://")
_ENOUGH = 0.7  # share of even records below which columns of fixed width are looked for


@dataclass(frozen=True, slots=True)
class Dialect:
    """RFC 4180 with another delimiter, and common departures from it.

    With ``edges`` the cells have no delimiter: they stand under each other. ``wrapped``: each
    record stands in quotes as a whole once more. ``barred``: bars at both sides of a line.
    """

    delimiter: str
    spaced: bool = False  # cells are written as  a, "b"
    backslash: bool = False  # quotes inside quotes are written as \"
    quote: str = '"'
    edges: Edges = ()
    wrapped: bool = False
    barred: bool = False
    said: tuple[Step, ...] = ()  # of what a person says

    @property
    def name(self) -> str:
        return _NAMES[self.delimiter]

    @property
    def steps(self) -> tuple[Step, ...]:
        """What was found, in plain words."""
        what = self.name
        says = f"Cells are separated by: {what}"
        if self.edges:
            says = f"Cells stand under each other, separated by spaces: {len(self.edges)} columns"
        steps = [Step("separator", says)] if not self.said else []
        if self.quote != '"':
            what = _QUOTES[self.quote]
            steps.append(Step("quotes", f"Cells stand in {what}"))
        if self.barred:
            says = "Each line stands between two bars; they are taken off, and blanks beside them"
            steps.append(Step("bars", says))
        if self.wrapped:
            says = "Each line stands in quotes as a whole; they are taken off"
            steps.append(Step("lines in quotes", says))
        return (*self.said, *steps)

    def options(self) -> dict[str, Any]:
        """The same, in the words of the standard library's ``csv``."""
        return {
            "delimiter": self.delimiter,
            "skipinitialspace": self.spaced,
            "escapechar": "\\" if self.backslash else None,
            "doublequote": not self.backslash,
            "quotechar": self.quote,
        }


def find(lines: list[str], given: Instructions | None = None) -> Dialect:
    """The dialect of the first lines: the one that cuts most records to the same width.

    Takes whole lines with their ends. What a person says is obeyed where the sign is in the file;
    else a first line ``sep=;`` (written by Excel) decides; then bars at both sides of the lines.
    Tabs win where they cut nearly all lines alike; else commas, semicolons, tabs, pipes and carets
    are tried; colons only where they cut every line alike and stand in no time; columns of fixed
    width only where no sign cuts most lines alike; spaces only where nothing else does and cells
    stand in quotes.
    """
    wish = given.separator if given else ""
    if wish and any(wish in line for line in lines):
        what = _NAMES[wish]
        step = Step("as a person says", f"Cells are separated by: {what}, as a person says")
        return replace(_refine(Dialect(wish), lines), said=(step,))
    found = _found(lines)
    if not wish:
        return found
    what, what_found = _NAMES[wish], found.name
    says = f"The separator is said to be: {what}, but the file has none; {what_found}"
    return replace(found, said=(Step("not needed", says),))


def _found(lines: list[str]) -> Dialect:
    declared = separator(lines[0]) if lines else None
    if declared:
        return _refine(Dialect(declared), lines[1:])
    if bars.are_drawn(lines):
        return Dialect("|", barred=True)
    if _surely_tabs(lines):
        return _refine(Dialect("\t"), lines)
    scored = [(_score(_widths(lines, Dialect(mark))), mark) for mark in ",;\t|^"]
    score, mark = max(scored, key=lambda pair: pair[0])
    if score and _agreement(_widths(lines, Dialect(mark))) >= _ENOUGH:
        return _refine(Dialect(mark), lines)
    if edges := fixed_width.find(lines):
        return Dialect(NONE, edges=edges)
    return _refine(Dialect(mark), lines) if score else _without_marks(lines)


def _without_marks(lines: list[str]) -> Dialect:
    """Of lines that none of the usual signs cuts."""
    if wrapped.is_wrapped(lines):
        return replace(_found(list(wrapped.lines(lines))), wrapped=True)
    if _surely_colons(lines):
        return _refine(Dialect(":"), lines)
    return Dialect(" ") if _surely_spaces(lines) else _refine(Dialect(NONE), lines)


def split(text: str) -> list[str]:
    """Lines with their ends: CR LF, LF or CR, and nothing else that Unicode calls a line."""
    return list(io.StringIO(text, newline=""))


def separator(line: str) -> str | None:
    """The delimiter that a line ``sep=;`` declares, else None."""
    mark = line.strip("\r\n").strip('"')
    return mark[4] if mark.lower().startswith("sep=") and mark[4:] in _NAMES else None


def _score(widths: list[int]) -> float:
    """Share of records with the commonest width, more for more columns, double with the header."""
    wide = Counter(width for width in widths if width > 1)
    if not wide:
        return 0.0
    width, count = max(wide.items(), key=lambda pair: (pair[1], pair[0]))
    share = count / len(widths)
    return share * share * math.sqrt(width - 1) * (2 if widths[0] == width else 1)


def _agreement(widths: list[int]) -> float:
    """Share of records of the commonest width among those with several cells, and of these."""
    wide = Counter(width for width in widths if width > 1)
    return max(wide.values(), default=0) / max(len(widths), 1)


def _surely_colons(lines: list[str]) -> bool:
    widths = _widths(lines, Dialect(":"))
    even = len(widths) >= 3 and len(set(widths)) == 1 and widths[0] > 1
    return even and not any(_TIMES.search(line) or ": " in line for line in lines)


def _surely_tabs(lines: list[str]) -> bool:
    """Text holds no tabs, so they decide even where another sign cuts into more cells."""
    widths = _widths(lines, Dialect("\t"))
    return len(widths) > 2 and widths[0] > 1 and widths.count(widths[0]) * 20 >= len(widths) * 19


def _surely_spaces(lines: list[str]) -> bool:
    """As R writes tables: cells in quotes, and perhaps no name over the first column."""
    quoted = [line for line in lines if '"' in line]
    if len(quoted) < 3 or len(quoted) < len(lines) or _even(lines[1:], Dialect(" ")) < 1:
        return False
    head, *others = _widths(lines, Dialect(" "))
    return others[0] > 1 and others[0] - head in (0, 1) and not any("  " in line for line in lines)


def _refine(dialect: Dialect, lines: list[str]) -> Dialect:
    if dialect.delimiter == "|" and bars.are_drawn(lines):
        return replace(dialect, barred=True)
    text = "".join(lines)
    best = dialect
    if f'{dialect.delimiter} "' in text:
        best = _better(best, replace(best, spaced=True), lines)
    if '\\"' in text:
        best = _better(best, replace(best, backslash=True), lines)
    for quote in _QUOTES if '"' not in text else ():
        if quote in text and _in_quotes(text, dialect.delimiter, quote):
            return _better(best, replace(best, quote=quote), lines, unless_worse=True)
    return best


def _better(
    one: Dialect, other: Dialect, lines: list[str], *, unless_worse: bool = False
) -> Dialect:
    before, after = _even(lines, one), _even(lines, other)
    return other if after > before or (unless_worse and after == before) else one


def _in_quotes(text: str, delimiter: str, quote: str) -> bool:
    """Is nearly every cell that begins with the sign closed by one, and one in every other line?"""
    sign = re.escape(delimiter)
    opened = len(re.findall(rf"(?:^|{sign}){quote}", text, re.MULTILINE))
    cell = rf"{quote}(?:[^{quote}\r\n]|{quote * 2})*{quote}"
    closed = len(re.findall(rf"(?:^|{sign}){cell}(?=[\r\n{sign}]|$)", text, re.MULTILINE))
    return closed >= 4 and closed * 100 >= opened * 95 and closed * 2 >= text.count("\n")


def _even(lines: list[str], dialect: Dialect) -> float:
    """Share of records with the commonest width; 0 where quotes are broken."""
    try:
        widths = [len(record) for record in csv.reader(lines, strict=True, **dialect.options())]
    except csv.Error:
        return 0.0
    return max(Counter(widths).values(), default=0) / max(len(widths), 1)


def _widths(lines: Iterable[str], dialect: Dialect) -> list[int]:
    return [len(record) for record in records(lines, dialect) if record]


def records(lines: Iterable[str], dialect: Dialect) -> Iterator[list[str]]:
    """Records of a few lines, read leniently."""
    if dialect.edges:
        yield from FixedWidth(lines, dialect.edges)
        return
    if dialect.barred:
        yield from bars.Framed(lines)
        return
    if dialect.wrapped:
        yield from Unwrapped(csv.reader(lines, delimiter=NONE), dialect.options())
        return
    try:
        yield from csv.reader(lines, **dialect.options())
    except csv.Error:  # an over-long cell: the records before it are sample enough
        return
