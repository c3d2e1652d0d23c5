"""A text table, read whole as text: every record becomes a row or is set aside with its reason."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TextIO

from commonstacks.workshop.killable import Progress
from commonstacks.workshop.tables.instructions import Instructions
from commonstacks.workshop.tables.shape import Step
from commonstacks.workshop.tables.text import (
    bars,
    dialect,
    encoding,
    header,
    poured,
    short_rows,
    swift,
)
from commonstacks.workshop.tables.text.dialect import Dialect
from commonstacks.workshop.tables.text.encoding import Letters
from commonstacks.workshop.tables.text.fixed_width import FixedWidth
from commonstacks.workshop.tables.text.header import Header
from commonstacks.workshop.tables.text.lines import Lenient, LineByLine, Records
from commonstacks.workshop.tables.text.poured import Plan, Poured
from commonstacks.workshop.tables.text.text_count import LONGEST_LINE
from commonstacks.workshop.tables.text.wrapped import Unwrapped
from commonstacks.workshop.tables.text_table import TextTable

_SAMPLE = 256 * 1024  # characters
_BATCH_BYTES = 16 << 20


@dataclass(frozen=True, slots=True)
class _Source:
    path: Path
    letters: Letters
    dialect: Dialect
    header: Header
    declared: bool  # the first record is "sep=;"
    tell: Callable[[Progress], None]

    @property
    def plan(self) -> Plan:
        """With as many rows at a time as make some megabytes."""
        lines = self.letters.lines
        rows = max(1, _BATCH_BYTES * max(lines, 1) // max(self.letters.size, 1))
        batch = min(poured.BATCH_ROWS, rows)
        return Plan(self.header, self.tell, batch, lines, declared=self.declared)

    @property
    def steps(self) -> tuple[Step, ...]:
        return (*self.letters.steps, *self.dialect.steps)


def read(
    path: Path,
    into: Path,
    tell: Callable[[Progress], None],
    given: Instructions | None = None,
    *,
    charset: str = "",
) -> TextTable:
    """Reads ``path`` (plain or gzip) into text Parquet and set-aside JSON lines in ``into``.

    Follows RFC 4180 where the file does. A file whose quotes are broken is read both line by line
    and leniently, and the reading that sets fewer lines aside is kept. ``given`` says what a
    person knows of encoding, separator and header, ``charset`` what the server said of the
    letters. Checked at the end, loudly: records in = header + rows + set aside, and lines
    accounted for = lines of the file. Refuses what ``encoding.find`` and ``header.find`` refuse.
    """
    csv.field_size_limit(LONGEST_LINE)
    source = _look(path, encoding.find(path, tell, given=given, charset=charset), given, tell)
    quick = swift.pour(path, source.letters, source.dialect, source.plan, into)
    found = quick or _poured(source, into)
    return found.warned(*source.letters.warnings).table(
        source.header.names, source.dialect.delimiter, source.steps
    )


def _poured(source: _Source, into: Path) -> Poured:
    how = source.dialect
    if how.edges:
        return _pour(source, into, "fixed", lambda lines: FixedWidth(lines, how.edges))
    if how.barred:
        return _pour(source, into, "barred", bars.Framed)
    if how.wrapped:
        return _pour(source, into, "wrapped", lambda lines: _unwrapped(lines, how))
    try:
        return _strict(source, into)
    except csv.Error as error:
        broken = Step("quotes", f"Quotes in the file are not regular ({error}); read line by line")
    one = _line_by_line(source, into, broken)
    other = _lenient(source, into)
    worse = other if one.set_aside <= other.set_aside else one
    worse.drop()
    return one if worse is other else other


def _unwrapped(lines: Iterable[str], how: Dialect) -> Unwrapped:
    return Unwrapped(Lenient(lines, Dialect(dialect.NONE)), how.options())


def _look(
    path: Path,
    letters: Letters,
    given: Instructions | None,
    tell: Callable[[Progress], None],
) -> _Source:
    with encoding.text(path, letters) as stream:
        sample = _bare(stream.read(_SAMPLE) + stream.readline())
        cut = bool(stream.read(1))
    lines = [line.removeprefix("\ufeff") for line in dialect.split(sample)]
    found = dialect.find(lines, given)
    records = list(dialect.records(lines, found))
    declared = bool(lines) and dialect.separator(lines[0]) is not None
    known = records[declared : len(records) - cut or None]
    head = header.find(
        known, given, first_line=1 + declared, spans=not (found.edges or found.barred)
    )
    return _Source(path, letters, found, head, declared, tell)


def _strict(source: _Source, into: Path) -> Poured:
    """By the letter of the standard; rows that only lack empty cells at their end are filled up."""

    def records(lines: Iterable[str]) -> Records:
        return csv.reader(lines, strict=True, **source.dialect.options())

    found = _pour(source, into, "strict", records)
    if not short_rows.may_be_filled(found, source.header.width):
        return found
    found.drop()
    return _pour(source, into, "filled", records, pad=True)


def _lenient(source: _Source, into: Path) -> Poured:
    def records(lines: Iterable[str]) -> Records:
        return Lenient(lines, source.dialect)

    step = Step("quotes", "Quotes in the file are not regular; read leniently")
    return _pour(source, into, "lenient", records).told(step)


def _line_by_line(source: _Source, into: Path, step: Step) -> Poured:
    made: list[LineByLine] = []

    def records(lines: Iterable[str]) -> Records:
        made.append(LineByLine(lines, source.dialect, source.header.width))
        return made[0]

    return _pour(source, into, "lines", records).told(step, last=made[0].steps())


def _pour(
    source: _Source,
    into: Path,
    name: str,
    reader_of: Callable[[Iterable[str]], Records],
    *,
    pad: bool = False,
) -> Poured:
    with encoding.text(source.path, source.letters) as stream:
        records = reader_of(_lines(stream, source.letters))
        return poured.pour(records, replace(source.plan, pad=pad), into, name)


def _lines(stream: TextIO, letters: Letters) -> Iterable[str]:
    """Lines without zero bytes, form feeds and byte order marks."""
    return map(_bare, stream) if letters.nuls or letters.feeds else stream


def _bare(text: str) -> str:
    return text.replace("\0", "").replace("\f", "").removeprefix("\ufeff")
