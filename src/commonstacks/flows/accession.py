"""How files become a version: brought, kept, read, profiled, recorded; then its context opens.

Every step can be repeated. After a crash the same job runs again and finds what is already done.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from commonstacks.flows import (
    drafting,
    following,
    names,
    placing,
    renewing,
    revisit,
    tables,
    wiring,
)
from commonstacks.flows.watching import Watch
from commonstacks.kit import clock, digests
from commonstacks.kit.errors import NotAllowed
from commonstacks.kit.text import slug
from commonstacks.library.catalog import actions as catalog
from commonstacks.library.catalog import queries as held
from commonstacks.library.catalog.models import Dataset, Version
from commonstacks.library.context import actions as context
from commonstacks.library.people import rules
from commonstacks.library.people.models import Account
from commonstacks.workshop import killable
from commonstacks.workshop.portals import fetcher, plain
from commonstacks.workshop.portals.base import Fetched, RemoteDataset, RemoteFile

Arrived = dict[str, Fetched]  # by the name of the file, in the order of the source


def take_in(address: str, *, by: UUID, watch: Watch, title: str = "") -> dict[str, Any]:
    """The file at ``address`` (or at a path) becomes a dataset, or a new version of one."""
    account = Account.objects.select_related("agent").get(pk=by)
    if not rules.may_add(account):
        raise NotAllowed("You may not add datasets.", "Ask the steward of this library.")
    remote = plain.describe(address)
    if title:
        remote = replace(remote, title=title, slug=slug(title))
    return take(remote, account=account, watch=watch)


def take(remote: RemoteDataset, *, account: Account, watch: Watch) -> dict[str, Any]:
    """The same for what a portal described."""
    with arriving() as folder:
        arrived = bring_all(remote, folder, watch)
        dataset = know(remote)  # only now: what never arrived leaves no trace on the shelf
        version, new = keep(dataset, remote, arrived, account)
    tables.read_version(version, watch=watch)
    context.open_context(dataset=dataset, form=wiring.form(), now=clock.now())
    placing.place(dataset)
    revisit.new_version(version)
    drafting.renew(version)
    names.keep()
    return {
        "dataset": dataset.slug,
        "version": version.number,
        "new": new,
        "unreadable": [
            [file.name, file.unreadable, file.hint] for file in version.files.exclude(unreadable="")
        ],
    }


def know(remote: RemoteDataset) -> Dataset:
    return catalog.know_dataset(
        source_kind=remote.kind,
        source_address=remote.source,
        remote_key=remote.key,
        title=remote.title,
        slug=remote.slug,
        publisher=remote.publisher,
        address=remote.address,
        licence=remote.licence,
        attribution=remote.attribution,
        reading=digests.canonical(dict(remote.reading)).decode(),
        areas=remote.areas,
        now=clock.now(),
    )


@contextmanager
def arriving() -> Iterator[Path]:
    folder = wiring.scratch() / uuid4().hex
    folder.mkdir()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def bring_all(remote: RemoteDataset, folder: Path, watch: Watch) -> Arrived:
    """Every file or none: a version is what the source offered at one time."""
    arrived: Arrived = {}
    for place, file in enumerate(remote.files):
        watch.check()
        room = folder / str(place)  # two files may come under one name
        room.mkdir()
        arrived[free_name(plain.file_name(file.name), arrived)] = bring(file, room, watch)
    return arrived


def free_name(name: str, taken: Arrived) -> str:
    number = 1
    wanted = name
    while wanted in taken:
        number += 1
        stem, dot, ending = name.partition(".")
        wanted = f"{stem}-{number}{dot}{ending}"
    return wanted


def bring(file: RemoteFile, folder: Path, watch: Watch) -> Fetched:
    """Into ``folder``, by a process of its own: what a server sends is never read in ours."""
    limits = wiring.limits()
    bring_it = partial(
        plain.bring,
        allow=limits.outbound_allow,
        seconds=limits.fetch_seconds,
        megabytes=limits.fetch_megabytes,
        agent=f"{fetcher.AGENT} (+{wiring.library_address()})",
    )
    return killable.run(
        bring_it,
        file,
        folder,
        seconds=limits.fetch_seconds + 10,
        megabytes=limits.read_megabytes,
        on_progress=watch.tell,
        cancelled=watch.cancelled,
    )


def keep(
    dataset: Dataset, remote: RemoteDataset, arrived: Arrived, account: Account
) -> tuple[Version, bool]:
    """Bytes into the vault, then the row. The same bytes as before make no new version."""
    following.catch_up()  # what a crash left between the vault and the rows
    changed = renewing.put(dataset, remote)
    newest = held.newest_version(dataset)
    offered = {name: file.sha512 for name, file in arrived.items()}
    if newest and dict(newest.files.values_list("name", "sha512")) == offered:
        catalog.seen(dataset=dataset, at=last(arrived))
        renewing.record(dataset, changed, now=clock.now())
        return newest, False
    facts = deposit_facts(dataset, remote, arrived, account)
    kept = wiring.vault().hold_version(
        dataset=str(dataset.pk),
        number=newest.number + 1 if newest else 1,
        at=last(arrived),
        files={name: file.path for name, file in arrived.items()},
        facts=facts,
    )
    with transaction.atomic():
        version = catalog.record_version(
            dataset=dataset,
            number=kept.number,
            inventory=kept.inventory_sha512,
            files=kept.files,
            facts=facts,
        )
        renewing.save(dataset, changed)
        following.credit_keeping(version, account.agent)
    return version, True


def last(arrived: Arrived) -> datetime:
    return max(file.at for file in arrived.values())


def deposit_facts(
    dataset: Dataset, remote: RemoteDataset, arrived: Arrived, account: Account
) -> dict[str, Any]:
    """What the vault says beside the bytes: enough to make the row again without a database."""
    return {
        "slug": dataset.slug,
        "title": dataset.title,
        "source_kind": dataset.source.kind,
        "source": dataset.source.address,
        "remote_key": dataset.remote_key,
        "publisher": dataset.publisher,
        "address": dataset.address,
        "licence": dataset.licence,
        "attribution": dataset.attribution,
        "reading": dataset.reading,
        "areas": dataset.areas,
        "label": remote.version[:60],
        "published_on": remote.published_on,
        "harvested": remote.harvested,
        "created_at": clock.stamp(dataset.created_at),
        "taken_at": clock.stamp(last(arrived)),
        "by": str(account.agent_id),
        "order": list(arrived),
        "media_types": {name: file.media_type for name, file in arrived.items()},
        "answers": {name: answer(file) for name, file in arrived.items()},
        "tool": "commonstacks",
    }


def answer(file: Fetched) -> dict[str, Any]:
    """What the server said, without what stands in the address for one visit or as a secret."""
    return {
        "address": plain.describe(file.address).address if file.address else "",
        "status": file.status,
        "headers": [list(header) for header in file.headers],
    }
