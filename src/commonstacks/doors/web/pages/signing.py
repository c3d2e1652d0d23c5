"""Sign in with a link that works once. Opening it does nothing; pressing the button does."""

from __future__ import annotations

from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonstacks.flows import entry

BACKEND = "django.contrib.auth.backends.ModelBackend"


@require_safe
def sign_in(request: HttpRequest) -> HttpResponse:
    return render(request, "signing/sign_in.html")


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
