from __future__ import annotations

from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from commonstacks.workshop.handouts.parquet import context_in, with_context

CONTEXT = '{"title":"Gärten"}'.encode()


def test_the_context_goes_in_and_the_data_stay(tmp_path: Path) -> None:
    plain, told = tmp_path / "plain.parquet", tmp_path / "told.parquet"
    with duckdb.connect() as connection:
        connection.execute(
            "copy (select printf('%05d', i) as code, i / 7.0 as x, date '2026-01-01' + i::int as d,"
            " if(i % 3 = 0, null, 'é' || i) as name, (i * 1.25)::decimal(18, 4) as price,"
            " make_timestamp(i * 1000) as at, i % 2 = 0 as even from range(10_000) r(i))"
            f" to '{plain}' (format parquet, row_group_size 4096)"
        )
    with_context(plain, told, CONTEXT)
    given, made = pq.ParquetFile(plain), pq.ParquetFile(told)
    assert context_in(told) == CONTEXT
    assert context_in(plain) is None
    assert made.schema_arrow.equals(given.schema_arrow)
    assert made.read().equals(given.read())
    assert _groups(made) == _groups(given)
    with duckdb.connect() as connection:
        (left,) = connection.execute(
            f"select count(*) from (from '{plain}' except all from '{told}')"
        ).fetchone() or (None,)
    assert left == 0


def test_other_metadata_stays(tmp_path: Path) -> None:
    plain, told = tmp_path / "plain.parquet", tmp_path / "told.parquet"
    table = pa.table({"a": [1, None]}).replace_schema_metadata({"geo": "{}"})
    pq.write_table(table, plain)
    with_context(plain, told, CONTEXT)
    metadata = pq.read_schema(told).metadata
    assert (metadata[b"geo"], metadata[b"commonstacks:context"]) == (b"{}", CONTEXT)


def test_a_new_context_takes_the_place_of_the_old(tmp_path: Path) -> None:
    first, second = tmp_path / "1.parquet", tmp_path / "2.parquet"
    pq.write_table(pa.table({"a": pa.array([], pa.int8())}), tmp_path / "0.parquet")
    with_context(tmp_path / "0.parquet", first, b'"old"')
    with_context(first, second, b'"new"')
    assert context_in(second) == b'"new"'
    assert pq.read_table(second).num_rows == 0


def _groups(file: pq.ParquetFile) -> list[int]:
    return [file.metadata.row_group(i).num_rows for i in range(file.num_row_groups)]
