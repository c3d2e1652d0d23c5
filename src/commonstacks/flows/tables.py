"""From kept bytes to tables: each file of a version is read, profiled, placed and recorded."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from commonstacks.flows import exploration, wiring
from commonstacks.flows.watching import Watch
from commonstacks.kit.errors import Refusal, Stopped
from commonstacks.library.catalog import actions as catalog
from commonstacks.library.catalog.models import File, Table, Version
from commonstacks.workshop import killable
from commonstacks.workshop.places import assign
from commonstacks.workshop.tables import pack
from commonstacks.workshop.tables.shape import TableProfile


def read_version_id(version: int, *, watch: Watch) -> dict[str, Any]:
    found = Version.objects.select_related("dataset").get(pk=version)
    tables = read_version(found, watch=watch)
    return {"dataset": found.dataset.slug, "version": found.number, "read": bool(tables)}


def read_version(version: Version, *, watch: Watch) -> list[Table]:
    """The tables of a version, read in processes that can be killed.

    A file that cannot be read stays kept, and says why.
    """
    tables: list[Table] = []
    for file in version.files.select_related("version__dataset"):
        watch.check()
        try:
            for digest, profile in tables_in(file, watch):
                placed = placed_rows(digest, profile, watch)
                exploration.prepare(wiring.table_folder(digest), placed or profile, watch)
                tables.append(
                    catalog.record_table(
                        version=version,
                        digest=digest,
                        profile=profile,
                        placed=placed.to_json() if placed else "",
                        position=len(tables),
                    )
                )
        except Stopped:
            raise
        except Refusal as refusal:
            catalog.record_unreadable(file=file, reason=refusal.reason, hint=refusal.hint)
    return tables


def tables_in(
    file: File, watch: Watch, given: Mapping[str, str] | None = None
) -> Iterator[tuple[str, TableProfile]]:
    """Each table of a file, with the digest that names its folder, read as people said.

    ``given`` tries other instructions than those kept for the dataset.
    """
    given = json.loads(file.version.dataset.reading) if given is None else given
    with wiring.vault().lend(str(file.version.dataset_id), file.version.number, file.name) as path:
        layers = killed_if_need_be(partial(pack.layers, given=given), path, watch=watch)
        for layer in layers:
            digest = pack.table_digest(file.sha512, layer=layer, given=given)
            folder = wiring.table_folder(digest)
            name = f"{file.name}: {layer}" if len(layers) > 1 else file.name
            read = partial(pack.read, name=name, layer=layer, given=given)
            yield digest, profile_in(folder) or read_layer(read, path, folder, watch)


def read_layer(read: Any, path: Path, folder: Path, watch: Watch) -> TableProfile:
    profile: TableProfile = killed_if_need_be(read, path, folder, watch=watch)
    return profile


def profile_in(folder: Path, file: str = "profile.json") -> TableProfile | None:
    """What an earlier reading of the same bytes left; the folder is put in place as a whole."""
    written = folder / file
    return TableProfile.from_json(written.read_text(encoding="utf-8")) if written.exists() else None


def placed_rows(digest: str, profile: TableProfile, watch: Watch) -> TableProfile | None:
    """The table with the places of its rows, found by their codes, positions or names."""
    folder = wiring.table_folder(digest)
    if not assign.placeable(profile):
        return None
    placed = profile_in(folder, "placed.json") or killed_if_need_be(
        assign.assign, folder, profile, watch=watch
    )
    return placed if placed != profile else None


def killed_if_need_be(work: Any, *arguments: Any, watch: Watch) -> Any:
    """In a process of its own, within the limits of reading."""
    limits = wiring.limits()
    return killable.run(
        work,
        *arguments,
        seconds=limits.read_seconds,
        megabytes=limits.read_megabytes,
        on_progress=watch.tell,
        cancelled=watch.cancelled,
    )
