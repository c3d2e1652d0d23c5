"""How a file becomes a version: brought, kept, read, profiled, recorded; then its context opens.

Every step can be repeated. After a crash the same job runs again and finds what is already done.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from commonstacks.flows import exploration, following, names, placing, revisit, wiring
from commonstacks.flows.watching import Watch
from commonstacks.kit import clock
from commonstacks.kit.errors import NotAllowed, Refusal, Stopped
from commonstacks.kit.text import slug
from commonstacks.library.catalog import actions as catalog
from commonstacks.library.catalog import queries as held
from commonstacks.library.catalog.models import Dataset, Table, Version
from commonstacks.library.context import actions as context
from commonstacks.library.people import rules
from commonstacks.library.people.models import Account
from commonstacks.workshop import killable
from commonstacks.workshop.portals import fetcher, plain
from commonstacks.workshop.portals.base import Fetched, RemoteDataset
from commonstacks.workshop.tables import pack
from commonstacks.workshop.tables.shape import TableProfile


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
        fetched = bring(remote, folder, watch)
        dataset = know(remote)  # only now: what never arrived leaves no trace on the shelf
        version, new = keep(dataset, remote, fetched, account)
    read_version(version, watch=watch)
    context.open_context(dataset=dataset, form=wiring.form(), now=clock.now())
    placing.place(dataset)
    revisit.new_version(version)
    names.keep()
    return {"dataset": dataset.slug, "version": version.number, "new": new}


def know(remote: RemoteDataset) -> Dataset:
    return catalog.know_dataset(
        source_kind="plain",
        source_address=remote.source,
        remote_key=remote.key,
        title=remote.title,
        slug=remote.slug,
        publisher=remote.publisher,
        address=remote.address,
        licence=remote.licence,
        attribution=remote.attribution,
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


def bring(remote: RemoteDataset, folder: Path, watch: Watch) -> Fetched:
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
        remote.files[0],
        folder,
        seconds=limits.fetch_seconds + 10,
        megabytes=limits.read_megabytes,
        on_progress=watch.tell,
        cancelled=watch.cancelled,
    )


def keep(
    dataset: Dataset, remote: RemoteDataset, fetched: Fetched, account: Account
) -> tuple[Version, bool]:
    """Bytes into the vault, then the row. The same bytes as before make no new version."""
    following.catch_up()  # what a crash left between the vault and the rows
    newest = held.newest_version(dataset)
    name = remote.files[0].name
    if newest and newest.files.filter(name=name, sha512=fetched.sha512).exists():
        catalog.seen(dataset=dataset, at=fetched.at)
        return newest, False
    number = newest.number + 1 if newest else 1
    facts = deposit_facts(dataset, remote, fetched, account)
    kept = wiring.vault().hold_version(
        dataset=str(dataset.pk),
        number=number,
        at=fetched.at,
        files={name: fetched.path},
        facts=facts,
    )
    return record(dataset, number, kept.inventory_sha512, facts, kept.files, account), True


def deposit_facts(
    dataset: Dataset, remote: RemoteDataset, fetched: Fetched, account: Account
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
        "created_at": clock.stamp(dataset.created_at),
        "taken_at": clock.stamp(fetched.at),
        "by": str(account.agent_id),
        "media_types": {remote.files[0].name: fetched.media_type},
        "answer": {
            "address": dataset.address,
            "status": fetched.status,
            "headers": [list(header) for header in fetched.headers],
        },
        "tool": "commonstacks",
    }


@transaction.atomic
def record(
    dataset: Dataset, number: int, inventory: str, facts: dict[str, Any], files: Any, by: Account
) -> Version:
    version = catalog.record_version(
        dataset=dataset,
        number=number,
        taken_at=clock.parse(facts["taken_at"]),
        inventory=inventory,
        address=facts["address"],
        files=files,
        media_types=facts["media_types"],
    )
    following.credit_keeping(version, by.agent)
    return version


def read_version_id(version: int, *, watch: Watch) -> dict[str, Any]:
    found = Version.objects.select_related("dataset").get(pk=version)
    table = read_version(found, watch=watch)
    return {"dataset": found.dataset.slug, "version": found.number, "read": table is not None}


def read_version(version: Version, *, watch: Watch) -> Table | None:
    """The table of a version, read in a process that can be killed. What cannot be read is said."""
    watch.check()
    file = version.files.order_by("name").first()
    if file is None:
        return None
    digest = pack.table_digest(file.sha512)
    folder = wiring.table_folder(digest)
    profile = profile_in(folder)
    if profile is None:
        try:
            profile = read_file(version, file.name, folder, watch)
        except Stopped:
            raise
        except Refusal as refusal:
            catalog.record_unreadable(version=version, reason=refusal.reason, hint=refusal.hint)
            return None
    exploration.prepare(folder, profile, watch)
    return catalog.record_table(version=version, digest=digest, profile=profile)


def profile_in(folder: Path) -> TableProfile | None:
    """What an earlier reading of the same bytes left; the folder is put in place as a whole."""
    written = folder / "profile.json"
    return TableProfile.from_json(written.read_text(encoding="utf-8")) if written.exists() else None


def read_file(version: Version, name: str, folder: Path, watch: Watch) -> TableProfile:
    limits = wiring.limits()
    with wiring.vault().lend(str(version.dataset_id), version.number, name) as path:
        return killable.run(
            pack.read,
            path,
            folder,
            name=name,
            seconds=limits.read_seconds,
            megabytes=limits.read_megabytes,
            on_progress=watch.tell,
            cancelled=watch.cancelled,
        )
