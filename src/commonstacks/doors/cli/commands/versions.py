"""``stacks versions``: every version of a published dataset, and what changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from commonstacks.doors.cli import frame
from commonstacks.doors.cli.telling import Told, count

if TYPE_CHECKING:
    from commonstacks.flows.shown import VersionLine


@click.command(cls=frame.Command)
@click.argument("slug")
def command(slug: str) -> Told:
    """List the versions of the dataset SLUG, newest first."""
    frame.enter()
    from commonstacks.flows import reading

    lent = reading.published(slug)
    facts = {
        "dataset": lent.slug,
        "title": lent.title,
        "versions": [version_facts(version) for version in lent.versions],
    }
    return Told(facts, tuple(version_line(version) for version in lent.versions))


def version_facts(version: VersionLine) -> dict[str, Any]:
    return {
        "version": version.number,
        "taken_at": version.taken_at.isoformat(),
        "rows": version.rows,
        "set_aside": version.set_aside,
        "change": version.change,
        "change_kind": version.change_kind,
        "unreadable": version.unreadable,
        "files": [
            {"name": file.name, "bytes": file.size, "sha256": file.sha256, "sha512": file.sha512}
            for file in version.files
        ],
    }


def version_line(version: VersionLine) -> str:
    rows = version.unreadable if version.rows is None else count(version.rows, "row")
    change = f" {version.change}" if version.change else ""
    return f"Version {version.number}, taken {version.taken_at:%Y-%m-%d %H:%M}: {rows}.{change}"
