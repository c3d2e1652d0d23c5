"""A few rows of each change, as they may be shown."""

from __future__ import annotations

from commonstacks.workshop.tables.columns import geometry, masks
from commonstacks.workshop.tables.history.difference import Change, Example
from commonstacks.workshop.tables.history.sides import Sides, Which
from commonstacks.workshop.tables.shape import Scalar
from commonstacks.workshop.tables.sql import scalar

CHANGES: tuple[tuple[Change, str], ...] = (
    ("changed", "o IS NOT NULL AND n IS NOT NULL"),
    ("added", "o IS NULL"),
    ("removed", "n IS NULL"),
)
"""Each change and the test in SQL by which it is known in ``moved``."""

_EACH = 3  # examples of each change
_CELLS = 8  # cells of an example

Rows = dict[int, dict[str, tuple[object, object]]]


def of(sides: Sides, key: tuple[str, ...], left_out: tuple[str, ...]) -> tuple[Example, ...]:
    """The first rows of each change in ``moved``, in the order of the table."""
    names = tuple(name for name in sides.shared if name not in left_out or name in key)
    pairs = [
        (change, old, new)
        for change, test in CHANGES
        for old, new in sides.connection.execute(
            f"SELECT o, n FROM moved WHERE {test} ORDER BY coalesce(n, o) LIMIT {_EACH}"
        ).fetchall()
    ]
    before = _rows(sides, "old", names, [old for _, old, _ in pairs if old is not None])
    after = _rows(sides, "new", names, [new for _, _, new in pairs if new is not None])
    nothing: dict[str, tuple[object, object]] = dict.fromkeys(names, (None, None))
    return tuple(
        _example(sides, key, change, before.get(old, nothing), after.get(new, nothing))
        for change, old, new in pairs
    )


def plain(sides: Sides, name: str, value: object) -> Scalar:
    """A value of a shared column as it may be shown: people are hidden, shapes are short."""
    if sides.column("new", name).kind == "geometry" and isinstance(value, str):
        return geometry.brief(value)
    shown = masks.plain(scalar(value))
    return masks.hidden(str(shown)) if sides.hidden(name) and shown is not None else shown


def _example(
    sides: Sides,
    key: tuple[str, ...],
    change: Change,
    before: dict[str, tuple[object, object]],
    after: dict[str, tuple[object, object]],
) -> Example:
    there = before if change == "removed" else after
    cells = [
        (name, plain(sides, name, old), plain(sides, name, after[name][0]))
        for name, (old, compared) in before.items()
        if name not in key and compared != after[name][1]
    ]
    shown = tuple(plain(sides, name, there[name][0]) for name in key)
    return Example(change, shown, tuple(cells[:_CELLS]))


def _rows(sides: Sides, which: Which, names: tuple[str, ...], numbers: list[int]) -> Rows:
    """Cells of rows by number: as stored, and as compared."""
    if not numbers:
        return {}
    some = ", ".join(map(str, numbers))
    stored = ", ".join(sides.stored(which, name) for name in names)
    found = sides.connection.execute(
        f"SELECT file_row_number, {stored} FROM {sides.source(which)}"
        f" WHERE file_row_number IN ({some})"
    ).fetchall()
    cast = [name for name in names if sides.cast(name)]
    compared = (
        sides.connection.execute(
            f"SELECT {', '.join(['r', *map(sides.cell, cast)])} FROM {which} WHERE r IN ({some})"
        ).fetchall()
        if cast
        else []
    )
    as_compared = {row[0]: dict(zip(cast, row[1:], strict=True)) for row in compared}
    return {
        row[0]: {
            name: (value, as_compared.get(row[0], {}).get(name, value))
            for name, value in zip(names, row[1:], strict=True)
        }
        for row in found
    }
