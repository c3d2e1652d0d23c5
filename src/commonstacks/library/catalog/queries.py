"""Reads of the catalogue used more than once."""

from __future__ import annotations

from django.db.models import Q

from commonstacks.kit.errors import NotHeld
from commonstacks.kit.refs import Ref
from commonstacks.library.catalog.models import Alias, Dataset, Table, Version
from commonstacks.library.people.models import Agent


def dataset_called(slug: str) -> Dataset:
    """By its name or an old one."""
    dataset = Dataset.objects.select_related("source").filter(slug=slug).first()
    if dataset is None:
        alias = Alias.objects.select_related("dataset__source").filter(slug=slug).first()
        dataset = alias.dataset if alias else None
    if dataset is None:
        raise NotHeld(
            "This library holds no dataset called “{slug}”.",
            "Search for a word or a place instead.",
            slug=slug[:80],
        )
    return dataset


def newest_version(dataset: Dataset) -> Version | None:
    return dataset.versions.order_by("-number").first()


def newest_readable(dataset: Dataset, *, before: int | None = None) -> Version | None:
    """What a reader gets when no version is named: the last one with a table and without a doubt.

    Where every one is in doubt it is the last with a table. ``before``: only earlier ones.
    """
    read = dataset.versions.filter(tables__isnull=False).order_by("-number")
    if before is not None:
        read = read.filter(number__lt=before)
    return read.filter(Q(doubt="") | Q(trusted=True)).first() or read.first()


def version_of(dataset: Dataset, number: int) -> Version:
    version = dataset.versions.filter(number=number).first()
    if version is None:
        raise NotHeld(
            "“{title}” has no version {number}.",
            "See the list of its versions.",
            title=dataset.title,
            number=number,
        )
    return version


def table_of(version: Version) -> Table | None:
    """The table that is shown first."""
    return version.tables.order_by("position", "name").first()


def table_called(version: Version, name: str) -> Table:
    table = version.tables.filter(name=name).first()
    if table is None:
        raise NotHeld(
            "Version {number} has no table “{name}”.",
            "See the list of its tables.",
            number=version.number,
            name=name[:80],
        )
    return table


def scopes_of(dataset: Dataset) -> tuple[Ref, ...]:
    """What a role may stand on to count for this dataset: itself, and who publishes it."""
    known = Agent.objects.filter(kind=Agent.Kind.ORGANISATION, name=dataset.publisher.strip())
    publishers = known.values_list("pk", flat=True) if dataset.publisher.strip() else ()
    return (
        Ref("dataset", str(dataset.pk)),
        *(Ref("organisation", str(agent)) for agent in publishers),
    )
