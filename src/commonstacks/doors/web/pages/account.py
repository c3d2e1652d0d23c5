"""One's own account: name, ways to sign in, roles, what one said and did; take it along; leave."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from commonstacks.doors.web.inputs.people import contact_blanks, key_of
from commonstacks.doors.web.refusals import status_of
from commonstacks.doors.web.site import signed_in
from commonstacks.flows import own_data
from commonstacks.kit.errors import Refusal
from commonstacks.library.people import rules


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def account(request: HttpRequest) -> HttpResponse:
    """POST changes the name that is shown."""
    by, refusal = signed_in(request), None
    if request.method == "POST":
        try:
            agent = key_of(request.POST.get("agent", ""))
            own_data.rename(by, agent, request.POST.get("name", ""))
        except Refusal as wrong:
            refusal = wrong
        else:
            messages.success(request, _("Your name is changed, everywhere it stands."))
            return redirect("account")
    facts = {
        "own": own_data.own(by),
        "blanks": contact_blanks(),
        "may_give_roles": rules.may_give_roles(by),
        "refusal": refusal,
    }
    return render(request, "account/account.html", facts, status=status_of(refusal))


@never_cache
@require_safe
def take_along(request: HttpRequest) -> HttpResponse:
    """Everything the library knows of whoever asks, as one JSON file."""
    told = own_data.handed_out(signed_in(request))
    response = JsonResponse(told, json_dumps_params={"indent": 2, "ensure_ascii": False})
    response.headers["Content-Disposition"] = 'attachment; filename="my-data.json"'
    return response


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest) -> HttpResponse:
    by, refusal = signed_in(request), None
    if request.method == "POST":
        try:
            go(request)
        except Refusal as wrong:
            refusal = wrong
        else:
            messages.success(request, _("Your account and your e-mail address are gone."))
            return redirect("home")
    facts = {"own": own_data.own(by), "refusal": refusal}
    return render(request, "account/leave.html", facts, status=status_of(refusal))


def go(request: HttpRequest) -> None:
    by, name = signed_in(request), request.POST.get("name", "")
    if request.POST.get("email", "").strip().lower() != by.email:
        raise Refusal("This is not your e-mail address.", "Write it to say that you mean it.")
    if name not in {"stays", "goes"}:
        raise Refusal("Say whether your name stays.", "Choose one of the two.")
    if name == "stays":
        own_data.leave(by)
    else:
        own_data.leave_unnamed(by)
    logout(request)
