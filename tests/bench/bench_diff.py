"""How long it takes to say what changed between two versions of a million rows.

Ours works on two versions that were read already, which is how a library has them, and also finds
the key and the kind of change; what reading them takes is told beside. DuckDB is a full join by
hand, of one who knows the key, on the CSV files, as are csv-diff and daff (on a tenth, which is
not scaled). All must count the same rows.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

import made_tables
from measuring import OURS, PEERS, Runs, run, save, warm

ROWS = 1_000_000
NAMES = {
    "reading": "Commonstacks: reading both versions",
    "ours_diff": "Commonstacks: diff of two versions that were read, key and kind found",
    "duckdb_diff": "DuckDB: full join on the CSV files by a known key, counts only",
    "csv_diff_job": "csv-diff on the CSV files by a known key",
    "daff_job": "daff on a tenth of the rows by a known key",
}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--full", action="store_true", help="nothing more is measured")
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    found = {name: Runs() for name in NAMES}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = made(folder, ROWS)
        tables = [read(file, found["reading"]) for file in files]
        for turn in range(rounds):
            measure("ours_diff", OURS, tables, ROWS, found)
            measure("duckdb_diff", OURS, files, ROWS, found)
            if turn < 3:
                measure("csv_diff_job", PEERS, files, ROWS, found)
        measure("daff_job", PEERS, made(folder, ROWS // 10), ROWS // 10, found)
    facts = {each: runs.facts() for each, runs in found.items()}
    goals = {"times faster than csv-diff": 10, "times less memory": 5}
    save("diff", {"what": "the difference of two versions", "1M": facts, "goals": goals})
    print(drawn(facts))


def made(folder: Path, rows: int) -> list[Path]:
    old = made_tables.requests(folder / f"old {rows}.csv", rows)
    return [old, made_tables.later(folder / f"new {rows}.csv", rows)]


def read(file: Path, runs: Runs) -> Path:
    folder = file.with_suffix("")
    folder.mkdir()
    warm([file])
    run(OURS, "ours", file, folder, into=runs)
    return folder / "ours"


def measure(job: str, python: Path, pair: list[Path], rows: int, found: dict[str, Runs]) -> None:
    warm(each for each in pair if each.is_file())
    run(python, job, *pair, into=found[job])
    expected = [rows // 100, rows // 100, rows // 50]
    assert found[job].answer["rows"] == expected, (job, found[job].answer)


def drawn(found: dict[str, dict[str, object]]) -> str:
    lines = ["| 1M × 10, twice | seconds | peak memory |", "|---|---:|---:|"]
    for name, facts in found.items():
        seconds = sum(facts["all"]) if name == "reading" else facts["seconds"]
        lines.append(f"| {NAMES[name]} | {seconds:.1f} | {facts['megabytes']:,} MB |")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
