"""Text tables without oddities, read many times faster; what is odd is left to the exact reader."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, cast

import pyarrow as pa
import pyarrow.parquet as pq
from pyarrow import csv as arrow_csv

from commonstacks.workshop.killable import Progress
from commonstacks.workshop.tables.text import aside, dialect, footer, poured
from commonstacks.workshop.tables.text.aside import Aside
from commonstacks.workshop.tables.text.dialect import Dialect
from commonstacks.workshop.tables.text.encoding import Letters
from commonstacks.workshop.tables.text.poured import Plan, Poured
from commonstacks.workshop.tables.text.pouring import Pouring
from commonstacks.workshop.tables.text.regular import IrregularError, Passage
from commonstacks.workshop.tables.text.sink import Sink

WORTH = 1 << 20  # bytes of a file for which the exact reader is quick enough
_BLOCK = 4 << 20  # bytes parsed at a time


def pour(
    path: Path, letters: Letters, found: Dialect, plan: Plan, into: Path, *, worth: int = WORTH
) -> Poured | None:
    """The same rows as the exact reader makes of ``path``, or None where it must be asked.

    The lines up to the header and the last ``footer.LAST`` records are read by the exact reader;
    all between must be regular (see ``Proof``), without NULs, blank lines, repeated headers and
    rows of another width, and then is parsed by Arrow. As loud as the exact reader: records counted
    in the bytes must be the rows that were parsed, and lines the lines of the file.
    """
    if letters.size < worth or letters.nuls or letters.feeds or not _is_plain(found) or plan.pad:
        return None
    target, beside = into / "swift.parquet", into / "swift.jsonl"
    try:
        with Passage(path, letters, found.delimiter, footer.LAST) as passage, Aside(beside) as kept:
            return _Parts(passage, found, plan, kept).write(target, beside)
    except (IrregularError, csv.Error, pa.ArrowInvalid):
        target.unlink(missing_ok=True)
        beside.unlink()
        return None


def _is_plain(found: Dialect) -> bool:
    odd = found.spaced or found.backslash or found.edges or found.barred
    return not odd and found.quote == '"'


class _Ends:
    """The records of the head of a file and then of its tail, as the exact reader sees them."""

    def __init__(self, head: str, found: Dialect) -> None:
        self._options = found.options()
        self._before = 0  # lines
        self._read(head)

    @property
    def line_num(self) -> int:
        return self._before + int(self._reader.line_num)

    @property
    def passed(self) -> str:
        """The lines of the head that were needed so far."""
        return "".join(self._lines[: self._reader.line_num])

    def go_on(self, tail: str, *, after: int) -> None:
        """From the head to the tail, with so many lines between."""
        self._before = self.line_num + after
        self._read(tail)

    def __iter__(self) -> Iterator[list[str]]:
        return self

    def __next__(self) -> list[str]:
        record: list[str] = next(self._reader)
        return record

    def _read(self, text: str) -> None:
        self._lines = dialect.split(text)
        self._reader: Any = csv.reader(self._lines, strict=True, **self._options)


class _Pouring(Pouring):
    """Keeps the account of rows that Arrow has parsed, too."""

    def passed(self, *, rows: int, lines: int) -> None:
        """Rows that never came here, and their lines."""
        self._seen += rows
        self.rows += rows
        self.lines += lines


class _Parts:
    """Head, middle and tail of a file, one after the other."""

    def __init__(self, passage: Passage, found: Dialect, plan: Plan, kept: Aside) -> None:
        self._passage = passage
        self._delimiter = found.delimiter
        self._plan = plan
        self._kept = kept
        self._schema = pa.schema([(f"c{at}", pa.string()) for at in range(plan.header.width)])
        self._ends = _Ends(passage.head.decode(), found)
        self._pouring = _Pouring(self._ends, plan.header, kept, declared=plan.declared)

    def write(self, target: Path, beside: Path) -> Poured:
        with Sink(target, self._schema) as sink:
            self._pouring.begin()
            self._passage.skip(self._ends.passed.encode())
            self._write_middle(sink)
            self._ends.go_on(self._passage.tail.decode(), after=self._passage.proof.lines)
            while (columns := self._pouring.next_columns(self._plan.batch)) is not None:
                cells = [pa.array(column, pa.string()) for column in columns]
                sink.put(pa.record_batch(cells, schema=self._schema))
        return self._checked(target, beside)

    def _write_middle(self, sink: Sink) -> None:
        proof, rows = self._passage.proof, 0
        for batch in self._middle():
            self._refuse_odd(batch)
            sink.put(batch)
            rows += batch.num_rows
            done = self._ends.line_num + proof.lines
            self._plan.tell(Progress(done, max(self._plan.lines, done), "reading"))
        if rows != proof.ends:  # such as a lone CR, which ends a line too
            raise IrregularError
        self._pouring.passed(rows=rows, lines=proof.lines)

    def _middle(self) -> Iterator[pa.RecordBatch]:
        if not self._passage.begin():
            return iter(())
        return iter(
            arrow_csv.open_csv(
                cast("Any", self._passage),
                read_options=arrow_csv.ReadOptions(
                    column_names=self._schema.names, block_size=_BLOCK
                ),
                parse_options=arrow_csv.ParseOptions(
                    delimiter=self._delimiter, newlines_in_values=True, ignore_empty_lines=False
                ),
                convert_options=arrow_csv.ConvertOptions(
                    column_types=self._schema,
                    strings_can_be_null=False,
                    quoted_strings_can_be_null=False,
                ),
            )
        )

    def _refuse_odd(self, batch: pa.RecordBatch) -> None:
        """A blank line is parsed as a row without words; a repeated header is no row either."""
        blank = [[""]] if batch.num_columns == 1 else []
        for words in (*blank, *self._pouring.odd):
            if len(words) == batch.num_columns and _holds(batch, words):
                raise IrregularError

    def _checked(self, target: Path, beside: Path) -> Poured:
        pouring, kept = self._pouring, self._kept
        if pouring.short or pouring.long:
            raise IrregularError
        warnings = poured.finish(pouring, kept, target, target.parent)
        written = pq.read_metadata(target).num_rows
        pouring.check(lines=self._plan.lines, written=written)
        return Poured(
            target,
            beside,
            pouring.rows,
            kept.counts.total(),
            kept.counts[aside.RAGGED],
            (*self._plan.header.steps, *kept.steps(), *pouring.steps()),
            warnings,
            {},
            0,
            0,
        )


def _holds(batch: pa.RecordBatch, words: Sequence[str]) -> bool:
    """Whether one of the rows has these cells."""
    from pyarrow import compute  # takes 50 ms, which small tables need not wait for

    rows = None
    for column, word in zip(batch.columns, words, strict=True):
        same = compute.equal(column, pa.scalar(word))
        rows = same if rows is None else compute.and_(rows, same)
        if not compute.any(rows).as_py():
            return False
    return True
