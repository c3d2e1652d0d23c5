"""What this library is and how it keeps what it holds."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from commonstacks.flows import reading, wiring


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    facts = {
        "held": len(reading.shelf()),
        "waiting": len(reading.waiting()),
        "keys": wiring.review_keys(),
        "form": wiring.form(),
    }
    return render(request, "about/about.html", facts)
