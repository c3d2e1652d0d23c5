"""Writes of the catalogue: each is one verb, atomic, and can be repeated without doubling."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from commonstacks.kit.clock import parse
from commonstacks.kit.digests import canonical
from commonstacks.kit.text import slug as slug_of
from commonstacks.library.catalog.models import (
    Alias,
    Change,
    Column,
    Dataset,
    File,
    Hold,
    Source,
    Table,
    TableChange,
    Version,
)
from commonstacks.workshop.tables.shape import TableProfile
from commonstacks.workshop.vault.base import HeldFile

HARVESTED = ("slug", "title", "remote_key", "publisher", "address", "licence", "attribution")
TOLD = ("reading", "areas")


@transaction.atomic
def know_dataset(
    *, source_kind: str, source_address: str, remote_key: str, now: datetime, **facts: Any
) -> Dataset:
    """The dataset of that key at that source; made, with a free name, when it is new."""
    source, _ = Source.objects.get_or_create(
        address=source_address, defaults={"kind": source_kind, "created_at": now}
    )
    known = Dataset.objects.filter(source=source, remote_key=remote_key).first()
    if known:
        return known
    wanted = facts.pop("slug", "") or slug_of(str(facts.get("title", ""))) or "dataset"
    return Dataset.objects.create(
        source=source, remote_key=remote_key, slug=free_slug(wanted), created_at=now, **facts
    )


def restore_dataset(*, dataset_id: UUID, facts: dict[str, Any]) -> Dataset:
    """The dataset that a deposit of the vault belongs to, with the id and name it had."""
    source, _ = Source.objects.get_or_create(
        address=facts["source"],
        defaults={"kind": facts["source_kind"], "created_at": parse(facts["created_at"])},
    )
    return Dataset.objects.get_or_create(
        pk=dataset_id,
        defaults={
            "source": source,
            "created_at": parse(facts["created_at"]),
            **{k: facts[k] for k in HARVESTED},
            **{k: facts[k] for k in TOLD if facts.get(k)},
        },
    )[0]


def free_slug(wanted: str) -> str:
    taken = set(Dataset.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    taken |= set(Alias.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    taken |= set(Hold.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    names = itertools.chain([wanted], (f"{wanted}-{n}" for n in itertools.count(2)))
    return next(name for name in names if name not in taken)


@transaction.atomic
def record_version(
    *,
    dataset: Dataset,
    number: int,
    inventory: str,
    files: Iterable[HeldFile],
    facts: dict[str, Any],
) -> Version:
    """A version whose bytes are already in the vault; ``facts`` are those of its deposit."""
    taken_at = parse(facts["taken_at"])
    published_on = facts.get("published_on") or None
    version, made = Version.objects.get_or_create(
        dataset=dataset,
        number=number,
        defaults={
            "taken_at": taken_at,
            "inventory": inventory,
            "address": facts["address"],
            "label": facts.get("label", ""),
            "published_on": published_on and date.fromisoformat(published_on),
        },
    )
    if made:
        File.objects.bulk_create(file_row(version, file, facts) for file in files)
    seen(dataset=dataset, at=taken_at)
    return version


def file_row(version: Version, file: HeldFile, facts: dict[str, Any]) -> File:
    order = facts.get("order", [])
    return File(
        version=version,
        name=file.name,
        size=file.size,
        sha256=file.sha256,
        sha512=file.sha512,
        media_type=facts["media_types"].get(file.name, ""),
        position=order.index(file.name) if file.name in order else len(order),
    )


def seen(*, dataset: Dataset, at: datetime) -> None:
    """The source was looked at; ``at`` never goes back."""
    Dataset.objects.filter(pk=dataset.pk).exclude(seen_at__gte=at).update(seen_at=at)


@transaction.atomic
def record_table(
    *, version: Version, digest: str, profile: TableProfile, placed: str = "", position: int = 0
) -> Table:
    """A table read from a version. Reading again replaces what was read before."""
    table, _ = Table.objects.update_or_create(
        version=version,
        name=profile.name,
        defaults={
            "digest": digest,
            "rows": profile.rows,
            "set_aside": profile.set_aside,
            "profile": profile.to_json(),
            "placed": placed,
            "position": position,
        },
    )
    table.columns.all().delete()
    Column.objects.bulk_create(
        Column(table=table, position=column.position, name=column.name, kind=column.kind)
        for column in profile.columns
    )
    Version.objects.filter(pk=version.pk).update(unreadable="", hint="")
    return table


@transaction.atomic
def record_unreadable(*, file: File, reason: str, hint: str) -> None:
    """The bytes are kept; what stands in the way of reading them is said.

    A version counts as unreadable while nothing of it could be read.
    """
    File.objects.filter(pk=file.pk).update(unreadable=reason, hint=hint)
    if not file.version.tables.exists():
        Version.objects.filter(pk=file.version_id).update(unreadable=reason, hint=hint)


@transaction.atomic
def record_change(
    *, version: Version, before: Version, kind: str, summary: str, tables: Sequence[TableChange]
) -> Change:
    """What changed, in all and in each table; a later look at the same versions replaces it."""
    change, _ = Change.objects.update_or_create(
        version=version, defaults={"before": before, "kind": kind, "summary": summary}
    )
    change.tables.all().delete()
    for position, table in enumerate(tables):
        table.change, table.position = change, position
    TableChange.objects.bulk_create(tables)
    return change


def doubt(*, version: Version, why: str) -> None:
    """The version is kept and shown as it is, but not lent by default until a person trusts it."""
    Version.objects.filter(pk=version.pk).update(doubt=why)


def instruct(*, dataset: Dataset, given: dict[str, str], trusted: Collection[int]) -> None:
    """What people said about the files: how to read them, which doubted versions are right."""
    Dataset.objects.filter(pk=dataset.pk).update(reading=canonical(given).decode())
    dataset.versions.update(trusted=False)
    dataset.versions.filter(number__in=trusted).update(trusted=True)


def set_groups(*, dataset: Dataset, facts: dict[str, Any]) -> None:
    """From how many rows on groups are shown, why, and who says so."""
    Dataset.objects.filter(pk=dataset.pk).update(groups=canonical(facts).decode())
    dataset.groups = canonical(facts).decode()


@transaction.atomic
def put_tombstone(*, dataset_id: UUID, slug: str, kind: str, reason: str, now: datetime) -> Hold:
    hold, _ = Hold.objects.update_or_create(
        dataset_id=dataset_id,
        defaults={"slug": slug, "kind": kind, "reason": reason, "at": now},
    )
    return hold
