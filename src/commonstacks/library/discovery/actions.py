"""Where a dataset is about: footprints, replaced as a whole when they are found anew."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from commonstacks.library.catalog.models import Dataset
from commonstacks.library.discovery.models import Footprint


@dataclass(frozen=True, slots=True)
class Trace:
    """One place, and what shows that the dataset is about it."""

    place: str
    how: str
    evidence: str


@transaction.atomic
def set_footprint(*, dataset: Dataset, traces: tuple[Trace, ...]) -> None:
    Footprint.objects.filter(dataset=dataset).delete()
    seen: dict[str, Trace] = {}
    for trace in traces:
        seen.setdefault(trace.place, trace)
    Footprint.objects.bulk_create(
        Footprint(dataset=dataset, place_id=t.place, how=t.how, evidence=t.evidence[:300])
        for t in seen.values()
    )
