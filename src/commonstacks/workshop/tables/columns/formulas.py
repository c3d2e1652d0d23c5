"""Text that was written as a formula, ="00123", so that Excel keeps every sign of it."""

from __future__ import annotations

from dataclasses import dataclass, replace

import duckdb

from commonstacks.workshop.tables.columns.evidence import Evidence
from commonstacks.workshop.tables.columns.typed import Typing, as_text
from commonstacks.workshop.tables.shape import NUMBERS, Step
from commonstacks.workshop.tables.sql import one
from commonstacks.workshop.tables.text_table import TextTable

_FORMULA = r'\s*="([^"]*)"\s*'
_LOOK = 10_000  # rows in which a column has to have such a formula


@dataclass(frozen=True, slots=True)
class Wrapped:
    """``lettered``: other columns are not written so, which says that these are letters."""

    columns: frozenset[int] = frozenset()
    lettered: bool = False


def find(connection: duckdb.DuckDBPyConnection, text: TextTable) -> Wrapped:
    """Which text columns of ``raw`` hold formulas that stand for nothing but text."""
    places = [at for at in range(len(text.names)) if at not in text.known]
    if not places:
        return Wrapped()
    counts = ", ".join(
        f"count(*) FILTER (c{at} LIKE '%=\"%\"%' AND {_is_formula(f'c{at}')})" for at in places
    )
    listed = ", ".join(f"c{at}" for at in places)
    found = one(connection, f"SELECT {counts} FROM (SELECT {listed} FROM raw LIMIT {_LOOK})")
    columns = frozenset(at for at, count in zip(places, found, strict=True) if count)
    return Wrapped(columns, lettered=len(columns) < len(places))


def inner(column: str) -> str:
    """SQL for the cell without the formula round it."""
    return f"regexp_replace({column}, '^{_FORMULA}$', '\\1')"


def told(
    connection: duckdb.DuckDBPyConnection, column: str, typing: Typing, evidence: Evidence | None
) -> Typing:
    """The typing of ``inner(column)`` with a step; given ``evidence``, its digits are a code."""
    if evidence and typing.kind in NUMBERS and not (typing.scheme or typing.forced):
        why = 'the file writes its digits as ="…", which keeps them as letters'
        typing = replace(as_text(evidence, "code", why), steps=typing.steps)
    count, examples = _counted(connection, column)
    cells = "1 cell was" if count == 1 else f"{count:,} cells were"
    says = f'{typing.name}: {cells} written as formulas (="…"); the text inside is the value'
    shown = () if typing.sensitive else examples
    return replace(typing, steps=(*typing.steps, Step("formulas", says, count, shown)))


def _counted(connection: duckdb.DuckDBPyConnection, column: str) -> tuple[int, tuple[str, ...]]:
    among = f"FROM raw WHERE {_is_formula(column)}"
    few = f"(SELECT DISTINCT {column} AS v {among} ORDER BY v LIMIT 3)"
    (count,) = one(connection, f"SELECT count(*) {among}")
    return int(count), tuple(v for (v,) in connection.execute(f"SELECT v FROM {few}").fetchall())


def _is_formula(column: str) -> str:
    return f"regexp_full_match({column}, '{_FORMULA}')"
