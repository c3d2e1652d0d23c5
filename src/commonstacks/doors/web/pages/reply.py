"""The publisher's right of reply: read the draft, reply, or only say that it was read."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from commonstacks.doors.web.pictures.linked import link_picture
from commonstacks.doors.web.refusals import status_of
from commonstacks.doors.web.site import signed_in
from commonstacks.flows import inviting
from commonstacks.flows.inviting import LinkPage
from commonstacks.kit.errors import NotAllowed, NotHeld, Refusal


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def by_link(request: HttpRequest, token: str) -> HttpResponse:
    refusal = None
    if request.method == "POST":
        try:
            if "back" in request.POST:
                inviting.withdraw(token, request.POST.get("reason", ""))
            else:
                inviting.reply(token, words(request))
        except (NotAllowed, NotHeld):
            raise
        except Refusal as wrong:
            refusal = wrong
        else:
            return redirect("reply", token)
    return show(request, inviting.link_page(token, "reply"), refusal)


@require_http_methods(["GET", "HEAD", "POST"])
def publisher(request: HttpRequest, slug: str) -> HttpResponse:
    by, refusal = signed_in(request), None
    if request.method == "POST":
        try:
            inviting.reply_as_publisher(slug, words(request), by=by)
        except NotAllowed:
            raise
        except Refusal as wrong:
            refusal = wrong
        else:
            messages.success(request, _("Thank you. Your reply is kept as you wrote it."))
            return redirect("publisher-reply", slug)
    return show(request, inviting.draft(slug, by), refusal)


def words(request: HttpRequest) -> str:
    """Empty when they say only that they have read it."""
    text = request.POST.get("text", "").strip()
    if "read" not in request.POST and not text:
        raise Refusal("Your reply is empty.", "Write it, or say only that you have read this.")
    return "" if "read" in request.POST else text


def show(request: HttpRequest, page: LinkPage, refusal: Refusal | None) -> HttpResponse:
    facts = {
        "page": page,
        "sections": link_picture(page),
        "text": request.POST.get("text", ""),
        "refusal": refusal,
    }
    return render(request, "reply/reply.html", facts, status=status_of(refusal))
