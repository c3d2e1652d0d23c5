"""The versions of a dataset as readers see them, and what changed from one to the next."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from django.db.models import Prefetch

from commonstacks.flows.shown import Changed, ChangedTable, FileLine, Lent, VersionLine
from commonstacks.kit.errors import NotHeld
from commonstacks.library.catalog.models import Change, Dataset, Table, TableChange, Version
from commonstacks.workshop.tables.history.difference import Difference
from commonstacks.workshop.views.cells import OPEN, Policy


def version_lines(dataset: Dataset, policy: Policy = OPEN) -> tuple[VersionLine, ...]:
    """Every version, the newest first; where people are in it, without what changed in rows."""
    light = Table.objects.defer("profile", "placed")
    found = dataset.versions.select_related("change").prefetch_related(
        "files", Prefetch("tables", light)
    )
    lines = tuple(version_line(version) for version in found.order_by("-number"))
    return tuple(replace(line, change="") for line in lines) if policy.on else lines


def version_line(version: Version) -> VersionLine:
    table = next(iter(version.tables.all()), None)
    change = getattr(version, "change", None)
    return VersionLine(
        number=version.number,
        taken_at=version.taken_at,
        rows=table.rows if table else None,
        set_aside=table.set_aside if table else 0,
        files=tuple(
            FileLine(f.name, f.size, f.sha256, f.sha512, f.media_type, f.unreadable, f.hint)
            for f in version.files.all()
        ),
        change=change.summary if change else "",
        change_kind=change.kind if change else "",
        unreadable=version.unreadable,
        hint=version.hint,
        doubt=version.doubt,
        trusted=version.trusted,
        label=version.label,
        published_on=version.published_on,
    )


def change_of(lent: Lent, number: int, table: str = "") -> Changed:
    """What changed in version ``number``, and in one of its tables: the one named, or the first.
    Refuses tables about people: how their rows differ tells of single ones."""
    lent.policy.need_open("it is not shown what changed in its rows")
    if number not in {line.number for line in lent.versions}:
        raise NotHeld(
            "“{title}” has no version {number}.",
            "See the list of its versions.",
            title=lent.title,
            number=number,
        )
    compared = Change.objects.select_related("before").filter(version__dataset=UUID(lent.id))
    change = compared.filter(version__number=number).first()
    if change is None:
        raise NotHeld(
            "Version {number} of “{title}” was compared with no other.",
            "The first version has nothing before it.",
            number=number,
            title=lent.title,
        )
    rows = list(change.tables.select_related("before"))
    return Changed(
        before=change.before.number,
        kind=change.kind,
        summary=change.summary,
        tables=tuple(map(changed_table, rows)),
        shown=changed_table(chosen(rows, table)),
    )


def chosen(rows: list[TableChange], table: str) -> TableChange:
    """A table that came or went can only be chosen where nothing could be compared."""
    compared = [row for row in rows if row.facts] or rows
    found = next((row for row in compared if table in ("", row.name)), None)
    if found is None:
        raise NotHeld("This table was compared with no other.", "See what changed in the others.")
    return found


def changed_table(row: TableChange) -> ChangedTable:
    return ChangedTable(
        name=row.name,
        before=row.before.name if row.before else "",
        gone=row.after_id is None,
        difference=Difference.from_json(row.facts) if row.facts else None,
    )
