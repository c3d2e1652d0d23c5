"""One pass over the records of a table: each becomes a row or is set aside, and is counted."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice

from commonstacks.workshop.tables.shape import Step
from commonstacks.workshop.tables.text import aside, footer, looks
from commonstacks.workshop.tables.text.aside import Aside
from commonstacks.workshop.tables.text.header import Header
from commonstacks.workshop.tables.text.lines import Records


@dataclass(frozen=True, slots=True)
class Last:
    """A record at the end that is no row, or is one if a total cannot be proven."""

    line: int
    reason: str
    record: list[str]


class Pouring:
    """Gives rows in columns, some at a time, and keeps the account of lines and records.

    The last records are held back: ``last`` are those that look like notes or totals.
    """

    def __init__(
        self,
        records: Records,
        header: Header,
        kept: Aside,
        *,
        declared: bool = False,
        first_line: int = 1,
        spans: bool = True,
        pad: bool = False,
    ) -> None:
        self._records = records
        self._header = header
        self.odd = [list(row) for row in header.rows]
        """Records that are no rows wherever they come: the header's, blank and drawn ones."""
        if header.width > 1:
            self.odd.append([""] * header.width)
        self._width = header.width
        self._kept = kept
        self._declared = declared
        self.spans = spans
        self._pad = pad
        self._seen = 0  # records
        self._trimmed = 0  # rows with empty cells past the last column
        self._held: list[list[str]] = []
        self._ended = False
        self._cells_before = (0, 0)  # the last line of the last short row, and its cells
        self.lines = first_line - 1
        self.first_line = first_line
        """Of the first row, as soon as the header is passed."""
        self.rows = 0
        self.padded: list[str] = []
        self.short: dict[int, int] = {}
        """How many rows have so many cells, where these are fewer than the columns."""
        self.long = 0
        self.wrapped = 0
        """Pairs of short rows that could be one row broken in two."""
        self.last: list[Last] = []

    def begin(self) -> None:
        """Passes the header and sets aside what stands above it, and the units below it."""
        for record in islice(self._records, self._declared + self._header.lead):
            at = self._count(record)
            if reason := self._reason_above(record):
                self._kept.put(at, reason, record)
                if reason == aside.RULED:
                    self.odd.append(record)
        self.first_line = self.lines + 1

    def next_columns(self, most: int) -> list[tuple[str, ...]] | None:
        """At most that many rows (a few more at the end), column by column; None at the end."""
        if self._ended:
            return None
        batch = self._held + list(islice(self._records, most))
        self._ended = len(batch) - len(self._held) < most
        reasons: list[str] = []
        cut = max(len(batch) - footer.LAST, 0)
        if self._ended:
            reasons = footer.judge(batch[-footer.LAST :], self._table)
            cut = len(batch) - len(reasons)
        batch, self._held = batch[:cut], batch[cut:]
        rows = self._rows(batch)
        if self._ended:
            self._end(reasons)
        told = self._records.line_num - self._lines_of(self._held)
        assert self.lines == told, "a record spans lines it does not hold"
        self.rows += len(rows)
        return list(zip(*rows, strict=True)) or [()] * self._width

    def check(self, *, lines: int, written: int) -> None:
        """Crashes where a line, a record or a row is not accounted for."""
        asides = sum(self._kept.counts.values())
        assert self._seen == len(self._header.rows) + self.rows + asides, "records are missing"
        assert self._records.line_num == self.lines == lines, "lines are missing"
        assert written == self.rows, "rows are missing"

    def steps(self) -> tuple[Step, ...]:
        """What was mended in rows that were kept."""
        steps = []
        if self._trimmed:
            says = f"{self._trimmed} rows ended in empty cells past the last column: cut off"
            steps.append(Step("trailing separators", says, self._trimmed))
        if self._pad and self.short:
            count = sum(self.short.values())
            rows = "row ends" if count == 1 else "rows end"
            says = f"{count} {rows} before the last columns: these cells are taken as empty"
            steps.append(Step("short rows", says, count, tuple(self.padded)))
        return tuple(steps)

    @property
    def _table(self) -> footer.Table:
        return footer.Table(self._width, self._header.looks)

    def _rows(self, batch: list[list[str]]) -> list[list[str]]:
        even = set(map(len, batch)) <= {self._width}
        if even and not any(odd in batch for odd in self.odd):
            self._seen += len(batch)
            self.lines = self._records.line_num - self._lines_of(self._held)
            return batch
        return [row for record in batch if (row := self._row(record)) is not None]

    def _end(self, reasons: list[str]) -> None:
        for record, reason in zip(self._held, reasons, strict=True):
            self.last.append(Last(self._count(record), reason, record))
        self._held = []

    def _lines_of(self, records: list[list[str]]) -> int:
        if not self.spans:
            return len(records)
        return len(records) + sum(looks.ends(cell) for record in records for cell in record)

    def _count(self, record: list[str]) -> int:
        """The number of the record's first line."""
        at = self.lines + 1
        self.lines += self._lines_of([record])
        self._seen += 1
        return at

    def _reason_above(self, record: list[str]) -> str:
        """Why a record before the first row is none; "" for the header's own."""
        at = self._seen - self._declared
        if at == 0:
            return aside.SEPARATOR
        below = at - self._header.above - len(self._header.rows)
        if below > 0:
            return self._header.under[below - 1]
        if at > self._header.above:
            return ""
        if not looks.filled(record):
            return aside.BLANK
        if looks.is_ruled(record):
            return aside.RULED
        return aside.COMMENT if record[0].lstrip().startswith("#") else aside.TITLE

    def _row(self, record: list[str]) -> list[str] | None:
        """The record as a row, or None when it was set aside."""
        at = self._count(record)
        if record in self.odd:
            again = aside.RULED if looks.is_ruled(record) else aside.REPEATED
            reason = again if any(record) else aside.BLANK
            self._kept.put(at, reason, record)
        elif len(record) == self._width:
            return record
        elif looks.is_blank(record):
            self._kept.put(at, aside.BLANK, record)
        elif len(record) > self._width and not any(map(str.strip, record[self._width :])):
            self._trimmed += 1
            return record[: self._width]
        else:
            return self._ragged(at, record)
        return None

    def _ragged(self, at: int, record: list[str]) -> list[str] | None:
        cells = len(record)
        if cells > self._width:
            self.long += 1
        else:
            self.short[cells] = self.short.get(cells, 0) + 1
            cells_before, self._cells_before = self._cells_before, (self.lines, cells)
            if cells_before == (at - 1, self._width + 1 - cells):
                self.wrapped += 2
                self._cells_before = (0, 0)
        if self._pad and cells < self._width:
            if len(self.padded) < 3:
                self.padded.append(f"line {at}: {' | '.join(record)[:120]}")
            return record + [""] * (self._width - cells)
        if record[0].startswith("#") or looks.is_ruled(record):
            reason = aside.RULED if looks.is_ruled(record) else aside.COMMENT
            self._kept.put(at, reason, record)
        else:
            detail = f"{cells} cells where {self._width} are expected"
            self._kept.put(at, aside.RAGGED, record, detail)
        return None
