"""What has changed between two versions: columns, rows, and which kind of change it is."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from commonstacks.workshop.tables.history import (
    cells,
    changes,
    examples,
    joining,
    matching,
    renamed,
    sentence,
    suspicion,
    trials,
)
from commonstacks.workshop.tables.history.changes import Found, Schema
from commonstacks.workshop.tables.history.difference import Difference, Example
from commonstacks.workshop.tables.history.joining import Joined
from commonstacks.workshop.tables.history.sides import Side, Sides
from commonstacks.workshop.tables.shape import Kind, TableProfile
from commonstacks.workshop.tables.sql import connect

_LOOSE: frozenset[Kind] = frozenset(
    {"text", "category", "code", "identifier", "place name", "place code", "address", "person name"}
)
"""Kinds of text that are told by how often values come again, so more rows may change them."""


def compare(
    old: Path,
    new: Path,
    *,
    old_profile: TableProfile,
    new_profile: TableProfile,
    key: tuple[str, ...] | None = None,
) -> Difference:
    """The difference of two tables in Parquet, as described by their profiles.

    Columns that were only renamed are told by their names or by what they hold. Rows are joined
    by ``key``, if it is unique on both sides, or by the stable key that explains most rows: one
    under which the rest of the rows agrees, and which all but a few rows have to themselves
    (those few are compared whole). Without one, rows are compared as a multiset, and the summary
    says so. Columns that were numbered anew, that only count the rows or stamp the publication
    are left out, and named. Refuses a given key whose columns are not in both versions.
    """
    before, after = Side(old, old_profile), Side(new, new_profile)
    with opened(before, after, _same_names(before, after)) as first:
        sides, joined = _joined(first, key)
        compared = tuple(
            name
            for name in sides.shared
            if name not in joined.left_out and name not in (joined.key or ())
        )
        counts = joined.counts
        inside = cells.look(sides, compared, counts.changed)
        found = Found(
            _schema(sides),
            joined,
            inside,
            not counts.moved and matching.reordered(sides, joined.left_out),
            _suspicion(sides),
        )
        shown = examples.of(sides, joined.key or (), joined.left_out)
    return _difference(found, shown)


@contextmanager
def opened(old: Side, new: Side, names: Mapping[str, str]) -> Iterator[Sides]:
    """Both versions on a connection of their own, for as long as they are compared."""
    with TemporaryDirectory() as scratch, connect(Path(scratch)) as connection:
        yield Sides(connection, old, new, names)


def _same_names(old: Side, new: Side) -> dict[str, str]:
    before, after = ([column.name for column in side.profile.columns] for side in (old, new))
    return renamed.by_name(before, after)


def _joined(sides: Sides, key: tuple[str, ...] | None) -> tuple[Sides, Joined]:
    """Rows matched, and columns that were renamed found on the way."""
    joined = joining.join(sides) if key is None else joining.join_by(sides, key)
    if key is None and joined.key is None and (called := renamed.by_distinct(sides)):
        sides = sides.renaming(called)
        joined = joining.join(sides)
    if joined.key is None or not (sides.own_columns("old") and sides.own_columns("new")):
        return sides, joined
    trials.pair_rows(sides, joined.key)
    called = renamed.by_values(sides)
    if not called:
        return sides, joined
    sides = sides.renaming(called)
    return sides, joining.again(sides, joined) if key is None else joining.join_by(sides, key)


def _schema(sides: Sides) -> Schema:
    return Schema(
        added=sides.own_columns("new"),
        removed=sides.own_columns("old"),
        retyped=tuple(_retyped(sides)),
        renamed=tuple(sides.renamed.items()),
        moved=_moved(sides),
    )


def _retyped(sides: Sides) -> Iterator[tuple[str, str, str]]:
    """Columns that hold another kind of values now; a column without values has no kind."""
    for name in sides.shared:
        old, new = sides.column("old", name), sides.column("new", name)
        if (
            old.kind != new.kind
            and not {old.kind, new.kind} <= _LOOSE
            and old.distinct
            and new.distinct
        ):
            yield name, old.kind, new.kind


def _moved(sides: Sides) -> tuple[str, ...]:
    """The fewest shared columns that had to move for the new order to come about."""
    order = [column.name for column in sides.side["new"].profile.columns]
    places = [order.index(name) for name in sides.shared]
    ends: list[int] = []  # the lowest place at which a run of each length ends
    lengths: list[int] = []
    for place in places:
        at = bisect_left(ends, place)
        ends[at : at + 1] = [place]
        lengths.append(at + 1)
    stayed: set[int] = set()
    wanted = len(ends)
    for at in reversed(range(len(places))):
        if lengths[at] == wanted:
            stayed.add(at)
            wanted -= 1
    return tuple(name for at, name in enumerate(sides.shared) if at not in stayed)


def _suspicion(sides: Sides) -> str:
    """What looks wrong beside the old version, were its columns called as they are now."""
    old = sides.side["old"].profile
    called = tuple(
        replace(column, name=sides.renamed.get(column.name, column.name)) for column in old.columns
    )
    return suspicion.of_table(sides.side["new"].profile, [replace(old, columns=called)])


def _difference(found: Found, shown: tuple[Example, ...]) -> Difference:
    kind = changes.kind(found)
    counts, schema = found.joined.counts, found.schema
    return Difference(
        kind=kind,
        key=found.joined.key,
        columns_added=schema.added,
        columns_removed=schema.removed,
        columns_retyped=schema.retyped,
        same=counts.same,
        added=counts.added,
        removed=counts.removed,
        changed=counts.changed,
        share_changed=round(counts.share, 6),
        summary=sentence.of(kind, found),
        examples=shown,
        columns_renamed=schema.renamed,
        columns_moved=schema.moved,
        columns_changed=found.inside.by_column,
        left_out=found.joined.left_out,
        loose=counts.loose,
        rewritten=found.inside.rewritten,
        estimated=found.inside.estimated,
        reordered=found.reordered,
        suspicion=found.suspicion,
    )
