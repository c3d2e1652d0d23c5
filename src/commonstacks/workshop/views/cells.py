"""Small cells: where people are in a table, no number that is served tells of fewer than some.

Once, when a table is prepared, its cube is changed so that every cell has no rows or at least
``threshold``; all rows are kept, few of them in a neighbouring cell. Everything that is served is
worked out of that cube alone. A table that had these very counts would be served the same, and in
it no cell is small: so no view, no difference of views and no sum with what was served before can
prove that a small cell exists. See docs/adr/0019-one-protected-cube.md.

Which small cells are filled up and which are emptied is decided one after the other, as grey is
drawn with black dots (error diffusion, Floyd and Steinberg 1976): what a cell lost is owed to its
values and pairs of values, and the next cell that stands in for them is filled. So the sums that
charts show stay near the true ones.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from commonstacks.kit.errors import Refusal


@dataclass(frozen=True, slots=True)
class Policy:
    """Groups of fewer rows than ``threshold`` are not told. 1 protects nothing."""

    threshold: int = 5

    @property
    def on(self) -> bool:
        return self.threshold > 1

    def need_open(self, what: str) -> None:
        """Refuses what would have to look at single rows."""
        if self.on:
            raise Refusal(
                "This table is about people, so {what}.",
                "Its prepared charts and their filters show groups of {threshold} rows and more.",
                what=what,
                threshold=self.threshold,
            )


OPEN = Policy(1)
"""For tables that no person is in."""


Cell = tuple[int, ...]
"""A code for each chart, and the count."""


def protected(cells: Sequence[Cell], threshold: int) -> list[int]:
    """The counts of sorted cells with every one zero or at least ``threshold``, and the same sum.

    Takes counts of at least 0. Counts that are so already come back as they are. Where all rows
    together are fewer than the threshold, they are all left out. The same cells always give the
    same answer.
    """
    kept = [cell[-1] for cell in cells]
    small = [place for place, n in enumerate(kept) if 0 < n < threshold]
    owed: dict[Cell, int] = defaultdict(int)
    left = 0
    for place in small:
        filled = _fill(owed, cells[place], threshold)
        left += kept[place] - filled
        kept[place] = filled
    if not 0 <= left < threshold:
        needs = [(sum(owed[group] for group in _groups(cells[place])), place) for place in small]
        left = _settled(kept, sorted(needs), left, threshold)
    if left and any(kept):
        kept[max(range(len(kept)), key=kept.__getitem__)] += left
    return kept


def _fill(owed: dict[Cell, int], cell: Cell, threshold: int) -> int:
    """Takes the rows of a cell; gives it a whole group where that brings the sums nearer.

    ``owed`` are the rows that were taken from the whole, from each value and from each pair of
    values, and not given back yet.
    """
    groups, n, need = _groups(cell), cell[-1], 0
    for group in groups:
        owed[group] += n
        need += owed[group]
    if 2 * need <= threshold * len(groups):
        return 0
    for group in groups:
        owed[group] -= threshold
    return threshold


def _settled(kept: list[int], needs: list[tuple[int, int]], left: int, threshold: int) -> int:
    """Fills or empties further small cells until less than one group is left; says how much."""
    for _need, place in reversed(needs):
        if left >= threshold and not kept[place]:
            kept[place], left = threshold, left - threshold
    for _need, place in needs:
        if left < 0 and kept[place] == threshold:
            kept[place], left = 0, left + threshold
    return left


def _groups(cell: Cell) -> list[Cell]:
    """The whole, each code with its place, each pair of codes with their places."""
    codes = list(enumerate(cell[:-1]))
    return [(), *codes, *[one + other for one, other in combinations(codes, 2)]]
