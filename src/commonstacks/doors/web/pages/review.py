"""Send a context in, read it all, agree or send it back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonstacks.doors.web.inputs.review import TypedReply, reasons, typed_reply
from commonstacks.doors.web.pictures.desk import desk_sections
from commonstacks.doors.web.pictures.words import REPLIES, word
from commonstacks.doors.web.refusals import status_of
from commonstacks.doors.web.site import signed_in
from commonstacks.flows import answering
from commonstacks.kit.errors import Refusal


@require_http_methods(["GET", "HEAD", "POST"])
def send_in(request: HttpRequest, slug: str) -> HttpResponse:
    by = signed_in(request)
    typed = typed_reply(request.POST) if request.method == "POST" else TypedReply()
    refusal = None
    if request.method == "POST":
        try:
            answering.send_in(slug, reply=typed.reply, told_on=typed.day, why=typed.why, by=by)
        except Refusal as refused:
            refusal = refused
        else:
            return redirect("review", slug)
    facts = {"desk": answering.desk(slug, by), "typed": typed, "refusal": refusal}
    return render(request, "context/send_in.html", facts, status=status_of(refusal))


@require_safe
def review(request: HttpRequest, slug: str) -> HttpResponse:
    return show(request, slug)


@require_POST
def agree(request: HttpRequest, slug: str) -> HttpResponse:
    try:
        revision = answering.agree(slug, by=signed_in(request))
    except Refusal as refusal:
        return show(request, slug, refusal)
    if revision is None:
        messages.success(request, _("Your key is turned. Another person has to agree as well."))
        return redirect("review", slug)
    messages.success(request, _("Published: revision %(number)s.") % {"number": revision})
    return redirect("dataset", slug)


@require_POST
def send_back(request: HttpRequest, slug: str) -> HttpResponse:
    given = reasons(request.POST)
    try:
        answering.send_back(slug, given, by=signed_in(request))
    except Refusal as refusal:
        return show(request, slug, refusal)
    messages.success(request, _("Sent back with your reasons."))
    return redirect("context", slug)


def show(request: HttpRequest, slug: str, refusal: Refusal | None = None) -> HttpResponse:
    desk = answering.desk(slug, signed_in(request))
    facts = {
        "desk": desk,
        "sections": desk_sections(desk),
        "reply": word(REPLIES, desk.review.reply) if desk.review else "",
        "typed": {f"reason-{name}": text for name, text in reasons(request.POST).items()},
        "refusal": refusal,
    }
    return render(request, "context/review.html", facts, status=status_of(refusal))
