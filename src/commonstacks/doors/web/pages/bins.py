"""What the charts of a large table ask for: their bins once, and counts while somebody brushes.

A refusal is JSON here, because a script reads it: ``{"refused", "hint"}`` in the page's language.
"""

from __future__ import annotations

import gzip
from collections.abc import Callable
from functools import wraps
from typing import Final

from django.http import FileResponse, HttpRequest, HttpResponse, JsonResponse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.views.decorators.http import require_safe

from commonstacks.doors.web.pages.cube import JSON, kept, lasting
from commonstacks.doors.web.pages.leaving import left_of, while_here
from commonstacks.doors.web.refusals import status_of
from commonstacks.doors.web.site import reader_of, turn_of
from commonstacks.doors.web.spoken import hint, reason
from commonstacks.flows import activating, tabled
from commonstacks.flows.activating import Asked
from commonstacks.flows.tabled import LentTable
from commonstacks.kit.errors import NotHeld, Refusal
from commonstacks.workshop.views.jobs import ACTIVATION

AGAIN: Final = 2  # seconds
Answer = HttpResponse | FileResponse
Page = Callable[[HttpRequest, str, int], Answer]


def in_words(page: Page) -> Page:
    @wraps(page)
    def answered(request: HttpRequest, slug: str, number: int) -> Answer:
        try:
            return page(request, slug, number)
        except Refusal as refusal:
            return refused(refusal)

    return answered


@require_safe
@in_words
def facts(request: HttpRequest, slug: str, number: int) -> Answer:
    """Charts, axes and all rows by bin: enough for the first view."""
    lent = asked_for(request, slug, number)
    path, key = activating.facts(lent)
    return kept(request, path, JSON, key, lasting(request, lent, key, open_=True))


@require_safe
@while_here
@in_words
def active(request: HttpRequest, slug: str, number: int) -> Answer:
    """The counts that one chart is brushed with, under the filters of all others."""
    lent = asked_for(request, slug, number)
    token, turn = request.GET.get("view", ""), turn_of(request)
    asked = activating.active(lent, token, chart_of(request), reader=turn, left=left_of(request))
    return sent(request, lent, asked, ACTIVATION, zipped=True)


@require_safe
@while_here
@in_words
def counts(request: HttpRequest, slug: str, number: int) -> Answer:
    """The counts of one view."""
    lent = asked_for(request, slug, number)
    token, turn = request.GET.get("view", ""), turn_of(request)
    asked = activating.counts(lent, token, reader=turn, left=left_of(request))
    return sent(request, lent, asked, JSON)


def asked_for(request: HttpRequest, slug: str, number: int) -> LentTable:
    return tabled.lend(slug, reader_of(request), number, table=request.GET.get("table", ""))


def chart_of(request: HttpRequest) -> int:
    given = request.GET.get("chart", "")
    if not (given.isascii() and given.isdigit()) or len(given) > 2:
        raise NotHeld("There is no such chart.", "Its number is a whole number from 0 on.")
    return int(given)


def sent(
    request: HttpRequest, lent: LentTable, asked: Asked, media_type: str, *, zipped: bool = False
) -> HttpResponse:
    """Kept as long as the cube is; what is unchanged is not counted again."""
    quoted = f'"{asked.etag}"'
    response = get_conditional_response(request, etag=quoted)
    if response is None:
        content = asked.make()
        response = HttpResponse(content_type=media_type)
        if zipped and takes_gzip(request):
            response.headers["Content-Encoding"] = "gzip"
        elif zipped:
            content = gzip.decompress(content)
        response.content = content
    response.headers["ETag"] = quoted
    response.headers["Cache-Control"] = lasting(request, lent, asked.key, open_=True)
    patch_vary_headers(response, ("Accept-Encoding",) if zipped else ())
    return response


def takes_gzip(request: HttpRequest) -> bool:
    wanted = request.headers.get("Accept-Encoding", "")
    return "gzip" in [part.partition(";")[0].strip() for part in wanted.lower().split(",")]


def refused(refusal: Refusal) -> JsonResponse:
    status = status_of(refusal, reading=True)
    told = JsonResponse({"refused": reason(refusal), "hint": hint(refusal)}, status=status)
    told.headers["Cache-Control"] = "no-store"
    if status == 503:
        told.headers["Retry-After"] = str(AGAIN)
    return told
