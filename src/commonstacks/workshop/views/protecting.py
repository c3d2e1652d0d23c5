"""The cells of a cube, protected: counts by ``cells.protected``, axes that name nobody.

What no row is left in is not named either: values that have none fall away, and empty bins at the
ends are cut off. So the axes, too, are what a table with the protected counts would have.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from commonstacks.workshop.views.axes import Areas, Axis, Categories, Squares, Steps
from commonstacks.workshop.views.cells import Cell, Policy, protected

Cells = list[Cell]


@dataclass(frozen=True, slots=True)
class _Renamed:
    """An axis and, for each code that still has rows, its new one."""

    axis: Axis
    codes: dict[int, int]


def protect(
    axes: Sequence[Axis], cells: Sequence[Cell], policy: Policy
) -> tuple[tuple[Axis, ...], Cells]:
    """Axes and cells with no cell smaller than the policy allows, sorted by their codes."""
    counts = protected(cells, policy.threshold)
    kept = [(*cell[:-1], n) for cell, n in zip(cells, counts, strict=True) if n]
    renamed = [_renamed(axis, _margin(kept, place)) for place, axis in enumerate(axes)]
    named: Cells = [
        (*(one.codes[code] for one, code in zip(renamed, cell, strict=False)), cell[-1])
        for cell in kept
    ]
    return tuple(one.axis for one in renamed), sorted(named)


def _margin(cells: Cells, place: int) -> dict[int, int]:
    margin: dict[int, int] = {}
    for cell in cells:
        margin[cell[place]] = margin.get(cell[place], 0) + cell[-1]
    return margin


def _renamed(axis: Axis, margin: dict[int, int]) -> _Renamed:
    if isinstance(axis, Categories):
        return _listed(axis, margin)
    if isinstance(axis, Squares):
        return _framed(axis, margin)
    return _cut(axis, margin)


def _listed(axis: Categories, margin: dict[int, int]) -> _Renamed:
    """Only the values that have rows, in the order of their protected rows."""
    last = len(axis.values) + 1
    order = sorted(
        (code for code in margin if 0 < code < last),
        key=lambda code: (-margin[code], axis.values[code - 1].encode()),
    )
    codes = {0: 0, **{code: place for place, code in enumerate(order, 1)}, last: len(order) + 1}
    places = [code - 1 for code in order]
    others = axis.others if last in margin else 0
    values = tuple(axis.values[place] for place in places)
    labels = tuple(axis.labels[place] for place in places) if axis.labels else ()
    if not isinstance(axis, Areas):
        return _Renamed(Categories(values, others, labels), codes)
    keys = tuple(axis.keys[place] for place in places)
    return _Renamed(Areas(values, others, labels, keys), codes)


def _cut(axis: Steps, margin: dict[int, int]) -> _Renamed:
    low, high = _span([code - 2 for code in margin if 2 <= code <= axis.size - 2], axis.size - 3)
    edges = axis.edges[low : high + 2]
    codes = {code: code - low for code in range(low + 2, high + 3)}
    return _Renamed(Steps(edges, axis.unit), {0: 0, 1: 1, axis.size - 1: len(edges) + 1, **codes})


def _framed(axis: Squares, margin: dict[int, int]) -> _Renamed:
    places = {code: axis.place(code) for code in margin if code > 1}
    west, east = _span([column for column, _ in places.values()], axis.across)
    south, north = _span([row for _, row in places.values()], axis.up)
    smaller = replace(axis, x=axis.x[west : east + 2], y=axis.y[south : north + 2])
    squares = {
        code: 2 + (row - south) * smaller.across + column - west
        for code, (column, row) in places.items()
    }
    return _Renamed(smaller, {0: 0, 1: 1, **squares})


def _span(filled: list[int], bins: int) -> tuple[int, int]:
    """The first and last bin with rows; where none has any, the first one alone."""
    return (min(filled), max(filled)) if filled else (0, min(0, bins - 1))
