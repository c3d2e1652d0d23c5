"""A table out of records that are no lines: of a sheet, or of an HTML table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from pathlib import Path

from commonstacks.workshop.killable import Progress
from commonstacks.workshop.tables.instructions import Instructions
from commonstacks.workshop.tables.shape import Step
from commonstacks.workshop.tables.text import header, poured
from commonstacks.workshop.tables.text.poured import Plan
from commonstacks.workshop.tables.text_table import TextTable

_SAMPLE = 500  # records


class Numbered:
    """Records of which each is one line, whatever its cells hold."""

    def __init__(self, records: Iterable[list[str]], first_line: int) -> None:
        self._records = iter(records)
        self.line_num = first_line - 1

    def __iter__(self) -> Iterator[list[str]]:
        return self

    def __next__(self) -> list[str]:
        record = next(self._records)
        self.line_num += 1
        return record


def pour_records(
    records: Iterable[list[str]],
    into: Path,
    first_steps: tuple[Step, ...],
    given: Instructions,
    tell: Callable[[Progress], None],
    *,
    first_line: int = 1,
) -> TextTable:
    """Writes records as ``records.parquet`` (text) and ``records.jsonl`` in ``into``.

    The header is found, lines above it, units, notes and proven totals are set aside, as of a
    text file. ``first_line`` is the number of the first record; each record counts as one line.
    Only ``given.header`` matters here. A row with too few cells is set aside, so a source that
    leaves out empty cells fills them up itself. Checked loudly: records in = header + rows + set
    aside. Refuses what ``header.find`` refuses.
    """
    rest = iter(records)
    sample = list(islice(rest, _SAMPLE))
    found = header.find(sample, given, first_line=first_line, spans=False)
    plan = Plan(found, tell, first_line=first_line, spans=False)
    lined = Numbered(chain(sample, rest), first_line)
    return poured.pour(lined, plan, into, "records").table(found.names, "", first_steps)
