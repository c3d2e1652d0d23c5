"""Where the tables of a sheet lie: blocks of cells with blank rows and columns between them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from commonstacks.workshop.tables.text import header
from commonstacks.workshop.tables.text.looks import filled

MOST_BLOCKS = 1000
_DEEPEST = 16
_FULL = 0.5  # share of the rows that the values of a lone column fill
_LIKE = 0.75  # share of a table's columns that a header apart from it names

Cell = tuple[int, int]
"""Row and column, from 0."""
Sample = Callable[[int, tuple[int, ...]], list[list[str]]]
"""The first records from a row on that follows a blank one, in these columns."""


@dataclass(frozen=True, slots=True)
class Block:
    """Rows ``top`` to before ``bottom``, in these columns; lines above and beside it, as cells."""

    top: int
    bottom: int
    columns: tuple[int, ...]
    titles: tuple[Cell, ...] = ()
    notes: tuple[Cell, ...] = ()

    @property
    def rows(self) -> range:
        return range(self.top, self.bottom)


@dataclass(frozen=True, slots=True)
class Found:
    """The tables of a sheet, and its text where it has none."""

    blocks: tuple[Block, ...]
    lonely: tuple[Cell, ...] = ()


@dataclass(frozen=True, slots=True)
class _Band:
    top: int
    bottom: int
    used: int  # columns with a value, as bits

    @property
    def is_lonely(self) -> bool:
        """One cell, or one column of lines."""
        return self.used.bit_count() == 1

    @property
    def is_row(self) -> bool:
        return self.bottom - self.top == 1


@dataclass(slots=True)
class _Open:
    band: _Band
    titles: list[Cell] = field(default_factory=list)
    notes: list[Cell] = field(default_factory=list)

    def closed(self) -> Block:
        columns = _bits(self.band.used)
        titles, notes = tuple(self.titles), tuple(self.notes)
        return Block(self.band.top, self.band.bottom, columns, titles, notes)


def find(masks: list[int], sample: Sample) -> Found:
    """The blocks of a sheet whose row r has values in the columns that are bits of ``masks[r]``.

    Blank rows and columns part blocks, save where the rows below a blank one go on without a
    header of their own, and where a column alone stands beside a table. A table has two rows and
    two columns at least; other cells are its title, if they stand above, or notes. Checked
    loudly: every cell with a value is in one block, a title or a note.
    """
    search = _Search(masks, sample)
    used = 0
    for mask in set(masks):
        used |= mask
    loose = search.region(0, len(masks), used, 0)
    if len(search.blocks) > MOST_BLOCKS:
        rows = [at for at, mask in enumerate(masks) if mask]
        search.blocks, loose = [_Open(_Band(rows[0], rows[-1] + 1, used))], []
    if search.blocks:
        search.blocks[-1].notes.extend(loose)
        loose = []
    found = Found(tuple(block.closed() for block in search.blocks), tuple(loose))
    _check(masks, found)
    return found


def whole(masks: list[int]) -> Block:
    """All that is on a sheet as one block, where it is the only one."""
    rows = [at for at, mask in enumerate(masks) if mask]
    used = 0
    for at in rows:
        used |= masks[at]
    return Block(rows[0], rows[-1] + 1, _bits(used))


class _Search:
    def __init__(self, masks: list[int], sample: Sample) -> None:
        self._masks = masks
        self._sample = sample
        self.blocks: list[_Open] = []

    def region(self, top: int, bottom: int, columns: int, depth: int) -> list[Cell]:
        """Finds the blocks in a part of the sheet; gives back the cells that belong to none."""
        waiting: list[_Band] = []
        current: _Open | None = None
        for band in self._bands(top, bottom, columns):
            if current and self._goes_on(current.band, band):
                current.band = replace(
                    current.band, bottom=band.bottom, used=current.band.used | band.used
                )
                waiting = []
            elif band.is_lonely or band.is_row:
                waiting.append(band)
            elif len(self.blocks) <= MOST_BLOCKS:
                notes, titles = _parted(waiting, current, band)
                head = self._head_of(titles, band)
                first = len(self.blocks)
                loose = self._split(band, depth) if not head else self._joined(head, band)
                self._tell(first, loose, self._cells(titles[: -1 if head else None]))
                if current:
                    current.notes.extend(self._cells(notes))
                current = self.blocks[-1] if len(self.blocks) > first else current
                waiting = []
        return self._left(current, waiting)

    def _left(self, current: _Open | None, waiting: list[_Band]) -> list[Cell]:
        cells = self._cells(waiting)
        if current is None:
            return cells
        current.notes.extend(cells)
        return []

    def _tell(self, first: int, loose: list[Cell], titles: list[Cell]) -> None:
        """Gives titles and loose cells to the blocks that were just made."""
        made = self.blocks[first:]
        if made:
            made[0].titles[:0] = titles
            made[-1].notes.extend(loose)
        elif self.blocks:
            self.blocks[-1].notes.extend([*titles, *loose])

    def _split(self, band: _Band, depth: int) -> list[Cell]:
        """One block, or those in each group of columns; gives back the cells between them."""
        groups = list(self._groups(band))
        tables = [group for group in groups if group.bit_count() > 1]
        if len(groups) == 1 or not tables or depth == _DEEPEST:
            self.blocks.append(_Open(band))
            return []
        loose = [
            cell for group in groups if group.bit_count() == 1 for cell in self._filled(band, group)
        ]
        for group in tables:
            loose.extend(self.region(band.top, band.bottom, group, depth + 1))
        return loose

    def _joined(self, head: _Band, band: _Band) -> list[Cell]:
        self.blocks.append(_Open(_Band(head.top, band.bottom, head.used | band.used)))
        return []

    def _groups(self, band: _Band) -> Iterator[int]:
        """Columns that stand together; a well filled column alone goes with those beside it."""
        groups: list[int] = []
        lone: list[bool] = []
        for run in _runs(band.used):
            alone = run.bit_count() == 1 and self._is_full(band, run)
            if groups and (alone or lone[-1]):
                groups[-1] |= run
                lone[-1] = False
            else:
                groups.append(run)
                lone.append(alone)
        yield from groups

    def _is_full(self, band: _Band, column: int) -> bool:
        rows = self._masks[band.top : band.bottom]
        return sum(1 for mask in rows if mask & column) >= _FULL * len(rows)

    def _goes_on(self, above: _Band, below: _Band) -> bool:
        """Whether these rows belong to the table above the blank row."""
        wide = above.used.bit_count()
        inside = below.used & ~_span(above.used) == 0
        if not inside or below.is_lonely:
            return False
        if below.is_row:
            return True
        sample = self._sample(below.top, _bits(above.used | below.used))
        if not sample or filled(sample[0]) * 2 < wide:
            return True
        head = header.find(sample)
        first = self._sample(above.top, _bits(above.used | below.used))
        return not head.rows or sample[0] in first[:3]

    def _head_of(self, titles: list[_Band], band: _Band) -> _Band | None:
        """The row that names the columns of a table though a blank one lies between."""
        head = titles[-1] if titles else None
        if head is None or not head.is_row or head.is_lonely or head.used & ~_span(band.used):
            return None
        if (head.used & band.used).bit_count() < _LIKE * band.used.bit_count():
            return None
        sample = self._sample(band.top, _bits(band.used))
        return None if not sample or header.find(sample).rows else head

    def _bands(self, top: int, bottom: int, columns: int) -> Iterator[_Band]:
        """Runs of rows with a value in any of the columns."""
        start, used = -1, 0
        for at in range(top, bottom):
            here = self._masks[at] & columns
            if here:
                start = at if start < 0 else start
                used |= here
            elif start >= 0:
                yield _Band(start, at, used)
                start, used = -1, 0
        if start >= 0:
            yield _Band(start, bottom, used)

    def _cells(self, bands: list[_Band]) -> list[Cell]:
        return [cell for band in bands for cell in self._filled(band, band.used)]

    def _filled(self, band: _Band, columns: int) -> list[Cell]:
        rows = range(band.top, band.bottom)
        return [(row, column) for row in rows for column in _bits(self._masks[row] & columns)]


def _parted(
    waiting: list[_Band], above: _Open | None, below: _Band
) -> tuple[list[_Band], list[_Band]]:
    """Notes under the table above, and titles over the one below: whichever is nearer."""
    if above is None:
        return [], waiting
    notes = [band for band in waiting if band.top - above.band.bottom < below.top - band.bottom]
    return notes, waiting[len(notes) :]


def _check(masks: list[int], found: Found) -> None:
    """Crashes where a cell with a value is in no block, title or note, or in two."""
    told = len(found.lonely)
    for block in found.blocks:
        used = sum(1 << column for column in block.columns)
        told += sum((masks[row] & used).bit_count() for row in block.rows)
        told += len(block.titles) + len(block.notes)
    assert told == sum(mask.bit_count() for mask in masks), "cells of the sheet are missing"


def _runs(mask: int) -> Iterator[int]:
    """Groups of neighbouring bits, the lowest first."""
    while mask:
        low = mask & -mask
        run = (mask + low) & ~mask
        yield run - low
        mask &= ~(run - low)


def _span(mask: int) -> int:
    """All bits from the lowest to the highest."""
    return (1 << mask.bit_length()) - (mask & -mask)


def _bits(mask: int) -> tuple[int, ...]:
    found = []
    while mask:
        low = mask & -mask
        found.append(low.bit_length() - 1)
        mask ^= low
    return tuple(found)
