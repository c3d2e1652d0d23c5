"""Records with names become rows: two walks, one for the columns and one for the cells."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from commonstacks.kit.errors import Refusal
from commonstacks.workshop.killable import Progress
from commonstacks.workshop.tables.files.json_text import cell
from commonstacks.workshop.tables.shape import Step
from commonstacks.workshop.tables.text import header
from commonstacks.workshop.tables.text.aside import Aside

Name = tuple[str, str]
"""Which part of a record a cell is from ("", or of a map "id", "property", "shape"), its name."""

_CELLS = 200_000  # held at a time


@dataclass(frozen=True, slots=True)
class Odd:
    """An entry that is no record: its number, why it is none, and its text."""

    at: int
    reason: str
    text: str


Entry = dict[Name, object] | Odd


@dataclass(slots=True)
class Columns:
    """All names in the order in which they first came, and how many records there are."""

    names: dict[Name, None] = field(default_factory=dict)
    records: int = 0
    entries: int = 0

    @classmethod
    def of(
        cls,
        entries: Iterable[Entry],
        tell: Callable[[Progress], None],
        stated: Callable[[], Iterable[Name]] | None = None,
    ) -> Columns:
        """Walks over all entries; names that the file states are asked for after that.

        Refuses more than 10,000 names, and a file without any.
        """
        found = cls()
        for entry in entries:
            found.entries += 1
            if not isinstance(entry, Odd):
                found.records += 1
                found.names.update(dict.fromkeys(entry))
            if len(found.names) > header.MOST_COLUMNS:
                raise _too_wide()
            if found.entries % 10_000 == 0:
                tell(Progress(found.entries, 2 * found.entries, "looking"))
        if stated:
            found.names = dict.fromkeys(stated())
        if len(found.names) > header.MOST_COLUMNS:
            raise _too_wide()
        if not found.names:
            raise Refusal("The file holds no records.", "Ask the publisher; it may be unfinished.")
        return found

    def titles(self) -> tuple[tuple[str, ...], tuple[Step, ...]]:
        """The names as the table has them, each once."""
        return header.unique([name for _, name in self.names])


def pour(
    entries: Iterable[Entry],
    columns: Columns,
    target: Path,
    kept: Aside,
    tell: Callable[[Progress], None],
) -> None:
    """Writes text Parquet c0, c1, … and sets odd entries aside; what a record lacks is empty.

    Checked loudly: entries in = rows + set aside.
    """
    schema = pa.schema([(f"c{at}", pa.string()) for at in range(len(columns.names))])
    rows = 0
    most = max(1, min(20_000, _CELLS // len(columns.names)))
    with pq.ParquetWriter(target, schema, compression="lz4", use_dictionary=False) as writer:
        records = _records(entries, kept)
        while batch := list(islice(records, most)):
            rows += len(batch)
            cells = [array([cell(r.get(name)) for r in batch]) for name in columns.names]
            writer.write_batch(pa.record_batch(cells, schema=schema))
            tell(Progress(rows, columns.records, "reading"))
    assert rows == columns.records, "records are missing"
    assert rows + kept.counts.total() == columns.entries, "entries are missing"


def _records(entries: Iterable[Entry], kept: Aside) -> Iterator[dict[Name, object]]:
    for entry in entries:
        if isinstance(entry, Odd):
            kept.put(entry.at, entry.reason, [entry.text])
        else:
            yield entry


def array(cells: list[str]) -> pa.Array[Any]:
    """Cells as text of Arrow; half of a surrogate pair becomes a question mark."""
    try:
        return pa.array(cells, pa.string())
    except UnicodeEncodeError:  # half of a surrogate pair, which JSON can write and UTF-8 cannot
        return pa.array([c.encode("utf-8", "replace").decode() for c in cells], pa.string())


def _too_wide() -> Refusal:
    return Refusal(
        "The records have more than {most:,} different names.",
        "Names may hold values here; ask the publisher for a table.",
        most=header.MOST_COLUMNS,
    )
