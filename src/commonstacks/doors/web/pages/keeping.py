"""How this library keeps what it holds, in its own numbers."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from commonstacks.doors.web.pictures.words import HOLDS, word
from commonstacks.flows import holdings, wiring


@require_safe
def keeping(request: HttpRequest) -> HttpResponse:
    held = holdings.holdings()
    facts = {
        "held": held,
        "holds": [(word(HOLDS, kind), count) for kind, count in held.holds],
        "address": wiring.library_address(),
    }
    return render(request, "keeping/keeping.html", facts)
