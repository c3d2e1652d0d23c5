"""The datasets whose licence is not clear, as anybody may read the list."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from commonstacks.flows import shelving
from commonstacks.flows.shelving import Shelved
from commonstacks.library.context import queries as said
from commonstacks.library.context.models import LicenceCase
from commonstacks.library.people import rules
from commonstacks.library.people.models import Account

MOST: Final = 500  # that are listed


@dataclass(frozen=True, slots=True)
class UnclearLine:
    shelved: Shelved
    state: str  # of the case; empty where nobody has asked
    sent_on: date | None


@dataclass(frozen=True, slots=True)
class WorkLine:
    slug: str
    title: str
    state: str
    finding: str


@dataclass(frozen=True, slots=True)
class Unclear:
    """``cases`` are for those who work here; of what is not published the public sees a number."""

    published: tuple[UnclearLine, ...]
    waiting: int
    cases: tuple[WorkLine, ...]


def unclear(reader: Account | None) -> Unclear:
    """Published datasets by title, whose licence is not stated, and how far the asking is."""
    published = shelving.public().select_related("dataset", "revision")
    told = said.as_read([p.revision for p in published])
    doubtful = [p for p in published if shelving.licence_of(told[p.revision_id])[0] != "stated"]
    doubtful.sort(key=lambda p: (p.dataset.title.casefold(), p.dataset.slug))
    cases = {c.dataset_id: c for c in LicenceCase.objects.select_related("dataset")}
    shelf = shelving.shelved(doubtful[:MOST])
    return Unclear(
        published=tuple(
            unclear_line(one, cases.get(publication.dataset_id))
            for one, publication in zip(shelf, doubtful, strict=False)
        ),
        waiting=shelving.waiting_count(),
        cases=work_lines(cases.values()) if rules.may_somewhere(reader, "answer") else (),
    )


def unclear_line(one: Shelved, found: LicenceCase | None) -> UnclearLine:
    return UnclearLine(one, found.state if found else "", found.sent_on if found else None)


def work_lines(cases: Iterable[LicenceCase]) -> tuple[WorkLine, ...]:
    unsettled = (each for each in cases if each.state != LicenceCase.State.SETTLED)
    lines = (
        WorkLine(each.dataset.slug, each.dataset.title, each.state, each.finding)
        for each in unsettled
    )
    return tuple(sorted(lines, key=lambda line: line.title.casefold()))
