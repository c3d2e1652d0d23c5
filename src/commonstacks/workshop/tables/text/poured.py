"""A whole table poured: rows as text Parquet, the rest aside, all of it accounted for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pyarrow.parquet as pq

from commonstacks.workshop.killable import Progress
from commonstacks.workshop.tables.shape import Step
from commonstacks.workshop.tables.text import (
    aside,
    first_total,
    footer,
    subtotals,
    text_parquet,
    totals,
)
from commonstacks.workshop.tables.text.aside import Aside
from commonstacks.workshop.tables.text.header import Header
from commonstacks.workshop.tables.text.lines import Records
from commonstacks.workshop.tables.text.pouring import Pouring
from commonstacks.workshop.tables.text_table import TextTable

BATCH_ROWS = 50_000
BATCH_CELLS = 500_000


@dataclass(frozen=True, slots=True)
class Plan:
    """How records are to be poured.

    ``lines`` is how many lines the source has, 0 for not known. ``spans``: a line end in a cell
    makes its record a line longer. ``declared``: the first record names the separator. ``pad``:
    rows that end too early are filled up with empty cells.
    """

    header: Header
    tell: Callable[[Progress], None]
    batch: int = BATCH_ROWS
    lines: int = 0
    first_line: int = 1
    spans: bool = True
    declared: bool = False
    pad: bool = False


@dataclass(frozen=True, slots=True)
class Poured:
    """What came of it. ``short``: rows by their number of cells, where these are too few."""

    path: Path
    aside: Path
    rows: int
    set_aside: int
    ragged: int
    steps: tuple[Step, ...]
    warnings: tuple[str, ...]
    short: dict[int, int]
    long: int
    wrapped: int

    def drop(self) -> None:
        """Deletes what was written."""
        self.path.unlink()
        self.aside.unlink()

    def told(self, *first: Step, last: tuple[Step, ...] = ()) -> Poured:
        """The same with more steps, before and after its own."""
        return replace(self, steps=(*first, *self.steps, *last))

    def warned(self, *first: str) -> Poured:
        """The same with more warnings before its own."""
        return replace(self, warnings=(*first, *self.warnings))

    def table(self, names: tuple[str, ...], delimiter: str, steps: tuple[Step, ...]) -> TextTable:
        """The same as what every reader leaves; ``steps`` come before those of the pouring."""
        return TextTable(
            self.path,
            self.aside,
            names,
            self.rows,
            self.set_aside,
            self.ragged,
            delimiter,
            (*steps, *self.steps),
            warnings=self.warnings,
        )


def pour(records: Records, plan: Plan, into: Path, name: str) -> Poured:
    """Writes ``name``.parquet and ``name``.jsonl in ``into``.

    Notes below the table are set aside; so are rows called a total that are proven to be the sum
    of the others. Checked loudly: records in = header + rows + set aside, lines accounted for =
    lines read (= ``plan.lines`` where that is known), rows written = rows.
    """
    target, beside = into / f"{name}.parquet", into / f"{name}.jsonl"
    width = plan.header.width
    batch = max(1, min(plan.batch, BATCH_CELLS // max(width, 1)))
    with Aside(beside) as kept:
        pouring = Pouring(
            records,
            plan.header,
            kept,
            declared=plan.declared,
            first_line=plan.first_line,
            spans=plan.spans,
            pad=plan.pad,
        )
        text_parquet.write(
            pouring, target, width=width, batch=batch, lines=plan.lines, tell=plan.tell
        )
        warnings = finish(pouring, kept, target, into)
    lines = plan.lines or records.line_num
    pouring.check(lines=lines, written=pq.read_metadata(target).num_rows)
    return Poured(
        target,
        beside,
        pouring.rows,
        kept.counts.total(),
        kept.counts[aside.RAGGED],
        (*plan.header.steps, *kept.steps(), *pouring.steps()),
        warnings,
        pouring.short,
        pouring.long,
        pouring.wrapped,
    )


def finish(pouring: Pouring, kept: Aside, target: Path, scratch: Path) -> tuple[str, ...]:
    """Sets aside what stands below, and totals; one that cannot be proven is a row, and told."""
    above = _first(pouring, kept, target, scratch)
    called = [each.record for each in pouring.last if each.reason == aside.TOTALS]
    sums = iter(_sums(pouring, kept, target, called, scratch) if called else [])
    rows = []
    for each in pouring.last:
        if each.reason == aside.TOTALS and not next(sums):
            rows.append(each.record)
        else:
            kept.put(each.line, each.reason, each.record)
    if not rows:
        return above
    text_parquet.append(target, rows)
    pouring.rows += len(rows)
    return (*above, *map(_unproven, rows))


def _first(pouring: Pouring, kept: Aside, target: Path, scratch: Path) -> tuple[str, ...]:
    """Sets aside a first row that is the sum of the others; a warning where it only says so."""
    found = first_total.find(target, scratch)
    if found is None:
        return ()
    if not found.proven:
        said = f"The first row is called “{found.label}”, but its numbers are not the sums"
        return (f"{said} of the rows below; it stays a row.",)
    place = subtotals.Found([found.row], (0,), ())
    taken = kept.lines(spans=pouring.spans)
    (line,) = subtotals.line_numbers(place, pouring.first_line, taken, spans=pouring.spans)
    kept.put(line, aside.TOTALS, found.row)
    text_parquet.without(target, {0})
    pouring.rows -= 1
    return ()


def _sums(
    pouring: Pouring, kept: Aside, target: Path, called: list[list[str]], scratch: Path
) -> list[bool]:
    """Which of the last rows are sums; subtotals between the rows are set aside before."""
    within = subtotals.find(target, called)
    if within is None:
        return totals.proven(target, called, scratch)
    taken = kept.lines(spans=pouring.spans)
    lines = subtotals.line_numbers(within, pouring.first_line, taken, spans=pouring.spans)
    for line, at in zip(lines, within.inner, strict=True):
        kept.put(line, aside.TOTALS, within.rows[at])
    text_parquet.without(target, set(within.inner))
    pouring.rows -= len(within.inner)
    also = totals.proven(target, called, scratch)
    return [one or other for one, other in zip(within.last, also, strict=True)]


def _unproven(row: list[str]) -> str:
    label = next(cell.strip() for cell in row if footer.is_total(cell))
    return (
        f"A row at the end is called “{label}”, but its numbers are not the sums of the rows"
        " above; it stays a row."
    )
