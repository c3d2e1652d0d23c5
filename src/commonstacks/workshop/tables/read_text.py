"""A text table, read whole as text: every record becomes a row or is set aside with its reason."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

import pyarrow as pa
import pyarrow.parquet as pq

from commonstacks.workshop.killable import Progress
from commonstacks.workshop.tables import aside, dialect, encoding, header
from commonstacks.workshop.tables.aside import Aside
from commonstacks.workshop.tables.dialect import Dialect
from commonstacks.workshop.tables.encoding import Letters
from commonstacks.workshop.tables.header import Header
from commonstacks.workshop.tables.lines import LineByLine, Records
from commonstacks.workshop.tables.pouring import Pouring
from commonstacks.workshop.tables.shape import Step
from commonstacks.workshop.tables.text_table import TextTable

_SAMPLE = 256 * 1024  # characters
_BATCH_ROWS = 50_000
_BATCH_CELLS = 500_000
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
    def batch(self) -> int:
        """Rows that are held at a time."""
        by_size = _BATCH_BYTES * max(self.letters.lines, 1) // max(self.letters.size, 1)
        return max(1, min(_BATCH_ROWS, _BATCH_CELLS // max(self.header.width, 1), by_size))


def read(path: Path, into: Path, tell: Callable[[Progress], None]) -> TextTable:
    """Reads ``path`` (plain or gzip) into text Parquet and set-aside JSON lines in ``into``.

    Follows RFC 4180 where the file does. A file whose quotes are broken is read both line by line
    and leniently, and the reading that sets fewer lines aside is kept. Checked at the end, loudly:
    records in = header + rows + set aside, and lines accounted for = lines of the file.
    Refuses what ``encoding.find`` and ``header.find`` refuse.
    """
    csv.field_size_limit(encoding.LONGEST_LINE)
    source = _look(path, encoding.find(path, tell), tell)
    try:
        return _strict(source, into)
    except csv.Error as error:
        broken = Step("quotes", f"Quotes in the file are not regular ({error}); read line by line")
    one = _line_by_line(source, into, broken)
    other = _lenient(source, into)
    worse = other if one.set_aside <= other.set_aside else one
    worse.path.unlink()
    worse.aside.unlink()
    return one if worse is other else other


def _look(path: Path, letters: Letters, tell: Callable[[Progress], None]) -> _Source:
    with encoding.text(path, letters) as stream:
        sample = (stream.read(_SAMPLE) + stream.readline()).replace("\0", "")
        cut = bool(stream.read(1))
    lines = dialect.split(sample)
    found = dialect.find(lines)
    records = list(dialect.records(lines, found))
    declared = bool(lines) and dialect.separator(lines[0]) is not None
    head = header.find(records[declared : len(records) - cut or None])
    return _Source(path, letters, found, head, declared, tell)


def _strict(source: _Source, into: Path) -> TextTable:
    def records(lines: Iterable[str]) -> Records:
        return csv.reader(lines, strict=True, **source.dialect.options())

    return _pour(source, into, "strict", records)


def _lenient(source: _Source, into: Path) -> TextTable:
    def records(lines: Iterable[str]) -> Records:
        return csv.reader(lines, strict=False, **source.dialect.options())

    step = Step("quotes", "Quotes in the file are not regular; read leniently")
    return _pour(source, into, "lenient", records, step)


def _line_by_line(source: _Source, into: Path, step: Step) -> TextTable:
    def records(lines: Iterable[str]) -> Records:
        return LineByLine(lines, source.dialect, source.header.width)

    return _pour(source, into, "lines", records, step)


def _pour(
    source: _Source,
    into: Path,
    name: str,
    reader_of: Callable[[Iterable[str]], Records],
    *more: Step,
) -> TextTable:
    target, beside = into / f"{name}.parquet", into / f"{name}.jsonl"
    letters = source.letters
    with encoding.text(source.path, letters) as stream, Aside(beside) as kept:
        records = reader_of(_without_nuls(stream, letters))
        pouring = Pouring(records, source.header, kept, declared=source.declared)
        _write(pouring, target, source)
    pouring.check(lines=letters.lines, written=pq.read_metadata(target).num_rows)
    steps = (*letters.steps, _separated(source.dialect), *_nuls(letters), *more)
    return TextTable(
        target,
        beside,
        source.header.names,
        pouring.rows,
        kept.counts.total(),
        kept.counts[aside.RAGGED],
        source.dialect.delimiter,
        (*steps, *source.header.steps, *kept.steps(), *pouring.steps()),
    )


def _write(pouring: Pouring, target: Path, source: _Source) -> None:
    schema = pa.schema([(f"c{at}", pa.string()) for at in range(source.header.width)])
    with pq.ParquetWriter(target, schema, compression="lz4", use_dictionary=False) as writer:
        pouring.begin()
        while (columns := pouring.next_columns(source.batch)) is not None:
            cells = [pa.array(column, pa.string()) for column in columns]
            writer.write_batch(pa.record_batch(cells, schema=schema))
            source.tell(Progress(pouring.lines, source.letters.lines, "reading"))


def _without_nuls(stream: TextIO, letters: Letters) -> Iterable[str]:
    return (line.replace("\0", "") for line in stream) if letters.nuls else stream


def _separated(found: Dialect) -> Step:
    return Step("separator", f"Cells are separated by: {found.name}")


def _nuls(letters: Letters) -> tuple[Step, ...]:
    if not letters.nuls:
        return ()
    return (Step("zero bytes", f"{letters.nuls} NUL characters left out", letters.nuls),)
