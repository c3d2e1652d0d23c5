"""Follow a dataset, a place or a question; see what one follows."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from commonstacks.doors.web.site import signed_in
from commonstacks.flows import noticing, wiring


@require_POST
def follow(request: HttpRequest) -> HttpResponse:
    """``way`` is here, mail or stop; then back to the page the button stood on."""
    by, way = signed_in(request), request.POST.get("way", "here")
    subject = noticing.subject_of(request.POST.get("subject", ""))
    if way == "stop":
        noticing.stop(subject, by=by)
        messages.success(request, _("You no longer follow it."))
    else:
        noticing.follow(subject, by_mail=way == "mail", by=by)
        messages.success(request, _("You follow it now."))
    return redirect(back(request))


def back(request: HttpRequest) -> str:
    wanted = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return wanted if safe else "following"


@never_cache
@require_safe
def following(request: HttpRequest) -> HttpResponse:
    by = signed_in(request)
    facts = {"followed": noticing.followed(by), "letters": wiring.sends_letters()}
    return render(request, "care/following.html", facts)
