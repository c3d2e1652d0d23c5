"""A new version has come: is it whole, what changed, and which answers no longer hold?"""

from __future__ import annotations

from commonstacks.flows import finding, wiring
from commonstacks.library.catalog import actions as catalog
from commonstacks.library.catalog import queries as held
from commonstacks.library.catalog.models import Change, Table, Version
from commonstacks.library.context import actions as context
from commonstacks.library.context import queries as said
from commonstacks.workshop.forms import stale
from commonstacks.workshop.tables.history import diff, suspicion
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
    before = held.newest_readable(version.dataset, before=version.number)
    difference = compare(before, version) if before else None
    catalog.doubt(version=version, why=doubt_of(version, difference))
    change = None
    if before and difference:
        change = catalog.record_change(
            version=version,
            before=before,
            kind=difference.kind,
            summary=difference.summary,
            facts=difference.to_json(),
        )
        mark_stale(version, difference, before)
    finding.index_dataset(version.dataset)
    return change


def compare(before: Version, after: Version) -> Difference | None:
    old, new = held.table_of(before), held.table_of(after)
    if old is None:
        return None
    if new is None:
        why = Version.objects.values_list("unreadable", flat=True).get(pk=after.pk)
        return suspicion.unreadable(why) if why else None
    return diff.compare(
        wiring.table_folder(old.digest) / "table.parquet",
        wiring.table_folder(new.digest) / "table.parquet",
        old_profile=TableProfile.from_json(old.profile),
        new_profile=TableProfile.from_json(new.profile),
    )


def doubt_of(version: Version, difference: Difference | None) -> str:
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
    if not why and difference and difference.kind == "suspicious":
        return difference.summary
    return why


def mark_stale(version: Version, difference: Difference, before: Version) -> None:
    dataset = version.dataset
    old, new = held.table_of(before), held.table_of(version)
    published = said.publication_of(dataset)
    if published is None or old is None or new is None:
        return
    if published.revision.version.number >= version.number:
        return  # a later revision was written with this version in view
    form = wiring.form()
    change = stale.Change(
        rows_before=old.rows,
        rows_after=new.rows,
        added=(*difference.columns_added, *(new for _, new in difference.columns_renamed)),
        removed=(*difference.columns_removed, *(old for old, _ in difference.columns_renamed)),
        retyped=tuple(name for name, *_ in difference.columns_retyped),
    )
    gaps = said.gap_values(said.standing_gaps(dataset))
    marks = stale.stale_marks(form, change, gaps)
    context.mark_stale(dataset=dataset, version=version, marks=marks)
