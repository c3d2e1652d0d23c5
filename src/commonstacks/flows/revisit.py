"""A new version has come: what changed, and which answers no longer hold?"""

from __future__ import annotations

from commonstacks.flows import finding, wiring
from commonstacks.library.catalog import actions as catalog
from commonstacks.library.catalog import queries as held
from commonstacks.library.catalog.models import Change, Version
from commonstacks.library.context import actions as context
from commonstacks.library.context import queries as said
from commonstacks.workshop.forms import stale
from commonstacks.workshop.tables import diff
from commonstacks.workshop.tables.difference import Difference
from commonstacks.workshop.tables.shape import TableProfile


def new_version(version: Version) -> Change | None:
    """Compare with the version before, mark stale answers, show it everywhere. Done once."""
    if version.number == 1 or Change.objects.filter(version=version).exists():
        return None
    before = (
        version.dataset.versions.filter(number__lt=version.number, tables__isnull=False)
        .order_by("-number")
        .first()
    )
    if before is None:
        return None
    difference = compare(before, version)
    if difference is None:
        return None
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
    if old is None or new is None:
        return None
    return diff.compare(
        wiring.table_folder(old.digest) / "table.parquet",
        wiring.table_folder(new.digest) / "table.parquet",
        old_profile=TableProfile.from_json(old.profile),
        new_profile=TableProfile.from_json(new.profile),
    )


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
        added=difference.columns_added,
        removed=difference.columns_removed,
        retyped=tuple(name for name, *_ in difference.columns_retyped),
    )
    gaps = said.gap_values(said.standing_gaps(dataset))
    marks = stale.stale_marks(form, change, gaps)
    context.mark_stale(dataset=dataset, version=version, marks=marks)
