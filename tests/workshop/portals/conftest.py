from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from commonstacks.kit.errors import Refusal
from commonstacks.workshop.portals import fetcher
from commonstacks.workshop.portals.base import Fetched

Answer = Callable[[BaseHTTPRequestHandler], None]
Fetch = Callable[..., Fetched]


class Site:
    """A real server on loopback. ``site.pages["/a"] = answer`` says what it answers."""

    def __init__(self) -> None:
        self.pages: dict[str, Answer] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                site.asked.append((self.path, {k.lower(): v for k, v in self.headers.items()}))
                self.close_connection = True
                with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # left early
                    site.pages[self.path](self)

            def log_message(self, *args: object) -> None:
                """Says nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.pair = f"127.0.0.1:{self.server.server_port}"
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.02,))

    def at(self, path: str) -> str:
        return f"http://{self.pair}{path}"

    def gives(self, path: str, body: bytes, status: int = 200, **headers: str) -> None:
        named = {name.replace("_", "-"): value for name, value in headers.items()}

        def answer(door: BaseHTTPRequestHandler) -> None:
            self.head(door, {"Content-Length": str(len(body)), **named}, status)
            door.wfile.write(body)

        self.pages[path] = answer

    def head(
        self, door: BaseHTTPRequestHandler, headers: dict[str, str], status: int = 200
    ) -> None:
        door.send_response(status)
        for name, value in headers.items():
            door.send_header(name, value)
        door.end_headers()
        door.wfile.flush()


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()
    site.thread.start()
    yield site
    site.server.shutdown()
    site.thread.join()
    site.server.server_close()


@pytest.fixture
def fetch(site: Any, tmp_path: Path) -> Fetch:
    def go(address: str, **wish: Any) -> Fetched:
        wish = {"allow": frozenset([site.pair]), "seconds": 10, "megabytes": 1, **wish}
        return fetcher.fetch(address, tmp_path / "in" / "file", **wish)

    (tmp_path / "in").mkdir()
    return go


@pytest.fixture
def nothing_half_is_left(tmp_path: Path) -> Any:
    yield
    assert [path.name for path in tmp_path.glob("in/*") if path.name != "file"] == []


@pytest.fixture
def refuses(fetch: Fetch, tmp_path: Path) -> Callable[..., Refusal]:
    def go(address: str, **wish: Any) -> Refusal:
        with pytest.raises(Refusal) as refused:
            fetch(address, **wish)
        assert refused.value.hint
        assert list(tmp_path.glob("in/*")) == []
        return refused.value

    return go
