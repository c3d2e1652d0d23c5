"""The revisions of a story: each as it was written, and what differs between two of them."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from commonstacks.flows import reading, wiring
from commonstacks.flows.shown import Story, Waiting
from commonstacks.kit.errors import NotHeld
from commonstacks.library.catalog import queries as held
from commonstacks.library.catalog.models import Dataset
from commonstacks.library.context import queries as said
from commonstacks.library.context.models import Publication, Revision
from commonstacks.library.people import rules
from commonstacks.library.people.models import Account
from commonstacks.workshop.forms.compared import Compared, compare
from commonstacks.workshop.forms.form import Form


@dataclass(frozen=True, slots=True)
class RevisionLine:
    """One revision in a list; ``gone``: what was taken back since, and is not shown."""

    number: int
    at: datetime
    version: int
    form: int
    digest: str
    gone: int


@dataclass(frozen=True, slots=True)
class Shown:
    """One revision in the form release it was written in; ``others`` are all, newest first."""

    slug: str
    title: str
    line: RevisionLine
    story: Story
    others: tuple[RevisionLine, ...]

    @property
    def is_newest(self) -> bool:
        return self.line.number == self.others[0].number


@dataclass(frozen=True, slots=True)
class Since:
    """What revision ``new`` says otherwise than ``old``; ``names`` are those of the agents."""

    slug: str
    title: str
    old: RevisionLine
    new: RevisionLine
    form: Form
    compared: Compared
    names: dict[str, str]


def revision(slug: str, number: int, reader: Account | None) -> Shown:
    dataset = open_story(slug, reader)
    found = revision_of(dataset, number)
    newest = held.newest_version(dataset)
    shown = as_read_today(found)
    lines = tuple(line_of(each) for each in every(dataset))
    return Shown(
        slug=dataset.slug,
        title=dataset.title,
        line=line_of(found),
        story=reading.story_of(shown, newest=newest.number if newest else found.version.number),
        others=lines,
    )


def since(slug: str, number: int, before: int, reader: Account | None) -> Since:
    """What revision ``number`` says otherwise than revision ``before``; either may be older."""
    dataset = open_story(slug, reader)
    old, new = revision_of(dataset, before), revision_of(dataset, number)
    documents = [as_read_today(each).document for each in (old, new)]
    form = wiring.form(new.form)
    return Since(
        slug=dataset.slug,
        title=dataset.title,
        old=line_of(old),
        new=line_of(new),
        form=form,
        compared=compare(*documents, old_form=wiring.form(old.form), new_form=form),
        names={**reading.names_of(documents[0]), **reading.names_of(documents[1])},
    )


def lines(dataset_id: UUID) -> tuple[RevisionLine, ...]:
    """Number, day and version of each, for a list of links; nothing is opened for it."""
    found = Revision.objects.filter(dataset=dataset_id).select_related("version").defer("document")
    return tuple(
        RevisionLine(each.number, each.at, each.version.number, each.form, each.digest, 0)
        for each in found.order_by("-number")
    )


def open_story(slug: str, reader: Account | None) -> Dataset:
    """A published story is read by all, also while the data are hidden; else by who works here."""
    dataset = reading.find(slug)
    published = Publication.objects.filter(dataset=dataset).exists()
    if not published and not rules.may_read(reader, on=held.scopes_of(dataset)):
        raise Waiting(reading.stub_of(dataset))
    return dataset


def revision_of(dataset: Dataset, number: int) -> Revision:
    found = dataset.revisions.select_related("version", "dataset").filter(number=number).first()
    if found is None:
        raise NotHeld(
            "The story of “{title}” has no revision {number}.",
            "See the list of its revisions.",
            title=dataset.title,
            number=number,
        )
    return found


def every(dataset: Dataset) -> list[Revision]:
    return list(dataset.revisions.select_related("version", "dataset").order_by("-number"))


def as_read_today(found: Revision) -> Revision:
    """Without what was taken back or hidden since; the row itself is not touched."""
    shown = copy(found)
    shown.document = said.without_the_gone(found)
    return shown


def line_of(found: Revision) -> RevisionLine:
    today: dict[str, Any] = said.without_the_gone(found)
    return RevisionLine(
        number=found.number,
        at=found.at,
        version=found.version.number,
        form=found.form,
        digest=found.digest,
        gone=said_in(found.document) - said_in(today),
    )


def said_in(document: dict[str, Any]) -> int:
    return len(document["statements"]) + len(document["gaps"])
