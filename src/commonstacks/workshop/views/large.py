"""A table whose whole cube is too large: its first view lies in bins, all else is asked for."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from commonstacks.workshop.views.axes import Axis, passing
from commonstacks.workshop.views.binned import Bins
from commonstacks.workshop.views.countable import known, snapped_view
from commonstacks.workshop.views.slices import Slice
from commonstacks.workshop.views.spec import Chart, Filter, ViewSpec

Ask = Callable[[tuple[Filter, ...]], bytes]
"""What ``jobs.counted`` returns under these filters, wherever it is run."""


@dataclass(frozen=True, slots=True)
class Large:
    """A ``Countable`` over bins. Without filters nothing is asked."""

    bins: Bins
    ask: Ask

    @property
    def rows(self) -> int:
        return self.bins.rows

    @property
    def charts(self) -> tuple[Chart, ...]:
        return self.bins.charts

    @property
    def axes(self) -> tuple[Axis, ...]:
        return self.bins.axes

    def counts(self, filters: Iterable[Filter] = ()) -> Slice:
        """As ``Countable.counts``; what the axes cannot answer is refused before it is asked.
        Raises what ``ask`` raises."""
        asked = self.fitting(filters)
        if not asked:
            return Slice(self.rows, self.bins.whole)
        told = json.loads(self.ask(asked))
        return Slice(told["matching"], tuple(map(tuple, told["counts"])))

    def snapped(self, spec: ViewSpec) -> ViewSpec:
        """The spec with every range on the edges of the bins; see ``snapped_view``."""
        return snapped_view(spec, self.charts, self.axes)

    def fitting(self, filters: Iterable[Filter]) -> tuple[Filter, ...]:
        """The filters in the order of the charts. Refuses those that the axes cannot answer."""
        asked = known(filters, self.charts)
        axes = dict(zip((chart.columns for chart in self.charts), self.axes, strict=True))
        for item in asked:
            passing(axes[item.columns], item)
        return asked
