"""JSON becomes rows without losing a digit."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commonstacks.kit.errors import Refusal
from commonstacks.workshop.tables import pack
from commonstacks.workshop.tables.files.json_text import cell, line
from commonstacks.workshop.tables.shape import TableProfile


def read(tmp_path: Path, content: str | bytes, layer: str = "") -> TableProfile:
    file = tmp_path / "file"
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return pack.read(file, tmp_path / "table", name="t", layer=layer)


def rows(tmp_path: Path) -> list[dict[str, object]]:
    return pq.read_table(tmp_path / "table/table.parquet").to_pylist()


def kinds(profile: TableProfile) -> dict[str, str]:
    return {column.name: column.kind for column in profile.columns}


def test_columns_are_the_union_of_all_names(tmp_path: Path) -> None:
    profile = read(tmp_path, '[{"a": 1, "b": "x"}, {"b": null, "c": true}, {"a": 3, "c": false}]')
    assert kinds(profile) == {"a": "integer", "b": "text", "c": "boolean"}
    assert rows(tmp_path) == [
        {"a": 1, "b": "x", "c": None},
        {"a": None, "b": None, "c": True},
        {"a": 3, "b": None, "c": False},
    ]


def test_numbers_stay_as_they_are_written(tmp_path: Path) -> None:
    long = "12345678901234567890123"
    profile = read(tmp_path, f'[{{"id": {long}, "n": 1, "d": 1.50}}, {{"id": 2, "n": 2, "d": 2}}]')
    assert [row["id"] for row in rows(tmp_path)] == [long, "2"]
    assert kinds(profile)["n"] == "integer"
    assert [cell(line(text)) for text in ("1", "1.0", "1.50", "1e5", long)] == [
        "1",
        "1.0",
        "1.50",
        "1e5",
        long,
    ]


def test_leading_zeros_live(tmp_path: Path) -> None:
    profile = read(tmp_path, '[{"zip": "00501", "n": "007"}, {"zip": "10001", "n": "12"}]')
    assert kinds(profile) == {"zip": "place code", "n": "code"}
    assert [row["zip"] for row in rows(tmp_path)] == ["00501", "10001"]


def test_what_is_nested_stays_json(tmp_path: Path) -> None:
    read(tmp_path, '[{"a": {"b": [1.0, "ü", null, true]}}, {"a": []}]')
    assert [row["a"] for row in rows(tmp_path)] == ['{"b": [1.0, "ü", null, true]}', "[]"]


def test_what_is_no_object_is_set_aside(tmp_path: Path) -> None:
    profile = read(tmp_path, '[{"a": 1}, 5, {"a": 2}, [1], null]')
    assert (profile.rows, profile.set_aside) == (2, 3)
    kept = [json.loads(t) for t in (tmp_path / "table/set_aside.jsonl").read_text().splitlines()]
    assert [(each["line"], each["cells"]) for each in kept] == [
        (2, ["5"]),
        (4, ["[1]"]),
        (5, ["null"]),
    ]
    assert profile.steps[-1].says == "3 entries that are no objects kept aside"
    assert profile.steps[-1].examples[0] == "entry 2: 5"


def test_one_record_a_line(tmp_path: Path) -> None:
    profile = read(tmp_path, '{"a": 1}\n\n{"a": 2, "b": "x"}\r\n{"a": \nnonsense\n{"a": 3}')
    assert (profile.rows, profile.set_aside) == (3, 2)
    assert [row["a"] for row in rows(tmp_path)] == [1, 2, 3]


def test_one_list_in_an_object_is_the_table_and_the_rest_is_told(tmp_path: Path) -> None:
    profile = read(tmp_path, '{"count": 2, "results": [{"a": 1}, {"a": 2}], "next": null}')
    assert profile.rows == 2
    beside = next(step for step in profile.steps if step.name == "beside")
    assert beside.examples == ("count: 2", "next: null")


def test_several_lists_in_an_object_are_several_tables(tmp_path: Path) -> None:
    text = '{"nodes": [{"name": "x"}], "links": [{"from": 0}, {"from": 1}], "sizes": [1, 2]}'
    (tmp_path / "file").write_text(text)
    assert pack.layers(tmp_path / "file") == ("nodes", "links")
    assert read(tmp_path, text, "links").rows == 2
    with pytest.raises(Refusal, match="no table called “boats”"):
        read(tmp_path, text, "boats")


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_letters_of_any_encoding(codec: str, tmp_path: Path) -> None:
    read(tmp_path, '[{"a": "Köln"}, {"a": "Bonn"}]'.encode(codec))
    assert [row["a"] for row in rows(tmp_path)] == ["Köln", "Bonn"]


def test_gzip_and_half_a_surrogate(tmp_path: Path) -> None:
    read(tmp_path, gzip.compress(b'[{"a": "x\\ud800"}, {"a": "y"}]'))
    assert [row["a"] for row in rows(tmp_path)] == ["x?", "y"]


def test_names_that_are_the_same_to_sql(tmp_path: Path) -> None:
    profile = read(tmp_path, '[{"Name": 1, "name": 2, "": 3}]')
    assert [column.name for column in profile.columns] == ["Name", "name (2)", "column 3"]


def test_a_long_file_agrees_with_duckdb(tmp_path: Path) -> None:
    records = [{"n": n, "s": f"é{n % 7}" * (n % 50), "d": n / 8} for n in range(30_000)]
    profile = read(tmp_path, json.dumps(records, indent=1))
    found = duckdb.sql(
        f"SELECT count(*), sum(n), sum(d), sum(length(s)) FROM read_json('{tmp_path}/file')"
    ).fetchone()
    ours = duckdb.sql(
        f"SELECT count(*), sum(n), sum(d), sum(length(s)) FROM '{tmp_path}/table/table.parquet'"
    ).fetchone()
    assert (profile.rows, ours) == (30_000, found)


_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.floats(allow_nan=False),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@settings(deadline=None, max_examples=200, suppress_health_check=[HealthCheck.too_slow])
@given(_VALUES)
def test_a_cell_of_json_reads_as_the_same_value(value: object) -> None:
    text = cell([line(json.dumps(value))])
    assert json.loads(text) == [value]


def test_an_object_of_records_is_a_table_and_its_names_a_column(tmp_path: Path) -> None:
    profile = read(tmp_path, '{"01": {"n": 1, "a": "x"}, "02": {"n": 2, "b": "y"}}')
    assert [column.name for column in profile.columns] == ["key", "n", "a", "b"]
    assert [row["key"] for row in rows(tmp_path)] == ["01", "02"]


def test_names_that_a_column_says_already_are_no_column(tmp_path: Path) -> None:
    profile = read(tmp_path, '{"AD": {"iso": "AD", "n": 1}, "AE": {"iso": "AE", "n": 2}}')
    assert [column.name for column in profile.columns] == ["iso", "n"]


@pytest.mark.parametrize(
    "content", ['{"a": {"x": 1}, "b": {"y": 1}}', '{"a": {"x": 1}}', '{"a": {"x": 1}, "b": 2}']
)
def test_an_object_of_something_else_is_no_table(content: str, tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="no list of records"):
        read(tmp_path, content)
