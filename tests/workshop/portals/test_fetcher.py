from __future__ import annotations

import gzip
import hashlib
import socket
import time
from collections.abc import Callable
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest

from commonstacks.kit.errors import Stopped
from commonstacks.workshop.killable import Progress
from commonstacks.workshop.portals import fetcher
from commonstacks.workshop.portals.base import Fetched, Seen

pytestmark = pytest.mark.usefixtures("nothing_half_is_left")

BODY = b"zip_code,city\n00501,Holtsville\n" * 1000
SEEN = Seen('"one"', "Sat, 01 Jan 2022 00:00:00 GMT", "a" * 64, "b" * 128, 7)
Fetch = Callable[..., Fetched]


def test_a_file_comes_whole_with_its_evidence(site: Any, fetch: Fetch) -> None:
    site.gives("/a.csv?x=1", BODY, Content_Type="text/csv; charset=utf-8", ETag='"one"',
               Last_Modified=SEEN.last_modified, Set_Cookie="secret=1")  # fmt: skip
    before = datetime.now(UTC)
    got = fetch(site.at("/a.csv?x=1"))
    assert got.path.read_bytes() == BODY
    assert (got.sha256, got.sha512, got.size) == (
        hashlib.sha256(BODY).hexdigest(), hashlib.sha512(BODY).hexdigest(), len(BODY),
    )  # fmt: skip
    assert (got.address, got.final_address) == (site.at("/a.csv?x=1"),) * 2
    assert (got.status, got.media_type, got.etag, got.last_modified, got.unchanged) == (
        200, "text/csv", '"one"', SEEN.last_modified, False,
    )  # fmt: skip
    assert before <= got.at <= datetime.now(UTC)
    names = [name for name, _ in got.headers]
    assert "content-type" in names
    assert "set-cookie" not in names


def test_the_visitor_says_who_asks(site: Any, fetch: Fetch) -> None:
    site.gives("/a", BODY)
    fetch(site.at("/a"), agent="Commonstacks/0.1 (+https://library.example)")
    _, headers = site.asked[0]
    assert headers["user-agent"] == "Commonstacks/0.1 (+https://library.example)"
    assert headers["accept-encoding"] == "identity"


def test_progress_ends_with_everything(site: Any, fetch: Fetch) -> None:
    site.gives("/a", b"x" * 900_000)
    told: list[Progress] = []
    fetch(site.at("/a"), tell=told.append)
    assert told[-1] == Progress(900_000, 900_000, "fetching")
    assert len(told) == 2


def test_a_listener_can_stop_the_work(site: Any, refuses: Any) -> None:
    def stop(progress: Progress) -> None:
        raise Stopped("The work was stopped.", "Start it again.")

    site.gives("/a", BODY)
    assert refuses(site.at("/a"), tell=stop).reason == "The work was stopped."


def test_headers_are_bounded(site: Any, fetch: Fetch) -> None:
    site.gives("/a", BODY, **{f"X_{number}": "v" * 1500 for number in range(55)}, X_C="1", X_D="2",
               X_E="3", X_F="4")  # fmt: skip
    headers = fetch(site.at("/a")).headers
    assert len(headers) == 60
    assert max(len(value) for _, value in headers) == 1000


# --- unchanged ---------------------------------------------------------------------------------
def test_an_unchanged_file_is_not_sent_again(site: Any, fetch: Fetch) -> None:
    site.gives("/a", b"", 304)
    got = fetch(site.at("/a"), known=SEEN)
    _, headers = site.asked[0]
    assert (headers["if-none-match"], headers["if-modified-since"]) == (
        SEEN.etag, SEEN.last_modified,
    )  # fmt: skip
    assert (got.unchanged, got.sha256, got.sha512, got.size, got.etag) == (
        True, SEEN.sha256, SEEN.sha512, 7, SEEN.etag,
    )  # fmt: skip
    assert not got.path.exists()


def test_a_changed_file_comes_although_an_older_one_is_known(site: Any, fetch: Fetch) -> None:
    site.gives("/a", BODY, ETag='"two"')
    got = fetch(site.at("/a"), known=SEEN)
    assert (got.unchanged, got.etag, got.size) == (False, '"two"', len(BODY))


def test_not_modified_without_a_question_is_refused(site: Any, refuses: Any) -> None:
    site.gives("/a", b"", 304)
    assert refuses(site.at("/a")).reason == "The server answered 304 Not Modified."


# --- where it leads ----------------------------------------------------------------------------
def moved(site: Any, path: str, to: str, status: int = 302) -> None:
    site.gives(path, b"", status, Location=to)


def test_redirects_are_followed_and_remembered(site: Any, fetch: Fetch) -> None:
    moved(site, "/a", "/b", 301)
    moved(site, "/b", site.at("/c"), 307)
    site.gives("/c", BODY)
    got = fetch(site.at("/a"))
    assert (got.address, got.final_address, got.size) == (site.at("/a"), site.at("/c"), len(BODY))


@pytest.mark.parametrize(
    "to",
    [
        "http://127.0.0.1:1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::ffff:10.0.0.1]/",
        "http://2130706433/",
        "//localhost/",
    ],
)
def test_a_redirect_into_a_private_network_is_refused(site: Any, refuses: Any, to: str) -> None:
    moved(site, "/a", to)
    refuses(site.at("/a"))
    assert len(site.asked) == 1


@pytest.mark.parametrize("to", ["file:///etc/passwd", "ftp://example.org/", "http://u:p@x.org/"])
def test_a_redirect_to_something_else_than_the_web_is_refused(
    site: Any, refuses: Any, to: str
) -> None:
    moved(site, "/a", to)
    refuses(site.at("/a"))


def test_a_circle_of_redirects_ends(site: Any, refuses: Any) -> None:
    moved(site, "/a", "/b")
    moved(site, "/b", "/a")
    assert refuses(site.at("/a")).reason == "The address leads on more than 5 times."
    assert len(site.asked) == 6


def test_a_private_address_is_refused_before_anything_is_dialled(site: Any, refuses: Any) -> None:
    site.gives("/a", BODY)
    refuses(site.at("/a"), allow=frozenset())
    assert site.asked == []


@pytest.mark.parametrize("number", ["127.0.0.1", "10.0.0.7", "::1", "64:ff9b::a00:1"])
def test_a_name_with_one_private_address_is_refused_before_anything_is_dialled(
    refuses: Any, monkeypatch: pytest.MonkeyPatch, number: str
) -> None:
    def resolve(host: str, port: int, *_: object, **__: object) -> Any:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (each, port)) for each in
                ("93.184.216.34", number)]  # fmt: skip

    def dial(*_: object, **__: object) -> None:
        raise AssertionError("dialled")

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    monkeypatch.setattr(socket.socket, "connect", dial)
    monkeypatch.setattr(socket.socket, "connect_ex", dial)
    assert "private network" in refuses("https://data.example.org/a.csv").reason


def test_a_name_that_changes_its_mind_after_the_check_is_refused(
    site: Any, refuses: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """First the name is public, then, when it is dialled, it is our own machine."""
    site.gives("/a", BODY)
    answers = iter(["93.184.216.34"])

    def resolve(host: str, port: int, *_: object, **__: object) -> Any:
        number = next(answers, "127.0.0.1")
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (number, port))]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    address = f"http://rebinding.example.org:{site.server.server_port}/a"
    assert "private network" in refuses(address).reason
    assert site.asked == []


def test_an_unknown_name_is_said(refuses: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def resolve(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    reason = refuses("https://data.example.org/a.csv").reason
    assert reason == "There is no server called data.example.org."


def test_https_is_tried_first() -> None:
    nothing: frozenset[str] = frozenset()
    assert fetcher.ways("http://x.org/a?b", nothing) == ("https://x.org/a?b", "http://x.org/a?b")
    assert fetcher.ways("http://x.org:80/a", nothing)[0] == "https://x.org/a"
    assert fetcher.ways("https://x.org/a", nothing) == ("https://x.org/a",)
    assert fetcher.ways("http://x.org:8080/a", nothing) == ("http://x.org:8080/a",)
    assert fetcher.ways("http://x/a", frozenset(["x:80"])) == ("http://x/a",)


# --- answers that are no file ------------------------------------------------------------------
@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (202, "The server answered 202 Accepted."),
        (204, "The server answered 204 No Content."),
        (206, "The server answered 206 Partial Content."),
        (302, "The server answered 302 Found."),
        (403, "The server answered 403 Forbidden."),
        (404, "The server answered 404 Not Found."),
        (410, "The server answered 410 Gone."),
        (429, "The server answered 429 Too Many Requests."),
        (500, "The server answered 500 Internal Server Error."),
        (599, "The server answered 599."),
    ],
)
def test_an_answer_without_a_file_is_said(
    site: Any, refuses: Any, status: int, reason: str
) -> None:
    site.gives("/a", b"" if status == 204 else b"<html>", status)
    assert refuses(site.at("/a")).reason == reason


def test_a_server_that_is_not_there_is_said(site: Any, refuses: Any) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    pair = f"127.0.0.1:{port}"
    reason = refuses(f"http://{pair}/", allow=frozenset([pair])).reason
    assert reason == "127.0.0.1 cannot be reached."


def test_a_server_without_tls_is_said(site: Any, refuses: Any) -> None:
    address = f"https://{site.pair}/a"
    assert refuses(address).reason == "No secure connection to 127.0.0.1 is possible."


def test_a_server_that_speaks_no_http_is_said(site: Any, refuses: Any) -> None:
    site.pages["/a"] = lambda door: door.wfile.write(b"SSH-2.0-OpenSSH\r\n\r\n")
    assert refuses(site.at("/a")).reason == "127.0.0.1 broke the connection."


# --- time and size -----------------------------------------------------------------------------
def test_a_server_that_drips_is_stopped_by_the_clock(site: Any, refuses: Any) -> None:
    def drip(door: BaseHTTPRequestHandler) -> None:
        site.head(door, {"Content-Length": "100000"})
        for _ in range(100):
            door.wfile.write(b"x")
            door.wfile.flush()
            time.sleep(0.05)

    site.pages["/a"] = drip
    began = time.monotonic()
    refused = refuses(site.at("/a"), seconds=0.5)
    assert isinstance(refused, Stopped)
    assert refused.reason == "Fetching took longer than 0.5 seconds."
    assert time.monotonic() - began < 2


def test_headers_that_drip_are_stopped_by_the_clock(site: Any, refuses: Any) -> None:
    def drip(door: BaseHTTPRequestHandler) -> None:
        for letter in b"HTTP/1.1 200 OK\r\nX-Slow: " + b"x" * 100:
            door.wfile.write(bytes([letter]))
            door.wfile.flush()
            time.sleep(0.03)

    site.pages["/a"] = drip
    assert isinstance(refuses(site.at("/a"), seconds=0.5), Stopped)


def test_a_file_that_says_it_is_too_large_is_refused_at_once(site: Any, refuses: Any) -> None:
    site.pages["/a"] = lambda door: site.head(door, {"Content-Length": "1000001"})
    assert "larger than 1 MB" in refuses(site.at("/a")).reason


def test_a_file_that_never_ends_is_refused_at_the_limit(site: Any, refuses: Any) -> None:
    def pour(door: BaseHTTPRequestHandler) -> None:
        site.head(door, {"Connection": "close"})
        for _ in range(10_000):
            door.wfile.write(b"x" * 10_000)

    site.pages["/a"] = pour
    assert "larger than 1 MB" in refuses(site.at("/a")).reason


def test_a_packed_answer_is_unpacked(site: Any, fetch: Fetch) -> None:
    packed = gzip.compress(BODY[:500]) + gzip.compress(BODY[500:])
    site.gives("/a", packed, Content_Encoding="gzip")
    assert fetch(site.at("/a")).path.read_bytes() == BODY


@pytest.mark.parametrize(("megabytes", "reason"), [(1, "larger than 1 MB"), (900, "suspiciously")])
def test_a_bomb_is_refused_before_it_unfolds(
    site: Any, refuses: Any, megabytes: int, reason: str
) -> None:
    site.gives("/a", gzip.compress(bytes(60_000_000), 9), Content_Encoding="gzip")
    assert reason in refuses(site.at("/a"), megabytes=megabytes).reason


def test_damaged_packing_is_said(site: Any, refuses: Any) -> None:
    site.gives("/a", b"\x1f\x8b" + b"no" * 50, Content_Encoding="gzip")
    assert refuses(site.at("/a")).reason == "The answer is damaged: it cannot be unpacked."


def test_packing_nobody_asked_for_is_said(site: Any, refuses: Any) -> None:
    site.gives("/a", BODY, Content_Encoding="br")
    assert refuses(site.at("/a")).reason.endswith("in a way it was not asked for: br.")
