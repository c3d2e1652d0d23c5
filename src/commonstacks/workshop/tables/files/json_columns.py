"""JSON that is written by columns: lists of one length, or objects by row number (pandas)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NoReturn

import pyarrow as pa
import pyarrow.parquet as pq

from commonstacks.kit.errors import Refusal
from commonstacks.workshop.killable import Progress
from commonstacks.workshop.tables.files.found import Found, Listing
from commonstacks.workshop.tables.files.json_text import Walk, cell
from commonstacks.workshop.tables.files.records import array
from commonstacks.workshop.tables.shape import Step
from commonstacks.workshop.tables.text import encoding, header
from commonstacks.workshop.tables.text_table import TextTable

_MOST = 256 << 20  # bytes of all columns, which have to be held at once
_ROWS = 20_000
_LOOK = "Look for a CSV of the same table."


def read(
    found: Found,
    listing: Listing,
    into: Path,
    first_steps: tuple[Step, ...],
    tell: Callable[[Progress], None],
) -> TextTable:
    """Reads columns into text Parquet in ``into``; what stands beside them is left in the file.

    Refuses more than 256 MB of text, more than 10,000 columns, and columns that are not as long
    as the first or have other row numbers.
    """
    titles: list[str] = []
    columns: list[pa.Array[Any]] = []
    size = 0
    for name, cells in _columns(found, listing):
        titles.append(name)
        columns.append(array(cells))
        size += columns[-1].nbytes
        if size > _MOST or len(columns) > header.MOST_COLUMNS:
            raise Refusal("The file is JSON by columns, and too large to be turned.", _LOOK)
        tell(Progress(len(columns), len(columns) + 1, "reading"))
    names, renamed = header.unique(titles)
    target, odd = into / "records.parquet", into / "records.jsonl"
    table = pa.table(columns, names=[f"c{at}" for at in range(len(columns))])
    pq.write_table(table, target, row_group_size=_ROWS, compression="lz4", use_dictionary=False)
    odd.touch()
    steps = (*first_steps, Step("format", "The file is JSON, written by columns"), *renamed)
    return TextTable(target, odd, names, table.num_rows, 0, 0, ",", steps)


def _columns(found: Found, listing: Listing) -> Iterator[tuple[str, list[str]]]:
    assert found.letters is not None
    with encoding.text(found.path, found.letters) as source:
        walk = Walk(source)
        rows: list[str] | int | None = None
        for name in _members(walk, listing.path):
            own, cells = _cells(walk, listing)
            if own != (own if rows is None else rows):
                _uneven(name)
            rows = own
            yield name, cells
        walk.end()


def _members(walk: Walk, path: tuple[str, ...]) -> Iterator[str]:
    for name in walk.members():
        if not path:
            yield name
        elif name == path[0]:
            yield from _members(walk, path[1:])
        else:
            walk.value()


def _cells(walk: Walk, listing: Listing) -> tuple[list[str] | int, list[str]]:
    """What all columns share (the numbers of rows, or how many there are), and the cells."""
    if listing.form == "columns":
        cells = [cell(value) for value in walk.elements()]
        return len(cells), cells
    numbers, cells = [], []
    for number in walk.members():
        numbers.append(number)
        cells.append(cell(walk.value()))
    return numbers, cells


def _uneven(name: str) -> NoReturn:
    raise Refusal(
        "The file is JSON by columns, and “{name}” has other rows.", _LOOK, name=name[:40]
    )
