"""Keeping for later: what every page of the editor does with words that are not said yet."""

from __future__ import annotations

from contextlib import suppress

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from commonstacks.doors.web.inputs.begun import words_of
from commonstacks.flows import keeping_drafts
from commonstacks.kit.errors import Refusal
from commonstacks.library.people.models import Account

PART = "X-Part"  # a script asks for a part of the page, or for none of it


def told_later(request: HttpRequest, page: str) -> HttpResponse:
    """Nothing, for the script that keeps every few seconds; else the page, which says so."""
    if PART in request.headers:
        return HttpResponse(status=204)
    messages.success(request, _("Kept for later. Only you see it."))
    return redirect(page)


def put_by(slug: str, question: str, request: HttpRequest, by: Account) -> None:
    """What was refused is kept too, so that nothing is lost with the window."""
    with suppress(Refusal):  # too long to be kept; it still stands in the blanks
        keeping_drafts.keep(slug, question, words_of(request.POST), by=by)
