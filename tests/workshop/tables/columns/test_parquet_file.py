"""The Parquet of a table: its rows in the order of the file, and what its columns are."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow.parquet as pq

from commonstacks.workshop.tables import pack
from commonstacks.workshop.tables.columns import parquet_file


def test_the_file_says_what_its_columns_are(tmp_path: Path) -> None:
    (tmp_path / "file.csv").write_text("zip,price,note\n15213,$5,a b\n00501,$7.50,c\n")
    profile = pack.read(tmp_path / "file.csv", tmp_path / "table", name="Prices")
    facts = pq.read_metadata(tmp_path / "table/table.parquet").metadata or {}
    assert json.loads(facts[parquet_file.MARK.encode()]) == {
        "name": "Prices",
        "columns": [
            {"name": "zip", "kind": "place code", "scheme": "us-zip"},
            {"name": "price", "kind": "money", "scheme": profile.column("price").scheme},
            {"name": "note", "kind": profile.column("note").kind},
        ],
    }


def test_rows_stay_in_the_order_of_the_file(tmp_path: Path) -> None:
    numbers = [n * 7919 % 250_007 for n in range(250_000)]
    (tmp_path / "file.csv").write_text("n,b\n" + "".join(f"{n},x\n" for n in numbers))
    pack.read(tmp_path / "file.csv", tmp_path / "table", name="t")
    table = pq.read_table(tmp_path / "table/table.parquet")
    assert table["n"].to_pylist() == numbers
