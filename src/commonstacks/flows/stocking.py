"""The shelf that comes with the library: real datasets with their documented contexts."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from importlib import resources
from pathlib import Path
from typing import Any

from django.db import transaction

from commonstacks.flows import accession, publication, small_groups, wiring
from commonstacks.flows.watching import Watch
from commonstacks.kit import clock
from commonstacks.kit.errors import Refusal
from commonstacks.kit.refs import Ref
from commonstacks.library.catalog import queries as held
from commonstacks.library.catalog.models import Dataset, Version
from commonstacks.library.context import actions as context
from commonstacks.library.context import queries as said
from commonstacks.library.context import rules
from commonstacks.library.context.models import Review
from commonstacks.library.credit import actions as credit
from commonstacks.library.credit import queries as ledger
from commonstacks.library.people import actions as people
from commonstacks.library.people.models import Account
from commonstacks.workshop.forms import document
from commonstacks.workshop.forms.document import Document
from commonstacks.workshop.portals import datapackage
from commonstacks.workshop.portals.base import RemoteDataset
from commonstacks.workshop.views.cells import OPEN

SHELF = Path(str(resources.files("commonstacks") / "shelf"))


@dataclass(frozen=True, slots=True)
class Book:
    """One folder of the shelf: what its source offers, release by release, and its context."""

    slug: str
    title: str
    releases: tuple[RemoteDataset, ...]  # the oldest first
    context: Document | None  # None: it waits for one, as anybody's data do
    missing: str  # why it cannot be put on this shelf; empty where it can
    groups: str = ""  # why groups of any size may be shown though people are in it; empty: not


def books(only: Collection[str] = ()) -> Iterator[Book]:
    """Small ones first, so that a new library soon has something to show."""
    names = {folder.name for folder in SHELF.iterdir() if (folder / "source.json").exists()}
    unknown = sorted(set(only) - names)
    if unknown:
        raise Refusal(
            "The shelf has no book “{name}”.",
            "It has: {names}.",
            name=unknown[0],
            names=", ".join(sorted(names)),
        )
    found = [book(name) for name in only or names]
    yield from sorted(found, key=lambda book: (size(book), book.slug))


def book(slug: str) -> Book:
    folder = SHELF / slug
    source = json.loads((folder / "source.json").read_text(encoding="utf-8"))
    written = folder / "context.json"
    package = source["commonstacks"].get("from_package")
    root = wiring.packages() / package["name"] if package else folder
    absent = package is not None and not root.is_dir()
    return Book(
        slug=slug,
        title=source["title"],
        releases=() if absent else tuple(releases(source, root)),
        context=document.read(json.loads(written.read_text(encoding="utf-8")))
        if written.exists()
        else None,
        groups=source["commonstacks"].get("groups_of_any_size", ""),
        missing=f"it is read from the package {package['name']} {package['version']}"
        f" ({package['registry']}), which is not installed here"
        if absent
        else "",
    )


def releases(source: dict[str, Any], root: Path) -> Iterator[RemoteDataset]:
    """What the descriptor offers, read by the same adapter as anybody's Data Package."""
    ours = source["commonstacks"]
    origin = datapackage.Origin(source["homepage"], source["name"], "", folder=root)
    areas = json.dumps(ours["areas"], sort_keys=True) if "areas" in ours else ""
    for release in ours.get("releases", [{}]):
        offered = next(datapackage.listed({**source, **release}, origin, each=False))
        if not isinstance(offered, RemoteDataset):
            raise Refusal(
                "{trouble}",
                "Look into source.json of {name}.",
                trouble=offered.reason,
                name=source["name"],
            )
        yield replace(offered, areas=areas)


def size(book: Book) -> int:
    return sum(file.size for release in book.releases for file in release.files)


def stocked(book: Book) -> bool:
    """Every release taken and read, and the context published where the shelf has one."""
    dataset = Dataset.objects.filter(slug=book.slug).first()
    if dataset is None or dataset.versions.count() < len(book.releases):
        return False
    newest = held.newest_version(dataset)
    if newest is None or not (newest.unreadable or newest.tables.exists()):
        return False
    return book.context is None or said.publication_of(dataset) is not None


def stock(slug: str, *, by: Account, watch: Watch) -> dict[str, Any]:
    """Take the book in, say its context, credit its makers, publish it. Can be repeated."""
    one = book(slug)
    for release in one.releases[kept_already(slug) :]:
        accession.take(release, account=by, watch=watch)
    dataset = Dataset.objects.get(slug=slug)
    if one.groups and not dataset.groups:
        small_groups.decide(slug, OPEN.threshold, one.groups, by=by)
    if one.context and said.publication_of(dataset) is None:
        tell_context(dataset, one.context, by)
        credit_makers(dataset, one.context, by)
        publish(dataset, by)
    return {"dataset": slug, "version": dataset.versions.count()}


def kept_already(slug: str) -> int:
    """Releases that need not be taken again; the last one is, in case it was cut off."""
    return max(0, Version.objects.filter(dataset__slug=slug).count() - 1)


def tell_context(dataset: Dataset, written: Document, by: Account) -> None:
    standing = {(s.question, s.voice) for s in said.standing_statements(dataset)}
    for each in written.statements:
        if (each.question, each.voice) not in standing:
            context.answer(
                dataset=dataset,
                form=written.form,
                question=each.question,
                answer=each.answer,
                absence=each.absence,
                voice=each.voice,
                note=each.note,
                asked_of=each.asked_of,
                asked_on=each.asked_on,
                evidence=[evidence.as_facts() for evidence in each.evidence],
                by=by,
                now=clock.now(),
            )
    known = [replace(gap, language="") for gap in said.gap_values(said.standing_gaps(dataset))]
    for gap in written.gaps:
        if gap not in known:
            english = replace(gap, language="en")
            context.add_gap(dataset=dataset, gap=english, by=by, now=clock.now())


@transaction.atomic
def credit_makers(dataset: Dataset, written: Document, by: Account) -> None:
    """Can be repeated: within one context a name is one person."""
    work = Ref("dataset", str(dataset.pk))
    named = {(line.agent.kind, line.agent.name): line.agent for line in ledger.lines_of(work)}
    for each in written.credits:
        who = (each.agent.kind, each.agent.name)
        if who not in named:
            named[who] = people.know_agent(kind=who[0], name=who[1], now=clock.now())
        credit.record(
            work=work,
            agent=named[who],
            role=each.role,
            what=each.what,
            period=each.when,
            by=by.agent,
            now=clock.now(),
            evidence=[evidence.as_facts() for evidence in each.evidence],
        )


def publish(dataset: Dataset, by: Account) -> None:
    review = Review.objects.filter(dataset=dataset, outcome=Review.Outcome.OPEN).first()
    review = review or context.send_in(
        dataset=dataset,
        form=wiring.form(),
        reply=rules.Reply(Review.Reply.NOT_TOLD, why=NOT_TOLD),
        by=by,
        now=clock.now(),
    )
    if publication.agree(review, by=by) is None:
        raise Refusal(
            "“{title}” waits for a second key.",
            "Sign in as another person and agree.",
            title=dataset.title,
        )


NOT_TOLD = (
    "Written from the publisher's own documentation for a demonstration; nobody was contacted."
)
