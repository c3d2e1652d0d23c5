"""What this library is, who runs it, and how to take part."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from commonstacks.doors.web.pictures.questions import question_sections
from commonstacks.flows import holdings, shelving, wiring


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    form = wiring.form()
    facts = {
        "held": shelving.published_count(),
        "waiting": shelving.waiting_count(),
        "keepers": holdings.keepers(),
        "keys": wiring.review_keys(),
        "form": form,
        "sections": question_sections(form),
    }
    return render(request, "about/about.html", facts)
