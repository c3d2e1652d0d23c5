"""Values are looked for once, and again when the file is another one."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from commonstacks.workshop.tables import window
from commonstacks.workshop.tables.distinct import values_of


def write(folder: Path, *values: str | None) -> Path:
    file = folder / "table.parquet"
    pq.write_table(pa.table({"a/b": pa.array(values, pa.string())}), file)
    return file


def test_read_once_and_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = write(tmp_path, "x", None, "ä\nb", "x")
    assert values_of(file, "a/b") == ("x", "ä\nb")
    monkeypatch.delattr(window, "distinct")
    assert values_of(file, "a/b") == ("x", "ä\nb")


def test_another_file_is_read_anew(tmp_path: Path) -> None:
    assert values_of(write(tmp_path, "x"), "a/b") == ("x",)
    (tmp_path / "table.parquet").unlink()
    assert values_of(write(tmp_path, "y", "z"), "a/b") == ("y", "z")


def test_what_was_cut_off_is_found_anew(tmp_path: Path) -> None:
    file = write(tmp_path, "x")
    values_of(file, "a/b")
    (kept,) = (tmp_path / "distinct").iterdir()
    kept.write_text('["x', encoding="utf-8")
    assert values_of(file, "a/b") == ("x",)
