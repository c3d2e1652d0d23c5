"""The one guard: what may this person see of this dataset? Every door reads through it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from commonstacks.flows import history, wiring
from commonstacks.flows.groups import groups_of
from commonstacks.flows.shown import (
    Answer,
    Card,
    GapLine,
    Gone,
    Lent,
    PlaceLine,
    Stale,
    Story,
    Stub,
    TableLine,
    Waiting,
    Withheld,
)
from commonstacks.kit.errors import NotHeld, Refusal
from commonstacks.kit.refs import Ref
from commonstacks.library.catalog import queries as held
from commonstacks.library.catalog.models import Dataset, Hold, Table, Version
from commonstacks.library.context import queries as said
from commonstacks.library.context import rules
from commonstacks.library.context.models import Context, Publication, Revision
from commonstacks.library.credit import queries as ledger
from commonstacks.library.discovery.models import Footprint
from commonstacks.library.people.models import Account, Agent
from commonstacks.library.places import queries as places
from commonstacks.workshop.forms import facts as four
from commonstacks.workshop.forms.gap import Gap, Says
from commonstacks.workshop.tables.shape import TableProfile
from commonstacks.workshop.views.unsaid import unsaid


def lend(slug: str, reader: Account | None, number: int | None = None, *, table: str = "") -> Lent:
    """The dataset for this reader, at a version or the newest readable one; else a refusal.

    ``table`` is the name of one of its tables, or the digest of one; empty: the first.
    """
    dataset, version, tables = readable(slug, reader, number)
    return lent(dataset, version, tables, chosen(tables, table))


def readable(
    slug: str, reader: Account | None, number: int | None
) -> tuple[Dataset, Version, list[Table]]:
    """A version that this reader may see, and its tables: at least one."""
    dataset = find(slug)
    if not rules.may_read(dataset, reader):
        raise waits(dataset)
    version = held.version_of(dataset, number) if number else held.newest_readable(dataset)
    tables = list(version.tables.all()) if version else []
    if version is None or not tables:
        raise unreadable(dataset, version)
    return dataset, version, tables


def waits(dataset: Dataset) -> Waiting:
    """Why the data are not lent: no context yet, or only the context is published."""
    stub = stub_of(dataset)
    return Withheld(stub, stub.withheld) if stub.withheld else Waiting(stub)


def chosen(tables: list[Table], wanted: str) -> Table:
    if not wanted:
        return tables[0]
    found = next((table for table in tables if wanted in (table.name, table.digest)), None)
    if found is None:
        raise NotHeld("This version has no such table.", "See the list of its tables.")
    return found


def unreadable(dataset: Dataset, version: Version | None) -> Refusal:
    version = version or held.newest_version(dataset)
    if version and version.unreadable:
        return Refusal(version.unreadable, version.hint)
    return Refusal(
        "“{title}” is kept, but has not been read yet.",
        "Come back in a minute.",
        title=dataset.title,
    )


def find(slug: str) -> Dataset:
    hold = Hold.objects.filter(slug=slug).first()
    if hold is not None:
        raise Gone(hold)
    return held.dataset_called(slug)


def stub_of(dataset: Dataset) -> Stub:
    context = Context.objects.filter(dataset=dataset).first()
    form = wiring.form()
    still_open = said.open_questions(dataset, form)
    publication = said.publication_of(dataset)
    return Stub(
        slug=dataset.slug,
        title=dataset.title,
        publisher=dataset.publisher,
        address=dataset.address,
        places=places_of(dataset),
        open=len(still_open),
        asked=said.gate_size(dataset, form),
        state=context.state if context else Context.State.COLLECTING,
        withheld=rules.why_withheld(dataset),
        revision=publication.revision.number if publication else 0,
    )


def waiting() -> tuple[Stub, ...]:
    """The stubs of all that waits for its context."""
    unpublished = Dataset.objects.filter(publication=None).select_related("source")
    return tuple(stub_of(dataset) for dataset in unpublished.order_by("-created_at")[:200])


def lent(dataset: Dataset, version: Version, tables: list[Table], table: Table) -> Lent:
    publication = said.publication_of(dataset)
    groups = groups_of(dataset, publication)
    versions = history.version_lines(dataset, groups.policy)
    profile = profile_in(table.profile)
    return Lent(
        id=str(dataset.pk),
        slug=dataset.slug,
        title=dataset.title,
        publisher=dataset.publisher,
        address=dataset.address,
        licence=dataset.licence,
        attribution=dataset.attribution,
        version=next(line for line in versions if line.number == version.number),
        newest=versions[0].number,
        table=table.digest,
        table_name=table.name,
        tables=tuple(table_line(one, shown=one == table) for one in tables),
        profile=unsaid(profile, groups.policy),
        charted=profile_in(table.placed) if table.placed else profile,
        story=story_of(publication.revision, newest=versions[0].number) if publication else None,
        stale=tuple(
            Stale(mark.question, mark.level, mark.because, mark.version.number)
            for mark in said.stale_marks(dataset)
        ),
        credits=ledger.classes_of(Ref("dataset", str(dataset.pk))),
        versions=versions,
        places=places_of(dataset),
        published=publication is not None,
        open=0 if publication else len(said.open_questions(dataset, wiring.form())),
        contested=said.contested_questions(dataset),
        groups=groups,
    )


def table_line(table: Table, *, shown: bool) -> TableLine:
    return TableLine(table.name, table.rows, len(profile_in(table.profile).columns), shown)


@lru_cache(maxsize=64)
def profile_in(text: str) -> TableProfile:
    """The profile of a table never changes; the page of a dataset needs it at every look."""
    return TableProfile.from_json(text)


def places_of(dataset: Dataset) -> tuple[PlaceLine, ...]:
    """The places people named, else the widest that its columns show; the rest is for search."""
    prints = list(Footprint.objects.filter(dataset=dataset).select_related("place"))
    said_so = [p for p in prints if p.how == "declared"]
    around = places.ancestors(p.place_id for p in said_so or prints)
    named = {p.place_id for p in prints}
    prints = said_so or [p for p in prints if not named & {a.pk for a in around[p.place_id]}]
    return tuple(
        PlaceLine(p.place_id, p.place.name, tuple((a.pk, a.name) for a in around[p.place_id]))
        for p in sorted(prints, key=lambda p: p.place.name)
    )


def story_of(revision: Revision, *, newest: int) -> Story:
    document = said.without_the_gone(revision)
    names = names_of(document)
    form = wiring.form(document["form"])  # a revision is read in the form it was written in
    answers = tuple(answer_of(row, names) for row in document["statements"])
    gaps = gap_lines(document["gaps"], names)
    review = document["review"]
    return Story(
        revision=revision.number,
        version=document["version"],
        form=form,
        published_at=revision.at,
        answers=answers,
        gaps=gaps,
        facts=four.four_facts(
            form,
            [said.row_as_said(row) for row in document["statements"]],
            [line.gap for line in gaps],
            written_for=document["version"],
            newest=newest,
        ),
        keys=len(review["keys"]),
        keys_needed=review["keys_needed"],
        reply=review["reply"],
        reply_why=review["reply_why"],
        told_on=date.fromisoformat(review["told_on"]) if review["told_on"] else None,
        digest=revision.digest,
    )


def names_of(document: dict[str, Any]) -> dict[str, str]:
    """Names are resolved when read, so that a changed name is changed in old revisions too."""
    ids = {row["author"] for row in [*document["statements"], *document["gaps"]]}
    return {
        str(pk): name for pk, name in Agent.objects.filter(pk__in=ids).values_list("pk", "name")
    }


def answer_of(row: dict[str, Any], names: dict[str, str]) -> Answer:
    return Answer(
        id=row["id"],
        question=row["question"],
        answer=row["answer"],
        absence=row["absence"],
        note=row["note"],
        asked_of=row["asked_of"],
        asked_on=date.fromisoformat(row["asked_on"]) if row["asked_on"] else None,
        voice=row["voice"],
        author=names.get(row["author"], "name not held"),
        said_on=datetime.fromisoformat(row["said_at"]).date(),
        evidence=tuple(row["evidence"]),
        countersigned=row.get("countersigned_by") is not None,
        language=row.get("language", ""),
    )


def gap_lines(rows: list[dict[str, Any]], names: dict[str, str]) -> tuple[GapLine, ...]:
    """Beside each gap who confirms and who disputes it today."""
    says: dict[str, tuple[Says, ...]] = {}
    for each in said.stances_on([row["id"] for row in rows]):
        word = Says(each.voice, each.author.name, each.side, each.text)
        says[str(each.gap_id)] = (*says.get(str(each.gap_id), ()), word)
    return tuple(gap_line(row, names, says) for row in rows)


def gap_line(
    row: dict[str, Any], names: dict[str, str], says: Mapping[str, tuple[Says, ...]]
) -> GapLine:
    gap = Gap.from_json(row["facts"])
    return GapLine(
        id=row["id"],
        gap=replace(gap, says=(*gap.says, *says.get(row["id"], ()))),
        voice=row["voice"],
        author=names.get(row["author"], "name not held"),
        said_on=datetime.fromisoformat(row["said_at"]).date(),
        evidence=tuple(row["evidence"]),
    )


def published(slug: str, number: int | None = None, *, table: str = "") -> Lent:
    """For doors without a signed-in reader."""
    return lend(slug, None, number, table=table)


def held_and_open(slug: str, reader: Account | None) -> Dataset:
    """For those who write the context: the dataset itself, published or not."""
    dataset = find(slug)
    if not rules.may_read(dataset, reader) or reader is None:
        raise NotHeld("Sign in to work on this context.", "Ask the steward for a sign-in link.")
    return dataset


def shelf() -> tuple[Card, ...]:
    """All that is published, the newest first."""
    shown = Publication.objects.filter(paused=False).select_related("revision__version", "dataset")
    return tuple(card_of(p.dataset, p.revision) for p in shown.order_by("-first_at", "dataset_id"))


def card_of(dataset: Dataset, revision: Revision) -> Card:
    version = held.newest_readable(dataset)
    table = held.table_of(version) if version else None
    told = said.without_the_gone(revision)
    return Card(
        slug=dataset.slug,
        title=dataset.title,
        publisher=dataset.publisher,
        address=dataset.address,
        lead=lead_of(told),
        rows=table.rows if table else 0,
        version=version.number if version else 0,
        taken_at=version.taken_at if version else revision.at,
        places=places_of(dataset),
        language=first_said(told).get("language", ""),
    )


def lead_of(document: dict[str, Any]) -> str:
    """The answer to the form's first question: what is in this?"""
    return str(first_said(document).get("answer", ""))


def first_said(document: dict[str, Any]) -> dict[str, Any]:
    """The statement that answers the form's first question; empty where none does."""
    first = wiring.form(document["form"]).questions[0].id
    rows = (row for row in document["statements"] if row["question"] == first and row["answer"])
    return next(rows, {})
