"""Counts over bins: what a chart needs when another filter has become active.

Only workers import this, because of the compiled ``loops``. Rows are taken in blocks that fit the
processor's cache; in each block a row has one bit for every filter it fails, rows are selected once
for each set of filters that matters, and counted. The filter on the time that the rows are sorted
by costs nothing: it says which blocks are looked at.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from commonstacks.kit.errors import Refusal
from commonstacks.workshop.views.axes import passing
from commonstacks.workshop.views.binned import Bins
from commonstacks.workshop.views.filters import Filter
from commonstacks.workshop.views.loops import (
    MOST_ROWS,
    Bits,
    Codes,
    Counts,
    Places,
    count_all,
    count_some,
    mark,
    select,
)
from commonstacks.workshop.views.slices import Slice

MAGIC = b"CSA1"
BLOCK = MOST_ROWS
MOST_CELLS = 1_000_000
"""Of one pair of charts. A larger pair is left out of an activation and counted when it is
asked for."""
THREADS = min(2, os.cpu_count() or 1)

# ---- what is asked -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Activation:
    """What the page slices while the chart ``active`` is brushed, whatever its own filter is.

    ``cubes[i]`` has a row for each code of the active chart and a column for each code of chart i,
    under all filters but those two charts' own; ``None`` where it has too many cells. The active
    chart's own entry is one column: its rows under all other filters.
    """

    active: int
    cubes: tuple[npt.NDArray[np.uint32] | None, ...]


def activate(bins: Bins, filters: Sequence[Filter], active: int) -> Activation:
    """The cubes for brushing the chart at place ``active``. The filters are of the charts; counts
    are exactly those of plain SQL. Refuses what ``axes.passing`` refuses."""
    sizes = [axis.size for axis in bins.axes]
    if not 0 <= active < len(sizes):
        raise Refusal("This view has no such chart.")
    wanted = [
        _Target(place, sizes[active], 1 if place == active else size, frozenset((place, active)))
        for place, size in enumerate(sizes)
        if place == active or size * sizes[active] <= MOST_CELLS
    ]
    open_to = _whole_beside(bins, filters, wanted, active)
    if open_to is not None:
        wanted = [target for target in wanted if target.place != active]
    found = _counted(bins, filters, active, wanted)
    cubes = {target.place: found[target.place].reshape(target.rows, -1) for target in wanted}
    if open_to is not None:
        cubes[active] = cubes[open_to].sum(axis=1, dtype=np.uint32, keepdims=True)
    return Activation(active, tuple(cubes.get(place) for place in range(len(sizes))))


def _whole_beside(
    bins: Bins, filters: Sequence[Filter], wanted: Sequence[_Target], active: int
) -> int | None:
    """A chart without a filter: its cube already holds the rows of the active chart itself."""
    filtered = {item.columns for item in filters}
    places = [target.place for target in wanted if target.place != active]
    free = [place for place in places if bins.charts[place].columns not in filtered]
    return free[0] if free else None


def count(bins: Bins, filters: Sequence[Filter]) -> Slice:
    """The counts of every chart under all filters but its own, and the rows that pass all."""
    sizes = [axis.size for axis in bins.axes]
    wanted = [_Target(place, 1, size, frozenset((place,))) for place, size in enumerate(sizes)]
    found = _counted(bins, filters, None, wanted)
    first = found[0].copy()
    for item in filters:
        if item.columns == bins.charts[0].columns:
            first[~np.array(passing(bins.axes[0], item))] = 0
    counts = tuple(tuple(map(int, found[place])) for place in range(len(sizes)))
    return Slice(int(first.sum()), counts)


def packed(activation: Activation) -> bytes:
    """The cubes as a page reads them: ``CSA1``, then as u32 the active chart, the number of charts
    and of the active chart's codes; for each chart an offset from the beginning and the bytes of
    one count (both 0 where it is left out); then the counts, at offsets that four divides. All
    little-endian.
    """
    cubes = activation.cubes
    own = cubes[activation.active]
    rows = 0 if own is None else len(own)
    at = 16 + 8 * len(cubes)
    entries, parts = [], []
    for cube in cubes:
        content = b"" if cube is None else _narrow(cube).tobytes()
        width = 0 if cube is None else len(content) // max(cube.size, 1)
        entries.append(struct.pack("<II", at if width else 0, width))
        padded = content + b"\0" * (-len(content) % 4)
        parts.append(padded)
        at += len(padded)
    head = MAGIC + struct.pack("<III", activation.active, len(cubes), rows)
    return b"".join([head, *entries, *parts])


# ---- how it is counted -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Target:
    """Counts of one chart: ``rows`` × ``size``, whatever the filters of the charts in ``free``."""

    place: int
    rows: int
    size: int
    free: frozenset[int]


@dataclass(frozen=True, slots=True)
class _Block:
    """Rows that lie together and are alike in whether they pass the filter on their time."""

    first: int
    end: int
    late: bool


def _counted(
    bins: Bins, filters: Sequence[Filter], active: int | None, wanted: Sequence[_Target]
) -> dict[int, Counts]:
    fails = _fails(bins, filters)
    blocks = list(_blocks(bins, fails))
    parts = [part for start in range(THREADS) if (part := blocks[start::THREADS])]
    with ThreadPoolExecutor(THREADS) as threads:
        hands = [_Hand(bins, fails, active, wanted) for _ in parts]
        list(threads.map(_Hand.work, hands, parts))
    counts = {target.place: _room(target) for target in wanted}
    for hand in hands:
        for place, found in hand.counts.items():
            counts[place] += found
    return counts


def _fails(bins: Bins, filters: Sequence[Filter]) -> dict[int, Bits]:
    """For each filtered chart, a bit of its own for the codes that its filter leaves out."""
    columns = [chart.columns for chart in bins.charts]
    fails: dict[int, Bits] = {}
    for item in filters:
        if item.columns not in columns:
            raise Refusal("A filter names columns that this view has no chart of.")
        place = columns.index(item.columns)
        bits = np.where(passing(bins.axes[place], item), 0, 1 << place).astype(np.uint8)
        fails[place] = bits | fails[place] if place in fails else bits
    return fails


def _blocks(bins: Bins, fails: dict[int, Bits]) -> Iterator[_Block]:
    """The whole table, cut where the filter on its time begins and ends."""
    for first, end, late in _stretches(bins, fails):
        for start in range(first, end, BLOCK):
            yield _Block(start, min(start + BLOCK, end), late)


def _stretches(bins: Bins, fails: dict[int, Bits]) -> Iterator[tuple[int, int, bool]]:
    if bins.sorted_by is None or bins.sorted_by not in fails:
        yield 0, bins.rows, False
        return
    late = fails[bins.sorted_by] != 0
    starts = bins.starts
    cuts = [0, *(np.flatnonzero(late[1:] != late[:-1]) + 1).tolist(), late.size]
    for low, high in pairwise(cuts):
        yield starts[low], starts[high], bool(late[low])


class _Hand:
    """One thread, with codes to read and memory of its own to count into."""

    def __init__(
        self, bins: Bins, fails: dict[int, Bits], active: int | None, wanted: Sequence[_Target]
    ) -> None:
        self.counts = {target.place: _room(target) for target in wanted}
        self._codes = [_codes(bins, place) for place in range(len(bins.charts))]
        self._fails = {place: out for place, out in fails.items() if place != bins.sorted_by}
        self._active, self._wanted, self._sorted_by = active, wanted, bins.sorted_by
        self._nothing, self._failed = np.zeros(BLOCK, np.uint8), np.empty(BLOCK, np.uint8)
        self._places: dict[int, Places] = {}

    def work(self, blocks: Iterable[_Block]) -> None:
        for block in blocks:
            targets = [each for each in self._wanted if not block.late or self._free_in_time(each)]
            if targets:
                self._block(slice(block.first, block.end), targets)

    def _free_in_time(self, target: _Target) -> bool:
        return self._sorted_by in target.free

    def _block(self, rows: slice, targets: Sequence[_Target]) -> None:
        failed = self._failed[: rows.stop - rows.start]
        failed[:] = 0
        for place, out in self._fails.items():
            if any(place not in target.free for target in targets):
                mark(self._codes[place][rows], out, failed)
        chosen: dict[int, int] = {}
        for target in targets:
            matter = sum(1 << place for place in self._fails if place not in target.free)
            if matter and matter not in chosen:
                places = self._places.setdefault(matter, np.empty(BLOCK + 1, np.uint16))
                chosen[matter] = select(failed, matter, places)
            self._count(target, rows, matter, chosen.get(matter, 0))

    def _count(self, target: _Target, rows: slice, matter: int, n: int) -> None:
        nothing = self._nothing[: rows.stop - rows.start]
        by = nothing if self._active is None else self._codes[self._active][rows]
        other = nothing if target.place == self._active else self._codes[target.place][rows]
        counts = self.counts[target.place]
        if matter:
            count_some(by, other, target.size, self._places[matter], n, counts)
        else:
            count_all(by, other, target.size, counts)


def _room(target: _Target) -> Counts:
    return np.zeros(target.rows * target.size, np.uint32)


@lru_cache(64)
def _mapped(path: str, stamp: int, width: int) -> Codes:
    return np.memmap(path, np.uint8 if width == 1 else np.dtype("<u2"), "r")


def _codes(bins: Bins, place: int) -> Codes:
    """The codes of one chart, mapped once as long as the file is the same."""
    path = bins.file(place)
    if not bins.rows:
        return np.empty(0, np.uint8 if bins.width(place) == 1 else np.uint16)
    return np.asarray(_mapped(str(path), path.stat().st_ino, bins.width(place)))


def _narrow(cube: npt.NDArray[np.uint32]) -> npt.NDArray[Any]:
    most = int(cube.max(initial=0))
    kind = "<u1" if most < 1 << 8 else "<u2" if most < 1 << 16 else "<u4"
    return cube.astype(kind)
