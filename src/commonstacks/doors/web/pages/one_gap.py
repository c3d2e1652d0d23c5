"""The page of one gap: everybody reads who confirms and who disputes it, and says so too."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from commonstacks.doors.web.inputs.blanks import options_from
from commonstacks.doors.web.pictures.one_gap import one_gap_picture
from commonstacks.doors.web.refusals import status_of
from commonstacks.doors.web.site import reader_of, signed_in
from commonstacks.flows import confirming
from commonstacks.kit.errors import NotAllowed, NotHeld, Refusal
from commonstacks.library.context.actions.standing import Word
from commonstacks.library.people.models import Account


@require_http_methods(["GET", "HEAD", "POST"])
def one_gap(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    refusal = None
    if request.method == "POST":
        try:
            done(request, slug, key, signed_in(request))
        except (NotAllowed, NotHeld):
            raise
        except Refusal as refused:
            refusal = refused
        else:
            return redirect("one-gap", slug, key)
    picture = one_gap_picture(confirming.page(slug, key, reader_of(request)))
    page = picture.page
    facts = {
        "page": page,
        "gap": picture.gap,
        "ask": picture.ask,
        "said": picture.said,
        "voices": options_from(page.form.vocabulary("voices"), page.voices) if page.voices else (),
        "typed": request.POST,
        "refusal": refusal,
    }
    return render(request, "dispute/gap.html", facts, status=status_of(refusal))


def done(request: HttpRequest, slug: str, key: str, by: Account) -> None:
    """Which button was pressed: say it, take it back, or hide it."""
    post, which = request.POST, request.POST.get("id", "")
    if post.get("do") == "back":
        confirming.take_back(slug, key, which, by=by)
        messages.success(request, _("Taken back."))
    elif post.get("do") == "hide":
        ground, reason = post.get("ground", ""), post.get("reason", "")
        confirming.hide(slug, key, which, ground, reason, by=by)
        messages.success(request, _("Hidden."))
    else:
        word = Word(post.get("side", ""), post.get("voice", ""), post.get("text", ""))
        confirming.say(slug, key, word, by=by)
        messages.success(request, _("It stands beside the entry now."))
