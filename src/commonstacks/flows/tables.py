"""From kept bytes to tables: each file of a version is read, profiled, placed and recorded."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from commonstacks.flows import wiring
from commonstacks.flows.groups import policy_of
from commonstacks.flows.watching import Watch
from commonstacks.library.catalog import actions as catalog
from commonstacks.library.catalog.models import File, Table, Version
from commonstacks.workshop import killable, readying


def read_version_id(version: int, *, watch: Watch) -> dict[str, Any]:
    found = Version.objects.select_related("dataset").get(pk=version)
    tables = read_version(found, watch=watch)
    return {"dataset": found.dataset.slug, "version": found.number, "read": bool(tables)}


def read_version(version: Version, *, watch: Watch) -> list[Table]:
    """The tables of a version, each file read in a process that can be killed.

    A file that cannot be read stays kept, and says why.
    """
    tables: list[Table] = []
    for file in version.files.select_related("version__dataset"):
        watch.check()
        made = make_ready(file, watch)
        for table in made.tables:
            tables.append(
                catalog.record_table(
                    version=version,
                    digest=table.digest,
                    profile=table.profile,
                    placed=table.placed.to_json() if table.placed else "",
                    position=len(tables),
                )
            )
        if made.refusal:
            catalog.record_unreadable(file=file, reason=made.refusal.reason, hint=made.refusal.hint)
    return tables


def make_ready(file: File, watch: Watch, given: Mapping[str, str] | None = None) -> readying.Made:
    """Each table of a file in its folder, read as people said.

    ``given`` tries other instructions than those kept for the dataset.
    """
    given = json.loads(file.version.dataset.reading) if given is None else given
    limits = wiring.limits()
    with wiring.vault().lend(str(file.version.dataset_id), file.version.number, file.name) as path:
        return killable.run(
            readying.make_ready,
            path,
            wiring.derived(),
            readying.Kept(file.name, file.sha512),
            given=given,
            policy=policy_of(file.version.dataset),
            seconds=limits.read_seconds,
            megabytes=limits.read_megabytes,
            on_progress=watch.tell,
            cancelled=watch.cancelled,
        )
