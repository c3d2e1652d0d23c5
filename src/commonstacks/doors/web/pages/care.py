"""What needs care, for those who work here."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from commonstacks.doors.web.pictures.care import care_pictures
from commonstacks.doors.web.site import signed_in
from commonstacks.flows import needing


@never_cache
@require_safe
def care(request: HttpRequest) -> HttpResponse:
    found = needing.care(signed_in(request))
    facts = {"datasets": care_pictures(found.datasets), "more": found.more}
    return render(request, "care/care.html", facts)
