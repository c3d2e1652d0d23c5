"""Mosaic and Datasette beside us. Each is left out, and says so, where it is not installed.

Datasette and Mosaic's `duckdb-server` are looked for beside the interpreter of the peers; Mosaic's
own code (`npm install @uwdata/mosaic-core`) in the folder that COMMONSTACKS_MOSAIC names.
"""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
import statistics
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
from measuring import JOBS, PEERS

MOSAIC = Path(os.environ.get("COMMONSTACKS_MOSAIC", "/nowhere"))
_PORT = 8471


def mosaic(table: Path, rounds: int) -> dict[str, Any]:
    """First view, first brush under another filter, and further brushes, all in milliseconds. Its
    server holds the rows in DuckDB's own format; loading them is told apart."""
    server = PEERS.with_name("duckdb-server")
    if not (server.exists() and (MOSAIC / "node_modules").exists()):
        return {"skipped": "not installed"}
    with _served([str(server)], 3000):
        command = ["node", str(JOBS / "mosaic.mjs"), "3000", str(table), str(rounds)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=900, check=False)
    if done.returncode:
        return {"failed": done.stderr.strip().splitlines()[-1:]}
    said = json.loads(done.stdout.splitlines()[-1])
    return {
        "loaded": round(said["loaded"]),
        "first view": round(said["firstView"]),
        "first brush, median": round(statistics.median(said["hover"]), 1),
        "first brush, most": round(max(said["hover"]), 1),
        "brush, median": round(statistics.median(said["brush"]), 1),
    }


def datasette(table: Path, folder: Path) -> dict[str, Any]:
    """A table of the rows with one filter and one facet over HTTP, limits raised, in ms."""
    program = PEERS.with_name("datasette")
    if not program.exists():
        return {"skipped": "not installed"}
    database = _sqlite(table, folder / "trips.db")
    settings = ["sql_time_limit_ms", "facet_time_limit_ms", "facet_suggest_time_limit_ms"]
    limits = [part for name in settings for part in ("--setting", name, "600000")]
    asked = {"_facet": "route", "user_type": "Customer", "_size": "0"}
    address = f"http://127.0.0.1:{_PORT}/trips/trips.json?{urllib.parse.urlencode(asked)}"
    seconds = []
    with _served([str(program), "serve", str(database), "-p", str(_PORT), *limits], _PORT):
        for _ in range(3):
            began = time.perf_counter()
            with urllib.request.urlopen(address, timeout=900) as answer:
                answer.read()
            seconds.append(time.perf_counter() - began)
    return {"filtered facet, median": round(1000 * statistics.median(seconds), 1)}


def _sqlite(table: Path, path: Path) -> Path:
    if path.exists():
        return path
    part = path.with_suffix(".part")
    part.unlink(missing_ok=True)
    columns = "CAST(started AS VARCHAR), seconds, origin, target, route, user_type"
    rows = duckdb.connect().execute(f"SELECT {columns} FROM '{table}'")
    with contextlib.closing(sqlite3.connect(part)) as database:
        database.execute("CREATE TABLE trips (started, seconds, origin, target, route, user_type)")
        while some := rows.fetchmany(100_000):
            database.executemany("INSERT INTO trips VALUES (?, ?, ?, ?, ?, ?)", some)
        database.execute("CREATE INDEX by_user_type ON trips (user_type)")
        database.commit()
    part.rename(path)
    return path


@contextlib.contextmanager
def _served(command: list[str], port: int) -> Iterator[None]:
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(300):
            with contextlib.suppress(urllib.error.HTTPError):
                try:
                    urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5).close()
                except urllib.error.URLError as error:
                    if isinstance(error, urllib.error.HTTPError):
                        raise
                    time.sleep(0.1)
                    continue
            break
        yield
    finally:
        server.terminate()
        server.wait(timeout=20)
