"""What the page of a large table asks for while somebody brushes its charts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from commonstacks.flows import exploration, from_bins
from commonstacks.flows.leaving import Left
from commonstacks.flows.tabled import Tabled
from commonstacks.kit.errors import NotHeld
from commonstacks.workshop.killable import never
from commonstacks.workshop.views.filters import Filter
from commonstacks.workshop.views.large import Large

SHAPE = "1"
"""Of the bytes of an answer: another one makes what browsers kept old."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Something to send, made when it is wanted. ``etag`` names its bytes, ``key`` the bins that
    it is counted from."""

    etag: str
    key: str
    make: Callable[[], bytes]


def facts(lent: Tabled) -> tuple[Path, str]:
    """``bins.json``, and the name of its bytes."""
    bins = large_of(lent, exploration.ANYBODY).bins
    return bins.folder / "bins.json", from_bins.key_of_facts(lent, bins)


def active(lent: Tabled, token: str, place: int, *, reader: str, left: Left = never) -> Asked:
    """The cubes for brushing the chart at ``place`` under all filters of the view but its own, in
    gzip. Refuses tables that are not counted from bins, views of other charts or versions, and
    charts that there are none of."""
    large = large_of(lent, reader)
    if not 0 <= place < len(large.charts):
        raise NotHeld(
            "This view has no chart {number}.",
            "Its charts have the numbers 0 to {last}.",
            number=place,
            last=len(large.charts) - 1,
        )
    own = large.charts[place].columns
    filters = tuple(item for item in asked_of(lent, large, token) if item.columns != own)

    def make() -> bytes:
        if filters:
            return from_bins.activated(lent, large.bins, filters, place, reader=reader, left=left)
        return from_bins.unfiltered(lent, large.bins, place, reader=reader, left=left)

    return Asked(named("active", lent, large, filters, place), key_in(lent, large), make)


def counts(lent: Tabled, token: str, *, reader: str, left: Left = never) -> Asked:
    """``{"matching", "counts"}`` of a view, as JSON. Refuses what ``active`` refuses."""
    large = large_of(lent, reader)
    filters = asked_of(lent, large, token)

    def make() -> bytes:
        return from_bins.counted(lent, large.bins, filters, reader=reader, left=left)

    return Asked(named("counts", lent, large, filters, None), key_in(lent, large), make)


def large_of(lent: Tabled, reader: str) -> Large:
    cube = exploration.cube_of(lent, reader=reader)
    if not isinstance(cube, Large):
        raise NotHeld("This table is not counted from bins.", "Open the dataset's page.")
    return cube


def asked_of(lent: Tabled, large: Large, token: str) -> tuple[Filter, ...]:
    """The filters of a view, on the edges of the bins."""
    return large.fitting(large.snapped(exploration.spec_of(lent, token)).filters)


def named(
    what: str, lent: Tabled, large: Large, filters: tuple[Filter, ...], place: int | None
) -> str:
    return from_bins.key_of(f"{what}-{SHAPE}", lent, large.bins, filters, place)[:40]


def key_in(lent: Tabled, large: Large) -> str:
    """The key that the page's addresses carry."""
    return from_bins.key_of_facts(lent, large.bins)
