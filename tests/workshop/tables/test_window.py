"""A window on a long table."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commonstacks.kit.errors import Refusal
from commonstacks.workshop.tables.window import rows, text


@pytest.fixture
def long_table(tmp_path: Path) -> Path:
    path = tmp_path / "table.parquet"
    pq.write_table(pa.table({"n": list(range(1, 101))}), path, row_group_size=7)
    return path


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(first=st.integers(1, 120), limit=st.integers(1, 50))
def test_any_window_holds_its_rows(long_table: Path, first: int, limit: int) -> None:
    expected = [(str(n),) for n in range(first, min(first + limit, 101))]
    assert list(rows(long_table, first=first, limit=limit)) == expected


@pytest.mark.parametrize(("first", "limit"), [(0, 1), (-1, 1), (1, 0)])
def test_rows_are_counted_from_one(long_table: Path, first: int, limit: int) -> None:
    with pytest.raises(Refusal, match="from 1"):
        rows(long_table, first=first, limit=limit)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, None),
        (True, "yes"),
        (40.922326, "40.922326"),
        (0.1 + 0.2, "0.3"),
        (1e300, format(1e300, ".0f")),
        (date(2026, 11, 21), "2026-11-21"),
        ("00501", "00501"),
    ],
)
def test_cells_as_people_read_them(value: object, expected: str | None) -> None:
    assert text(value) == expected
