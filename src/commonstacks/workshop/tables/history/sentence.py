"""A change in one sentence that anyone can read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from commonstacks.kit.errors import phrase
from commonstacks.workshop.tables.history.cells import Inside
from commonstacks.workshop.tables.history.changes import Found, Schema
from commonstacks.workshop.tables.history.difference import ChangeKind
from commonstacks.workshop.tables.history.matching import Counts
from commonstacks.workshop.tables.history.suspicion import listed

_SHOWN = 3  # columns that are named
ROWS: Final = {
    "added": (phrase("1 row added"), phrase("{n:,} rows added")),
    "removed": (phrase("1 row removed"), phrase("{n:,} rows removed")),
    "changed": (phrase("1 row changed"), phrase("{n:,} rows changed")),
}
COLUMNS: Final = {
    "added": (phrase("1 column added: {names}"), phrase("{n:,} columns added: {names}")),
    "removed": (phrase("1 column removed: {names}"), phrase("{n:,} columns removed: {names}")),
    "renamed": (phrase("1 column renamed: {names}"), phrase("{n:,} columns renamed: {names}")),
    "retyped": (
        phrase("1 column of another kind now: {names}"),
        phrase("{n:,} columns of another kind now: {names}"),
    ),
    "moved": (phrase("1 column moved: {names}"), phrase("{n:,} columns moved: {names}")),
}
REWRITTEN: Final = (
    phrase("all only in how it is written"),
    phrase("{n:,} of them only in how it is written"),
    phrase("about {n:,} of them only in how it is written"),
)
FILLED: Final = (
    phrase("all only filled in where nothing was"),
    phrase("{n:,} of them only filled in where nothing was"),
    phrase("about {n:,} of them only filled in where nothing was"),
)


def of(kind: ChangeKind, found: Found) -> str:
    """The kind in words, the rows by count, how they were told apart, the columns."""
    lead = {
        "renumbered": phrase("{names} was numbered anew").format(names=listed(found.joined.anew)),
        "recalculated": phrase(
            "Nearly every earlier row was changed, as if the past was calculated anew"
        ),
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
        return _still(found).format(n=counts.same)
    told = [
        _many(count, ROWS[verb])
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
    return f"{', '.join(told)}, {phrase('{n:,} the same').format(n=counts.same)}{how}"


def _still(found: Found) -> str:
    """What can differ between files with the same rows."""
    if found.reordered:
        return phrase("all {n:,} rows are the same, in another order")
    schema = found.schema
    told = schema.reshaped or schema.retyped or schema.moved or found.joined.left_out
    if told:
        return phrase("all {n:,} rows are the same")
    return phrase("all {n:,} rows are the same, at most written in another way")


def _where(inside: Inside, counts: Counts) -> str:
    in_some = phrase("{name} in about {n:,}") if inside.estimated else phrase("{name} in {n:,}")
    named = [in_some.format(name=name, n=count) for name, count in inside.by_column[:_SHOWN]]
    if rest := len(inside.by_column) - len(named):
        named.append(_many(rest, (phrase("1 more column"), phrase("{n:,} more columns"))))
    if len(inside.by_column) == 1:
        named = [phrase("only {name}").format(name=inside.by_column[0][0])]
    told = f" ({', '.join(named)})"
    for count, (every, some, about) in ((inside.rewritten, REWRITTEN), (inside.filled, FILLED)):
        if count:
            few = about if inside.estimated else some
            told += ", " + (every if count >= counts.changed else few.format(n=count))
    return told


def _how(found: Found) -> str:
    joined = found.joined
    if joined.key is None:
        return phrase(
            "compared as whole rows, so a changed row counts as one removed and one added"
        )
    apart, loose = listed(joined.key), joined.counts.loose
    if not loose:
        return phrase("told apart by {names}").format(names=apart)
    one = phrase("told apart by {names}; 1 row has none of its own and was compared whole")
    more = phrase(
        "told apart by {names}; {n:,} rows have none of their own and were compared whole"
    )
    return (one if loose == 1 else more).format(names=apart, n=loose)


def _columns(schema: Schema) -> Iterator[str]:
    renamed = tuple(f"{old} → {new}" for old, new in schema.renamed)
    retyped = tuple(f"{name} ({old} → {new})" for name, old, new in schema.retyped)
    for names, verb in (
        (schema.added, "added"),
        (schema.removed, "removed"),
        (renamed, "renamed"),
        (retyped, "retyped"),
        (schema.moved, "moved"),
    ):
        if names:
            yield _many(len(names), COLUMNS[verb], listed(names))


def _beside(found: Found) -> Iterator[str]:
    joined = found.joined
    numbers = [name for name in joined.left_out if name not in (*joined.anew, *joined.stamps)]
    if numbers:
        form = phrase("{names} only counts the rows and was left out")
        yield form.format(names=listed(numbers))
    if joined.stamps:
        form = phrase("{names} holds one time in all rows and was left out")
        yield form.format(names=listed(joined.stamps))


def _many(count: int, forms: tuple[str, str], names: str = "") -> str:
    return forms[count != 1].format(n=count, names=names)
