"""What the first view of a table is counted from, whichever way was prepared: a cube or bins."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Protocol

from commonstacks.kit.errors import Refusal
from commonstacks.workshop.views.axes import Axis, snapped
from commonstacks.workshop.views.slices import Slice
from commonstacks.workshop.views.spec import Chart, Filter, ViewSpec, in_order


class Countable(Protocol):
    """``cubes.Cube`` holds a count for every combination of bins; ``large.Large`` asks for what it
    does not hold."""

    @property
    def rows(self) -> int: ...

    @property
    def charts(self) -> tuple[Chart, ...]: ...

    @property
    def axes(self) -> tuple[Axis, ...]: ...

    def counts(self, filters: Iterable[Filter] = ()) -> Slice:
        """Counts under the filters, exactly as SQL over all rows would count. Refuses filters that
        name no chart, or a value or an edge that its chart does not have."""

    def snapped(self, spec: ViewSpec) -> ViewSpec:
        """See ``snapped_view``."""


def known(filters: Iterable[Filter], charts: tuple[Chart, ...]) -> tuple[Filter, ...]:
    """The filters in the order of the charts. Refuses those that no chart has the columns of."""
    asked = tuple(filters)
    if not {item.columns for item in asked} <= {chart.columns for chart in charts}:
        raise Refusal("A filter names columns that this view has no chart of.")
    return in_order(asked, charts)


def snapped_view(spec: ViewSpec, charts: tuple[Chart, ...], axes: tuple[Axis, ...]) -> ViewSpec:
    """The spec with every range on the edges of these axes, in its one order; a range that leaves
    nothing out falls away. Refuses what ``known`` refuses."""
    by_columns = dict(zip((chart.columns for chart in charts), axes, strict=True))
    moved = (snapped(by_columns[item.columns], item) for item in known(spec.filters, charts))
    return replace(spec, filters=tuple(item for item in moved if item is not None))
