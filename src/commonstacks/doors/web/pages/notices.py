"""The news of what one follows; no more letters by the link in a letter."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from commonstacks.doors.web.site import signed_in
from commonstacks.flows import noticing


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def notices(request: HttpRequest) -> HttpResponse:
    """POST: all of it is read."""
    by = signed_in(request)
    if request.method == "POST":
        noticing.mark_read(by)
        messages.success(request, _("All news is marked as read."))
        return redirect("notices")
    news = noticing.news(by)
    facts = {"news": news, "unread": any(each.unread for each in news)}
    return render(request, "care/notices.html", facts)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def letters(request: HttpRequest, token: str) -> HttpResponse:
    """Without signing in: whoever has the letter may stop the letters, and nothing else."""
    noticing.account_of(token)
    if request.method == "POST":
        noticing.stop_letters(token)
    facts = {"stopped": request.method == "POST"}
    return render(request, "care/letters.html", facts)
