"""A change in one sentence that anyone can read."""

from __future__ import annotations

from collections.abc import Iterator

from commonstacks.workshop.tables.history.cells import Inside
from commonstacks.workshop.tables.history.changes import Found, Schema
from commonstacks.workshop.tables.history.difference import ChangeKind
from commonstacks.workshop.tables.history.matching import Counts
from commonstacks.workshop.tables.history.suspicion import listed

_SHOWN = 3  # columns that are named


def of(kind: ChangeKind, found: Found) -> str:
    """The kind in words, the rows by count, how they were told apart, the columns."""
    lead = {
        "renumbered": f"{listed(found.joined.anew)} was numbered anew",
        "recalculated": "Nearly every earlier row was changed, as if the past was calculated anew",
    }.get(kind, "")
    parts = [lead] if lead else []
    parts += [_rows(found), *_columns(found.schema), *_beside(found)]
    said = "; ".join(parts) + "."
    if kind != "renumbered":  # it begins with the name of a column
        said = said[:1].upper() + said[1:]
    return f"{found.suspicion} {said}" if found.suspicion else said


def _rows(found: Found) -> str:
    counts = found.joined.counts
    if not counts.moved:
        return f"all {counts.same:,} rows are the same{_still(found)}"
    told = [
        f"{_many(count, 'row')} {verb}"
        for count, verb in (
            (counts.added, "added"),
            (counts.removed, "removed"),
            (counts.changed, "changed"),
        )
        if count
    ]
    if counts.changed:
        told[-1] += _where(found.inside, counts)
    how = f" ({_how(found)})" if counts.before and counts.after else ""
    return f"{', '.join(told)}, {counts.same:,} the same{how}"


def _still(found: Found) -> str:
    """What can differ between files with the same rows."""
    if found.reordered:
        return ", in another order"
    schema = found.schema
    told = schema.reshaped or schema.retyped or schema.moved or found.joined.left_out
    return "" if told else ", at most written in another way"


def _where(inside: Inside, counts: Counts) -> str:
    about = "about " if inside.estimated else ""
    named = [f"{name} in {about}{count:,}" for name, count in inside.by_column[:_SHOWN]]
    rest = len(inside.by_column) - len(named)
    told = f" ({', '.join(named)}" + (f", {_many(rest, 'more column')})" if rest else ")")
    if len(inside.by_column) == 1:
        told = f" (only {inside.by_column[0][0]})"
    for count, how in (
        (inside.rewritten, "only in how it is written"),
        (inside.filled, "only filled in where nothing was"),
    ):
        if count:
            few = "all" if count >= counts.changed else f"{about}{count:,} of them"
            told += f", {few} {how}"
    return told


def _how(found: Found) -> str:
    joined = found.joined
    if joined.key is None:
        return "compared as whole rows, so a changed row counts as one removed and one added"
    loose = joined.counts.loose
    apart = f"told apart by {listed(joined.key)}"
    if not loose:
        return apart
    if loose == 1:
        return f"{apart}; 1 row has none of its own and was compared whole"
    return f"{apart}; {loose:,} rows have none of their own and were compared whole"


def _columns(schema: Schema) -> Iterator[str]:
    renamed = tuple(f"{old} → {new}" for old, new in schema.renamed)
    retyped = tuple(f"{name} ({old} → {new})" for name, old, new in schema.retyped)
    for names, verb in (
        (schema.added, "added"),
        (schema.removed, "removed"),
        (renamed, "renamed"),
        (retyped, "of another kind now"),
        (schema.moved, "moved"),
    ):
        if names:
            yield f"{_many(len(names), 'column')} {verb}: {listed(names)}"


def _beside(found: Found) -> Iterator[str]:
    joined = found.joined
    numbers = [name for name in joined.left_out if name not in (*joined.anew, *joined.stamps)]
    if numbers:
        yield f"{listed(numbers)} only counts the rows and was left out"
    if joined.stamps:
        yield f"{listed(joined.stamps)} holds one time in all rows and was left out"


def _many(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"
