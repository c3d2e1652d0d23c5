"""A file in parts, so that a download that broke off goes on where it was (RFC 9110, 13 and 14)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Final

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response

CHUNK: Final = 1 << 16
ONE_RANGE: Final = re.compile(r"bytes=[ \t]*(\d{0,18})-(\d{0,18})[ \t]*", re.IGNORECASE)


class Piece:
    """``length`` bytes of an open file from ``start``; closing it closes the file."""

    def __init__(self, file: BinaryIO, start: int, length: int) -> None:
        self._file, self._start, self._left = file, start, length

    def __iter__(self) -> Iterator[bytes]:
        self._file.seek(self._start)
        while self._left > 0 and (chunk := self._file.read(min(CHUNK, self._left))):
            self._left -= len(chunk)
            yield chunk

    def close(self) -> None:
        self._file.close()


@dataclass(frozen=True, slots=True)
class Span:
    """Bytes ``first`` to ``last``, both counted from 0 and both meant."""

    first: int
    last: int

    @property
    def length(self) -> int:
        return self.last - self.first + 1


def in_parts(
    request: HttpRequest, file: BinaryIO, *, size: int, etag: str, media_type: str
) -> HttpResponseBase:
    """The file, the part of it that was asked for, or that it has not changed.

    ``etag`` is strong and quoted. One range is answered; several at once, a form that nobody knows,
    or an If-Range about other bytes get the whole file, as the standard allows.
    """
    unchanged = get_conditional_response(request, etag=etag)
    span = wanted(request, size, etag)
    if unchanged is not None or (span is not None and span.length <= 0):
        file.close()
    if unchanged is not None:
        return told(unchanged, etag)
    if span is not None and span.length <= 0:
        nothing = HttpResponse(status=416)
        nothing.headers["Content-Range"] = f"bytes */{size}"
        return told(nothing, etag)
    part = span or Span(0, size - 1)
    response = StreamingHttpResponse(
        Piece(file, part.first, part.length), content_type=media_type, status=206 if span else 200
    )
    response.headers["Content-Length"] = str(part.length)
    if span:
        response.headers["Content-Range"] = f"bytes {span.first}-{span.last}/{size}"
    return told(response, etag)


def wanted(request: HttpRequest, size: int, etag: str) -> Span | None:
    """None: the whole file. A span without length: nothing of what was asked for is there."""
    found = ONE_RANGE.fullmatch(request.headers.get("Range", ""))
    if request.method != "GET" or found is None or request.headers.get("If-Range", etag) != etag:
        return None
    first, last = found[1], found[2]
    if not first:
        return Span(max(size - int(last), 0), size - 1) if last else None
    if last and int(last) < int(first):
        return None  # no range at all
    return Span(int(first), min(int(last or size), size - 1))


def told(response: HttpResponseBase, etag: str) -> HttpResponseBase:
    response.headers["ETag"] = etag
    response.headers["Accept-Ranges"] = "bytes"
    return response
