"""A CKAN on loopback: answers as recorded ones do, and misbehaves as real ones did."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

HTML = b"<!doctype html><html><body>Please wait</body></html>"


@dataclass
class Ckan:
    """``records`` as ``package_show`` gives them; the other fields say how it misbehaves."""

    records: list[Any] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    robots: str | None = None
    site: str = ""  # a path before /api
    searches: bool = True
    sorts: bool = True
    rows_at_most: int = 1000
    breaks_at: frozenset[int] = frozenset()
    repeats_last: bool = False
    counts: int | None = None
    says: bytes | None = None  # instead of every answer
    busy: list[tuple[int, str]] = field(default_factory=list)  # status and Retry-After, once each
    hides: frozenset[str] = frozenset()
    dkan: bool = False
    asked: list[str] = field(default_factory=list)
    port: int = 0

    @property
    def pair(self) -> str:
        return f"127.0.0.1:{self.port}"

    @property
    def root(self) -> str:
        return f"http://{self.pair}{self.site}"

    def answer(self, address: str) -> tuple[int, bytes, str]:
        path, query = urlsplit(address).path.removeprefix(self.site), urlsplit(address).query
        if path == "/robots.txt" or address == "/robots.txt":
            return (404, b"", "") if self.robots is None else (200, self.robots.encode(), "")
        if path.startswith("/files/"):
            body = self.files.get(path)
            return (404, b"", "") if body is None else (200, body, "")
        if self.busy:
            status, after = self.busy.pop(0)
            return status, b"", after
        if self.says is not None:
            return 200, self.says, ""
        if not path.startswith("/api/3/action/"):
            return 200, HTML, ""
        asked = {name: values[0] for name, values in parse_qs(query).items()}
        status, said = self.act(path.rpartition("/")[2], asked)
        return status, json.dumps(said).encode(), ""

    def act(self, action: str, asked: dict[str, str]) -> tuple[int, Any]:
        if action in self.hides:
            return 403, failed("Access denied")
        if action == "status_show":
            return 200, fine({"ckan_version": "2.10.1", "site_title": "A portal"})
        if action == "package_list":
            return 200, fine([each["name"] for each in self.records])
        if action == "package_show":
            found = [r for r in self.records if asked.get("id") in (r.get("id"), r.get("name"))]
            if not found or "broken" in found[0]:
                return 404, failed("Not found")
            return 200, fine(found[:1] if self.dkan else found[0])
        if action == "package_search" and self.searches:
            return self.search(asked)
        return 400, failed("Bad request - Action name not known")

    def search(self, asked: dict[str, str]) -> tuple[int, Any]:
        if "sort" in asked and not self.sorts:
            return 409, failed("Search error")
        start, rows = int(asked.get("start", 0)), int(asked.get("rows", 10))
        if start in self.breaks_at and rows:
            return 500, failed("Internal server error")
        rows = min(rows, self.rows_at_most)
        page = self.records[start : start + rows]
        if self.repeats_last and rows and not page:
            page = self.records[-rows:]
        counted = len(self.records) if self.counts is None else self.counts
        return 200, fine({"count": counted, "results": page, "sort": asked.get("sort", "")})


def fine(result: Any) -> dict[str, Any]:
    return {"help": "…", "success": True, "result": result}


def failed(message: str) -> dict[str, Any]:
    return {"help": "…", "success": False, "error": {"message": message, "__type": "Error"}}


@contextmanager
def served(ckan: Ckan) -> Iterator[Ckan]:
    class Door(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = -1  # header and body together, or each answer waits 40 ms for its second half

        def do_GET(self) -> None:
            ckan.asked.append(self.path)
            status, body, after = ckan.answer(self.path)
            self.close_connection = True
            self.send_response(status)
            if after:
                self.send_header("Retry-After", after)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
    server.daemon_threads = True
    ckan.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield ckan
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def record(number: int, **more: Any) -> dict[str, Any]:
    """A record in the shape of CKAN 2.10, with one CSV."""
    return {
        "id": f"id-{number:04d}",
        "name": f"dataset-{number}",
        "title": f"Dataset {number}",
        "notes": "What it is.",
        "state": "active",
        "private": False,
        "license_id": "cc-by",
        "metadata_created": f"2020-01-01T00:00:{number % 60:02d}.000000",
        "metadata_modified": "2021-05-01T10:00:00.000000",
        "organization": {"title": "City of Somewhere"},
        "resources": [resource(number)],
        **more,
    }


def resource(number: int, **more: Any) -> dict[str, Any]:
    return {
        "id": f"{number:08d}-res",
        "name": f"Table {number}",
        "format": "CSV",
        "url": f"/files/{number}/table-{number}.csv",
        "last_modified": "2021-04-30T10:00:00.000000",
        **more,
    }


def recorded(folder: Path, name: str) -> list[dict[str, Any]]:
    """The records of a recorded answer under ``portals/ckan``."""
    said = json.loads((folder / "portals" / "ckan" / name).read_text(encoding="utf-8"))
    found = said.get("result", said)
    return list(found["results"]) if "results" in found else [found]
