"""Come in by an invitation, or say of somebody who was recorded: this is me."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from commonstacks.doors.web.pages.signing import BACKEND
from commonstacks.doors.web.refusals import status_of
from commonstacks.doors.web.site import reader_of
from commonstacks.flows import accounts, claiming
from commonstacks.kit.errors import NotHeld, Refusal
from commonstacks.library.people.models import Account


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    line, refusal = accounts.invitation(token), None
    if request.method == "POST":
        try:
            check_nobody_is_signed_in(request)
            account = accounts.accept(token, request.POST.get("name", ""))
        except Refusal as wrong:
            refusal = wrong
        else:
            return enter(request, account)
    facts = {"line": line, "name": request.POST.get("name", ""), "refusal": refusal}
    return render(request, "people/invitation.html", facts, status=status_of(refusal))


def check_nobody_is_signed_in(request: HttpRequest) -> None:
    if reader_of(request) is not None:
        raise Refusal("You are signed in already.", "Sign out first, then open the link again.")


def enter(request: HttpRequest, account: Account) -> HttpResponse:
    login(request, account, backend=BACKEND)
    messages.success(request, _("Welcome. Choose here how you sign in the next time."))
    return redirect("account")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def claim(request: HttpRequest, token: str) -> HttpResponse:
    """Signed in: joined to this account. Else: an account is made, if somebody wants one."""
    line, refusal, email = claiming.claim_line(token), None, request.POST.get("email", "")
    by = reader_of(request)
    if request.method == "POST":
        try:
            if by is None:
                return enter(request, claiming.claim_and_join(token, email=email))
            claiming.claim(token, by=by)
        except NotHeld:
            raise
        except Refusal as wrong:
            refusal = wrong
        else:
            messages.success(request, _("Joined to your account. Nothing was changed in public."))
            return redirect("account")
    facts = {"line": line, "email": email, "refusal": refusal}
    return render(request, "people/claim.html", facts, status=status_of(refusal))
