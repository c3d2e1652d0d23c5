"""The language of the pages: the browser's wish, unless a visitor chooses another."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe

from commonstacks.kit.errors import NotHeld

KEPT = timedelta(days=365)


@require_safe
def language(request: HttpRequest, code: str) -> HttpResponse:
    """Remembered in a cookie that holds nothing else; back to the page that was read."""
    if code not in dict(settings.LANGUAGES):
        raise NotHeld(
            "The pages do not speak “{code}”.", "Choose one at the foot of a page.", code=code[:10]
        )
    back = request.GET.get("back", "/")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        back = "/"
    answer = redirect(back)
    answer.set_cookie(
        settings.LANGUAGE_COOKIE_NAME, code, max_age=KEPT, samesite="Lax", httponly=True
    )
    return answer
