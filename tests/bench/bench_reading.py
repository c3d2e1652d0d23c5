"""How long reading takes, and how much memory: ours, DuckDB, Polars, pandas and frictionless.

Ours finds encoding, separator and header, proves that no record is lost, decides the kind of every
column from all its rows, profiles it (exact distinct values, quantiles, histogram, top values) and
writes typed zstd Parquet. DuckDB keeps everything text, summarises it and writes zstd Parquet;
Polars describes and writes; pandas describes; frictionless describes, validates and extracts.
``--full`` adds ten million rows, for those that can do it. Rounds are interleaved; medians count.
Whether the reading is right is measured beside it, in bench_nasty.py.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

import made_tables
from measuring import OURS, PEERS, Runs, run, save, warm

FAST = (("ours", OURS), ("duckdb_job", OURS), ("polars_job", PEERS), ("pandas_job", PEERS))
LARGE = FAST[:3]  # pandas needs several times the memory there
KINDS = [
    "identifier",
    "date",
    "datetime",
    "category",
    "place name",
    "decimal",
    "integer",
    "text",
    "place code",
    "boolean",
]
NAMES = {
    "ours": "Commonstacks: read, type, profile, zstd Parquet",
    "duckdb_job": "DuckDB: text, `SUMMARIZE`, zstd Parquet",
    "polars_job": "Polars: text, `describe`, zstd Parquet",
    "pandas_job": "pandas: text, `describe`; no Parquet",
    "frictionless_job": "frictionless: describe, validate, extract; on a tenth, times ten",
}
MILLION = 1_000_000


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--full", action="store_true", help="ten million rows too")
    parser.add_argument("--rounds", type=int, default=5)
    chosen = parser.parse_args()
    facts = {"what": "reading a CSV of ten columns"}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        facts["1M"] = measured(folder, MILLION, FAST, chosen.rounds)
        facts["1M"]["frictionless_job"] = frictionless(folder, MILLION // 10)
        if chosen.full:
            facts["10M"] = measured(folder, 10 * MILLION, LARGE, 3 if chosen.rounds > 4 else 1)
    facts["goals"] = {"times DuckDB": 2.5, "times faster than frictionless": 20, "megabytes": 1500}
    save("reading", facts)
    for rows in ("1M", "10M"):
        if rows in facts:
            print(drawn(rows, facts[rows]))


def measured(
    folder: Path, rows: int, jobs: tuple[tuple[str, Path], ...], rounds: int
) -> dict[str, dict[str, object]]:
    file = made_tables.requests(folder / f"{rows}.csv", rows)
    found = {job: Runs() for job, _ in jobs}
    for _ in range(rounds):
        for job, python in jobs:
            warm([file])
            run(python, job, file, folder, into=found[job])
            assert found[job].answer["rows"] == rows, f"{job} lost rows"
    assert found["ours"].answer["kinds"] == KINDS, found["ours"].answer["kinds"]
    file.unlink()
    return {job: runs.facts() for job, runs in found.items()}


def frictionless(folder: Path, rows: int) -> dict[str, object]:
    file = made_tables.requests(folder / f"{rows}.csv", rows)
    found = Runs(times=10.0)
    for _ in range(3):
        run(PEERS, "frictionless_job", file, folder, into=found)
    assert found.answer["rows"] == rows
    return found.facts()


def drawn(rows: str, found: dict[str, dict[str, object]]) -> str:
    least = found["duckdb_job"]["seconds"]
    lines = [f"| {rows} × 10 | seconds | times DuckDB | peak memory |", "|---|---:|---:|---:|"]
    for job, facts in found.items():
        times = float(facts["seconds"]) / float(least)
        lines.append(
            f"| {NAMES[job]} | {facts['seconds']:.1f} | {times:.1f} | {facts['megabytes']:,} MB |"
        )
    return "\n".join(lines)


if __name__ == "__main__":
    main()
