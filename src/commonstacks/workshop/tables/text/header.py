"""Where the header is, what stands above and right below it, and names that are unique."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import accumulate

from commonstacks.kit.errors import Refusal
from commonstacks.workshop.tables.columns import naming
from commonstacks.workshop.tables.instructions import Instructions
from commonstacks.workshop.tables.shape import Step
from commonstacks.workshop.tables.text import header_rows, header_under, looks
from commonstacks.workshop.tables.text.header_rows import Block, Sample
from commonstacks.workshop.tables.text.looks import Look, filled

MOST_COLUMNS = 10_000


@dataclass(frozen=True, slots=True)
class Header:
    """``above`` records stand over the header, ``rows`` are its own (none if there is none).

    ``under`` are the reasons why records right below it are no rows: they name units, or are drawn
    lines. ``looks`` is what the columns' cells look like.
    """

    names: tuple[str, ...]
    above: int
    rows: tuple[tuple[str, ...], ...] = ()
    under: tuple[str, ...] = ()
    looks: tuple[Look, ...] = ()
    steps: tuple[Step, ...] = ()

    @property
    def width(self) -> int:
        return len(self.names)

    @property
    def cells(self) -> tuple[str, ...]:
        """The last row of the header as it is written, empty if there is none."""
        return self.rows[-1] if self.rows else ()

    @property
    def lead(self) -> int:
        """Records that come before the first row."""
        return self.above + len(self.rows) + len(self.under)


def find(
    sample: list[list[str]],
    given: Instructions | None = None,
    *,
    first_line: int = 1,
    spans: bool = True,
) -> Header:
    """The header among the first records of a table.

    Lines with few filled cells over a wider table are titles. A header differs from the rows
    below it: words over numbers or dates, years over other numbers. Where its names are not
    complete or come twice, up to two more rows belong to it. A first row that looks just like the
    others is data: then the columns are named "column 1", "column 2" and so on.
    ``given.header`` is the number of the header's first line, 0 for none, and is obeyed where a
    record begins there; ``first_line`` is the number of the first record's line, and with
    ``spans`` a cell with a line end makes its record one line longer.
    Refuses more than 10,000 columns.
    """
    width = _width(sample)
    if width > MOST_COLUMNS:
        raise too_wide(width)
    first = Sample(sample, width)
    said: int | None = None
    steps: tuple[Step, ...] = ()
    if given and given.header is not None:
        said, steps = _said(sample, given.header, _starts(sample, first_line, spans=spans))
    block = header_rows.find(first) if said is None else header_rows.beginning(first, said)
    return _of(first, block, steps) if block else _without(first, steps)


def _of(sample: Sample, block: Block, first_steps: tuple[Step, ...]) -> Header:
    rows = sample.records[block.top : block.bottom + 1]
    below = sample.records[block.bottom + 1 :]
    longest = max(map(len, rows))
    joined = header_rows.names(rows, max(sample.width, longest))
    wanted = _trimmed(joined, _width(below) or longest)
    if len(wanted) > MOST_COLUMNS:
        raise too_wide(len(wanted))
    wanted, shifted = _shifted(wanted, rows, below)
    if len(wanted) != sample.width:
        sample = Sample(sample.records, len(wanted))
    reasons, told = header_under.under(sample, block.bottom + 1)
    names, steps = unique(wanted)
    return Header(
        names,
        block.top,
        tuple(map(tuple, rows)),
        reasons,
        sample.below(block.bottom + len(reasons)).looks,
        (*first_steps, *_rows_told(rows, names), *shifted, *steps, *header_under.told(told, names)),
    )


def _without(sample: Sample, first_steps: tuple[Step, ...]) -> Header:
    above = header_rows.first_row(sample)
    steps = [*first_steps]
    if not any(step.name == "as a person says" for step in steps):
        says = "No header found; the columns are numbered"
        steps.append(Step("no header", says, sample.width))
    names = tuple(f"column {at + 1}" for at in range(sample.width))
    return Header(names, above, looks=sample.below(above - 1).looks, steps=tuple(steps))


def _starts(sample: list[list[str]], first_line: int, *, spans: bool) -> list[int]:
    """The number of each record's first line."""
    sizes = (1 + (sum(map(looks.ends, record)) if spans else 0) for record in sample)
    return list(accumulate(sizes, initial=first_line))[:-1]


def _said(
    sample: list[list[str]], line: int, starts: list[int]
) -> tuple[int | None, tuple[Step, ...]]:
    """The record that a person calls the header, -1 for none, None where there is none such."""
    if line == 0:
        says = "Without a header, as a person says; the columns are numbered"
        return -1, (Step("as a person says", says),)
    if line in starts and filled(sample[starts.index(line)]):
        step = Step("as a person says", f"The header is in line {line}, as a person says")
        return starts.index(line), (step,)
    says = f"Line {line} is said to be the header, but no record begins there; it was looked for"
    return None, (Step("not needed", says),)


def too_wide(width: int) -> Refusal:
    """For a table of more than 10,000 columns."""
    return Refusal(
        "The table has {columns:,} columns; at most {most:,} can be read.",
        "It may be lying on its side: ask the publisher for one with rows and columns swapped.",
        columns=width,
        most=MOST_COLUMNS,
    )


def _width(records: list[list[str]]) -> int:
    """The commonest number of cells; the greater of two as common. Lines of text do not count."""
    widths = Counter(len(record) for record in records if record)
    wide = Counter({width: count for width, count in widths.items() if width > 1})
    if wide.total() * 10 > widths[1]:
        widths = wide
    return max(widths.items(), key=lambda pair: (pair[1], pair[0]))[0] if widths else 0


def _shifted(
    wanted: list[str], rows: list[list[str]], below: list[list[str]]
) -> tuple[list[str], tuple[Step, ...]]:
    """A header one name short over rows that begin with their own name or number."""
    width = len(wanted)
    short = len(rows) == 1 and len(rows[0]) == width - 1 and all(map(str.strip, rows[0]))
    full = [row for row in below if len(row) == width][:200]
    if not short or len(full) < 2 or naming.is_id(wanted[0]):
        return wanted, ()
    first = [row[0].strip() for row in full]
    ends_filled = sum(1 for row in full if row[-1].strip()) * 2 > len(full)
    counted = first in ([str(at + by) for at in range(len(full))] for by in (0, 1))
    named = all(looks.look(cell) == "word" for cell in first) and len(set(first)) == len(first)
    if not ends_filled or not (counted or named):
        return wanted, ()
    says = "The header has one name less than there are columns: the first column has none"
    return ["", *wanted[:-1]], (Step("header one short", says),)


def _rows_told(rows: list[list[str]], names: tuple[str, ...]) -> tuple[Step, ...]:
    if len(rows) < 2:
        return ()
    says = f"The header is written in {len(rows)} rows; their cells are joined to names"
    return (Step("header rows", says, len(rows), names[:5]),)


def _trimmed(cells: list[str], width: int) -> list[str]:
    """Without empty cells that stand over no column."""
    end = len(cells)
    while end > width and not cells[end - 1].strip():
        end -= 1
    return cells[:end]


def unique(cells: list[str]) -> tuple[tuple[str, ...], tuple[Step, ...]]:
    """Names of which none is empty and none comes twice, and the steps that say what was done."""
    names: list[str] = []
    empty: list[str] = []
    twice: list[str] = []
    wanted = [" ".join(cell.split()) for cell in cells]
    # Parquet and SQL readers fold the case of names, so "Name" and "name" are one name to them.
    taken = {name.casefold() for name in wanted if name}
    used: set[str] = set()
    for at, name in enumerate(wanted):
        if name and name.casefold() not in used:
            new = name
        else:
            new = _free(name or f"column {at + 1}", taken, second=bool(name))
            (twice if name else empty).append(new)
        names.append(new)
        used.add(new.casefold())
        taken.add(new.casefold())
    return tuple(names), (*_told("empty names", empty), *_told("repeated names", twice))


def _free(name: str, taken: set[str], *, second: bool) -> str:
    if not second and name.casefold() not in taken:
        return name
    number = 2
    while f"{name} ({number})".casefold() in taken:
        number += 1
    return f"{name} ({number})"


def _told(name: str, made: list[str]) -> tuple[Step, ...]:
    if not made:
        return ()
    count = len(made)
    noun = "column" if count == 1 else "columns"
    what = "without a name" if name == "empty names" else "with a name used before"
    says = f"{count} {noun} {what}: now called {', '.join(made[:3])}"
    return (Step(name, says + ("…" if count > 3 else ""), count, tuple(made[:5])),)
