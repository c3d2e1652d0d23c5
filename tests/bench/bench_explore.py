"""Counting a million trips (--full: 10 and 100 million too): first view, first cube, two filters.

Ours goes through the runner's warm workers as the server does, without HTTP in between. DuckDB
answers the same questions in plain SQL on the same Parquet file. What a reader waits for, beside
other programs, is measured by bench_page.py.
"""

from __future__ import annotations

import argparse
import gzip
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
from jobs.explore_build import CHARTS
from made_trips import trips
from measuring import OURS, Runs, run, save, spread, warm

from commonstacks.workshop.views import jobs
from commonstacks.workshop.views.binned import Bins, open_bins
from commonstacks.workshop.views.filters import AnyOf, Between, Filter
from commonstacks.workshop.views.runner import Runner

SQL_BINS = ("date_trunc('month', started)", "route", "seconds // 500", "user_type")
Question = tuple[int, tuple[Filter, ...], tuple[str, ...]]


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--rounds", type=int, default=20)
    asked.add_argument("--full", action="store_true", help="10 and 100 million rows too")
    asked.add_argument("--rows", type=int, action="append", help="in millions, instead")
    asked.add_argument("--folder", type=Path, help="keeps the tables for another time")
    options = asked.parse_args()
    sizes = options.rows or ([1, 10, 100] if options.full else [1])
    facts = {}
    with tempfile.TemporaryDirectory() as own:
        for millions in sizes:
            folder = (options.folder or Path(own)) / str(millions)
            folder.mkdir(parents=True, exist_ok=True)
            facts[f"{millions}M"] = one = measured(folder, millions * 10**6, options.rounds)
            told(f"{millions}M", one)
    save("explore", {"what": "counting trips", "unit": "ms unless said", "sizes": facts})


def measured(folder: Path, rows: int, rounds: int) -> dict[str, Any]:
    table = trips(folder / "table.parquet", rows)
    warm([table])
    shutil.rmtree(folder / "bins", ignore_errors=True)
    building = Runs()
    run(OURS, "explore_build", folder, into=building)
    bins = open_bins(CHARTS, folder / "bins")
    cache = {"NUMBA_CACHE_DIR": str(folder / "compiled")}
    limits = {"seconds": 600, "megabytes": 6000}
    with Runner(size=2, preload=[jobs.KERNEL], environment=cache, **limits) as runner:  # type: ignore[arg-type]  # numbers
        runner.ask(jobs.made_ready, str(folder), CHARTS, reader="bench")
        ours = two_filters(runner, bins, folder, rounds)
    return {
        "build": building.facts(),
        "first view": static(bins.folder / "bins.json", zipped=False),
        "first cube": static(jobs.unfiltered(bins, 2), zipped=True),
        "second filter": ours,
        "second filter, DuckDB": plain(table, bins, min(rounds, 3)),
    }


def questions(bins: Bins) -> list[Question]:
    """Which chart is brushed, under which filters of the others: for us and in SQL."""
    routes = bins.axes[1].values[:300]  # type: ignore[union-attr]  # areas
    customer = (AnyOf(("user_type",), ("Customer",)), "user_type = 'Customer'")
    longer = (Between(("seconds",), 500.0, 2000.0), "seconds >= 500 AND seconds < 2000")
    listed = ", ".join("'" + str(route).replace("'", "''") + "'" for route in routes)
    near = (AnyOf(("route",), tuple(routes)), f"route IN ({listed})")
    years = (
        Between(("started",), "2017-01-01", "2020-01-01"),
        "started >= DATE '2017-01-01' AND started < DATE '2020-01-01'",
    )
    wanted = [(0, [customer]), (0, [longer, near]), (1, [years, customer]), (2, [years, near])]
    return [
        (active, tuple(one for one, _ in chosen), tuple(text for _, text in chosen))
        for active, chosen in wanted
    ]


def two_filters(runner: Runner, bins: Bins, folder: Path, rounds: int) -> dict[str, Any]:
    """From the question to the bytes that are sent, compressed as for the internet."""
    for active in range(2 * len(CHARTS)):  # both workers have read the bins once
        runner.ask(jobs.activated, str(folder), CHARTS, (), active // 2, reader=str(active % 2))
    whole, packing, sizes = [], [], []
    for _ in range(rounds):
        for active, filters, _sql in questions(bins):
            began = time.perf_counter()
            content = runner.ask(
                jobs.activated, str(folder), CHARTS, filters, active, reader="bench"
            )
            whole.append(1000 * (time.perf_counter() - began))
            packed = gzip.compress(content, 1)
            packing.append(1000 * (time.perf_counter() - began))
            sizes.append((len(content), len(packed)))
    return {**spread(whole), "compressed": spread(packing), "largest, bytes": max(sizes)}


def plain(table: Path, bins: Bins, rounds: int) -> dict[str, Any]:
    """The same cubes by one GROUP BY each, on two threads."""
    connection = duckdb.connect(config={"threads": 2})
    own = [CHARTS[place].columns for place in range(len(CHARTS))]

    def ask(question: Question) -> None:
        active, filters, texts = question
        for place, other in enumerate(SQL_BINS):
            free = {own[place], own[active]}
            kept = [t for f, t in zip(filters, texts, strict=True) if f.columns not in free]
            where = " AND ".join(kept) or "true"
            connection.execute(
                f"SELECT {SQL_BINS[active]}, {other}, count(*) FROM '{table}' WHERE {where}"
                " GROUP BY 1, 2"
            ).to_arrow_table()

    return spread([timed(lambda q=q: ask(q)) for _ in range(rounds) for q in questions(bins)])  # type: ignore[misc]  # a default binds


def static(path: Path, *, zipped: bool) -> dict[str, Any]:
    """A file as the server sends it: read, and compressed already or once."""
    seconds = [timed(path.read_bytes) for _ in range(50)]
    content = path.read_bytes()
    sent = content if zipped else gzip.compress(content, 6)
    return {**spread(seconds), "bytes sent": len(sent)}


def timed(work: Callable[[], object]) -> float:
    """In milliseconds."""
    began = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - began)


def told(name: str, facts: dict[str, Any]) -> None:
    print(f"{name}: built in {facts['build']['seconds']} s, {facts['build']['megabytes']} MB")
    for what, found in list(facts.items())[1:]:
        print(f"  {what}: {found}")


if __name__ == "__main__":
    main()
