"""The explorer's jobs through a real worker: the same answers as without one, as bytes."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from commonstacks.kit.errors import NotHeld, Refusal
from commonstacks.workshop.views import jobs, replies
from commonstacks.workshop.views.answering import answer, table_page
from commonstacks.workshop.views.binned import bins_facts, open_bins
from commonstacks.workshop.views.cells import OPEN, Policy
from commonstacks.workshop.views.cubes import count
from commonstacks.workshop.views.measuring import Named
from commonstacks.workshop.views.runner import Runner
from commonstacks.workshop.views.spec import ViewSpec, parse

ROWS = [
    {
        "day": f"2019-{1 + n % 12:02}-01",
        "kind": [None, "a", "b", "b"][n % 4],
        "size": None if n % 9 == 0 else n * 37 % 60,
        "quarter": "NSW"[n % 3],
        "lon": n % 7 / 10,
        "lat": n % 5 / 10,
    }
    for n in range(400)
]


def view(charts: list[dict[str, object]], **more: object) -> ViewSpec:
    facts = {"schema": "commonstacks-view/1", "dataset": "x", "version": 1, "table": "0f" * 32}
    return parse({**facts, "charts": charts, **more})


COUNTS = view(
    [
        {"kind": "bars", "columns": ["kind"]},
        {"kind": "time", "columns": ["day"]},
        {"kind": "histogram", "columns": ["size"]},
    ],
    filters=[{"column": "kind", "any_of": ["a", None]}, {"column": "size", "from": 10}],
)
VIEWS = [
    COUNTS,
    view(
        [
            {"kind": "bars", "columns": ["kind"], "measure": {"take": "mean", "of": "size"}},
            {"kind": "multiples", "columns": ["size", "kind"], "inner": "histogram"},
            {"kind": "ranked", "columns": ["quarter"], "measure": {"take": "sum", "of": "size"}},
            {"kind": "grid", "columns": ["lon", "lat"]},
        ],
        filters=[{"column": "size", "from": 10, "to": 50}, {"column": "quarter", "contains": "s"}],
        compare="whole",
    ),
    view(
        [
            {"kind": "areas", "columns": ["quarter"], "value": "size"},
            {"kind": "time", "columns": ["day"], "value": "size"},
        ]
    ),
]
NAMED = {"quarter": Named({"N": "1", "S": "2"}, {"N": "North"})}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("derived") / ("0f" * 32)
    path.mkdir()
    pq.write_table(pa.Table.from_pylist(ROWS), path / "table.parquet")
    return str(path)


@pytest.fixture(scope="module")
def runner(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Runner]:
    cache = tmp_path_factory.mktemp("compiled")
    limits = {"seconds": 120, "megabytes": 3000}
    environment = {"NUMBA_CACHE_DIR": str(cache)}
    with Runner(size=1, preload=[jobs.KERNEL], environment=environment, **limits) as opened:
        yield opened
    assert list(cache.rglob("*.nbi"))  # the next worker reads what this one compiled


@pytest.mark.parametrize("spec", VIEWS)
def test_a_view_is_answered_as_without_a_worker(
    runner: Runner, folder: str, spec: ViewSpec
) -> None:
    files = [str(Path(folder, "table.parquet"))]
    found = runner.ask(replies.answer_reply, files, spec, OPEN, named=NAMED, reader="a")
    assert replies.read_answer(found, spec.charts) == answer(
        duckdb.connect(), files, spec, OPEN, named=NAMED
    )


def test_rows_are_paged_as_without_a_worker(runner: Runner, folder: str) -> None:
    files, span = [str(Path(folder, "table.parquet"))], {"first": 3, "limit": 7}
    found = runner.ask(replies.page_reply, files, COUNTS, OPEN, reader="a", **span)
    assert replies.read_page(found) == table_page(duckdb.connect(), files, COUNTS, OPEN, **span)


def test_a_protected_table_is_refused_in_the_workers_words(runner: Runner, folder: str) -> None:
    files = [str(Path(folder, "table.parquet"))]
    with pytest.raises(Refusal, match="about people"):
        runner.ask(replies.answer_reply, files, COUNTS, Policy(5), reader="a")


def test_bins_are_made_ready_and_then_count(runner: Runner, folder: str) -> None:
    charts = COUNTS.charts
    with pytest.raises(NotHeld):
        runner.ask(jobs.activated, folder, charts, (), 0, reader="a")
    facts = json.loads(runner.ask(jobs.made_ready, folder, charts, reader="a"))
    bins = open_bins(charts, Path(folder, "bins"))
    assert facts == bins_facts(bins)
    for place in range(3):
        static = gzip.decompress(jobs.unfiltered(bins, place).read_bytes())
        assert static == runner.ask(jobs.activated, folder, charts, (), place, reader="a")
    asked = (folder, charts, COUNTS.filters, 1)
    zipped = gzip.decompress(runner.ask(jobs.zipped, *asked, reader="a"))
    assert zipped == runner.ask(jobs.activated, *asked, reader="a")
    found = json.loads(runner.ask(jobs.counted, folder, charts, COUNTS.filters, reader="a"))
    slice_ = count(Path(folder, "table.parquet"), charts).counts(COUNTS.filters)
    assert found["matching"] == slice_.matching
    assert tuple(map(tuple, found["counts"])) == slice_.counts


def test_what_is_lost_is_made_again(runner: Runner, folder: str) -> None:
    charts = COUNTS.charts
    first = runner.ask(jobs.made_ready, folder, charts, reader="a")
    bins = open_bins(charts, Path(folder, "bins"))
    static = jobs.unfiltered(bins, 1).read_bytes()
    for path in bins.folder.iterdir():
        path.unlink()
    assert runner.ask(jobs.made_ready, folder, charts, reader="a") == first
    assert jobs.unfiltered(bins, 1).read_bytes() == static
