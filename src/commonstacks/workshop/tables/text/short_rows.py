"""Rows that end too early: are they only lacking cells that are empty elsewhere too?"""

from __future__ import annotations

import duckdb

from commonstacks.workshop.tables.sql import connect, one, parquet
from commonstacks.workshop.tables.text.poured import Poured


def may_be_filled(found: Poured, width: int) -> bool:
    """May short rows be filled up with empty cells at their end?

    Spreadsheets and many exports leave out the empty cells at the end of a row. Setting such rows
    aside would lose true rows from every count and map; filling up rows that are broken for
    another reason would put values under wrong names, which nobody sees afterwards. So they are
    filled only where nothing speaks for another reason: the quotes are regular, no row is too
    long, few short rows make a whole one with the next (a row broken in two), and for each
    length there are whole rows in which just the cells that are lacking are empty. It is
    told in a step with count and examples. Everything else is set aside, where all see it.
    """
    lengths = sorted(found.short)
    in_two = found.wrapped * 2 >= sum(found.short.values())
    if not lengths or found.long or in_two or not found.rows:
        return False
    with connect(found.path.parent) as connection:
        return all(_ends_early(connection, found, length, width) for length in lengths)


def _ends_early(
    connection: duckdb.DuckDBPyConnection, found: Poured, length: int, width: int
) -> bool:
    empty = " AND ".join(f"trim(c{at}) = ''" for at in range(length, width))
    filled = f"trim(c{length - 1}) <> ''" if length else "false"
    query = f"SELECT count(*) FROM {parquet(found.path)} WHERE {filled} AND {empty}"
    return bool(one(connection, query)[0])
