"""What a worker can be asked of bins: jobs that return the bytes that are served.

A table is its folder in ``derived``, an absolute path. Importing this is cheap: the compiled loops
are imported by the job itself, in the worker. Jobs for any other view are in ``replies``.
"""

from __future__ import annotations

import gzip
from collections.abc import Mapping, Sequence
from pathlib import Path

from commonstacks.kit import digests
from commonstacks.workshop.views.binned import Bins, build, open_bins
from commonstacks.workshop.views.charts import Chart
from commonstacks.workshop.views.cubes import replace_file
from commonstacks.workshop.views.filters import Filter
from commonstacks.workshop.views.measuring import Named

KERNEL = "commonstacks.workshop.views.kernel"
"""For ``Runner(preload=[KERNEL])``, so that no reader waits for the compiled loops."""
ACTIVATION = "application/vnd.commonstacks.activation"
"""The media type of what ``activated`` returns."""


def made_ready(
    folder: str, charts: tuple[Chart, ...], named: Mapping[str, Named] | None = None
) -> bytes:
    """Builds the bins of the table where they are lost, and beside them the cubes of every chart
    without any filter, compressed. Returns ``bins.json``: all that a first view needs."""
    bins = build(Path(folder, "table.parquet"), charts, Path(folder, "bins"), named or {})
    for place in range(len(charts)):
        stored(folder, charts, place)
    return (bins.folder / "bins.json").read_bytes()


def stored(folder: str, charts: tuple[Chart, ...], active: int) -> bytes:
    """``activated`` without any filter, in gzip, as it lies beside the bins: made at first need.
    Refuses where the bins are not built, and charts that they do not have."""
    bins = open_bins(charts, Path(folder, "bins"))
    file = unfiltered(bins, active)
    if not file.exists():
        content = activated(folder, charts, (), active)
        replace_file(file, gzip.compress(content, 6, mtime=0))
    return file.read_bytes()


def unfiltered(bins: Bins, place: int) -> Path:
    """The file of ``activated`` for a chart without any filter, in gzip; see ``stored``."""
    return bins.folder / f"{place}.cubes.gz"


def activated(
    folder: str, charts: tuple[Chart, ...], filters: Sequence[Filter], active: int
) -> bytes:
    """The cubes for brushing chart ``active`` under ``filters``, as ``kernel.packed`` writes them.
    Refuses where the bins are not built."""
    from commonstacks.workshop.views import kernel

    bins = open_bins(charts, Path(folder, "bins"))
    return kernel.packed(kernel.activate(bins, filters, active))


def zipped(folder: str, charts: tuple[Chart, ...], filters: Sequence[Filter], active: int) -> bytes:
    """``activated``, in gzip that is quickly made."""
    return gzip.compress(activated(folder, charts, filters, active), 1, mtime=0)


def counted(folder: str, charts: tuple[Chart, ...], filters: Sequence[Filter]) -> bytes:
    """The counts under ``filters`` as JSON: ``{"matching": n, "counts": [[…], …]}``. Refuses where
    the bins are not built."""
    from commonstacks.workshop.views import kernel

    found = kernel.count(open_bins(charts, Path(folder, "bins")), filters)
    return digests.canonical(
        {"matching": found.matching, "counts": [list(each) for each in found.counts]}
    )
