"""How a story stands: its state, what was hidden and why; links for people; a second person."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from commonstacks.doors.web.inputs.blanks import options_from
from commonstacks.doors.web.inputs.voiced import wanted
from commonstacks.doors.web.pictures.life import life_picture
from commonstacks.doors.web.refusals import status_of
from commonstacks.doors.web.site import reader_of, signed_in
from commonstacks.flows import answering, inviting, reviewing
from commonstacks.kit.errors import NotAllowed, NotHeld, Refusal
from commonstacks.library.people.models import Account


@require_http_methods(["GET", "HEAD", "POST"])
def life(request: HttpRequest, slug: str) -> HttpResponse:
    refusal = None
    if request.method == "POST":
        try:
            turn(request, slug, signed_in(request))
        except NotAllowed:
            raise
        except Refusal as wrong:
            refusal = wrong
        else:
            return redirect("life", slug)
    facts = {"life": life_picture(slug, reader_of(request)), "refusal": refusal}
    return render(request, "life/life.html", facts, status=status_of(refusal))


def turn(request: HttpRequest, slug: str, by: Account) -> None:
    do = request.POST.get("do", "")
    if do == "pause":
        reviewing.pause(slug, request.POST.get("why", ""), by=by)
    elif do == "resume":
        reviewing.resume(slug, by=by)
    elif do == "archive":
        reviewing.archive(slug, by=by)
    elif do == "open":
        reviewing.open_again(slug, by=by)
    else:
        raise NotHeld("This was not found.", "Go back to the page.")
    messages.success(request, _("Done. Everybody can read that it was done."))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def link(request: HttpRequest, slug: str) -> HttpResponse:
    by, refusal, address, sent = signed_in(request), None, "", False
    if request.method == "POST":
        try:
            address, sent = inviting.make_link(slug, wanted(request.POST), by=by)
        except NotAllowed:
            raise
        except Refusal as wrong:
            refusal = wrong
    desk = answering.desk(slug, by)
    facts = {
        "desk": desk,
        "voices": options_from(desk.form.vocabulary("voices"), ("P", "W", "S", "C")),
        "typed": request.POST or request.GET,
        "address": address,
        "sent": sent,
        "refusal": refusal,
    }
    return render(request, "invited/link.html", facts, status=status_of(refusal))


def countersign(slug: str, key: UUID, post: Mapping[str, str], by: Account) -> None:
    reviewing.countersign(slug, key, by=by)


def prefer(slug: str, key: UUID, post: Mapping[str, str], by: Account) -> None:
    reviewing.prefer(slug, key, by=by)


def deprecate(slug: str, key: UUID, post: Mapping[str, str], by: Account) -> None:
    reviewing.deprecate(slug, key, post.get("reason", ""), by=by)


def send_back(slug: str, key: UUID, post: Mapping[str, str], by: Account) -> None:
    reviewing.return_said(slug, key, post.get("reason", ""), by=by)


def hide(slug: str, key: UUID, post: Mapping[str, str], by: Account) -> None:
    reviewing.hide(slug, key, post.get("ground", ""), post.get("reason", ""), by=by)


JUDGED: Final[Mapping[str, Callable[[str, UUID, Mapping[str, str], Account], None]]] = {
    "countersign": countersign,
    "prefer": prefer,
    "deprecate": deprecate,
    "return": send_back,
    "hide": hide,
}


@require_POST
def judge(request: HttpRequest, slug: str, key: UUID, do: str) -> HttpResponse:
    """One act on one answer; which, says the address."""
    by = signed_in(request)
    if do not in JUDGED:
        raise NotHeld("This was not found.", "Go back to the page.")
    JUDGED[do](slug, key, request.POST.dict(), by)
    messages.success(request, _("Done. The words stay readable where they may be."))
    asked = request.POST.get("question", "")
    return redirect("disputes", slug, asked) if asked else redirect("life", slug)
