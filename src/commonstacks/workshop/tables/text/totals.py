"""Is a row that is called a total the sum of the others? Reckoned exactly, never guessed."""

from __future__ import annotations

from pathlib import Path

import duckdb

from commonstacks.workshop.tables.sql import connect, literal, one, parquet
from commonstacks.workshop.tables.text.looks import MISSING, look

STYLES = (
    (r"[+-]?\d*(?:\.\d+)?", "", "."),
    (r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d*)(?:\.\d+)?", ",", "."),
    (r"[+-]?\d*(?:,\d+)?", "", ","),
    (r"[+-]?(?:\d{1,3}(?:\.\d{3})+|\d*)(?:,\d+)?", ".", ","),
)
"""How numbers are written: the pattern, the sign between thousands, the sign before decimals."""

_LEFT_OUT = r"[\s\x{a0}\x{202f}''’%€$£]"
_MOST = 40  # columns that are tried


def proven(path: Path, totals: list[list[str]], scratch: Path) -> list[bool]:
    """For each row of ``totals``: is it the sum of all rows in ``path`` in at least one column?

    ``path`` is text Parquet with columns c0, c1, … Sums are exact (38 digits, 9 of them decimals)
    and tried under each way of writing numbers that all values of the column allow: decimal point
    or comma, thousands with signs or spaces. Missing values count nothing, and a sum of zero
    proves nothing.
    """
    with connect(scratch) as connection:
        return [_is_sum(connection, path, total, 1) for total in totals]


def holds_sum(path: Path, row: list[str], scratch: Path) -> bool:
    """Is ``row``, which is one of the rows in ``path``, the sum of all others? As ``proven``."""
    with connect(scratch) as connection:
        return _is_sum(connection, path, row, 2)


def _is_sum(
    connection: duckdb.DuckDBPyConnection, path: Path, total: list[str], times: int
) -> bool:
    columns = [at for at, cell in enumerate(total) if look(cell) == "number"][:_MOST]
    return any(
        _adds_up(connection, path, f"c{at}", total[at], style, times)
        for at in columns
        for style in STYLES
    )


def _adds_up(
    connection: duckdb.DuckDBPyConnection,
    path: Path,
    column: str,
    cell: str,
    style: tuple[str, str, str],
    times: int,
) -> bool:
    """Whether the column's sum is so many times the number in ``cell``."""
    pattern, between, before = style

    def number(bare: str) -> str:
        plain = f"replace({bare}, '{between}', '')" if between else bare
        return f"CAST(replace({plain}, '{before}', '.') AS DECIMAL(38, 9))"

    missing = ", ".join(map(literal, sorted(MISSING)))
    fits = f"regexp_full_match(bare, '{pattern}') AND regexp_matches(bare, '[0-9]')"
    query = (
        f"WITH cells AS (SELECT trim({column}) AS cell FROM {parquet(path)}),"
        f" present AS (SELECT regexp_replace(cell, '{_LEFT_OUT}', '', 'g') AS bare FROM cells"
        f" WHERE cell <> '' AND cell NOT IN ({missing})),"
        f" total AS (SELECT regexp_replace({literal(cell.strip())}, '{_LEFT_OUT}', '', 'g')"
        f" AS bare)"
        f" SELECT (SELECT bool_and({fits}) FROM present) AND (SELECT {fits} FROM total)"
    )
    if not one(connection, query)[0]:
        return False
    summed, said = one(
        connection,
        query.rpartition(" SELECT (SELECT")[0]
        + f" SELECT (SELECT sum({number('bare')}) FROM present),"
        f" (SELECT {number('bare')} FROM total)",
    )
    return bool(said and summed == times * said)
