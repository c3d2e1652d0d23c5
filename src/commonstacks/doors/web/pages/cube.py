"""The small cube behind the charts, as files that browsers and those between may keep."""

from __future__ import annotations

from pathlib import Path
from typing import Final, Protocol

from django.http import FileResponse, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from commonstacks.doors.web.site import reader_of
from commonstacks.flows import exploration, reading
from commonstacks.flows.shown import Lent

ARROW: Final = "application/vnd.apache.arrow.stream"
JSON: Final = "application/json"
DAY: Final = 24 * 60 * 60  # seconds


class Published(Protocol):
    @property
    def published(self) -> bool: ...


@require_safe
def arrow(request: HttpRequest, slug: str, number: int) -> HttpResponse | FileResponse:
    lent = asked_for(request, slug, number)
    files = exploration.cube_files(lent)
    return kept(
        request, files.arrow, ARROW, files.key, lasting(request, lent, files.key, open_=files.open)
    )


@require_safe
def axes(request: HttpRequest, slug: str, number: int) -> HttpResponse | FileResponse:
    lent = asked_for(request, slug, number)
    files = exploration.cube_files(lent)
    return kept(
        request,
        files.axes,
        JSON,
        files.key,
        lasting(request, lent, files.key, open_=files.open),
    )


def asked_for(request: HttpRequest, slug: str, number: int) -> Lent:
    return reading.lend(slug, reader_of(request), number, table=request.GET.get("table", ""))


def kept(
    request: HttpRequest, path: Path, media_type: str, etag: str, lasting: str
) -> HttpResponse | FileResponse:
    """A file, or that it is unchanged; ``lasting`` says how long it may be kept."""
    quoted = f'"{etag.strip(chr(34))}"'
    response = get_conditional_response(request, etag=quoted) or whole(path, media_type)
    response.headers["ETag"] = quoted
    response.headers["Cache-Control"] = lasting
    return response


def whole(path: Path, media_type: str) -> HttpResponse | FileResponse:
    """Text at once, so that it can be zipped."""
    if media_type == JSON:
        return HttpResponse(path.read_bytes(), content_type=media_type)
    return FileResponse(path.open("rb"), content_type=media_type)


def lasting(request: HttpRequest, lent: Published, key: str, *, open_: bool) -> str:
    """Asked for by the key of its bytes, what is open and public never changes: it is kept for a
    day, by anybody on the way. So what is taken down here is gone everywhere a day later. All else
    is asked for again each time, or not kept at all."""
    if not lent.published:
        return "private, no-store"
    known = open_ and request.GET.get("key") == key
    return f"public, max-age={DAY}, immutable" if known else "public, no-cache"
