"""Tables whose whole cube is too large: their bins, and the processes that count over them."""

from __future__ import annotations

from pathlib import Path

from commonstacks.flows import wiring
from commonstacks.flows.leaving import Left
from commonstacks.flows.tabled import Tabled
from commonstacks.kit import digests
from commonstacks.workshop.killable import never
from commonstacks.workshop.views import jobs
from commonstacks.workshop.views.binned import Bins, open_bins
from commonstacks.workshop.views.charts import Chart
from commonstacks.workshop.views.filters import Filter, filter_facts
from commonstacks.workshop.views.large import Large
from commonstacks.workshop.views.runner import result_key


def large(lent: Tabled, charts: tuple[Chart, ...], *, reader: str, left: Left = never) -> Large:
    """The bins that were prepared of these charts. What they do not hold is counted by a process
    that is warm by the time somebody touches a chart. Refuses where a file of them is lost."""
    bins = open_bins(charts, bins_folder(lent))
    wiring.kernel().warm()
    return Large(bins, lambda filters: counted(lent, bins, filters, reader=reader, left=left))


def counted(
    lent: Tabled, bins: Bins, filters: tuple[Filter, ...], *, reader: str, left: Left = never
) -> bytes:
    """As ``jobs.counted``. Raises ``Busy`` where too many wait and ``Stopped`` where it takes too
    long, its process dies or the reader ``left``: it can be asked again."""
    return wiring.kernel().ask(
        jobs.counted,
        table_folder(lent),
        bins.charts,
        filters,
        reader=reader,
        cancelled=left,
        key=key_of("bins-count", lent, bins, filters),
    )


def activated(
    lent: Tabled,
    bins: Bins,
    filters: tuple[Filter, ...],
    active: int,
    *,
    reader: str,
    left: Left = never,
) -> bytes:
    """As ``jobs.zipped``. Raises what ``counted`` raises."""
    return wiring.kernel().ask(
        jobs.zipped,
        table_folder(lent),
        bins.charts,
        filters,
        active,
        reader=reader,
        cancelled=left,
        key=key_of("bins-active", lent, bins, filters, active),
    )


def unfiltered(lent: Tabled, bins: Bins, active: int, *, reader: str, left: Left = never) -> bytes:
    """As ``jobs.stored``: from the file where it was made before, without any process."""
    file = jobs.unfiltered(bins, active)
    if file.exists():
        return file.read_bytes()
    return wiring.kernel().ask(
        jobs.stored,
        table_folder(lent),
        bins.charts,
        active,
        reader=reader,
        cancelled=left,
        key=key_of("bins-stored", lent, bins, (), active),
    )


def key_of(
    job: str, lent: Tabled, bins: Bins, filters: tuple[Filter, ...], active: int | None = None
) -> str:
    """Everything that the answer depends on: of the bins all that their codes mean."""
    asked = {
        "bins": digests.sha256((bins.folder / "bins.json").read_bytes()),
        "filters": [filter_facts(item) for item in filters],
        "active": active,
    }
    return result_key(job, lent.table, asked, lent.policy.threshold)


def key_of_facts(lent: Tabled, bins: Bins) -> str:
    """Names the bytes of ``bins.json``."""
    return key_of("bins-facts", lent, bins, ())[:40]


def bins_folder(lent: Tabled) -> Path:
    return wiring.table_folder(lent.table) / "bins"


def table_folder(lent: Tabled) -> str:
    """As a worker finds it, which works in a folder of its own."""
    return str(wiring.table_folder(lent.table).resolve())
