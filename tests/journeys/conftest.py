"""A library of one's own for a journey, and a source on loopback whose file can change."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from commonstacks.flows import entry, opening
from commonstacks.library.people.models import Account
from tests.library import gazetteer


@dataclass
class Source:
    """Files by path, as a portal would serve them; change ``files`` and the next fetch differs."""

    port: int
    files: dict[str, bytes] = field(default_factory=dict)
    visitors: list[str] = field(default_factory=list)

    def address(self, name: str) -> str:
        return f"http://127.0.0.1:{self.port}/{name}"


@pytest.fixture
def source(settings: Any) -> Iterator[Source]:
    files: dict[str, bytes] = {}
    visitors: list[str] = []

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            visitors.append(self.headers["User-Agent"])
            body = files.get(self.path.lstrip("/"))
            self.send_response(200 if body is not None else 404)
            self.send_header("Content-Type", "text/csv")
            self.send_header("Content-Length", str(len(body or b"")))
            self.end_headers()
            self.wfile.write(body or b"")

        def log_message(self, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    port = server.server_address[1]
    settings.OUTBOUND_ALLOW = frozenset({f"127.0.0.1:{port}"})
    yield Source(port, files, visitors)
    server.shutdown()
    thread.join(5)
    server.server_close()


@pytest.fixture
def steward(home: Path, db: None, settings: Any) -> Account:
    """A new library in an empty folder, and the one who runs it."""
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.STATIC_ROOT.mkdir(parents=True)
    opening.make_folders()
    gazetteer.stock()
    return entry.first_steward(email="steward@example.org", name="The steward")
