"""A new version has come: is it whole, what changed, and which answers no longer hold?"""

from __future__ import annotations

from dataclasses import dataclass, replace

from commonstacks.flows import caring, finding, renewing, telling, wiring
from commonstacks.kit import clock
from commonstacks.library.catalog import actions as catalog
from commonstacks.library.catalog import queries as held
from commonstacks.library.catalog.models import Change, Table, TableChange, Version
from commonstacks.library.context import actions as context
from commonstacks.library.context import queries as said
from commonstacks.workshop.forms import stale
from commonstacks.workshop.tables.history import diff, suspicion, together
from commonstacks.workshop.tables.history.difference import Difference
from commonstacks.workshop.tables.shape import TableProfile

EARLIER = 5  # versions before this one, by which its doubtful looks are judged


def new_version(version: Version) -> Change | None:
    """Doubt it or not, compare it with the last good one before it, mark stale answers. Once."""
    if Change.objects.filter(version=version).exists():
        return None
    return again(version)


def again(version: Version) -> Change | None:
    """The same, for a version whose tables were read anew."""
    renewing.recall(version)
    before = held.newest_readable(version.dataset, before=version.number)
    found = compare(before, version) if before else []
    catalog.doubt(version=version, why=doubt_of(version, found))
    change = None
    if before and found:
        told = [one.told for one in found]
        change = catalog.record_change(
            version=version,
            before=before,
            kind=together.kind(told),
            summary=together.summary(told),
            tables=[one.row for one in found],
        )
        mark_stale(version, found, before)
    news(version, before)
    finding.index_dataset(version.dataset)
    return change


def news(version: Version, before: Version | None) -> None:
    """Who follows it hears of a version that came just now; then time has its say too."""
    dataset, now = version.dataset, clock.now()
    if caring.is_fresh(version, now):
        if before is not None:
            telling.tell("new version", dataset, now, number=version.number)
        marks = dataset.stale_marks.filter(version=version, cleared_at=None)
        asked = set(marks.values_list("question", flat=True)) & caring.answered(dataset)
        if asked:
            telling.tell("stale", dataset, now, number=version.number, questions=asked)
    caring.after_version(version, now)


@dataclass(frozen=True, slots=True)
class Found:
    """What changed in one table: as it is recorded, and as it is told."""

    row: TableChange
    told: together.Compared


def compare(before: Version, after: Version) -> list[Found]:
    """Every table with what it was before; the tables that came and went."""
    old, new = list(before.tables.all()), list(after.tables.all())
    if not new:
        why = Version.objects.values_list("unreadable", flat=True).get(pk=after.pk)
        return [found(old[0], None, suspicion.unreadable(why))] if why else []
    profiles = [[TableProfile.from_json(table.profile) for table in side] for side in (old, new)]
    return [
        compare_tables(
            old[pair.before] if pair.before is not None else None,
            new[pair.after] if pair.after is not None else None,
        )
        for pair in together.pairs(*profiles)
    ]


def compare_tables(old: Table | None, new: Table | None) -> Found:
    if old is None or new is None:
        return found(old, new, None)
    difference = diff.compare(
        wiring.table_folder(old.digest) / "table.parquet",
        wiring.table_folder(new.digest) / "table.parquet",
        old_profile=TableProfile.from_json(old.profile),
        new_profile=TableProfile.from_json(new.profile),
    )
    return found(old, new, difference)


def found(old: Table | None, new: Table | None, difference: Difference | None) -> Found:
    name = (new or old or Table()).name
    facts = difference.to_json() if difference else ""
    return Found(
        TableChange(name=name, before=old, after=new, facts=facts),
        together.Compared(name, difference, gone=new is None),
    )


def doubt_of(version: Version, found: list[Found]) -> str:
    """Why the version should not be lent by default; empty where nothing looks wrong."""
    table = held.table_of(version)
    if table is None:
        return ""  # it cannot be lent at all, and says why
    earlier = Table.objects.filter(
        version__dataset=version.dataset, version__number__lt=version.number, version__doubt=""
    ).order_by("-version__number", "position")[:EARLIER]
    why = suspicion.of_table(
        TableProfile.from_json(table.profile),
        [TableProfile.from_json(one.profile) for one in earlier if one.position == table.position],
    )
    return why or together.doubt([one.told for one in found])


def mark_stale(version: Version, found: list[Found], before: Version) -> None:
    dataset = version.dataset
    published = said.publication_of(dataset)
    if published is None or not version.tables.exists():
        return
    if published.revision.version.number >= version.number:
        return  # a later revision was written with this version in view
    told = [one.told for one in found]
    inside = [one.difference for one in told if one.difference]
    change = stale.Change(
        rows_before=sum(table.rows for table in before.tables.all()),
        rows_after=sum(table.rows for table in version.tables.all()),
        added=(
            *(one.name for one in told if not one.difference and not one.gone),
            *(name for each in inside for name in each.columns_added),
            *(new for each in inside for _, new in each.columns_renamed),
        ),
        removed=(
            *(one.name for one in told if one.gone),
            *(name for each in inside for name in each.columns_removed),
            *(old for each in inside for old, _ in each.columns_renamed),
        ),
        retyped=tuple(name for each in inside for name, *_ in each.columns_retyped),
    )
    others = renewing.between(before, version)
    change = replace(
        change,
        licence_changed="licence" in others,
        publisher_changed="publisher" in others,
        address_changed="address" in others,
    )
    gaps = said.gap_values(said.standing_gaps(dataset))
    marks = stale.stale_marks(wiring.form(), change, gaps)
    context.mark_stale(dataset=dataset, version=version, marks=marks)
