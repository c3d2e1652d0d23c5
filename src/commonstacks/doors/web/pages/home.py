"""The front door, and what waits for its context."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from commonstacks.flows import reading

SHOWN = 12


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    shelf = reading.shelf()
    facts = {
        "cards": shelf[:SHOWN],
        "more": max(0, len(shelf) - SHOWN),
        "waiting": len(reading.waiting()),
    }
    return render(request, "home/home.html", facts)


@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    return render(request, "waiting/waiting.html", {"stubs": reading.waiting()})
