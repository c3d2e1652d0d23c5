"""What happened inside the changed rows: in which columns, and of what sort."""

from __future__ import annotations

from dataclasses import dataclass

from commonstacks.workshop.tables.history import comparing
from commonstacks.workshop.tables.history.sides import Sides
from commonstacks.workshop.tables.shape import NUMBERS
from commonstacks.workshop.tables.sql import one

_WINDOWS = 2  # places of a large table at which changed rows are looked at
_EACH = 500  # changed rows at each
_NOISE = 1e-12  # share of a number by which the same number may differ as it is written
_SPELT = r"regexp_replace(trim(nfc_normalize({0})), '[\s\x{00a0}]+', ' ', 'g')"


@dataclass(frozen=True, slots=True)
class Inside:
    """Changed rows: ``by_column`` with the most first. ``measured`` rows hold another number
    than before, ``rewritten`` the same values in another writing; ``filled`` ones hold all they
    held before, and values where none were."""

    by_column: tuple[tuple[str, int], ...] = ()
    measured: int = 0
    rewritten: int = 0
    filled: int = 0
    estimated: bool = False


def look(sides: Sides, names: tuple[str, ...], changed: int) -> Inside:
    """Looks into the changed rows of ``moved``; into some of them in a large table.

    ``names`` are the columns that were compared.
    """
    if not changed or not names:
        return Inside()
    windows = _choose(sides, changed)
    query = _query(sides, names)
    found = [one(sides.connection, query + window.where) for window in windows]
    scale = changed / sum(window.rows for window in windows)
    measured, rewritten, kept, *counts = (
        round(sum(each) * scale) for each in zip(*found, strict=True)
    )
    by_column = [(name, count) for name, count in zip(names, counts, strict=True) if count]
    by_column.sort(key=lambda pair: -pair[1])
    return Inside(tuple(by_column), measured, rewritten, kept - rewritten, scale != 1)


@dataclass(frozen=True, slots=True)
class _Window:
    """Changed rows that lie close together; ``where`` spares the reading of all others."""

    rows: int
    where: str


def _choose(sides: Sides, changed: int) -> list[_Window]:
    """Puts the pairs to look at into ``looked``: all, or some from each part of a large table."""
    each, limit = changed, changed
    if not sides.small and changed > _WINDOWS * _EACH:
        each, limit = -(-changed // _WINDOWS), _EACH
    sides.connection.execute(
        "CREATE OR REPLACE TEMP TABLE looked AS SELECT o, n, nth // $each AS part FROM"
        " (SELECT o, n, row_number() OVER (ORDER BY o) - 1 AS nth FROM moved"
        " WHERE o IS NOT NULL AND n IS NOT NULL) WHERE nth % $each < $limit",
        {"each": each, "limit": limit},
    )
    ends = sides.connection.execute(
        "SELECT part, count(*), min(o), max(o), min(n), max(n) FROM looked GROUP BY 1 ORDER BY 1"
    ).fetchall()
    return [
        _Window(
            rows, f" WHERE part = {part} AND a.r BETWEEN {o} AND {p} AND b.r BETWEEN {n} AND {m}"
        )
        for part, rows, o, p, n, m in ends
    ]


def _query(sides: Sides, names: tuple[str, ...]) -> str:
    differ = [f"a.{cell} IS DISTINCT FROM b.{cell}" for cell in map(sides.cell, names)]
    numbers = [
        f"a.{cell} <> b.{cell}"
        for name, cell in zip(names, map(sides.cell, names), strict=True)
        if sides.column("new", name).kind in NUMBERS and sides.column("old", name).kind in NUMBERS
    ]
    measured = " OR ".join(f"coalesce({test}, false)" for test in numbers) or "false"
    alike = " AND ".join(_alike(sides, name) for name in names)
    kept = " AND ".join(
        f"(a.{sides.cell(name)} IS NULL OR {_alike(sides, name)})" for name in names
    )
    counts = ", ".join(f"count(*) FILTER ({test})" for test in differ)
    return (
        f"SELECT count(*) FILTER ({measured}), count(*) FILTER ({alike}),"
        f" count(*) FILTER ({kept}), {counts} FROM looked"
        " JOIN old a ON a.r = looked.o JOIN new b ON b.r = looked.n"
    )


def _alike(sides: Sides, name: str) -> str:
    """SQL that is true where two cells say the same, however they are written."""
    before, after = f"a.{sides.cell(name)}", f"b.{sides.cell(name)}"
    same = f"{before} IS NOT DISTINCT FROM {after}"
    if sides.type_of(name) == "DOUBLE":
        return f"({same} OR coalesce(abs({before} - {after}) <= {_NOISE} * abs({before}), false))"
    if sides.type_of(name) != "VARCHAR":
        return f"({same})"
    spelt = f"{_SPELT.replace('{0}', before)} = {_SPELT.replace('{0}', after)}"
    numbers = (
        f"({comparing.number(before)} AND {comparing.number(after)}"
        f" AND TRY_CAST({before} AS DOUBLE) = TRY_CAST({after} AS DOUBLE))"
    )
    return f"({same} OR coalesce({spelt} OR {numbers}, false))"
