"""One pass over the records of a text table: each becomes a row or is set aside, and is counted."""

from __future__ import annotations

from itertools import islice

from commonstacks.workshop.tables import aside
from commonstacks.workshop.tables.aside import Aside
from commonstacks.workshop.tables.header import Header
from commonstacks.workshop.tables.lines import LineByLine, Records
from commonstacks.workshop.tables.shape import Step


class Pouring:
    """Gives rows in columns, some at a time, and keeps the account of lines and records."""

    def __init__(self, records: Records, header: Header, kept: Aside, *, declared: bool) -> None:
        self._records = records
        self._header = list(header.cells)
        self._width = header.width
        self._kept = kept
        self._declared = declared
        self._lead = declared + header.above + header.found
        self._headers = int(header.found)
        self._seen = 0  # records
        self._trimmed = 0  # rows with empty cells past the last column
        self.lines = 0
        self.rows = 0

    def begin(self) -> None:
        """Passes the header and sets aside what stands above it."""
        for record in islice(self._records, self._lead):
            at = self._count(record)
            if self._seen == self._lead and self._headers:
                return
            self._kept.put(at, self._reason_above(record), record)

    def next_columns(self, most: int) -> list[tuple[str, ...]] | None:
        """At most that many rows, column by column; None at the end of the file."""
        batch = list(islice(self._records, most))
        if not batch:
            return None
        if set(map(len, batch)) == {self._width} and self._header not in batch:
            rows = batch
            self._seen += len(batch)
            self.lines = self._records.line_num
        else:
            rows = [row for record in batch if (row := self._row(record)) is not None]
        assert self.lines == self._records.line_num, "a record spans lines it does not hold"
        self.rows += len(rows)
        return list(zip(*rows, strict=True)) or [()] * self._width

    def check(self, *, lines: int, written: int) -> None:
        """Crashes where a line, a record or a row is not accounted for."""
        asides = sum(self._kept.counts.values())
        assert self._seen == self._headers + self.rows + asides, "records are missing"
        assert self._records.line_num == self.lines == lines, "lines are missing"
        assert written == self.rows, "rows are missing"

    def steps(self) -> tuple[Step, ...]:
        """What was mended in rows that were kept."""
        steps = []
        if self._trimmed:
            says = f"{self._trimmed} rows ended in empty cells past the last column: cut off"
            steps.append(Step("trailing separators", says, self._trimmed))
        if isinstance(self._records, LineByLine) and self._records.mended:
            count = self._records.mended
            says = f"{count} lines hold stray quotes, kept as letters of the cell"
            steps.append(Step("stray quotes", says, count))
        return tuple(steps)

    def _count(self, record: list[str]) -> int:
        """The number of the record's first line."""
        at = self.lines + 1
        self.lines += 1 + sum(map(_ends, record))
        self._seen += 1
        return at

    def _reason_above(self, record: list[str]) -> str:
        if self._declared and self._seen == 1:
            return aside.SEPARATOR
        return aside.BLANK if _is_blank(record) else aside.TITLE

    def _row(self, record: list[str]) -> list[str] | None:
        """The record as a row, or None when it was set aside."""
        at = self._count(record)
        if record == self._header:
            self._kept.put(at, aside.REPEATED, record)
        elif len(record) == self._width:
            return record
        elif _is_blank(record):
            self._kept.put(at, aside.BLANK, record)
        elif len(record) > self._width and not any(map(str.strip, record[self._width :])):
            self._trimmed += 1
            return record[: self._width]
        else:
            detail = f"{len(record)} cells where {self._width} are expected"
            self._kept.put(at, aside.RAGGED, record, detail)
        return None


def _is_blank(record: list[str]) -> bool:
    return not record or (len(record) == 1 and not record[0].strip())


def _ends(cell: str) -> int:
    return cell.count("\n") + cell.count("\r") - cell.count("\r\n")
