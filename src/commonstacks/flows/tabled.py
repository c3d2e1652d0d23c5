"""One table of a dataset, as far as counting needs it: who may read it is asked as everywhere, but
its story is not gathered, because it is not shown with a number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from commonstacks.flows import reading
from commonstacks.flows.groups import groups_of
from commonstacks.library.context import queries as said
from commonstacks.library.people.models import Account
from commonstacks.workshop.tables.shape import TableProfile
from commonstacks.workshop.views.cells import Policy


class Numbered(Protocol):
    @property
    def number(self) -> int: ...


class Tabled(Protocol):
    """What a ``Lent`` and a ``LentTable`` have in common; each means what it means there."""

    @property
    def id(self) -> str: ...

    @property
    def version(self) -> Numbered: ...

    @property
    def table(self) -> str: ...

    @property
    def charted(self) -> TableProfile: ...

    @property
    def policy(self) -> Policy: ...


@dataclass(frozen=True, slots=True)
class OfVersion:
    number: int


@dataclass(frozen=True, slots=True)
class LentTable:
    """See ``shown.Lent``."""

    id: str
    version: OfVersion
    table: str
    charted: TableProfile
    policy: Policy
    published: bool


def lend(slug: str, reader: Account | None, number: int, *, table: str) -> LentTable:
    """As ``reading.lend``, and refuses what it refuses."""
    dataset, version, tables = reading.readable(slug, reader, number)
    found = reading.chosen(tables, table)
    publication = said.publication_of(dataset)
    return LentTable(
        id=str(dataset.pk),
        version=OfVersion(version.number),
        table=found.digest,
        charted=TableProfile.from_json(found.placed or found.profile),
        policy=groups_of(dataset, publication).policy,
        published=publication is not None,
    )
