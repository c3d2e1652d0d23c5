"""What the library holds, in numbers, and who keeps it; six queries however much there is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models import Count, Max, Min, Sum

from commonstacks.library.catalog.models import Dataset, File, Hold, Version
from commonstacks.library.context.models import Publication
from commonstacks.library.people.models import Agent, Role

NAMELESS: Final = {Agent.Kind.PERSON, Agent.Kind.UNNAMED}


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file anybody may fetch and check: where it is lent, and its digest."""

    slug: str
    title: str
    number: int
    name: str
    size: int
    sha512: str


@dataclass(frozen=True, slots=True)
class Holdings:
    datasets: int
    published: int
    versions: int
    files: int
    bytes: int  # of the files as they came
    first_at: datetime | None
    last_at: datetime | None
    holds: tuple[tuple[str, int], ...]  # kind of tombstone, how many
    example: KeptFile | None

    @property
    def waiting(self) -> int:
        return self.datasets - self.published


@dataclass(frozen=True, slots=True)
class Keepers:
    """Who runs the library. People are counted and not named: nobody asked them to be."""

    organisations: tuple[str, ...]
    people: int


def holdings() -> Holdings:
    taken = Version.objects.aggregate(n=Count("pk"), first=Min("taken_at"), last=Max("taken_at"))
    files = File.objects.aggregate(n=Count("pk"), size=Sum("size"))
    holds = Hold.objects.values_list("kind").annotate(n=Count("pk")).order_by("kind")
    return Holdings(
        datasets=Dataset.objects.count(),
        published=Publication.objects.filter(paused=False).count(),
        versions=taken["n"],
        files=files["n"],
        bytes=files["size"] or 0,
        first_at=taken["first"],
        last_at=taken["last"],
        holds=tuple(holds),
        example=example(),
    )


def example() -> KeptFile | None:
    """The smallest file that is lent: quick to fetch and to check."""
    lent = File.objects.filter(version__dataset__publication__paused=False, size__gt=0)
    found = lent.select_related("version__dataset").order_by("size", "pk").first()
    if found is None:
        return None
    version = found.version
    return KeptFile(
        slug=version.dataset.slug,
        title=version.dataset.title,
        number=version.number,
        name=found.name,
        size=found.size,
        sha512=found.sha512,
    )


def keepers() -> Keepers:
    stewards = Agent.objects.filter(
        account__roles__name=Role.Name.STEWARD, account__roles__scope=""
    ).order_by("name")
    known = list(stewards.filter(account__is_active=True).distinct())
    return Keepers(
        organisations=tuple(agent.name for agent in known if agent.kind not in NAMELESS),
        people=sum(agent.kind in NAMELESS for agent in known),
    )
