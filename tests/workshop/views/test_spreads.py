"""Quantiles that are counted in parts are the very ones that sorting finds."""

from __future__ import annotations

import math
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commonstacks.workshop.views import locked, sql
from commonstacks.workshop.views.bins import Spread
from commonstacks.workshop.views.spreads import Numbers, rank, spread_of

WIDE = (-1e300, 1e300)
VALUES = st.one_of(
    st.floats(-1e300, 1e300),
    st.integers(-5, 5).map(float),
    st.sampled_from([0.0, -0.0, 5e-324, 1e300, -1e300, 1.5, math.nan, math.inf]),
)


def numbers_of(folder: Path, values: list[float | None], threshold: int = 1) -> Numbers:
    file = folder / "table.parquet"
    pq.write_table(pa.table({"n": pa.array(values, pa.float64())}), file)
    files = [str(file)]
    return Numbers(locked.connect(files), files, sql.number("n", "DOUBLE"), threshold)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(values=st.lists(st.one_of(st.none(), VALUES), max_size=60), tail=st.floats(0.001, 0.5))
def test_in_parts_as_by_sorting(
    tmp_path_factory: pytest.TempPathFactory, values: list[float | None], tail: float
) -> None:
    numbers = numbers_of(tmp_path_factory.mktemp("n"), values)
    at_once = spread_of(numbers, tail, WIDE)
    for many in (-1, 3):
        assert spread_of(numbers, tail, WIDE, many=many) == at_once


def test_spread_of_ten_numbers_by_hand(tmp_path: Path) -> None:
    numbers = numbers_of(tmp_path, [9.0, None, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 1000.0])
    expected = Spread(1.0, 1.0, 9.0, 1000.0), True
    assert spread_of(numbers, 0.1, WIDE) == expected
    assert spread_of(numbers, 0.1, WIDE, many=2) == expected


def test_ends_that_few_reach_are_not_told(tmp_path: Path) -> None:
    numbers = numbers_of(tmp_path, [float(n) for n in range(100)], threshold=5)
    expected = Spread(4.0, 4.0, 95.0, 95.0), True
    assert spread_of(numbers, 0.01, WIDE) == expected
    assert spread_of(numbers, 0.01, WIDE, many=7) == expected


def test_no_number_has_no_spread(tmp_path: Path) -> None:
    assert spread_of(numbers_of(tmp_path, [None, None]), 0.1, WIDE, many=1) == (None, False)


@pytest.mark.parametrize("quantile", [0.0, 0.001, 0.005, 0.25, 0.5, 0.995, 0.999, 1.0])
@pytest.mark.parametrize("known", [1, 2, 3, 199, 200, 201, 1000, 4003])
def test_rank_is_duckdbs(quantile: float, known: int) -> None:
    asked = f"SELECT quantile_disc(v, {quantile}) FROM range(1, {known + 1}) AS t(v)"
    assert (rank(quantile, known),) == duckdb.sql(asked).fetchone()
