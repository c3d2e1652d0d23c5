"""Sign in: by code, password or passkey (django-allauth), or with a link that works once.

Opening such a link does nothing; pressing the button does.
"""

from __future__ import annotations

from typing import Final

from allauth.account.views import login as ask_who
from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from commonstacks.doors.web.site import reader_of
from commonstacks.flows import entry

BACKEND: Final = "allauth.account.auth_backends.AuthenticationBackend"


@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponseBase:
    if reader_of(request) is not None:
        return redirect("account")
    page: HttpResponseBase = ask_who(request)
    return page


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def use_link(request: HttpRequest, token: str) -> HttpResponse:
    if request.method != "POST":
        return render(request, "signing/use_link.html")
    login(request, entry.sign_in(token), backend=BACKEND)
    return redirect("home")


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    return redirect("home")
