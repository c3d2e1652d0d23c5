"""Questions to a column have the same answers whether its values come again or not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

from commonstacks.workshop.tables.columns import labels, number_styles
from commonstacks.workshop.tables.columns.evidence import Evidence
from commonstacks.workshop.tables.sql import connect

ROWS = 12_000
FEW = [str(n % 50) for n in range(ROWS)]
MANY = [str(n) for n in range(ROWS)]
ODD = ["", " ", "N/A", "N/A", "unknown", "-999", " 7 ", "\u00a0x", "007", "1,5", "word", "+3"]


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with connect(tmp_path) as opened:
        yield opened


def ask(connection: duckdb.DuckDBPyConnection, cells: Sequence[str]) -> Evidence:
    connection.register("cells", pa.table({"c0": pa.array(cells, pa.string())}))
    connection.execute("CREATE OR REPLACE TEMP TABLE raw AS SELECT * FROM cells")
    return Evidence(connection, "c0", "n", len(cells), ",")


def bare(cell: str) -> str:
    return cell.strip(" \t\n\r\u00a0\ufeff")


@pytest.mark.parametrize("cells", [FEW, MANY, FEW + ODD, MANY + ODD, ODD, []])
def test_answers_are_those_of_all_rows(
    connection: duckdb.DuckDBPyConnection, cells: list[str]
) -> None:
    evidence = ask(connection, cells)
    values = list(map(bare, cells))
    present = [value for value in values if value and value not in labels.AMONG_VALUES]
    somehow = [value for value in values if value and value not in labels.ANYWHERE]
    digits = [value for value in present if re.fullmatch(r"\d+", value)]
    assert evidence.blanks == values.count("")
    assert evidence.padded == any(bare(cell) != cell for cell in cells if bare(cell) in present)
    assert evidence.present() == len(present)
    assert evidence.present(labels.ANYWHERE) == len(somehow)
    assert evidence.count(r"\d+") == len(digits)
    assert evidence.count(r"[a-z]+") == sum(value in ("x", "word") for value in present)
    assert evidence.among(["7", "007"]) == sum(value in ("7", "007") for value in values)
    assert evidence.distinct == len(set(somehow))
    assert [evidence.varied(n) for n in (0, 51, 61, 20_000)] == [
        len(set(somehow)) >= n for n in (0, 51, 61, 20_000)
    ]
    assert evidence.unique == (len(set(somehow)) == len(cells))
    assert evidence.letters == max(map(len, present), default=0)
    assert evidence.strange(r"[-+,\d]+") == ("word" if "word" in cells else "")
    assert evidence.labelled(("N/A", "-999")) == (
        (("N/A", 2), ("-999", 1)) if "N/A" in cells else ()
    )
    assert set(evidence.sample) <= set(present)


@pytest.mark.parametrize("cells", [FEW, MANY])
@pytest.mark.parametrize("asked_before", [True, False])
def test_numbers_are_read_and_bounded(
    connection: duckdb.DuckDBPyConnection, cells: list[str], asked_before: bool
) -> None:
    evidence = ask(connection, [*cells, "-999", "-999", "999999999999999999999"])
    style = number_styles.INTEGER
    if asked_before:
        assert evidence.count(style.pattern) == ROWS + 2
    assert evidence.fitting(style) == ROWS + 2
    assert evidence.bounds(style, []) == (-999.0, float(max(map(int, cells))))
    assert evidence.bounds(style, ["-999"]) == (0.0, float(max(map(int, cells))))


def test_a_value_that_comes_twice_is_found_among_many(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    assert ask(connection, MANY).unique
    assert not ask(connection, [*MANY, "17"]).unique


def test_the_same_values_are_looked_at_whatever_their_order(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    there = ask(connection, MANY).sample
    back = ask(connection, MANY[::-1]).sample
    assert there == back
    assert len(there) == len(set(there)) == 2000


def test_what_is_likely_is_judged_by_shares_of_rows(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    evidence = ask(connection, ["word"] * 300 + ["7"] * 700)
    assert evidence.likely(r"\d+", 0.7)
    assert not evidence.likely(r"\d+", 0.71)
    assert evidence.likely(r"word", 0.0)
    assert not evidence.likely(r"nothing", 0.0)
