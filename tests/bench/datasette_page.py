"""A filtered facet over HTTP: Datasette, with its limits raised, over the trips in SQLite."""

from __future__ import annotations

import contextlib
import sqlite3
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path
from typing import Any

import duckdb
from measuring import PEERS, free_port, program, spread

COLUMNS = ("started", "seconds", "origin", "target", "route", "user_type")
PROGRAM = PEERS.with_name("datasette")


def facet(table: Path, folder: Path, rounds: int) -> dict[str, Any]:
    """Trips of customers, and from which stations, in ms; and how many the fullest has."""
    if not PROGRAM.exists():
        return {"skipped": "not installed"}
    database = _sqlite(table, folder / "trips.db")
    settings = ["sql_time_limit_ms", "facet_time_limit_ms", "facet_suggest_time_limit_ms"]
    limits = [part for name in settings for part in ("--setting", name, "600000")]
    asked = {"_facet": "origin", "user_type": "Customer", "_size": "0"}
    port = free_port()
    address = f"http://127.0.0.1:{port}/trips/trips.json?{urllib.parse.urlencode(asked)}"
    times = []
    with program([str(PROGRAM), "serve", str(database), "-p", str(port), *limits]) as server:
        _wait(port)
        for _ in range(rounds):
            began = time.perf_counter()
            with urllib.request.urlopen(address, timeout=900) as answer:
                answer.read()
            times.append(1000 * (time.perf_counter() - began))
        return {**spread(times), "server, MB": server.megabytes}


def _wait(port: int) -> None:
    for _ in range(300):
        with contextlib.suppress(urllib.error.URLError, ConnectionError):
            urllib.request.urlopen(f"http://127.0.0.1:{port}/-/versions.json", timeout=5).close()
            return
        time.sleep(0.1)
    raise SystemExit("Datasette does not answer.")


def _sqlite(table: Path, path: Path) -> Path:
    """With an index on the column of the filter, as somebody would make who cares."""
    if path.exists():
        return path
    part = path.with_suffix(".part")
    part.unlink(missing_ok=True)
    named = ", ".join(COLUMNS)
    rows = duckdb.connect().execute(
        f"SELECT CAST(started AS VARCHAR), {', '.join(COLUMNS[1:])} FROM '{table}'"
    )
    with contextlib.closing(sqlite3.connect(part)) as database:
        database.execute(f"CREATE TABLE trips ({named})")
        while some := rows.fetchmany(100_000):
            database.executemany("INSERT INTO trips VALUES (?, ?, ?, ?, ?, ?)", some)
        database.execute("CREATE INDEX by_user_type ON trips (user_type)")
        database.commit()
    part.rename(path)
    return path
