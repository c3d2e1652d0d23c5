from __future__ import annotations

import gzip
import hashlib
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest

from commonstacks.workshop.portals import fetcher
from commonstacks.workshop.portals.base import Fetched

pytestmark = pytest.mark.usefixtures("nothing_half_is_left")

BODY = b"zip_code,city\n00501,Holtsville\n" * 1000
Fetch = Callable[..., Fetched]


class Flaky:
    """Breaks off after ``step`` bytes each time; resumes where asked if it can."""

    def __init__(
        self, site: Any, body: bytes, step: int, etag: str, *, changing: bool = False
    ) -> None:
        self.site = site
        self.body, self.step, self.etag, self.changing = body, step, etag, changing
        self.times = 0

    def __call__(self, door: BaseHTTPRequestHandler) -> None:
        self.times += 1
        if self.changing and self.times > 1:
            self.body, self.etag, self.step = b"new" * 500, '"new"', 10**6
        wanted = door.headers.get("Range")
        whole = wanted is None or door.headers.get("If-Range") != self.etag
        start = 0 if whole else int(str(wanted).removeprefix("bytes=").removesuffix("-"))
        headers = {"Content-Length": str(len(self.body) - start), "ETag": self.etag}
        if not whole:
            headers["Content-Range"] = f"bytes {start}-{len(self.body) - 1}/{len(self.body)}"
        self.site.head(door, headers, 200 if whole else 206)
        door.wfile.write(self.body[start : start + self.step])


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetcher, "PAUSES", (0.01, 0.01, 0.01))


@pytest.mark.usefixtures("quick")
def test_a_broken_connection_is_taken_up_where_it_broke(site: Any, fetch: Fetch) -> None:
    site.pages["/a"] = Flaky(site, BODY, len(BODY) // 2 + 1, '"one"')
    got = fetch(site.at("/a"))
    assert got.path.read_bytes() == BODY
    assert got.sha256 == hashlib.sha256(BODY).hexdigest()
    asked = [(headers.get("range"), headers.get("if-range")) for _, headers in site.asked]
    assert asked == [(None, None), (f"bytes={len(BODY) // 2 + 1}-", '"one"')]


@pytest.mark.usefixtures("quick")
def test_a_file_that_changed_meanwhile_comes_from_the_beginning(site: Any, fetch: Fetch) -> None:
    site.pages["/a"] = Flaky(site, BODY, 100, '"one"', changing=True)
    assert fetch(site.at("/a")).path.read_bytes() == b"new" * 500


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("etag", ['W/"weak"', ""])
def test_without_a_strong_mark_it_comes_from_the_beginning(
    site: Any, refuses: Any, etag: str
) -> None:
    site.pages["/a"] = Flaky(site, BODY, 1000, etag)
    reason = refuses(site.at("/a")).reason
    assert reason == f"The connection broke after 1,000 of {len(BODY):,} bytes, 4 times."
    assert [headers.get("range") for _, headers in site.asked] == [None] * 4


@pytest.mark.usefixtures("quick")
def test_the_wrong_part_is_never_glued_on(site: Any, refuses: Any) -> None:
    def wrong(door: BaseHTTPRequestHandler) -> None:
        if "Range" not in door.headers:
            site.head(door, {"Content-Length": "1000", "ETag": '"one"'})
            door.wfile.write(b"x" * 100)
            return
        site.head(door, {"Content-Length": "950", "Content-Range": "bytes 50-999/1000"}, 206)
        door.wfile.write(b"y" * 950)

    site.pages["/a"] = wrong
    reason = refuses(site.at("/a")).reason
    assert reason == "The server sent another part than it was asked for."


@pytest.mark.usefixtures("quick")
def test_less_than_was_announced_is_never_taken_for_the_whole(site: Any, refuses: Any) -> None:
    site.gives("/a", b"x" * 10, Content_Length="20")
    reason = refuses(site.at("/a")).reason
    assert reason == "The connection broke after 10 of 20 bytes, 4 times."


@pytest.mark.usefixtures("quick")
def test_a_packed_answer_that_ends_early_is_never_taken_for_the_whole(
    site: Any, refuses: Any
) -> None:
    site.gives("/a", gzip.compress(BODY)[:-9], Content_Encoding="gzip")
    assert "The connection broke" in refuses(site.at("/a")).reason


def test_several_threads_fetch_at_once(site: Any, tmp_path: Path) -> None:
    site.gives("/a", BODY)
    got: list[Fetched] = []

    def go(number: int) -> None:
        got.append(fetcher.fetch(site.at("/a"), tmp_path / str(number), seconds=10, megabytes=1,
                                 allow=frozenset([site.pair])))  # fmt: skip

    threads = [threading.Thread(target=go, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [one.path.read_bytes() for one in got] == [BODY] * 4
