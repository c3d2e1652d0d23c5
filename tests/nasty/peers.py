"""The corpus through other readers, each by the one call that a normal user would try first.

``python peers.py FOLDER`` with FOLDER as ``bench_nasty.py`` makes it: ``cases.json`` and a folder
for each case with its file. Measures those of the readers that this interpreter has and prints
``{reader: {case: [verdict, reason]}}`` as JSON. Each file is read in a process of its own, with a
bound on memory and time; dying counts as refusing.
"""

from __future__ import annotations

import importlib
import importlib.util
import json
import multiprocessing
import resource
import sys
import warnings
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.nasty.corpus import Case, from_facts
from tests.nasty.judge import Outcome, Seen, judge

MEMORY = 4 << 30  # bytes
PATIENCE = 30  # seconds of computing; ten times as long by the clock
TEXTS = {"csv", "tsv", "txt", "dat", "gz", "xz", "bz2"}
JSONS = {"json", "geojson", "topojson"}
JSON_LINES = {"ndjson", "jsonl", "geojsonl"}
SHAPES = {"geojson", "geojsonl", "topojson", "gpkg", "kml", "kmz", "shp", "gml"}
WORKBOOKS = {"xlsx", "xls", "ods"}
ARROWS = {"arrow", "feather"}


def main() -> None:
    folder = Path(sys.argv[1])
    cases = [
        from_facts(facts, b"")
        for facts in json.loads((folder / "cases.json").read_text(encoding="utf-8"))
    ]
    found = {}
    for name, reader in READERS.items():
        if importlib.util.find_spec(name):
            importlib.import_module(name)  # once, so that the children need not
            found[name] = {
                case.id: verdict(reader, case, folder / case.id / case.file) for case in cases
            }
    print(json.dumps(found, ensure_ascii=False))


def verdict(reader: Callable[[Path], list[Seen]], case: Case, path: Path) -> tuple[str, str]:
    here, there = multiprocessing.Pipe(duplex=False)
    child = multiprocessing.get_context("fork").Process(
        target=judged, args=(reader, case, path, there)
    )
    child.start()
    there.close()
    answer: tuple[str, str] | None = None
    if here.poll(10 * PATIENCE):
        try:
            answer = here.recv()
        except EOFError:
            answer = None
    child.kill()
    child.join()
    if answer is None:
        judgement = judge(case, Outcome(refused=f"died or took over {PATIENCE} s"))
        return judgement.word, judgement.reason
    return answer


def judged(reader: Callable[[Path], list[Seen]], case: Case, path: Path, out: Connection) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (PATIENCE, PATIENCE))
    warnings.simplefilter("ignore")
    try:
        outcome = Outcome(tuple(reader(path)))
    except BaseException as error:  # noqa: BLE001  # whatever a peer raises, Rust's panics too
        outcome = Outcome(refused=f"{type(error).__name__}: {error}"[:300])
    judgement = judge(case, outcome)
    out.send((judgement.word, judgement.reason[:500]))


def ending(path: Path) -> str:
    return path.suffix.lower().lstrip(".")


def duckdb_reads(path: Path) -> list[Seen]:
    import duckdb

    functions = [
        (TEXTS, "read_csv"),
        (JSONS - SHAPES | JSON_LINES - SHAPES, "read_json"),
        ({"parquet"}, "read_parquet"),
        ({"xlsx"}, "read_xlsx"),
        (SHAPES, "st_read"),
    ]
    database = duckdb.connect()
    for extension in ("excel", "spatial", "sqlite_scanner"):
        for file in extension_files(extension):
            database.execute(f"LOAD '{file}'")
    if ending(path) in {"sqlite", "db"}:
        database.execute(f"ATTACH '{path}' AS stored (TYPE sqlite)")
        tables = database.execute("SELECT name FROM (SHOW ALL TABLES)").fetchall()
        return [fetched(database, f'SELECT * FROM stored."{name}"') for (name,) in tables]
    function = next((name for endings, name in functions if ending(path) in endings), "read_csv")
    return [fetched(database, f"SELECT * FROM {function}(?)", str(path))]


def extension_files(name: str) -> list[Path]:
    """The file of an extension that is installed as a package; nothing is fetched."""
    package = importlib.util.find_spec(f"duckdb_extension_{name}")
    if package is None or package.origin is None:
        return []
    return list(Path(package.origin).parent.rglob("*.duckdb_extension"))


def fetched(database: Any, question: str, *bound: str) -> Seen:
    answer = database.execute(question, list(bound))
    columns = tuple(column[0] for column in answer.description)
    return Seen(columns, tuple(answer.fetchall()))


def polars_reads(path: Path) -> list[Seen]:
    import polars as pl

    functions: list[tuple[set[str], Callable[..., Any]]] = [
        (JSONS, pl.read_json),
        (JSON_LINES, pl.read_ndjson),
        ({"parquet"}, pl.read_parquet),
        (ARROWS, pl.read_ipc),
        ({"arrows"}, pl.read_ipc_stream),
        (WORKBOOKS, pl.read_excel),
    ]
    function = next((f for endings, f in functions if ending(path) in endings), pl.read_csv)
    frame = function(path)
    return [Seen(tuple(frame.columns), tuple(frame.rows()))]


def pandas_reads(path: Path) -> list[Seen]:
    import pandas as pd

    functions: list[tuple[set[str], Callable[..., Any]]] = [
        ({"json"}, pd.read_json),
        (JSON_LINES, lambda path: pd.read_json(path, lines=True)),
        ({"parquet"}, pd.read_parquet),
        (ARROWS, pd.read_feather),
        (WORKBOOKS, pd.read_excel),
        ({"html"}, pd.read_html),
        ({"sav"}, pd.read_spss),
        ({"dta"}, pd.read_stata),
        ({"sas7bdat", "xpt"}, pd.read_sas),
    ]
    function = next((f for endings, f in functions if ending(path) in endings), pd.read_csv)
    read = function(path)
    frames = read if isinstance(read, list) else [read]
    return [
        Seen(
            tuple(" – ".join(map(str, n)) if isinstance(n, tuple) else str(n) for n in frame),
            tuple(tuple(map(plain, row)) for row in frame.itertuples(index=False, name=None)),
        )
        for frame in frames
    ]


def plain(value: Any) -> Any:
    """A value of numpy as one of Python."""
    return value.item() if hasattr(value, "item") else value


def frictionless_reads(path: Path) -> list[Seen]:
    import frictionless

    frictionless.system.trusted = True  # it refuses absolute paths otherwise
    read = frictionless.extract(str(path))
    return [
        Seen(tuple(rows[0]) if rows else (), tuple(tuple(row.values()) for row in rows))
        for rows in read.values()
    ]


READERS: dict[str, Callable[[Path], list[Seen]]] = {
    "duckdb": duckdb_reads,
    "polars": polars_reads,
    "pandas": pandas_reads,
    "frictionless": frictionless_reads,
}

if __name__ == "__main__":
    main()
