"""The shelf that comes with the library: real datasets with their documented contexts."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

from commonstacks.flows import accession, publication, wiring
from commonstacks.flows.watching import Watch
from commonstacks.kit import clock
from commonstacks.kit.errors import Refusal
from commonstacks.kit.refs import Ref
from commonstacks.library.catalog.models import Dataset
from commonstacks.library.context import actions as context
from commonstacks.library.context import queries as said
from commonstacks.library.context import rules
from commonstacks.library.context.models import Review
from commonstacks.library.credit import actions as credit
from commonstacks.library.people import actions as people
from commonstacks.library.people.models import Account
from commonstacks.workshop.forms import document
from commonstacks.workshop.forms.document import Document
from commonstacks.workshop.portals.base import RemoteDataset, RemoteFile

SHELF = Path(str(resources.files("commonstacks") / "shelf"))


@dataclass(frozen=True, slots=True)
class Book:
    """One folder of the shelf: the file, where it came from, its context."""

    slug: str
    title: str
    file: Path
    source: dict[str, Any]
    context: Document | None


def books() -> Iterator[Book]:
    for folder in sorted(SHELF.iterdir()):
        if (folder / "source.json").exists():
            yield book(folder.name)


def book(slug: str) -> Book:
    folder = SHELF / slug
    source = json.loads((folder / "source.json").read_text(encoding="utf-8"))
    written = folder / "context.json"
    return Book(
        slug=slug,
        title=source["title"],
        file=folder / source["file"],
        source=source,
        context=document.read(json.loads(written.read_text(encoding="utf-8")))
        if written.exists()
        else None,
    )


def published(book: Book) -> bool:
    dataset = Dataset.objects.filter(slug=book.slug).first()
    return dataset is not None and said.publication_of(dataset) is not None


def stock(slug: str, *, by: Account, watch: Watch) -> dict[str, Any]:
    """Take the book in, say its context, credit its makers, publish it. Can be repeated."""
    one = book(slug)
    taken = accession.take(remote_of(one), account=by, watch=watch)
    dataset = Dataset.objects.get(slug=taken["dataset"])
    if one.context and said.publication_of(dataset) is None:
        tell_context(dataset, one.context, by)
        credit_makers(dataset, one.context, by)
        publish(dataset, by)
    return taken


def remote_of(one: Book) -> RemoteDataset:
    source = one.source
    return RemoteDataset(
        source=source["address"],
        key=one.file.name,
        slug=one.slug,
        title=one.title,
        publisher=source["publisher"],
        address=source["address"],
        licence=source["license"],
        attribution=source["attribution"],
        files=(RemoteFile(name=one.file.name, path=one.file),),
    )


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
    known = said.gap_values(said.standing_gaps(dataset))
    for gap in written.gaps:
        if gap not in known:
            context.add_gap(dataset=dataset, gap=gap, by=by, now=clock.now())


def credit_makers(dataset: Dataset, written: Document, by: Account) -> None:
    for each in written.credits:
        credit.record(
            work=Ref("dataset", str(dataset.pk)),
            agent=people.know_agent(kind=each.agent.kind, name=each.agent.name, now=clock.now()),
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
            f"“{dataset.title}” waits for a second key.", "Sign in as another person and agree."
        )


NOT_TOLD = (
    "Written from the publisher's own documentation for a demonstration; nobody was contacted."
)
