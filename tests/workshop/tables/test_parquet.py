"""Parquet and Arrow files: stored types are trusted, text is not, and what a file says of itself."""

from __future__ import annotations

import datetime as dt
import io
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.feather as feather
import pyarrow.parquet as pq
import pytest
from pyarrow import ipc

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


FOOTER = {  # where the file says how many rows it has, and its only group
    "more rows in all": (0, b"\xd0\x7f"),
    "fewer rows in all": (0, b"\xb0\x0f"),
    "more rows in the group": (-1, b"\xd0\x7f"),
    "fewer rows in the group": (-1, b"\xb0\x0f"),
}


@pytest.mark.parametrize("name", FOOTER)
def test_a_footer_that_lies(name: str, tmp_path: Path) -> None:
    """A thousand rows are written as d0 0f; the first is of the file, the last of the group."""
    at, lie = FOOTER[name]
    pq.write_table(pa.table({"n": list(range(1000))}), tmp_path / "file", store_schema=False)
    content = bytearray((tmp_path / "file").read_bytes())
    start = len(content) - 8 - int.from_bytes(content[-8:-4], "little")
    places = [n for n in range(start, len(content) - 8) if content[n : n + 2] == b"\xd0\x0f"]
    content[places[at] : places[at] + 2] = lie
    (tmp_path / "file").write_bytes(bytes(content))
    with pytest.raises(Refusal, match="Parquet file, but broken"):
        pack.read(tmp_path / "file", tmp_path / "table", name="t")


def arrow(table: pa.Table, form: str) -> bytes:
    file = io.BytesIO()
    if form == "Feather":
        feather.write_feather(table, file)
        return file.getvalue()
    with (ipc.new_file if form == "file" else ipc.new_stream)(file, table.schema) as writer:
        writer.write_table(table, max_chunksize=2)
    return file.getvalue()


FORMS = ("file", "stream", "Feather")


def read_arrow(tmp_path: Path, content: bytes) -> TableProfile:
    (tmp_path / "file").write_bytes(content)
    return pack.read(tmp_path / "file", tmp_path / "table", name="t")


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", COLUMNS)
def test_a_column_of_arrow(name: str, form: str, tmp_path: Path) -> None:
    array, kind, expected = COLUMNS[name]
    profile = read_arrow(tmp_path, arrow(pa.table({name: array, "beside": list("pqr")}), form))
    column = profile.column(name)
    assert (column.kind, column.nulls) == (kind, expected.count(None))
    table = pq.read_table(tmp_path / "table/table.parquet")
    assert table[name].to_pylist() == expected
    assert table["beside"].to_pylist() == ["p", "q", "r"]
    assert profile.steps[0].says == "The file is Arrow (also called Feather)"


ODD = {
    "views": (pa.array(["007", None, "x"], pa.string_view()), ["007", None, "x"]),
    "runs": (pa.RunEndEncodedArray.from_arrays([2, 3], [5, 6]), [5, 5, 6]),
    "long text": (pa.array(["a", None, "b"], pa.large_string()), ["a", None, "b"]),
    "half": (pa.array([0.5, None, 1.5], pa.float32()), [0.5, None, 1.5]),
}


@pytest.mark.parametrize("name", ODD)
def test_kinds_that_parquet_has_not(name: str, tmp_path: Path) -> None:
    array, expected = ODD[name]
    read_arrow(tmp_path, arrow(pa.table({name: array}), "stream"))
    assert pq.read_table(tmp_path / "table/table.parquet")[name].to_pylist() == expected


def test_a_union_is_refused(tmp_path: Path) -> None:
    union = pa.UnionArray.from_sparse(
        pa.array([0, 1], pa.int8()), [pa.array([1, 2]), pa.array([3, 4])]
    )
    with pytest.raises(Refusal, match="column of a kind that cannot be read"):
        read_arrow(tmp_path, arrow(pa.table({"u": union}), "stream"))


@pytest.mark.parametrize("form", ["file", "stream"])
def test_columns_of_one_name_in_arrow(form: str, tmp_path: Path) -> None:
    table = pa.Table.from_arrays([pa.array([1]), pa.array(["x"])], ["a", "a"])
    read_arrow(tmp_path, arrow(table, form))
    assert pq.read_table(tmp_path / "table/table.parquet").to_pylist() == [{"a": 1, "a (2)": "x"}]


@pytest.mark.parametrize("form", FORMS)
def test_cut_off_arrow(form: str, tmp_path: Path) -> None:
    content = arrow(pa.table({"n": list(range(1000))}), form)
    for left in (len(content) // 3, len(content) - 100):
        with pytest.raises(Refusal, match="Arrow file, but broken or cut off"):
            read_arrow(tmp_path, content[:left])


def test_lengths_that_lie(tmp_path: Path) -> None:
    """Every number of eight bytes in the description of the only batch is made huge in turn."""
    content = arrow(pa.table({"n": [1, 2, 3], "s": ["a", "b", "c"]}), "stream")
    batch = content.index(b"\xff\xff\xff\xff", 8)
    end = batch + 8 + int.from_bytes(content[batch + 4 : batch + 8], "little")
    for at in range(batch + 8, end - 8, 8):
        lie = content[:at] + (2**61).to_bytes(8, "little") + content[at + 8 :]
        try:
            profile = read_arrow(tmp_path, lie)
        except Refusal as refusal:
            assert refusal.reason == "The file is an Arrow file, but broken or cut off."  # noqa: PT017
        else:
            assert profile.rows == 3


def test_a_length_of_the_description_that_lies(tmp_path: Path) -> None:
    content = bytearray(arrow(pa.table({"n": [1, 2, 3]}), "stream"))
    content[4:8] = (2**25).to_bytes(4, "little")
    with pytest.raises(Refusal, match="Arrow file, but broken or cut off"):
        read_arrow(tmp_path, bytes(content))


def test_more_rows_than_the_bytes_can_hold(tmp_path: Path) -> None:
    nothing = pa.RecordBatch.from_arrays([pa.nulls(2**31 - 1)], ["n"])
    file = io.BytesIO()
    with ipc.new_stream(file, nothing.schema) as writer:
        writer.write_batch(nothing)
    with pytest.raises(Refusal, match="Arrow file, but broken or cut off"):
        read_arrow(tmp_path, file.getvalue())
