"""The front door, and what waits for its context."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from commonstacks.doors.web.pictures.shelf import card_pictures
from commonstacks.flows import shelving

SHOWN = 12
NEW = 5
WAITING = 100


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    lent = shelving.published_count()
    facts = {
        "cards": card_pictures(shelving.shelf(limit=SHOWN)),
        "lent": lent,
        "more": max(0, lent - SHOWN),
        "places": shelving.top_places(limit=SHOWN),
        "came_again": shelving.new_versions(limit=NEW),
        "waiting": shelving.waiting_count(),
    }
    return render(request, "home/home.html", facts)


@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    facts = {"stubs": shelving.waiting(limit=WAITING), "waiting": shelving.waiting_count()}
    return render(request, "waiting/waiting.html", facts)
