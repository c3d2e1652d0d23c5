"""Refusals become pages, here and nowhere else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from commonstacks.doors.web.site import reader_of
from commonstacks.flows.shown import Gone, Waiting
from commonstacks.kit.errors import NotAllowed, NotHeld, Refusal, Stopped
from commonstacks.workshop.views.turns import Busy

AGAIN: Final = 5  # seconds
LATER: Final = 503
READING: Final = {"GET", "HEAD", "OPTIONS"}


class RefusalMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return refused(request, exception) if isinstance(exception, Refusal) else None


def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """The page that says why and what to do."""
    status = status_of(refusal, reading=request.method in READING)
    sign_in = isinstance(refusal, NotAllowed) and reader_of(request) is None
    facts = {"refusal": refusal, "stub": getattr(refusal, "stub", None), "sign_in": sign_in}
    page = render(request, f"errors/{page_of(refusal, status)}.html", facts, status=status)
    if status == LATER:
        page.headers["Retry-After"] = str(AGAIN)
    return page


def status_of(refusal: Refusal | None, *, reading: bool = False) -> int:
    if refusal is None:
        return 200
    if isinstance(refusal, Gone):
        return 410
    if isinstance(refusal, NotHeld):
        return 404
    if isinstance(refusal, NotAllowed | Waiting):
        return 403
    if isinstance(refusal, Busy | Stopped) and reading:
        return LATER
    return 409 if reading else 422


def page_of(refusal: Refusal, status: int) -> str:
    if isinstance(refusal, Gone):
        return "gone"
    if status == LATER:
        return "later"
    return "waiting" if isinstance(refusal, Waiting) else "refused"
