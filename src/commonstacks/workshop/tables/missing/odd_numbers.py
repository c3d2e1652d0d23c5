"""Numbers piled up at their highest value, or rounded in most rows."""

from __future__ import annotations

import duckdb

from commonstacks.workshop.tables.columns import naming
from commonstacks.workshop.tables.missing.absence import Absence, number
from commonstacks.workshop.tables.shape import NUMBERS, ColumnProfile, TableProfile
from commonstacks.workshop.tables.sql import identifier, one

MANY = 30  # different numbers, so that one measures rather than names
NATURAL = (0, 1, 10, 100, 1000)  # where shares, marks and per cent end anyway
_PILE = 10  # rows, and times what a usual value has
_SHARE = 0.005
_ROUND = 0.6
_MOST_COLUMNS = 20


def measured(profile: TableProfile) -> list[ColumnProfile]:
    """The columns whose numbers measure something."""
    fit = [
        column
        for column in profile.columns
        if column.kind in NUMBERS
        and not column.sensitive
        and column.distinct >= MANY
        and not (naming.is_id(column.name) or naming.is_code(column.name))
        and not naming.is_time(column.name)
    ]
    return fit[:_MOST_COLUMNS]


def find(
    connection: duckdb.DuckDBPyConnection, source: str, profile: TableProfile
) -> list[Absence]:
    """At most one finding a column."""
    found = []
    for column in measured(profile):
        absence = _capped(column, profile.rows) or _rounded(connection, source, column)
        if absence:
            found.append(absence)
    return found


def _capped(column: ColumnProfile, rows: int) -> Absence | None:
    """From the profile alone: a value many rows share is among its most frequent ones."""
    top = column.maximum
    count = dict(column.top).get(top, 0)
    present = rows - column.nulls
    if not isinstance(top, int | float) or top in NATURAL or column.histogram is None:
        return None
    if count < max(_PILE, _SHARE * present) or count < _PILE * present / column.distinct:
        return None
    bins = column.histogram
    last = bins.counts[-1] + bins.above
    if last - count > count or bins.counts[-2] >= count or bins.above > last - count:
        return None
    return Absence(
        kind="capped value",
        column=column.name,
        where="highest",
        sentence=f"{count:,} rows have exactly {number(top)} in “{column.name}”, the highest number"
        " there is: larger ones may have been cut off.",
        count=count,
        examples=(number(top),),
        strength=round(min(0.6 + 2 * count / present, 0.8), 3),
    )


def _rounded(
    connection: duckdb.DuckDBPyConnection, source: str, column: ColumnProfile
) -> Absence | None:
    """Whole numbers of three digits and more: by chance one in ten ends in a nought."""
    if column.kind not in ("integer", "money"):
        return None
    name = identifier(column.name)
    shares = ", ".join(f"avg(CAST({name} % {step} = 0 AS DOUBLE))" for step in (1000, 100, 10))
    present, *found = one(
        connection, f"SELECT count(*), {shares} FROM {source} WHERE abs({name}) >= 100"
    )
    enough = present >= MANY * _PILE
    for step, share in zip((1000, 100, 10), found, strict=True):
        if enough and share >= _ROUND:
            return _heaped(column, step, share, present)
    return None


def _heaped(column: ColumnProfile, step: int, share: float, present: int) -> Absence:
    many = "All" if share == 1 else f"{int(100 * share)} %"
    return Absence(
        kind="rounded value",
        column=column.name,
        where="rounded",
        sentence=f"{many} of the numbers of 100 and more in “{column.name}” are whole multiples of"
        f" {step:,}: they may be rounded or estimated.",
        count=round(share * present),
        strength=0.4,
    )
