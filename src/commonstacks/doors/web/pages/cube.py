"""The small cube behind the charts: kept by browsers, and asked for again before it is used."""

from __future__ import annotations

from pathlib import Path

from django.http import FileResponse, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from commonstacks.doors.web.site import reader_of
from commonstacks.flows import exploration, reading
from commonstacks.flows.shown import Lent

ARROW = "application/vnd.apache.arrow.stream"


@require_safe
def arrow(request: HttpRequest, slug: str, number: int) -> HttpResponse | FileResponse:
    lent = asked_for(request, slug, number)
    files = exploration.cube_files(lent)
    return kept(request, files.arrow, ARROW, files.etag, public=lent.published)


@require_safe
def axes(request: HttpRequest, slug: str, number: int) -> HttpResponse | FileResponse:
    lent = asked_for(request, slug, number)
    files = exploration.cube_files(lent)
    return kept(request, files.axes, "application/json", files.etag, public=lent.published)


def asked_for(request: HttpRequest, slug: str, number: int) -> Lent:
    return reading.lend(slug, reader_of(request), number, table=request.GET.get("table", ""))


def kept(
    request: HttpRequest, path: Path, media_type: str, etag: str, *, public: bool
) -> HttpResponse | FileResponse:
    """Revalidated each time, so that what is taken down here is taken down in every browser."""
    quoted = f'"{etag.strip(chr(34))}"'
    response = get_conditional_response(request, etag=quoted) or FileResponse(
        path.open("rb"), content_type=media_type
    )
    response.headers["ETag"] = quoted
    response.headers["Cache-Control"] = "public, no-cache" if public else "private, no-store"
    return response
