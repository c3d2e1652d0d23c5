"""A locked connection answers one SELECT over its own table, and nothing else whatever is asked."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from commonstacks.kit.errors import Refusal
from commonstacks.workshop.views import locked
from commonstacks.workshop.views.locked import Locked

HOSTILE = [
    # other files
    "SELECT * FROM read_parquet('{other}')",
    "SELECT * FROM read_parquet('{folder}/*.parquet')",
    "SELECT * FROM read_parquet('{folder}/a/../../{name}/other.parquet')",
    "SELECT * FROM '{other}'",
    "FROM '{other}'",
    "SELECT * FROM read_csv('/etc/passwd')",
    "SELECT * FROM READ_CSV_AUTO('/etc/passwd')",
    "SELECT * FROM \"read_csv\"/* */('/etc/passwd')",
    "SELECT * FROM read_text('/etc/passwd')",
    "SELECT * FROM read_text('{table}')",
    "SELECT * FROM read_blob('{table}')",
    "SELECT * FROM read_json('/proc/self/environ')",
    "SELECT * FROM read_ndjson_objects('/proc/self/environ')",
    "SELECT * FROM sniff_csv('/etc/passwd')",
    "SELECT * FROM glob('/**')",
    "SELECT * FROM st_read('/etc/passwd')",
    "SELECT (SELECT count(*) FROM read_csv('/etc/passwd')) FROM read_parquet('{table}')",
    "WITH x AS (SELECT * FROM read_text('/etc/hostname')) SELECT * FROM x",
    "SELECT * FROM query_table('{other}')",
    "SELECT * FROM query('SELECT * FROM ''{other}''')",
    # the network
    "SELECT * FROM read_parquet('http://127.0.0.1:9/x.parquet')",
    "SELECT * FROM read_parquet('s3://bucket/x.parquet')",
    # writing
    "COPY (SELECT 1) TO '{folder}/new.csv'",
    "COPY (SELECT 1) TO '{table}'",
    "COPY (SELECT 1 AS n) TO '{table}' (USE_TMP_FILE false)",
    "EXPLAIN ANALYZE COPY (SELECT 1) TO '{table}' (USE_TMP_FILE false)",
    "EXPORT DATABASE '{folder}/all'",
    "IMPORT DATABASE '{folder}'",
    "CREATE TABLE t AS SELECT 1",
    "CREATE TEMP VIEW rows AS SELECT 1",
    "CREATE OR REPLACE VIEW main.rows AS SELECT 666",
    "CREATE MACRO read_parquet(x) AS TABLE SELECT 666",
    "CREATE MACRO count(x) AS 666",
    "CREATE SECRET s (TYPE s3)",
    "CREATE FUNCTION isfinite(x) AS true",
    "INSERT INTO t VALUES (1)",
    "UPDATE t SET n = 1",
    "DELETE FROM t",
    "DROP VIEW rows",
    "DROP SCHEMA main CASCADE",
    "ALTER TABLE t ADD COLUMN x INT",
    "TRUNCATE t",
    # other databases and code
    "ATTACH '{folder}/other.db'",
    "ATTACH '{table}' AS x",
    "ATTACH ':memory:' AS x",
    "DETACH memory",
    "USE memory",
    "INSTALL httpfs",
    "LOAD spatial",
    "LOAD '{folder}/evil.duckdb_extension'",
    "UPDATE EXTENSIONS",
    # settings and state
    "SET memory_limit = '100GB'",
    "SET GLOBAL enable_external_access = true",
    "SET VARIABLE x = 1",
    "SET lock_configuration = false",
    "RESET memory_limit",
    "PRAGMA threads = 64",
    "PRAGMA enable_profiling",
    "PRAGMA version",
    "CALL pragma_version()",
    "CALL enable_logging()",
    "CHECKPOINT",
    "BEGIN",
    "ROLLBACK",
    "PREPARE p AS SELECT 1",
    "EXECUTE p",
    "DEALLOCATE p",
    "VACUUM",
    "ANALYZE",
    "EXPLAIN SELECT 1",
    # several at once
    "SELECT 1; DROP VIEW rows",
    "SELECT 1; SELECT 2",
    ";",
    "",
    "SELECT 1 /* ; */; COPY (SELECT 1) TO '{table}' (USE_TMP_FILE false)",
    # what speaks of the machine
    "SELECT current_setting('temp_directory')",
    "SELECT \"current_setting\" ('allowed_paths')",
    "SELECT 'allowed_paths'.current_setting()",
    "SELECT * FROM duckdb_settings()",
    "SELECT * FROM duckdb_secrets()",
    "SELECT * FROM duckdb_extensions()",
    "SELECT * FROM duckdb_external_file_cache()",
    "SELECT * FROM parquet_metadata('{table}')",
    "SELECT * FROM parquet_kv_metadata('{table}')",
    "SELECT getenv('PATH')",
    "SELECT getvariable('x')",
    "SELECT write_log('x')",
    "SELECT current_query()",
    "SELECT 1 FROM which_secret('s3://x', 's3')",
    # nonsense
    "KILL 1",
    "SELECT",
    "\udcff",
    "\x00",
]


@pytest.fixture
def table(tmp_path: Path) -> Path:
    folder = tmp_path / "table"
    folder.mkdir()
    pq.write_table(pa.table({"i": list(range(1000))}), folder / "table.parquet")
    pq.write_table(pa.table({"secret": ["hunter2"]}), folder / "other.parquet")
    return folder / "table.parquet"


@pytest.fixture
def connection(table: Path) -> Iterator[Locked]:
    opened = locked.connect([str(table)], megabytes=200)
    yield opened
    opened.close()


def total(connection: Locked, table: Path) -> object:
    asked = connection.execute("SELECT sum(i) FROM read_parquet($f)", {"f": str(table)})
    return asked.fetchall()


def test_its_own_table_answers(connection: Locked, table: Path) -> None:
    assert total(connection, table) == [(499500,)]


def test_the_list_is_long() -> None:
    assert len(set(HOSTILE)) >= 54


@pytest.mark.parametrize("statement", HOSTILE)
def test_what_is_hostile_is_refused_and_changes_nothing(
    connection: Locked, table: Path, statement: str
) -> None:
    folder = table.parent
    names = {"other": folder / "other.parquet", "folder": folder, "name": folder.name}
    before = {path: path.read_bytes() for path in folder.iterdir()}
    with pytest.raises((Refusal, RuntimeError)) as refused:
        connection.execute(statement.format(table=table, **names)).fetchall()
    assert str(folder) not in f"{refused.value} {getattr(refused.value, 'hint', '')}"
    assert refused.value.__cause__ is None
    assert {path: path.read_bytes() for path in folder.iterdir()} == before
    assert total(connection, table) == [(499500,)]


def test_names_of_columns_may_look_like_anything(tmp_path: Path) -> None:
    path = tmp_path / "table.parquet"
    names = ["read_csv (n)", "SELECT", 'a "quoted" glob(x)', "current_setting", "--", "drop;"]
    pq.write_table(pa.table({name: [1] for name in names}), path)
    quoted = ", ".join('"' + name.replace('"', '""') + '"' for name in names)
    opened = locked.connect([str(path)])
    assert opened.execute(f"SELECT {quoted} FROM read_parquet($f)", {"f": str(path)}).fetchall() == [(1,) * 6]  # fmt: skip
    opened.close()


def test_a_name_with_a_quote_is_only_a_name(tmp_path: Path) -> None:
    folder = tmp_path / "it's ] a table"
    folder.mkdir()
    pq.write_table(pa.table({"i": [7]}), folder / "table.parquet")
    opened = locked.connect([str(folder / "table.parquet")])
    assert total(opened, folder / "table.parquet") == [(7,)]
    opened.close()


def test_memory_and_room_on_disk_are_bounded(table: Path, tmp_path: Path) -> None:
    sort = "SELECT max(r) FROM (SELECT row_number() OVER (ORDER BY hash(i), i) AS r FROM range(30000000) t(i))"
    spill = tmp_path / "spill"
    opened = locked.connect([str(table)], megabytes=100, spill=spill, spill_megabytes=50)
    with pytest.raises(MemoryError):
        opened.execute(sort)
    assert total(opened, table) == [(499500,)]
    opened.close()
    opened = locked.connect([str(table)], megabytes=100)
    with pytest.raises(MemoryError):
        opened.execute(sort)
    assert total(opened, table) == [(499500,)]
    opened.close()
    assert not list(tmp_path.rglob("*.tmp"))


def test_a_fault_of_ours_is_no_refusal_and_names_no_folder(connection: Locked, table: Path) -> None:
    with pytest.raises(RuntimeError, match="BinderException") as fault:
        connection.execute("SELECT nothing FROM read_parquet($f)", {"f": str(table)})
    assert str(table.parent) not in str(fault.value)


def test_a_broken_file_names_no_folder(tmp_path: Path) -> None:
    path = tmp_path / "table.parquet"
    path.write_bytes(os.urandom(500))
    opened = locked.connect([str(path)])
    with pytest.raises((RuntimeError, Refusal)) as fault:
        opened.execute("SELECT * FROM read_parquet($f)", {"f": str(path)})
    assert str(tmp_path) not in str(fault.value)
    opened.close()


def test_days_are_counted_in_utc(connection: Locked) -> None:
    asked = "SELECT CAST(TIMESTAMPTZ '2020-01-01 23:30:00+00' AS DATE)::VARCHAR"
    assert connection.execute(asked).fetchall() == [("2020-01-01",)]


def test_a_table_is_named_by_its_whole_path() -> None:
    with pytest.raises(Refusal):
        locked.connect(["table.parquet"])


def test_no_variable_of_python_is_a_table(connection: Locked) -> None:
    secrets = pa.table({"secret": ["hunter2"]})
    with pytest.raises(RuntimeError, match="CatalogException"):
        connection.execute("SELECT * FROM secrets")
    assert secrets.num_rows == 1
    assert duckdb.__version__ == "1.5.5"  # the list above was tried with this one
