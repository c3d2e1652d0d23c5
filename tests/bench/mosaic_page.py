"""Mosaic's own page, built from npm, against Mosaic's own DuckDB server, from PyPI."""

from __future__ import annotations

import functools
import http.server
import json
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from gestures import Shown
from measuring import PEERS, Program, program

BUILT = PEERS.parents[1] / "mosaic/dist"
PORT = 3000  # its server takes no other
CHARTS = ("time", "seconds", "origin", "users")
FORGET = """(async () => {
  await vg.coordinator().exec("DROP SCHEMA IF EXISTS mosaic CASCADE");
  vg.coordinator().clear({ clients: false, cache: true });
})()"""


def installed() -> bool:
    return PEERS.with_name("duckdb-server").exists() and BUILT.exists()


@contextmanager
def mosaic(table: Path) -> Iterator[tuple[Shown, Program, float]]:
    """The page, its server, and how many seconds it took to load the rows into it."""
    with program([str(PEERS.with_name("duckdb-server"))]) as server, _site() as address:
        _wait()
        began = time.perf_counter()
        ask("exec", f"CREATE OR REPLACE TABLE trips AS FROM read_parquet('{table}')")
        loaded = time.perf_counter() - began
        drawn = [f"#{name} svg g[aria-label][data-index] rect" for name in CHARTS]
        shown = Shown(
            address=f"{address}/?port={PORT}",
            drawn=drawn,
            ready=drawn,
            first="#time .interval-x .overlay",
            second="#seconds .interval-x .overlay",
            other="#origin",
            before=FORGET,
        )
        yield shown, server, loaded


def ask(kind: str, sql: str) -> Any:
    """One statement for its server."""
    body = json.dumps({"type": kind, "sql": sql}).encode()
    asked = urllib.request.Request(f"http://127.0.0.1:{PORT}/", body)
    with urllib.request.urlopen(asked, timeout=900) as answer:
        return answer.read()


def _wait() -> None:
    for _ in range(300):
        with suppress(urllib.error.URLError, ConnectionError):
            ask("exec", "SELECT 1")
            return
        time.sleep(0.1)
    raise SystemExit("Mosaic's server does not answer.")


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: Any) -> None:
        pass


@contextmanager
def _site() -> Iterator[str]:
    handler = functools.partial(_Quiet, directory=str(BUILT))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
