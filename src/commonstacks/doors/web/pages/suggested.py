"""What the program suggests from the table: a person says whether it is a gap."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from commonstacks.doors.web.site import signed_in
from commonstacks.flows import suggesting
from commonstacks.kit.errors import Refusal


@require_POST
def decide(request: HttpRequest, slug: str) -> HttpResponse:
    by, wanted = signed_in(request), request.POST.get("suggestion", "")
    verdict = request.POST.get("verdict", "")
    if verdict not in {"gap", "none"}:
        raise Refusal("It is not said whether this is a gap.", "Press one of the two buttons.")
    if verdict == "gap":
        gap = suggesting.agree(slug, wanted, by=by)
        messages.success(request, _("Added in your voice. Take it back where it is wrong."))
    else:
        gap = suggesting.set_aside(slug, wanted, by=by)
        messages.success(request, _("Set aside. It is not suggested again."))
    return redirect("question", slug, gap.question)
