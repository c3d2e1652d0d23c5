"""Parquet files: stored types are trusted, text is not."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from commonstacks.kit.errors import Refusal
from commonstacks.workshop.tables import pack
from commonstacks.workshop.tables.shape import TableProfile

NOON = dt.datetime.fromisoformat("2001-02-03T12:30")
DAY = dt.datetime.fromisoformat("2001-02-03")


def read(tmp_path: Path, table: pa.Table) -> TableProfile:
    pq.write_table(table, tmp_path / "file")
    return pack.read(tmp_path / "file", tmp_path / "table", name="t")


COLUMNS = {
    "whole": (pa.array([1, None, -3], pa.int16()), "integer", [1, None, -3]),
    "exact": (pa.array([Decimal("1.50"), None, Decimal(2)]), "decimal", [1.5, None, 2.0]),
    "real": (pa.array([0.5, float("nan"), float("inf")]), "decimal", [0.5, None, None]),
    "whole reals": (pa.array([1.0, None, 3.0]), "integer", [1, None, 3]),
    "truth": (pa.array([True, None, False]), "boolean", [True, None, False]),
    "day": (pa.array([DAY.date(), None, DAY.date()]), "date", [DAY.date(), None, DAY.date()]),
    "moment": (pa.array([NOON, None, DAY], pa.timestamp("ns")), "datetime", [NOON, None, DAY]),
    "midnights": (pa.array([DAY, None, DAY]), "date", [DAY.date(), None, DAY.date()]),
    "zoned": (
        pa.array([NOON, None, DAY], pa.timestamp("us", "Europe/Berlin")),
        "datetime",
        [NOON, None, DAY],
    ),
    "words": (pa.array(["a", None, "b"]).dictionary_encode(), "text", ["a", None, "b"]),
    "zeros": (pa.array(["007", None, "12"]), "code", ["007", None, "12"]),
    "digits": (pa.array(["7", "", "12"]), "integer", [7, None, 12]),
    "station id": (pa.array([7, 7, 12]), "code", ["7", "7", "12"]),
    "huge": (pa.array([2**64 - 1, None, 1], pa.uint64()), "code", [str(2**64 - 1), None, "1"]),
    "nested": (pa.array([{"a": [1]}, None, {"a": []}]), "text", ['{"a":[1]}', None, '{"a":[]}']),
    "bytes": (pa.array([b"\x00\xff", None, b"z"]), "text", ["00FF", None, "7A"]),
    "nothing": (pa.nulls(3), "text", [None] * 3),
}


@pytest.mark.parametrize("name", COLUMNS)
def test_a_column(name: str, tmp_path: Path) -> None:
    array, kind, expected = COLUMNS[name]
    profile = read(tmp_path, pa.table({name: array, "beside": pa.array(["p", "q", "r"])}))
    column = profile.column(name)
    assert (column.kind, column.nulls) == (kind, expected.count(None))
    table = pq.read_table(tmp_path / "table/table.parquet")
    assert table[name].to_pylist() == expected
    assert table["beside"].to_pylist() == ["p", "q", "r"]


def test_why_says_that_the_file_knows(tmp_path: Path) -> None:
    profile = read(tmp_path, pa.table({"n": [1, 2], "t": [NOON, DAY]}))
    assert [column.why for column in profile.columns] == [
        "stored as a whole number in the file",
        "stored as a date and time in the file",
    ]


def test_what_is_no_number_is_told(tmp_path: Path) -> None:
    profile = read(tmp_path, pa.table({"n": [0.5, float("nan"), float("-inf")]}))
    assert profile.steps[-1].says.startswith("2 cells hold no finite number")


def test_columns_of_one_name(tmp_path: Path) -> None:
    table = pa.Table.from_arrays([pa.array([1]), pa.array([2]), pa.array(["x"])], ["a", "A", "a"])
    profile = read(tmp_path, table)
    assert [column.name for column in profile.columns] == ["a", "A (2)", "a (3)"]
    assert pq.read_table(tmp_path / "table/table.parquet").to_pylist() == [
        {"a": 1, "A (2)": 2, "a (3)": "x"}
    ]


def test_rows_keep_their_order(tmp_path: Path) -> None:
    read(tmp_path, pa.table({"n": [n * 7919 % 250_007 for n in range(250_000)]}))
    found = pq.read_table(tmp_path / "table/table.parquet")["n"].to_pylist()
    assert found == [n * 7919 % 250_007 for n in range(250_000)]


def test_a_table_without_rows(tmp_path: Path) -> None:
    profile = read(
        tmp_path, pa.table({"n": pa.array([], pa.int64()), "s": pa.array([], pa.string())})
    )
    assert (profile.rows, profile.warnings) == (0, ("The table has a header but no rows.",))


def test_cut_off(tmp_path: Path) -> None:
    pq.write_table(pa.table({"n": list(range(1000))}), tmp_path / "whole")
    (tmp_path / "file").write_bytes((tmp_path / "whole").read_bytes()[:-10])
    with pytest.raises(Refusal, match="Parquet file, but broken"):
        pack.read(tmp_path / "file", tmp_path / "table", name="t")


@pytest.mark.parametrize("kind", [pa.float64(), pa.int64(), pa.string()])
def test_the_middle_is_damaged(kind: pa.DataType, tmp_path: Path) -> None:
    numbers = pa.array([n * 37 for n in range(100_000)]).cast(kind)
    pq.write_table(pa.table({"n": numbers}), tmp_path / "file")
    content = bytearray((tmp_path / "file").read_bytes())
    content[4:2000] = bytes(1996)
    (tmp_path / "file").write_bytes(bytes(content))
    with pytest.raises(Refusal, match="Parquet file, but broken"):
        pack.read(tmp_path / "file", tmp_path / "table", name="t")
