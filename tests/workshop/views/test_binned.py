"""Bins hold every row once, under the codes that plain SQL gives it, sorted by time."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from commonstacks.kit.errors import NotHeld, Refusal
from commonstacks.workshop.views import binned, cubes
from commonstacks.workshop.views.axes import Categories
from commonstacks.workshop.views.binned import Bins, bins_facts, build, open_bins, width_of
from commonstacks.workshop.views.charts import Chart, Measure
from commonstacks.workshop.views.tokens import cube_digest

TIME, BARS = Chart("time", ("day",)), Chart("bars", ("kind",))
SIZE, GRID = Chart("histogram", ("size",)), Chart("grid", ("lon", "lat"))


def rows(n: int) -> list[dict[str, object]]:
    kinds = ["a", "b", "b", "c", None]
    return [
        {
            "day": None if i % 17 == 3 else date(2019, 1, 1) + timedelta(days=i * 37 % 700),
            "kind": kinds[i % 5],
            "size": None if i % 13 == 0 else i * 71 % 90 / 2,
            "lon": (i * 37 % 400) / 400,
            "lat": None if i % 19 == 0 else (i * 53 % 300) / 300,
        }
        for i in range(n)
    ]


def table(folder: Path, n: int = 1000) -> Path:
    schema = pa.schema(
        {"day": pa.date32(), "kind": pa.string(), "size": pa.float64(), "lon": pa.float64(), "lat": pa.float64()}
    )  # fmt: skip
    pq.write_table(pa.Table.from_pylist(rows(n), schema), folder / "table.parquet")
    return folder / "table.parquet"


def codes(bins: Bins, place: int) -> list[int]:
    width, content = bins.width(place), bins.file(place).read_bytes()
    return [
        int.from_bytes(content[at : at + width], "little") for at in range(0, len(content), width)
    ]


def cells(bins: Bins) -> Counter[tuple[int, ...]]:
    return Counter(zip(*(codes(bins, place) for place in range(len(bins.charts))), strict=True))


@pytest.mark.parametrize("batch", [64, 1_000_000])
@pytest.mark.parametrize(
    "charts", [(BARS, SIZE, TIME), (TIME,), (GRID, BARS), (SIZE, GRID, TIME, BARS)]
)
def test_the_codes_are_those_of_the_cube(
    tmp_path: Path,
    charts: tuple[Chart, ...],
    batch: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(binned, "BATCH", batch)
    parquet = table(tmp_path)
    cube = cubes.count(parquet, charts)
    bins = build(parquet, charts, tmp_path / "bins")
    names = [f"c{place}" for place in range(len(charts))]
    wanted = {tuple(row[name] for name in names): row["n"] for row in cube.cells.to_pylist()}
    assert cells(bins) == wanted
    assert bins.axes == cube.axes
    assert bins.rows == 1000
    assert bins.whole == cube.counts().counts


def test_rows_are_sorted_by_time_and_its_starts_are_known(tmp_path: Path) -> None:
    bins = build(table(tmp_path), (BARS, TIME), tmp_path / "bins")
    times = codes(bins, 1)
    assert bins.sorted_by == 1
    assert times == sorted(times)
    for code, start in enumerate(bins.starts[:-1]):
        assert times[start : bins.starts[code + 1]] == [code] * bins.whole[1][code]
    assert bins.starts[-1] == 1000


def test_a_code_needs_one_byte_or_two() -> None:
    def axis(n: int) -> Categories:
        return Categories(tuple(map(str, range(n))))

    assert [width_of(axis(n)) for n in (255, 256, 65535)] == [1, 2, 2]
    with pytest.raises(Refusal):
        width_of(axis(65536))


def test_what_was_built_is_opened_and_not_built_again(tmp_path: Path) -> None:
    parquet = table(tmp_path)
    bins = build(parquet, (BARS, TIME), tmp_path / "bins")
    stamps = {path: path.stat().st_mtime_ns for path in bins.folder.iterdir()}
    assert build(parquet, (BARS, TIME), tmp_path / "bins") == bins
    assert open_bins((BARS, TIME), tmp_path / "bins") == bins
    assert {path: path.stat().st_mtime_ns for path in bins.folder.iterdir()} == stamps
    assert sorted(path.name for path in bins.folder.iterdir()) == [
        "0.codes",
        "1.codes",
        "bins.json",
    ]
    assert [path.name for path in bins.folder.parent.iterdir()] == [cube_digest((BARS, TIME))]


def test_the_first_view_is_in_the_facts(tmp_path: Path) -> None:
    bins = build(table(tmp_path), (BARS,), tmp_path / "bins")
    facts = json.loads((bins.folder / "bins.json").read_text())
    assert facts == bins_facts(bins)
    assert facts == {
        "schema": "commonstacks-bins/1",
        "rows": 1000,
        "sorted_by": None,
        "charts": [
            {
                "kind": "bars",
                "columns": ["kind"],
                "values": ["b", "a", "c"],
                "others": 0,
                "counts": [200, 400, 200, 200],
            }
        ],
    }


@pytest.mark.parametrize("harm", ["cut", "gone", "unfinished"])
def test_what_is_harmed_is_not_opened_but_built_again(tmp_path: Path, harm: str) -> None:
    parquet = table(tmp_path)
    bins = build(parquet, (BARS, SIZE), tmp_path / "bins")
    good = bins.file(1).read_bytes()
    if harm == "cut":
        bins.file(1).write_bytes(good[:-1])
    if harm == "gone":
        bins.file(1).unlink()
    if harm == "unfinished":
        (bins.folder / "bins.json").unlink()
    with pytest.raises(NotHeld):
        open_bins((BARS, SIZE), tmp_path / "bins")
    assert build(parquet, (BARS, SIZE), tmp_path / "bins").file(1).read_bytes() == good


def test_an_empty_table_has_empty_bins(tmp_path: Path) -> None:
    bins = build(table(tmp_path, 0), (BARS, TIME), tmp_path / "bins")
    assert bins.rows == 0
    assert [codes(bins, place) for place in (0, 1)] == [[], []]


def test_columns_of_places_are_binned_row_by_row(tmp_path: Path) -> None:
    parquet = table(tmp_path, 10)
    pq.write_table(pa.table({"quarter": list("ababababab")}), tmp_path / "places.parquet")
    charts = (Chart("bars", ("quarter",)), SIZE)
    bins = build(parquet, charts, tmp_path / "bins")
    assert codes(bins, 0) == [1, 2] * 5


def test_what_cannot_be_binned_is_refused_and_leaves_nothing(tmp_path: Path) -> None:
    parquet = table(tmp_path, 10)
    for charts in [
        (Chart("bars", ("nothing",)),),
        (Chart("bars", ("kind",), measure=Measure("sum", "size")),),
        (Chart("ranked", ("kind",)),),
    ]:
        with pytest.raises(Refusal):
            build(parquet, charts, tmp_path / "bins")
    assert list((tmp_path / "bins").iterdir()) == []
