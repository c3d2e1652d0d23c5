"""What needs care: everything that waits for somebody, by dataset, with the next thing to do."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Final
from uuid import UUID

from django.db.models import Count, Max, OuterRef, Q, QuerySet, Subquery

from commonstacks.flows import caring, shelving
from commonstacks.kit.errors import NotAllowed
from commonstacks.kit.refs import Ref
from commonstacks.library.catalog.models import Dataset, Version
from commonstacks.library.context import queries as said
from commonstacks.library.context.models import (
    Dispute,
    LicenceCase,
    Publication,
    Review,
    Revision,
    Said,
    StaleMark,
    Statement,
)
from commonstacks.library.people import rules
from commonstacks.library.people.models import Account, Agent
from commonstacks.library.people.permissions import ACTIONS

MOST: Final = 200  # datasets on the page
ORDER: Final = (  # what is done first
    "unread",
    "doubted",
    "dispute",
    "review",
    "hard",
    "licence",
    "soft",
    "drafts",
)


@dataclass(frozen=True, slots=True)
class Need:
    """One thing. ``number`` is that of a version, or how many; ``questions`` are ids."""

    kind: str
    at: datetime
    number: int = 0
    questions: tuple[str, ...] = ()
    because: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Needy:
    """One dataset; ``needs`` begin with the next thing to do."""

    slug: str
    title: str
    needs: tuple[Need, ...]

    @property
    def at(self) -> datetime:
        return max(need.at for need in self.needs)


@dataclass(frozen=True, slots=True)
class Care:
    datasets: tuple[Needy, ...]
    more: int  # that are not shown


Found = Iterator[tuple[UUID, Need]]


def care(reader: Account) -> Care:
    """The newest first; of those datasets that the reader works on. As many queries as kinds."""
    if not may_care(reader):
        raise NotAllowed(
            "This list is for people who work on the library.",
            "Ask the steward for a role; what waits for context everybody can see.",
        )
    needs: dict[UUID, list[Need]] = defaultdict(list)
    shown = {each.dataset_id: each.revision for each in published()}
    kinds = (stale(shown), drafts(), reviews(), disputes(), licences(shown), versions())
    for dataset, need in chain.from_iterable(kinds):
        needs[dataset].append(need)
    mine = visible(reader).filter(pk__in=list(needs)).values_list("pk", "slug", "title")
    found = [Needy(slug, title, in_order(needs[key])) for key, slug, title in mine]
    found.sort(key=lambda one: (-one.at.timestamp(), one.title.casefold(), one.slug))
    return Care(tuple(found[:MOST]), more=max(0, len(found) - MOST))


def may_care(reader: Account) -> bool:
    return rules.may_somewhere(reader, "read")


def in_order(needs: Iterable[Need]) -> tuple[Need, ...]:
    return tuple(sorted(needs, key=lambda need: ORDER.index(need.kind)))


def visible(reader: Account) -> QuerySet[Dataset]:
    """All, with a role on the library; else those that a role of the reader stands on."""
    roles = reader.roles.filter(name__in=ACTIONS["read"].roles)
    scopes = set(roles.values_list("scope", flat=True))
    if "" in scopes:
        return Dataset.objects.all()
    refs = [Ref.parse(scope) for scope in scopes]
    publishers = Agent.objects.filter(pk__in=[r.key for r in refs if r.kind == "organisation"])
    return Dataset.objects.filter(
        Q(pk__in=[ref.key for ref in refs if ref.kind == "dataset"])
        | Q(publisher__in=list(publishers.values_list("name", flat=True)))
    )


def published() -> QuerySet[Publication]:
    return Publication.objects.select_related("revision")


def stale(shown: Mapping[UUID, Revision]) -> Found:
    """One for each dataset and level; of questions to which the published story says something."""
    answered = {key: caring.answered_in(revision) for key, revision in shown.items()}
    rows = StaleMark.objects.filter(cleared_at=None).order_by("question", "-version__number")
    facts = rows.values_list("dataset", "level", "question", "because", "version__taken_at")
    grouped: dict[tuple[UUID, str], list[tuple[str, str, datetime]]] = defaultdict(list)
    for dataset, level, question, because, at in facts:
        if question in answered.get(dataset, ()):
            grouped[dataset, level].append((question, because, at))
    for (dataset, level), marks in grouped.items():
        yield (
            dataset,
            Need(
                kind=level,
                at=max(at for *_, at in marks),
                questions=tuple(dict.fromkeys(question for question, *_ in marks)),
                because=tuple(dict.fromkeys(because for _, because, _ in marks)),
            ),
        )


def drafts() -> Found:
    waiting = Statement.objects.filter(voice=Said.Voice.MACHINE, state=Said.State.DRAFT)
    counted = waiting.order_by().values("dataset").annotate(n=Count("pk"), at=Max("said_at"))
    yield from ((row["dataset"], Need("drafts", row["at"], number=row["n"])) for row in counted)


def reviews() -> Found:
    rows = Review.objects.filter(outcome=Review.Outcome.OPEN)
    for dataset, at in rows.values_list("dataset", "opened_at"):
        yield dataset, Need("review", at)


def disputes() -> Found:
    rows = Dispute.objects.filter(outcome=Dispute.Outcome.OPEN).order_by("question")
    grouped: dict[UUID, list[tuple[str, datetime]]] = defaultdict(list)
    for dataset, question, at in rows.values_list("dataset", "question", "opened_at"):
        grouped[dataset].append((question, at))
    for dataset, found in grouped.items():
        questions = tuple(dict.fromkeys(question for question, _ in found))
        yield dataset, Need("dispute", max(at for _, at in found), questions=questions)


def licences(shown: Mapping[UUID, Revision]) -> Found:
    """A case that is not settled; what is published without a stated licence."""
    cases = dict(LicenceCase.objects.values_list("dataset", "state"))
    begun = LicenceCase.objects.exclude(state=LicenceCase.State.SETTLED)
    for dataset, at in begun.values_list("dataset", "changed_at"):
        yield dataset, Need("licence", at)
    told = said.as_read(list(shown.values()))
    for key, revision in shown.items():
        if key not in cases and shelving.licence_of(told[revision.pk])[0] != "stated":
            yield key, Need("licence", revision.at)


def versions() -> Found:
    """The newest version of each, where it could not be read or looks broken."""
    newest = Version.objects.filter(dataset=OuterRef("dataset")).order_by("-number")
    rows = Version.objects.filter(pk=Subquery(newest.values("pk")[:1]))
    for row in rows.exclude(unreadable=""):
        yield row.dataset_id, told("unread", row, row.unreadable)
    for row in rows.filter(unreadable="", trusted=False).exclude(doubt=""):
        yield row.dataset_id, told("doubted", row, row.doubt)


def told(kind: str, version: Version, why: str) -> Need:
    return Need(kind, version.taken_at, number=version.number, because=(why,))
