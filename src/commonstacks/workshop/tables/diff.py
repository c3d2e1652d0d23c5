"""What has changed between two versions: columns, rows, and which kind of change it is."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from commonstacks.kit.errors import Refusal
from commonstacks.workshop.tables import changes, keys
from commonstacks.workshop.tables.changes import Counts, Schema
from commonstacks.workshop.tables.difference import Difference, Example
from commonstacks.workshop.tables.shape import ColumnProfile, TableProfile
from commonstacks.workshop.tables.sides import Sides
from commonstacks.workshop.tables.sql import connect

_TELLING = ("text", "place name", "telephone", "email")
_MOST_KEYS = 5  # candidate keys whose overlap is measured
_MOST_WITNESSES = 3
_STILL_THERE = 0.5  # share of a witness's values that must be left to speak against a key


def compare(
    old: Path,
    new: Path,
    *,
    old_profile: TableProfile,
    new_profile: TableProfile,
    key: tuple[str, ...] | None = None,
) -> Difference:
    """The difference of two tables in Parquet, as described by their profiles.

    Rows are joined by ``key``, or by the found key that most rows share, if it is unique on both
    sides; else they are compared as a multiset of whole rows, and the summary says so. A found
    key under which rows no longer agree, though their contents are still there, was numbered
    anew: then contents are compared and the key is left out. Refuses a given key whose columns
    are not in both versions.
    """
    schema = _schema(old_profile, new_profile)
    with TemporaryDirectory() as scratch, connect(Path(scratch)) as connection:
        sides = Sides(connection, old, new, old_profile, new_profile)
        if key is None:
            found = _found_key(sides, keys.candidates(old, old_profile))
            anew = found if found and _renumbered(sides, found, old_profile) else None
        else:
            found, anew = _given_key(sides, key), None
        used = None if anew else found
        counts, examples = _counted(sides, used, anew or ())
    judged = changes.judge(schema, counts, keyed=used, anew=anew)
    return Difference(
        kind=judged.kind,
        key=used,
        columns_added=schema.added,
        columns_removed=schema.removed,
        columns_retyped=schema.retyped,
        same=counts.same,
        added=counts.added,
        removed=counts.removed,
        changed=counts.changed,
        share_changed=round(counts.share, 6),
        summary=judged.summary,
        examples=examples,
    )


def _counted(
    sides: Sides, key: tuple[str, ...] | None, left_out: tuple[str, ...]
) -> tuple[Counts, tuple[Example, ...]]:
    if key is not None:
        return sides.by_key(key), sides.examples_by_key(key)
    names = tuple(name for name in sides.shared if name not in left_out)
    if not names:
        return sides.strangers(), ()
    return sides.by_content(names), sides.examples_by_content(names)


def _given_key(sides: Sides, key: tuple[str, ...]) -> tuple[str, ...] | None:
    missing = [name for name in key if name not in sides.shared]
    if missing or not key:
        raise Refusal(
            f"Not a column of both versions: {', '.join(missing) or 'no name given'}.",
            f"Columns of both are: {', '.join(sides.shared)}.",
        )
    return key if sides.unique(key) else None


def _found_key(sides: Sides, candidates: tuple[tuple[str, ...], ...]) -> tuple[str, ...] | None:
    """The key that most rows of both sides share, the likelier one where they share as many."""
    shared = [key for key in candidates if set(key) <= set(sides.shared)]
    good = [key for key in shared[:_MOST_KEYS] if sides.unique(key)]
    return max(good, key=sides.overlap, default=None)


def _renumbered(sides: Sides, key: tuple[str, ...], profile: TableProfile) -> bool:
    """Whether words that tell rows apart are still there, but under other keys."""
    witnesses = [
        column.name
        for column in profile.columns
        if column.name in sides.shared and column.name not in key and _tells(column, profile.rows)
    ]
    for witness in witnesses[:_MOST_WITNESSES]:
        agree, there = sides.agreement(key, witness)
        if there >= _STILL_THERE and agree < there / 2:
            return True
    return False


def _tells(column: ColumnProfile, rows: int) -> bool:
    present = rows - column.nulls
    return column.kind in _TELLING and present * 2 > rows and column.distinct * 2 > present


def _schema(old: TableProfile, new: TableProfile) -> Schema:
    before = {column.name: column.kind for column in old.columns}
    after = {column.name: column.kind for column in new.columns}
    return Schema(
        added=tuple(name for name in after if name not in before),
        removed=tuple(name for name in before if name not in after),
        retyped=tuple(
            (name, kind, after[name])
            for name, kind in before.items()
            if name in after and after[name] != kind
        ),
    )
