"""The maps of a view that is counted anew: those that were prepared for the first view."""

from __future__ import annotations

from collections.abc import Iterator

from commonstacks.flows import exploration, wiring
from commonstacks.flows.shown import Lent
from commonstacks.workshop.views import preparing
from commonstacks.workshop.views.axes import Areas
from commonstacks.workshop.views.measuring import Named
from commonstacks.workshop.views.outlines import Outlines
from commonstacks.workshop.views.spec import ViewSpec


def named_of(lent: Lent, spec: ViewSpec) -> dict[str, Named]:
    """What the values of each column of areas are called, and which area each is."""
    return dict(_named(lent, spec)) if _mapped(lent, spec) else {}


def outlines_of(lent: Lent, spec: ViewSpec) -> dict[str, Outlines]:
    """The drawing of each column of areas that has one."""
    columns = _mapped(lent, spec)
    if not columns:
        return {}
    folder, charts = wiring.table_folder(lent.table), exploration.charts_of(lent)
    drawn = preparing.outlines_of(folder, charts, lent.policy)
    return dict.fromkeys(columns, drawn) if drawn else {}


def _mapped(lent: Lent, spec: ViewSpec) -> set[str]:
    """The columns that this view and the first one show as areas."""
    first = {chart.columns[0] for chart in exploration.charts_of(lent) if chart.kind == "areas"}
    return first & {chart.columns[0] for chart in spec.charts if chart.kind == "areas"}


def _named(lent: Lent, spec: ViewSpec) -> Iterator[tuple[str, Named]]:
    cube, wanted = exploration.cube_of(lent), _mapped(lent, spec)
    if cube is None:
        return
    for chart, axis in zip(cube.charts, cube.axes, strict=True):
        if chart.columns[0] in wanted and isinstance(axis, Areas):
            keys = {value: key for value, key in zip(axis.values, axis.keys, strict=True) if key}
            yield chart.columns[0], Named(keys, dict(zip(axis.values, axis.labels, strict=True)))
