"""Ctrl-C while a file is being fetched: the work stops in good order, and says so."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from tests.doors import homes


@pytest.fixture
def slow_source() -> Iterator[tuple[int, threading.Event]]:
    """A server whose file never ends, and whether somebody has begun to read it."""
    begun, over = threading.Event(), threading.Event()

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path != "/t.csv":
                self.send_error(404)  # no robots.txt, no portal
                return
            self.send_response(200)
            self.send_header("Content-Type", "text/csv")
            self.send_header("Content-Length", "1000000")
            self.end_headers()
            self.wfile.write(b"tree,height\n")
            begun.set()
            over.wait(60)

        def log_message(self, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server.server_address[1], begun
    over.set()
    server.shutdown()
    thread.join(5)
    server.server_close()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_stopped_add_leaves_nothing_half_done(
    own_home: Path, slow_source: tuple[int, threading.Event], number: signal.Signals
) -> None:
    port, begun = slow_source
    program = subprocess.Popen(
        [sys.executable, "-m", "commonstacks", "add", f"http://127.0.0.1:{port}/t.csv", "--json"],
        env=homes.environment(own_home, COMMONSTACKS_OUTBOUND_ALLOW=f"127.0.0.1:{port}"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    begun.wait(40)
    time.sleep(0.3)
    program.send_signal(number)
    out, err = program.communicate(timeout=20)
    assert (program.returncode, json.loads(out)["state"]) == (1, "cancelled"), err
    assert "Stopping …" in err
    status = homes.stacks(own_home, "status", "--json").facts
    assert (status["versions"], status["jobs"]) == (0, {"cancelled": 1})
