"""The review queue: everything that waits for a second pair of eyes; and what the publisher did."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from commonstacks.doors.web.inputs.review import typed_reply
from commonstacks.doors.web.site import signed_in
from commonstacks.flows import reviewing
from commonstacks.library.context.rules import Reply


@require_safe
def reviews(request: HttpRequest) -> HttpResponse:
    return render(request, "queue/reviews.html", {"lines": reviewing.queue(signed_in(request))})


@require_POST
def told(request: HttpRequest, slug: str) -> HttpResponse:
    """The publisher was told, or replied, after the review began."""
    typed = typed_reply(request.POST)
    reply = Reply(typed.reply, typed.day, typed.why)
    reviewing.tell_of_reply(slug, reply, by=signed_in(request))
    messages.success(request, _("Written down."))
    return redirect("review", slug)
