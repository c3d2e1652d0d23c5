"""Rows to take along: a file of exactly this view, or of all rows; a broken line can resume it."""

from __future__ import annotations

from typing import Final

from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from commonstacks.doors.web.pictures.explorer import beside_the_story, phrases
from commonstacks.doors.web.pictures.poster import poster_of, poster_of_counted
from commonstacks.doors.web.ranges import in_parts
from commonstacks.doors.web.site import reader_of, turn_of
from commonstacks.flows import counting, exploration, reading, taking
from commonstacks.flows.shown import Lent
from commonstacks.kit import clock
from commonstacks.kit.errors import NotHeld, Refusal
from commonstacks.workshop.views.poster import Poster

LOOK_AGAIN: Final = 5  # seconds
PROGRAM: Final = 40.0  # seconds a program waits: it does not look again by itself
OWN_STYLES: Final = {"style-src": ["'unsafe-inline'"]}  # a picture brings its own along
READABLE: Final = "ETag, Content-Length, Content-Range, Accept-Ranges, Content-Disposition"


@require_safe
def rows(
    request: HttpRequest, slug: str, number: int, form: str, token: str = ""
) -> HttpResponseBase:
    lent = published(request, slug, number, token)
    person = "text/html" in request.headers.get("Accept", "")
    try:
        taken = taking.take(lent, form, token, patience=taking.PATIENCE if person else PROGRAM)
    except taking.BeingMade as refusal:
        facts = {"lent": lent, "refusal": refusal, "seconds": LOOK_AGAIN}
        waiting = render(request, "dataset/being_made.html", facts, status=503)
        waiting.headers["Retry-After"] = str(LOOK_AGAIN)
        return waiting
    response = in_parts(
        request, taken.file, size=taken.size, etag=taken.etag, media_type=taken.media_type
    )
    response.headers["Content-Disposition"] = f'attachment; filename="{taken.name}"'
    response.headers["Link"] = f'<{taken.address}>; rel="cite-as"'
    return open_to_all(response)


@csp_replace(OWN_STYLES)  # type: ignore[arg-type] # django-csp knows views without arguments only
@require_safe
def chart(request: HttpRequest, slug: str, number: int, token: str, place: int) -> HttpResponse:
    """One chart as a picture that says where it is from."""
    lent = published(request, slug, number, token)
    facts = {
        "poster": drawn_alone(request, lent, token, place),
        "language": get_language(),
        "address": taking.view_address(lent, token),
    }
    drawn = render(request, "_parts/explorer/poster.svg", facts, content_type="image/svg+xml")
    open_to_all(drawn)
    return drawn


def drawn_alone(request: HttpRequest, lent: Lent, token: str, place: int) -> Poster:
    """The chart as the page of its view draws it: prepared, or counted anew."""
    today = clock.now().date()
    if not exploration.prepared(lent, token):
        counted = counting.counted(lent, token, reader=turn_of(request), words=phrases())
        return poster_of_counted(lent, counted, place, on=today)
    explorer = beside_the_story(exploration.picture(lent, token, phrases()))
    if explorer is None:
        raise NotHeld("This table has no charts.", "See its rows instead.")
    return poster_of(lent, explorer, place, on=today)


def published(request: HttpRequest, slug: str, number: int, token: str) -> Lent:
    """Nothing leaves the library without a published story, not even for those who write it."""
    reader, table = reader_of(request), request.GET.get("table", "")
    lent = (
        exploration.lend_view(slug, reader, number, token)
        if token
        else reading.lend(slug, reader, number, table=table)
    )
    if not lent.published:
        raise Refusal("This is not published yet.", "Its context has to be published first.")
    return lent


def open_to_all(response: HttpResponseBase) -> HttpResponseBase:
    """What is published looks the same to everybody, so the pages of others may read it. It is
    asked for anew each time, so that what is taken down here is taken down everywhere."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Expose-Headers"] = READABLE
    response.headers["Cache-Control"] = "public, no-cache"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
