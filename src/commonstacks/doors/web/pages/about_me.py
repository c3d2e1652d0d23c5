"""“This is about me”: this is wrong, we are not in here, do not use it for that."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from commonstacks.doors.web.inputs.voiced import about_me, voiced
from commonstacks.doors.web.pictures.life import life_picture
from commonstacks.doors.web.pictures.linked import asked_options, link_picture
from commonstacks.doors.web.refusals import status_of
from commonstacks.doors.web.site import signed_in
from commonstacks.flows import disputing, inviting
from commonstacks.kit import clock
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
                inviting.about_me(token, about_me(request.POST), voiced(request.POST))
        except (NotAllowed, NotHeld):
            raise
        except Refusal as wrong:
            refusal = wrong
        else:
            return redirect("about-me", token)
    page = inviting.link_page(token, "about me")
    facts = {
        "page": page,
        "sections": link_picture(page),
        "questions": asked_options(page),
        "typed": request.POST,
        "refusal": refusal,
    }
    return render(request, "about_me/about_me.html", facts, status=status_of(refusal))


@require_http_methods(["GET", "HEAD", "POST"])
def recorded(request: HttpRequest, slug: str) -> HttpResponse:
    """A facilitator writes down what somebody told them, with their consent."""
    by, refusal, post = signed_in(request), None, request.POST
    inviting.check_may_facilitate(disputing.open_to(slug, by), by)
    if request.method == "POST":
        try:
            voice = "C" if post.get("voice") == "C" else "S"
            inviting.record(slug, about_me(post), voice, voiced(post), by=by)
        except NotAllowed:
            raise
        except Refusal as wrong:
            refusal = wrong
        else:
            messages.success(request, _("Written down, with their consent."))
            return redirect("testimony", slug)
    life = life_picture(slug, by)
    facts = {
        "life": life,
        "questions": life.questions,
        "typed": post,
        "today": clock.now().date().isoformat(),
        "refusal": refusal,
    }
    return render(request, "about_me/recorded.html", facts, status=status_of(refusal))
