"""Parts of a file as RFC 9110 wants them."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from django.test import RequestFactory

from commonstacks.doors.web.ranges import in_parts

BYTES = bytes(range(100))


def answered(method: str = "get", **headers: str) -> tuple[int, bytes, dict[str, str]]:
    names = {f"HTTP_{name.upper()}": value for name, value in headers.items()}
    request: Any = getattr(RequestFactory(), method)("/", **names)
    file = BytesIO(BYTES)
    response: Any = in_parts(request, file, size=100, etag='"e"', media_type="text/plain")
    content = b"".join(response) if response.streaming else response.content
    for close in response._resource_closers:  # the rest of closing is about databases
        close()
    assert file.closed
    return response.status_code, content, dict(response.headers)


def test_the_whole_file_says_that_it_has_parts() -> None:
    status, content, headers = answered()
    assert (status, content) == (200, BYTES)
    assert (headers["Content-Length"], headers["Accept-Ranges"], headers["ETag"]) == (
        "100",
        "bytes",
        '"e"',
    )


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("bytes=0-9", 0, 9),
        ("bytes=90-", 90, 99),
        ("bytes=90-500", 90, 99),
        ("bytes=-10", 90, 99),
        ("bytes=-500", 0, 99),
        ("Bytes=5-5", 5, 5),
    ],
)
def test_one_range_is_sent(asked: str, first: int, last: int) -> None:
    status, content, headers = answered(range=asked)
    assert (status, content) == (206, BYTES[first : last + 1])
    assert headers["Content-Range"] == f"bytes {first}-{last}/100"
    assert headers["Content-Length"] == str(last - first + 1)


@pytest.mark.parametrize("asked", ["bytes=100-", "bytes=100-200", "bytes=-0"])
def test_a_range_outside_is_not_satisfied(asked: str) -> None:
    status, content, headers = answered(range=asked)
    assert (status, content, headers["Content-Range"]) == (416, b"", "bytes */100")


@pytest.mark.parametrize("asked", ["bytes=9-0", "bytes=0-1,5-6", "bytes=-", "lines=0-1", "bytes=a"])
def test_what_is_no_single_range_gets_the_whole_file(asked: str) -> None:
    assert answered(range=asked)[:2] == (200, BYTES)


def test_a_range_counts_only_for_the_bytes_it_was_begun_with() -> None:
    assert answered(range="bytes=0-9", if_range='"e"')[:2] == (206, BYTES[:10])
    assert answered(range="bytes=0-9", if_range='"older"')[:2] == (200, BYTES)
    assert answered(range="bytes=0-9", if_range='W/"e"')[:2] == (200, BYTES)


def test_only_get_has_ranges() -> None:
    assert answered("head", range="bytes=0-9")[0] == 200


def test_what_is_known_already_is_not_sent_again() -> None:
    assert answered(if_none_match='"e"')[:2] == (304, b"")
    assert answered(if_match='"older"')[0] == 412
