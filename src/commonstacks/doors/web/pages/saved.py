"""Views that one keeps for oneself: keep one, say something about it, let go of it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from commonstacks.doors.web.site import signed_in
from commonstacks.flows import saving
from commonstacks.kit.errors import Refusal


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def saved(request: HttpRequest) -> HttpResponse:
    by = signed_in(request)
    if request.method == "POST":
        return keep(request)
    return render(request, "saved/saved.html", {"kept": saving.kept_by(by)})


def keep(request: HttpRequest) -> HttpResponse:
    by, asked = signed_in(request), request.POST
    slug, number, view = asked.get("slug", ""), asked.get("number", ""), asked.get("view", "")
    if not number.isdecimal():
        raise Refusal("This is not the address of a view.", "Open the view, then keep it.")
    saving.keep(slug, int(number), view, asked.get("words", ""), by=by)
    messages.success(request, _("You keep this view."))
    return redirect("dataset-view", slug, int(number), view)


@require_POST
def one(request: HttpRequest, key: int) -> HttpResponse:
    """``do`` is describe or let-go."""
    by = signed_in(request)
    if request.POST.get("do") == "let-go":
        saving.let_go(key, by=by)
        messages.success(request, _("You no longer keep it."))
    else:
        saving.describe(key, request.POST.get("words", ""), by=by)
        messages.success(request, _("Your words are kept."))
    return redirect("saved")
